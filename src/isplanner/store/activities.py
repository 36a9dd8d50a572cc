"""The rows of logs in and out: a column is one row with its cells as bytes, so that 100,000 records are a dozen rows.

Integers take as few bytes as the largest needs; texts are numbers of `words`. Like facts they come with a batch, are
never changed, and are out of force when it is withdrawn.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from isplanner.plan.activity import NOTHING, ActivityLog, Texts
from isplanner.plan.fact import Source
from isplanner.plan.problem import PlanError
from isplanner.store.connection import file_name
from isplanner.store.facts import plain_text

_TYPES: Mapping[int, np.dtype[Any]] = {1: np.dtype("<i1"), 2: np.dtype("<i2"), 4: np.dtype("<i4"), 8: np.dtype("<f8")}
"""What the cells of a column are, by their width in bytes."""
_LAST_DAY = 3_652_059
_MINUTES = 24 * 60
_GREATEST = 1e300


class _Column(NamedTuple):
    """A column as it is stored. `name` is the metric or attribute it is of; `words` are JSON."""

    role: str
    name: str
    words: str | None
    width: int
    cells: bytes


def write_logs(
    connection: sqlite3.Connection,
    logs: Iterable[ActivityLog],
    sheets: Mapping[tuple[str, str], int | None],
    members: Mapping[str, int | None],
    channels: Mapping[str, int | None],
) -> None:
    """Write logs under the ids of their sheets, members and channels."""
    for log in logs:
        sheet = sheets[log.source.file, log.source.sheet]
        cursor = connection.execute("insert into activity_log (sheet, records) values (?, ?)", [sheet, len(log)])
        connection.executemany(
            "insert into activity_column (log, role, name, words, width, cells) values (?, ?, ?, ?, ?, ?)",
            ((cursor.lastrowid, *column) for column in _columns(log, members, channels)),
        )


def _columns(
    log: ActivityLog, members: Mapping[str, int | None], channels: Mapping[str, int | None]
) -> Iterator[_Column]:
    yield _numbers("day", "", log.day)
    yield _numbers("minute", "", log.minute)
    yield _numbers("member", "", log.member.codes, [members[name] for name in log.member.words])
    yield _numbers("channel", "", log.channel.codes, [channels[key] for key in log.channel.words])
    for metric, values in log.counts.items():
        yield _numbers("count", metric, values)
    for metric, days in log.days.items():
        yield _numbers("counted_on", metric, days)
    for key, texts in log.attributes.items():
        yield _numbers("attribute", key, texts.codes, list(texts.words))


def _numbers(role: str, name: str, values: NDArray[Any], words: list[object] | None = None) -> _Column:
    """A column of numbers in the narrowest type that holds them all."""
    with np.errstate(invalid="ignore"):
        width = next(width for width, kind in _TYPES.items() if (values == values.astype(kind)).all())
    said = None if words is None else plain_text(json.dumps(words, ensure_ascii=False))
    return _Column(role, plain_text(name), said, width, values.astype(_TYPES[width]).tobytes())


def read_logs(connection: sqlite3.Connection, batches: Mapping[int, int]) -> tuple[ActivityLog, ...]:
    """The logs of batches, in the order stored, each with its batch's rank.

    Raises:
        PlanError: damaged_plan where a column is none that this program writes.
    """
    names = _all_names(connection)
    try:
        found = [(_log(connection, names, row), row[1]) for row in _stored(connection) if row[1] in batches]
        return tuple(replace(log, batch=batches[batch]) for log, batch in found)
    except _DAMAGES as error:
        raise PlanError("damaged_plan", file=file_name(connection)) from error


def unreadable_logs(connection: sqlite3.Connection) -> Iterator[int]:
    """The ids of logs with a column that is none that this program writes."""
    names = _all_names(connection)
    for row in _stored(connection):
        try:
            _log(connection, names, row)
        except _DAMAGES:
            yield row[0]


_DAMAGES = (ValueError, KeyError, TypeError)
_NAMED = {"member": "name", "channel": "key"}
_Names = Mapping[str, Mapping[int, str]]


def _all_names(connection: sqlite3.Connection) -> _Names:
    return {table: dict(connection.execute(f"select id, {name} from {table}")) for table, name in _NAMED.items()}


def _stored(connection: sqlite3.Connection) -> list[tuple[int, int, int, str, str]]:
    """Each log's id, batch, number of records, file and sheet."""
    return connection.execute(
        """select activity_log.id, batch_file.batch, records, batch_file.name, sheet.name from activity_log
        join sheet on sheet.id = activity_log.sheet join batch_file on batch_file.id = sheet.file
        order by activity_log.id"""
    ).fetchall()


def _log(connection: sqlite3.Connection, names: _Names, row: tuple[int, int, int, str, str]) -> ActivityLog:
    id_, batch, records, file, sheet = row
    query = "select role, name, words, width, cells from activity_column where log = ? order by id"
    columns = {(column.role, column.name): column for column in map(_Column._make, connection.execute(query, [id_]))}

    def of(role: str) -> Iterator[_Column]:
        return (column for key, column in columns.items() if key[0] == role)

    return ActivityLog(
        source=Source(file, sheet, None),
        day=_ints(columns["day", ""], records, 1, _LAST_DAY),
        minute=_ints(columns["minute", ""], records, NOTHING, _MINUTES),
        member=_named(columns["member", ""], records, names["member"]),
        channel=_named(columns["channel", ""], records, names["channel"]),
        counts={column.name: _values(column, records) for column in of("count")},
        days={column.name: _ints(column, records, 1, _LAST_DAY) for column in of("counted_on")},
        attributes={column.name: _texts(column, records) for column in of("attribute")},
        batch=batch,
    )


def _cells(column: _Column, records: int) -> NDArray[Any]:
    cells: NDArray[Any] = np.frombuffer(column.cells, _TYPES[column.width])
    if len(cells) != records:
        raise ValueError(column.role)
    return cells


def _values(column: _Column, records: int) -> NDArray[np.float64]:
    values = _cells(column, records).astype(np.float64)
    if not (np.abs(values) <= _GREATEST).all():
        raise ValueError(column.role)
    return values


def _ints(column: _Column, records: int, least: int, most: int) -> NDArray[np.int32]:
    values = _values(column, records)
    if not ((least <= values) & (values <= most)).all():
        raise ValueError(column.role)
    return values.astype(np.int32)


def _texts(column: _Column, records: int) -> Texts:
    words = json.loads(column.words or "")
    return Texts(tuple(map(str, words)), _ints(column, records, NOTHING, len(words) - 1))


def _named(column: _Column, records: int, names: Mapping[int, str]) -> Texts:
    """Texts whose words are ids of rows that have names."""
    texts = _texts(column, records)
    return replace(texts, words=tuple(names[int(word)] for word in texts.words))
