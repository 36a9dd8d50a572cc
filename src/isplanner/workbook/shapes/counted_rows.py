"""What a log counts, row by row, in plain arrays; `records.py` makes records and facts of it."""

from array import array
from collections.abc import Container, Iterable

Scope = tuple[str | None, str | None]
"""A member and a channel."""


class Entries:
    """What records add to one metric: which, on which day, how much; each once."""

    def __init__(self) -> None:
        self.record, self.day, self.value = array("i"), array("i"), array("d")


class CountedRows:
    """The rows of a log that count so far: a record each. It counts `metrics`, even where it finds none.

    `rows` are their numbers on the sheet, `days` the ordinals of their days, `scope` which of `scopes` they are of.
    """

    def __init__(self, metrics: Iterable[str]) -> None:
        self.rows, self.days, self.scope = array("i"), array("i"), array("i")
        self.scopes: dict[Scope, int] = {}
        self.entries = {metric: Entries() for metric in metrics}

    def add(self, row: int, metric: str, day: int, scope: Scope, number: float) -> None:
        """Count something of a row, all of it before the next row; the first day is the record's."""
        if not self.rows or self.rows[-1] != row:
            self.rows.append(row)
            self.days.append(day)
            self.scope.append(self.scopes.setdefault(scope, len(self.scopes)))
        entries = self.entries[metric]
        entries.record.append(len(self.rows) - 1)
        entries.day.append(day)
        entries.value.append(number)

    def drop_others(self, metrics: Container[str]) -> None:
        """Forget what was counted of metrics that there are none of."""
        self.entries = {metric: entries for metric, entries in self.entries.items() if metric in metrics}
