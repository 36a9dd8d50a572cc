"""Which columns of a table are those of a log."""

from collections.abc import Mapping, Sequence

from isplanner.workbook.labels import without_brackets
from isplanner.workbook.map import NUMBERS, Column
from isplanner.workbook.spelling import plain, squeezed
from isplanner.workbook.vocabulary import vocabulary


def log_columns(columns: Sequence[Column], log: str) -> dict[str, Column]:
    """The columns of a log by what it calls them; of several names the first in its list that the table has."""
    chosen = {column.chosen.role: column for column in reversed(columns) if column.chosen.role}
    by_head = {_head(column): column for column in reversed(columns) if column.chosen.role is None}
    roles = vocabulary().logs[log]
    found = {role: next((by_head[word] for word in words if word in by_head), None) for role, words in roles.items()}
    return {role: column for role in roles if (column := chosen.get(role) or found[role])}


def counts_else(columns: Sequence[Column], own: Mapping[str, Column]) -> bool:
    """Whether a table counts metrics in columns that are not the log's: then it is no log."""
    return any(column.role == NUMBERS and column.metric and column not in own.values() for column in columns)


def _head(column: Column) -> str:
    return squeezed(without_brackets(plain(column.header)))
