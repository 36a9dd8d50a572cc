"""What the words in the cells of logs mean: the agreed rules, which a mapping may change for its table."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from isplanner.workbook.grid import Value, cell_text
from isplanner.workbook.spelling import plain, squeezed
from isplanner.workbook.values import is_blank
from isplanner.workbook.vocabulary import vocabulary

BLANK, UNKNOWN = "blank", "unknown"
MOST_WORDS = 100
"""So many words of a column are shown, the most frequent ones."""

KNOWN: Mapping[str, tuple[str, ...]] = {
    "outcome": ("appointment", "connect", "unreached"),
    "answered": ("answered",),
    "type": ("call",),
    "stage": ("won",),
    "valid": ("yes",),
    "ordered": ("yes",),
}
"""For each role of a log's column the meanings that the vocabulary has words of."""

CHOICES: Mapping[str, tuple[str, ...]] = {
    "outcome": ("valid", "appointment", "connect", "unreached", "uncounted"),
    "answered": ("answered", "unanswered"),
    "type": ("call", "uncounted"),
    "stage": ("won", "open"),
    "valid": ("yes", "no"),
    "ordered": ("yes", "no"),
}
"""All meanings that a mapping may give to words."""

_OTHERWISE = {
    "outcome": UNKNOWN,
    "answered": "unanswered",
    "type": "uncounted",
    "stage": "open",
    "valid": "no",
    "ordered": "no",
}


class Meanings:
    """The meanings of the cells of one table, its own words before those of the vocabulary."""

    def __init__(self, own: Mapping[str, Mapping[str, str]]) -> None:
        self._own = own
        self._known: dict[tuple[str, Value], str] = {}

    def of(self, role: str, value: Value) -> str:
        """What a cell of a column means: one of CHOICES, BLANK, or UNKNOWN for an outcome that nobody knows."""
        key = role, value
        # True is 1 to a dictionary, but reads otherwise.
        if isinstance(value, bool) or (found := self._known.get(key)) is None:
            found = self._known[key] = self._meaning(role, value)
        return found

    def _meaning(self, role: str, value: Value) -> str:
        word = squeezed(cell_text(value))
        if chosen := self._own.get(role, {}).get(word):
            return chosen
        if is_blank(value):
            return BLANK
        words = vocabulary().words
        return next((meaning for meaning in KNOWN[role] if word in words[meaning]), _OTHERWISE[role])


class CountedWord(NamedTuple):
    """A word that stands in a column, how often, and what it means."""

    text: str
    times: int
    meaning: str


def column_words(cells: Iterable[Value], role: str, own: Mapping[str, Mapping[str, str]]) -> list[CountedWord]:
    """The words of a log's column, the most frequent first; empty cells are left out."""
    meanings = Meanings(own)
    counted = Counter(plain(cell_text(value)) for value in cells if not is_blank(value))
    return [CountedWord(text, times, meanings.of(role, text)) for text, times in counted.most_common(MOST_WORDS)]
