"""What a user changed of how a file is read: a frozen value, an argument of the reading like any other.

Columns are known by their headers, so that what was said of one sheet holds for all sheets with the same table, and, in
a template (`templates.py`), for next month's file.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache

from isplanner.workbook.grid import Area
from isplanner.workbook.periods import find_periods
from isplanner.workbook.spelling import plain, squeezed


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """How a column is read where its header does not tell, or tells it wrong; None leaves what the header says.

    `role` is one of `map.Column`'s, or of a log (outcome, talk, won …); `unit` as a header would say it (千円, 秒);
    `period` as `--period` says it. `is_day_first` reads 7/8/2026 as 7 August.
    """

    role: str | None = None
    metric: str | None = None
    kind: str | None = None
    unit: str | None = None
    period: str | None = None
    channel: str | None = None
    member: str | None = None
    is_day_first: bool | None = None

    def over(self, other: "ColumnMapping") -> "ColumnMapping":
        """What this says, and where it says nothing the other."""
        said = {each.name: getattr(self, each.name) for each in fields(self)}
        return replace(other, **{name: value for name, value in said.items() if value is not None})


@dataclass(frozen=True, slots=True)
class TableMapping:
    """How tables with these headers are read.

    `headers` and the keys of `columns` are those of `header_keys`. `words` give row labels (指標) a metric, "" none.
    `meanings` say by the role of a log's column what its words mean (`shapes/meanings.py`). `period` goes before
    titles and sheet names, `shape` before what the table looks like.
    """

    headers: tuple[str, ...]
    columns: Mapping[str, ColumnMapping] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    meanings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    period: str | None = None
    shape: str | None = None

    def over(self, other: "TableMapping") -> "TableMapping":
        """What this says, and where it says nothing the other."""
        columns = {key: ColumnMapping() for key in (*other.columns, *self.columns)}
        roles = dict.fromkeys((*other.meanings, *self.meanings))
        return TableMapping(
            headers=self.headers,
            columns={key: self.column(key).over(other.column(key)) for key in columns},
            words={**other.words, **self.words},
            meanings={role: {**other.meanings.get(role, {}), **self.meanings.get(role, {})} for role in roles},
            period=self.period or other.period,
            shape=self.shape or other.shape,
        )

    def column(self, key: str) -> ColumnMapping:
        """What is said of a column: under its own key, else under that without its month."""
        if not self.columns:
            return _NOTHING  # of tables with very many columns, most of which nobody speaks
        return self.columns.get(key) or self.columns.get(timeless(key)) or _NOTHING

    def with_column(self, key: str, column: ColumnMapping) -> "TableMapping":
        """The same with something said of one column."""
        return replace(self, columns={**self.columns, key: column.over(self.columns.get(key, _NOTHING))})


_NOTHING = ColumnMapping()


@dataclass(frozen=True, slots=True)
class Corrections:
    """All that was changed of one file's reading.

    `headers` are where those of a sheet stand, instead of those recognised; `cells` what was typed into cells by
    (sheet, address); `accepted` held cells that are right as they are; `members` and `channels` whom a spelling means.
    """

    tables: tuple[TableMapping, ...] = ()
    headers: Mapping[str, tuple[Area, ...]] = field(default_factory=dict)
    unread_sheets: frozenset[str] = frozenset()
    cells: Mapping[tuple[str, str], str] = field(default_factory=dict)
    accepted: frozenset[tuple[str, str]] = frozenset()
    members: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)

    def table(self, headers: Sequence[str]) -> TableMapping:
        """What is said of tables with these headers."""
        found = (table for table in self.tables if table.headers == tuple(headers))
        return next(found, TableMapping(tuple(headers)))

    def with_table(self, table: TableMapping) -> "Corrections":
        """The same with something else said of the tables with its headers."""
        others = tuple(each for each in self.tables if each.headers != table.headers)
        return replace(self, tables=(*others, table))

    def with_cells(self, cells: Mapping[tuple[str, str], str | None]) -> "Corrections":
        """The same with texts typed into cells; None gives a cell back what stands in the file."""
        kept = {place: text for place, text in {**self.cells, **cells}.items() if text is not None}
        return replace(self, cells=kept)


NO_CORRECTIONS = Corrections()


def header_keys(headers: Iterable[str]) -> tuple[str, ...]:
    """What the columns of a table are known by: their headers as compared, those that repeat numbered."""
    keys: dict[str, None] = {}
    times: Counter[str] = Counter()
    for place, header in enumerate(headers):
        key = numbered = squeezed(header) or f"@{place + 1}"
        while numbered in keys:
            times[key] += 1
            numbered = f"{key}#{times[key] + 1}"
        keys[numbered] = None
    return tuple(keys)


@lru_cache(maxsize=1 << 12)
def timeless(key: str) -> str:
    """A header without the months and days in it: 11月目標 and 12月目標 are the same column of two files."""
    text = plain(key).casefold()
    for found in reversed(find_periods(text)):
        text = f"{text[: found.start]}~{text[found.end :]}"
    return text
