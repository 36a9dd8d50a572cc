"""Facts in and out. None is ever changed or deleted: a batch is withdrawn, or its facts are replaced by a newer one.

In: one bulk statement a batch. Out: single facts with their sources, or (`columns.py`) all of them as arrays.
"""

import re
import sqlite3
from array import array
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import chain
from json import dumps
from math import fsum
from typing import Any, NamedTuple

from isplanner.plan.activity import ActivityLog
from isplanner.plan.fact import Fact, FactKind, HeldCell, Source
from isplanner.plan.period import Span
from isplanner.plan.scope import Member
from isplanner.store.batches import waiting_text
from isplanner.store.stored import NewChannel, insert_channel, member_row, number, show_row, stored_metric

GRAINS = ("day", "week", "month", "quarter", "half", "year")
"""What `fact.grain` is an index of."""
_GRAIN_IDS = {grain: place for place, grain in enumerate(GRAINS)}

_INSERT = """insert into fact (batch, metric, is_target, member, channel, start, stop, grain, value,
    sheet, cell_row, cell_column) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""

# For each fact of the batch what was in force of the same identity, read from the covering index.
_REPLACED = """
select count(old), total(old = value) from (
    select fact.value, (
        select old.value from fact as old join batch on batch.id = old.batch
        where old.metric = fact.metric and old.is_target = fact.is_target and old.member is fact.member
            and old.channel is fact.channel and old.start = fact.start and old.stop = fact.stop
            and old.batch < fact.batch and not batch.withdrawn
        order by old.batch desc limit 1
    ) as old
    from fact where fact.id > ?
)"""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that a batch is read from: its name, and the SHA-256 of its bytes."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class StoredFact:
    """A fact with its id and the batch it came in."""

    id: int
    batch: int
    fact: Fact


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What an import wrote. `unchanged` and `replaced` count facts that say the same as one in force, or other."""

    facts: int
    held: int
    members: tuple[str, ...]
    channels: tuple[str, ...]
    unchanged: int
    replaced: int


def fingerprint(files: Iterable[ReadFile], arguments: Mapping[str, object]) -> str:
    """What tells one import from another: the bytes of its files and how they were asked to be read; no names."""
    parts = [sorted(file.sha256 for file in files), arguments]
    return sha256(dumps(parts, sort_keys=True).encode()).hexdigest()


def batch_in_force(connection: sqlite3.Connection, mark: str) -> int | None:
    """The batch that the same import made, if it is in force."""
    query = "select id from batch where fingerprint = ? and not withdrawn order by id desc"
    found = connection.execute(query, [mark]).fetchone()
    return None if found is None else int(found[0])


class BatchRow(NamedTuple):
    """What is noted of a batch when it begins: what tells it from others, when, and which one it amends."""

    mark: str
    time: str
    amends: int | None = None


class _Ids(dict[Any, int | None]):
    """Ids by name; what is not there is made when it is first asked for. No name has no id."""

    def __init__(self, make: Callable[[Any], int], known: Iterable[tuple[Any, int]] = ()) -> None:
        super().__init__(known)
        self[None] = None
        self._make = make
        self.made: list[str] = []

    def __missing__(self, name: str) -> int | None:
        self[name] = self._make(name)
        self.made.append(name)
        return self[name]


