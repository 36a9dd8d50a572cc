"""Which columns of a log are kept as attributes of its records, and what they say.

Kept are columns that are known by header (`resources/attributes.toml`), and MOST_OTHERS more with few values for their
rows: at most MOST_VALUES, each standing for FEWEST_ROWS rows on average. Never kept is what points at a customer: names
of people and companies, numbers and addresses of all sorts, IDs; and free text and dates, which tell no rows apart.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from isplanner.plan.activity import NOTHING, Texts
from isplanner.plan.attribute import shipped_attributes
from isplanner.workbook.grid import Broken, Value, cell_text
from isplanner.workbook.labels import without_brackets
from isplanner.workbook.map import NUMBERS, Column
from isplanner.workbook.spelling import plain, squeezed
from isplanner.workbook.values import is_blank
from isplanner.workbook.vocabulary import vocabulary

if TYPE_CHECKING:
    from isplanner.workbook.coded import Coded

MOST_VALUES = 100
FEWEST_ROWS = 5
MOST_OTHERS = 30
_MOST_KNOWN = 10_000
_LONGEST = 40
_LONGEST_KNOWN = 200

_ABOUT_OURS = {"member", "family", "given", "date", "month", "ignored"}
_ID = re.compile(r"(?:\b|_)[iI][dD]\b|[a-z]ID\b", re.ASCII)
_POINTS_AT_SOMEBODY = re.compile(r"\S+@\S+\.\S+|https?:.*|[-+()0-9 ]*(?:[0-9][-() ]*){9,}[-+()0-9 ]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class AttributeColumn:
    """A column that may be kept: the key of a known attribute or its own header, and which of both."""

    column: Column
    key: str
    is_known: bool


def attribute_columns(columns: Iterable[Column]) -> Iterator[AttributeColumn]:
    """The columns whose headers may be those of attributes, one a key."""
    taken: dict[str, bool] = {}
    for column in columns:
        header = plain(column.header)
        known = _known_names().get(squeezed(header)) or _known_names().get(squeezed(without_brackets(header)))
        if (key := known or header) in taken or not header:
            continue
        if known or (_may_be_one(column, header) and sum(taken.values()) < MOST_OTHERS):
            taken[key] = known is None
            yield AttributeColumn(column, key, known is not None)


def is_private(header: str) -> bool:
    """Whether a header says that single customers or free text stand below it."""
    words, head = vocabulary().words, squeezed(without_brackets(header) or header)
    return head in words["private"] or any(part in head for part in words["private_parts"]) or bool(_ID.search(header))


def read_texts(column: "Coded", *, is_known: bool) -> Texts | None:
    """What a column says, a cell a record; None where it is none that is kept."""
    # Imported here: numpy takes 0.05 s to load, and most workbooks hold no log.
    import numpy as np

    most = _MOST_KNOWN if is_known else MOST_VALUES
    words: dict[str, int] = {}
    of_values = []
    for value in column.values:
        code = NOTHING
        if not (is_blank(value) or isinstance(value, Broken)):
            text = plain(cell_text(value))
            if _is_unfit(value, text, is_known=is_known):
                return None
            code = words.setdefault(text[:_LONGEST_KNOWN], len(words))
        if len(words) > most:
            return None
        of_values.append(code)
    codes = np.array(of_values, np.int32)[column.codes]
    filled = int(np.count_nonzero(codes != NOTHING))
    is_kept = bool(filled) and (is_known or len(words) * FEWEST_ROWS <= filled)
    return Texts(tuple(words), codes) if is_kept else None


def _is_unfit(value: Value, text: str, *, is_known: bool) -> bool:
    """Whether a cell says that its column is no attribute: a long text, a date, what points at somebody."""
    is_long = not is_known and len(text) > _LONGEST
    return is_long or isinstance(value, date | timedelta) or bool(_POINTS_AT_SOMEBODY.fullmatch(text))


def _may_be_one(column: Column, header: str) -> bool:
    """Whether neither our own people and dates stand below a header, nor metrics, nor what is private."""
    if column.chosen.role is not None:
        return column.chosen.role == "attribute"
    is_metric = column.role == NUMBERS and column.metric is not None
    return not (column.role in _ABOUT_OURS or is_metric or is_private(header))


@cache
def _known_names() -> dict[str, str]:
    return {
        squeezed(name): attribute.key
        for attribute in shipped_attributes().values()
        for name in (attribute.key, attribute.ja, attribute.en, *attribute.names)
    }