class BatchWriter:
    """Writes one batch: its row first (withdrawn, so unlogged), facts as they come, held cells, then the logged flip.

    Members and channels that are new come in with their first fact. `make_channel` says what a new channel's names and
    nodes are. What amends a batch names no files, but the `sheets` of that batch.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        made: BatchRow,
        make_channel: Callable[[str], NewChannel],
        files: Iterable[ReadFile] = (),
        sheets: Iterable[tuple[tuple[str, str], int]] = (),
    ) -> None:
        self._connection = connection
        self.batch = self._insert(
            """insert into batch (withdrawn, fingerprint, facts, held, total, time, amends)
            values (1, ?, 0, 0, 0.0, ?, ?)""",
            *made,
        )
        self._files = {
            file.name: self._insert(
                "insert into batch_file (batch, name) values (?, ?)", self.batch, plain_text(file.name)
            )
            for file in files
        }
        self._sheets = _Ids(self._make_sheet, sheets)
        self._metrics = _Ids(lambda key: stored_metric(connection, key))
        self._members = _Ids(self._make_member, self._present("member", "name"))
        self._channels = _Ids(
            lambda key: insert_channel(connection, make_channel(key)), self._present("channel", "key")
        )

    def write(self, facts: Iterable[Fact], held: Iterable[HeldCell] = (), logs: Iterable[ActivityLog] = ()) -> Arrivals:
        """Write all; `held` and `logs` are looked at when the facts have come."""
        (last,) = self._connection.execute("select ifnull(max(id), 0) from fact").fetchone()
        values = array("d")
        self._connection.executemany(_INSERT, self._rows(facts, values))
        cells = [
            (self._sheets[cell.file, cell.sheet], cell.cell, plain_text(cell.text), cell.reason, waiting_text(cell))
            for cell in held
        ]
        self._connection.executemany(
            "insert into held_cell (sheet, cell, content, reason, waiting) values (?, ?, ?, ?, ?)", cells
        )
        self._write_logs(tuple(logs))
        (others,) = self._connection.execute("select exists (select 1 from batch where not withdrawn)").fetchone()
        known, same = self._connection.execute(_REPLACED, [last]).fetchone() if others else (0, 0)
        self._connection.execute(
            "update batch set facts = ?, held = ?, total = ?, withdrawn = 0 where id = ?",
            [len(values), len(cells), fsum(values), self.batch],
        )
        made = tuple(self._members.made), tuple(self._channels.made)
        return Arrivals(len(values), len(cells), *made, unchanged=int(same), replaced=known - int(same))

    def _write_logs(self, logs: Sequence[ActivityLog]) -> None:
        if logs:
            # Imported here: numpy takes 0.05 s to load, and most batches have no log.
            from isplanner.store.activities import write_logs

            write_logs(self._connection, logs, self._sheets, self._members, self._channels)

    def _rows(self, facts: Iterable[Fact], values: "array[float]") -> Iterator[tuple[object, ...]]:
        for fact in facts:
            values.append(number(fact.metric, fact.value))
            source, span = fact.source, fact.span
            yield (
                self.batch,
                self._metrics[fact.metric],
                fact.kind is FactKind.TARGET,
                self._members[fact.member],
                self._channels[fact.channel],
                span.start.toordinal(),
                span.end.toordinal(),
                _GRAIN_IDS[fact.grain],
                fact.value,
                self._sheets[source.file, source.sheet],
                *_place(source.cell),
            )

    def _make_member(self, name: str) -> int:
        row = {**member_row(Member(0, name)), "name": plain_text(name)}
        return show_row(self._connection, "member", "name", row)

    def _make_sheet(self, place: tuple[str, str]) -> int:
        file, sheet = place
        return self._insert("insert into sheet (file, name) values (?, ?)", self._files[file], plain_text(sheet))

    def _present(self, table: str, name: str) -> list[tuple[str, int]]:
        return self._connection.execute(f"select {name}, id from {table} where present = 1").fetchall()

    def _insert(self, statement: str, *values: object) -> int:
        number = self._connection.execute(statement, values).lastrowid
        assert number is not None
        return number


def stored_facts(
    connection: sqlite3.Connection, in_force: Container[int], kind: FactKind | None, metric: str | None
) -> Iterator[StoredFact]:
    """The facts with these ids, of a kind and metric if asked, in the order stored, a slice a statement."""
    rows = chain.from_iterable(slices(connection, _COLUMNS))
    for stored in _facts_of(connection, (row for row in rows if row[0] in in_force)):
        if kind in (None, stored.fact.kind) and metric in (None, stored.fact.metric):
            yield stored


def facts_by_id(connection: sqlite3.Connection, ids: Iterable[int]) -> Iterator[StoredFact]:
    """The facts with these ids, and no others read, in the order stored."""
    wanted = sorted(ids)
    for start in range(0, len(wanted), _MOST_IDS):
        some = wanted[start : start + _MOST_IDS]
        marks = ", ".join("?" * len(some))
        query = f"select id, {_COLUMNS} from fact where id in ({marks}) order by id"
        yield from _facts_of(connection, connection.execute(query, some).fetchall())


_COLUMNS = "batch, metric, is_target, member, channel, start, stop, grain, value, sheet, cell_row, cell_column"
_MOST_IDS = 900
"""SQLite takes so many values in one statement, whatever it was made with."""


def _facts_of(connection: sqlite3.Connection, rows: Iterable[tuple[Any, ...]]) -> Iterator[StoredFact]:
    """Rows of the table as facts with their sources."""
    members = dict(connection.execute("select id, name from member"))
    channels = dict(connection.execute("select id, key from channel"))
    metrics = dict(connection.execute("select id, key from metric"))
    sheets = {
        id_: names
        for id_, *names in connection.execute(
            "select sheet.id, batch_file.name, sheet.name from sheet join batch_file on batch_file.id = sheet.file"
        )
    }
    for row in rows:
        id_, batch, metric_id, is_target, member, channel, start, stop, grain, value, sheet, at_row, at_column = row
        file, sheet_name = sheets[sheet]
        fact = Fact(
            metric=metrics[metric_id],
            kind=FactKind.TARGET if is_target else FactKind.ACTUAL,
            span=Span(date.fromordinal(start), date.fromordinal(stop)),
            grain=GRAINS[grain],
            member=members.get(member),
            channel=channels.get(channel),
            value=value,
            source=Source(file, sheet_name, _address(at_row, at_column)),
        )
        yield StoredFact(id_, batch, fact)


def slices(connection: sqlite3.Connection, columns: str, after: int = 0) -> Iterator[list[tuple[Any, ...]]]:
    """All facts after an id, by id, in lists: a running SELECT holds off every commit, so none runs for long."""
    query = f"select id, {columns} from fact where id > ? order by id limit {_SLICE}"
    while rows := connection.execute(query, [after]).fetchall():
        yield rows
        after = rows[-1][0]


_SLICE = 20_000
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]*)")


def plain_text(text: str) -> str:
    """Text that every file holds as it is: lone surrogates, as in odd file names, become question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _place(cell: str | None) -> tuple[int | None, int | None]:
    """C6 → (6, 3)."""
    if cell is None:
        return None, None
    match = _ADDRESS.fullmatch(cell)
    if match is None:
        message = f"not the address of a cell: {cell!r}"
        raise ValueError(message)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def _address(row: int | None, column: int | None) -> str | None:
    """(6, 3) → C6."""
    if row is None or column is None:
        return None
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"
