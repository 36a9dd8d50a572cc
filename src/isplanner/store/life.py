"""The life of a node: what edits and imports made of its numbers and of what is said of it, and why.

The log holds what each cell was before; what it became is what the next edit found there. So a life is read backwards,
from what is stored now. Rows can come and go: they are told apart by the node or metric they belonged to at the time.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import groupby

from isplanner.plan.judgement import Judgement
from isplanner.plan.period import Span
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey
from isplanner.plan.target import Edition, Line, Way
from isplanner.store import history
from isplanner.store.connection import transaction
from isplanner.store.edit import Change
from isplanner.store.history import PastEdit
from isplanner.store.load import Loaded, Row
from isplanner.store.plan_file import PlanFile


class Aspect(StrEnum):
    """What of a node changed. The comment says of what type its values are; None is none."""

    TARGET = "target"  # float
    AIM = "aim"  # float
    EDITION = "edition"  # Edition
    WAY = "way"  # Way
    MARKUP = "markup"  # float
    LOCK = "lock"  # int
    VALUE = "value"  # float, in a scenario
    JUDGEMENT = "judgement"  # Judgement
    BOUNDS = "bounds"  # (float | None, float | None)
    FORMULA = "formula"  # str, canonical
    PRIORITY = "priority"  # int
    OWNER = "owner"  # str
    DUE = "due"  # date
    DEFINITION = "definition"  # (str, str): Japanese, English
    CONDITIONS = "conditions"  # str
    SOURCE = "source"  # str
    UNIT = "unit"  # str
    AGREEMENT = "agreement"  # date, of a department
    GOAL = "goal"  # float
    IMPORT = "import"  # no values: actuals came in


Value = float | str | date | Judgement | tuple[float | None, float | None] | tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing that changed.

    `place` is the scenario of a value, the member of a lock ("" the team), the department of an agreement, the file of
    an import; `span` the days of a lock. `channel` is that of the lever, where a node of the whole plan was moved: its
    levers lie in its channels.
    """

    aspect: Aspect
    before: Value = None
    after: Value = None
    place: str = ""
    span: Span | None = None
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """An edit or import, and what it changed of a node."""

    edit: PastEdit
    turns: tuple[Turn, ...]


class LifeLog:
    """The lives of the nodes of an open plan file."""

    def __init__(self, file: PlanFile) -> None:
        """Of this file."""
        self._file = file

    def of(self, node: NodeKey, counted: Collection[str] = ()) -> tuple[LifeEvent, ...]:
        """What happened to a node, the newest first; `counted` are the metrics whose imports count for it.

        What was undone did not happen.

        Raises:
            PlanError: damaged_plan where the log is not ours; what SQLite says of the file.
        """
        loaded = self._file.loaded
        if node not in loaded.plan.tree.nodes:
            return ()
        with self._file.reading() as connection, self._file.distrusting():
            turns = defaultdict[int, list[Turn]](list)
            for track in _tracks(loaded, node):
                for number, turn in _turns(connection, loaded, track):
                    turns[number].append(turn)
            for number, file in _imports(connection, counted, node.channel):
                turns[number].append(Turn(Aspect.IMPORT, place=file))
            edits = {edit.number: edit for edit in history.all_edits(connection) if not edit.undone}
        numbers = sorted(turns.keys() & edits.keys(), reverse=True)
        return tuple(LifeEvent(edits[number], tuple(turns[number])) for number in numbers)

    def explain(self, number: int, reason: str) -> Change:
        """Say why an edit was made; "" takes that back. It is no edit itself: undoing goes on where it was.

        Raises:
            PlanError: read_only; entry_gone where there is no such edit; what SQLite says of the file.
        """
        if self._file.read_only:
            raise PlanError("read_only", file=self._file.path.name)
        with self._file.reading() as connection, transaction(connection):
            row = [reason.strip() or None, number]
            if connection.execute("update edit set reason = ? where id = ?", row).rowcount != 1:
                raise PlanError("entry_gone")
            edit = history.past_edit(connection, number)
        return Change(number, edit.code, edit.values, frozenset(), self._file.loaded.plan)


@dataclass(frozen=True, slots=True)
class _Track:
    """Rows of a table that belong to something: where `column` holds `owner`. Those of a channel tell of the whole."""

    table: str
    column: str
    owner: int
    channel: str | None = None

    def has(self, row: Row | None) -> bool:
        return row is not None and (self.column == "id" or row[self.column] == self.owner)


def _tracks(loaded: Loaded, node: NodeKey) -> Iterator[_Track]:
    """Where a node's numbers and words stand."""
    own = loaded.plan.tree.nodes[node].id
    metric = next(number for number, row in loaded.rows["metric"].items() if row["key"] == node.metric)
    yield _Track("node", "id", own)
    for table in ("target", "fixed_cell", "lever_value", "judgement"):
        yield _Track(table, "node", own)
    nodes = loaded.plan.tree.nodes
    parts = loaded.plan.tree.channel_nodes(node.metric) if node.channel is None and nodes[node].formula else ()
    for part in parts:
        for table in ("lever_value", "judgement"):
            yield _Track(table, "node", nodes[part].id, part.channel)
    yield _Track("metric", "id", metric)
    yield _Track("agreement", "metric", metric)
    if node == loaded.plan.tree.root:
        yield _Track("goal", "id", 1)


def _turns(connection: sqlite3.Connection, loaded: Loaded, track: _Track) -> Iterator[tuple[int, Turn]]:
    """What edits did to rows, the newest first, with the number of each."""
    rows: dict[int, Row | None] = {**loaded.rows[track.table]}
    cells = _logged(connection, track, [number for number, row in rows.items() if track.has(row)])
    for edit, group in groupby(cells, key=lambda cell: cell[0]):
        changed = list(group)
        after = {number: rows.get(number) for _, number, *_ in changed}
        for _, number, action, field, old in changed:
            rows[number] = _before(rows.get(number), action, field, old)
        for number, row in after.items():
            pair = [row if track.has(row) else None for row in (rows[number], row)]
            yield from ((edit, replace(turn, channel=track.channel)) for turn in _compare(loaded, track.table, *pair))


def _logged(
    connection: sqlite3.Connection, track: _Track, present: Iterable[int]
) -> list[tuple[int, int, str, str | None, object]]:
    """Edit, row, action, column and old value of all that was done to rows, the newest first."""
    gone = connection.execute(
        "select row_id from change where relation = ? and field = ? and old = ?",
        [track.table, track.column, track.owner],
    )
    ids = [track.owner] if track.column == "id" else sorted({*present, *(number for (number,) in gone)})
    return connection.execute(
        """select edit, row_id, action, field, old from change where relation = ?
        and row_id in (select value from json_each(?))
        and not (select undone from edit where edit.id = edit) order by edit desc, step desc, id""",
        [track.table, json.dumps(ids)],
    ).fetchall()


def _before(row: Row | None, action: str, field: str | None, old: object) -> Row | None:
    """What a row was before one cell of it changed; a deleted row comes back cell by cell."""
    return None if action == "insert" or field is None else {**(row or {}), field: old}


def _compare(loaded: Loaded, table: str, before: Row | None, after: Row | None) -> Iterator[Turn]:
    """What of a row changed."""
    row = after or before
    if row is None:
        return
    for aspect, (columns, read, is_detail) in _ASPECTS[table].items():
        if is_detail and (before is None or after is None):
            continue  # what a row comes with says nothing
        old, new = (_value(read, part and [part[column] for column in columns]) for part in (before, after))
        if old != new:
            shown = Aspect.AIM if aspect is Aspect.TARGET and row["line"] == Line.AIM else aspect
            place, span = _place(loaded, table, row)
            yield Turn(shown, old, new, place, span)


_DAY = date.fromordinal
_ASPECTS: Mapping[str, Mapping[Aspect, tuple[tuple[str, ...], Callable[..., Value], bool]]] = {
    "target": {
        Aspect.TARGET: (("value",), float, False),
        Aspect.EDITION: (("edition",), Edition, True),
        Aspect.WAY: (("way",), Way, True),
        Aspect.MARKUP: (("markup",), float, True),
    },
    "fixed_cell": {Aspect.LOCK: (("value",), int, False)},
    "lever_value": {Aspect.VALUE: (("value",), float, False)},
    "judgement": {Aspect.JUDGEMENT: (("low", "likely", "high"), Judgement, False)},
    "node": {
        Aspect.FORMULA: (("formula",), str, True),
        Aspect.PRIORITY: (("priority",), int, True),
        Aspect.OWNER: (("owner",), str, True),
        Aspect.DUE: (("due",), _DAY, True),
        Aspect.BOUNDS: (("low", "high"), lambda low, high: (low, high), True),
    },
    "metric": {
        Aspect.DEFINITION: (("definition_ja", "definition_en"), lambda ja, en: (ja, en), True),
        Aspect.CONDITIONS: (("conditions",), str, True),
        Aspect.SOURCE: (("source",), str, True),
        Aspect.UNIT: (("unit",), str, True),
    },
    "agreement": {Aspect.AGREEMENT: (("day",), _DAY, False)},
    "goal": {Aspect.GOAL: (("value",), float, False)},
}
"""By table: the columns of each aspect, what they are read as, and whether a row comes with it anyway."""


def _value(read: Callable[..., Value], cells: Iterable[object] | None) -> Value:
    """Cells as what they mean."""
    known = list(cells or ())
    return None if all(cell is None for cell in known) else read(*known)


def _place(loaded: Loaded, table: str, row: Row) -> tuple[str, Span | None]:
    if table == "lever_value":
        return str(loaded.rows["scenario"].get(row["scenario"], {"name": ""})["name"]), None
    if table == "fixed_cell":
        member = loaded.rows["member"].get(row["member"], {"name": ""})["name"]
        return str(member), Span(date.fromordinal(row["start"]), date.fromordinal(row["stop"]))
    return str(row["department"]) if table == "agreement" else "", None


def _imports(
    connection: sqlite3.Connection, counted: Collection[str], channel: str | None
) -> Iterator[tuple[int, str]]:
    """The edits that brought actuals of some metrics, in a channel where one is asked for, with their files."""
    yield from connection.execute(
        """select distinct change.edit, (select name from batch_file where batch_file.batch = ifnull(
            (select amends from batch where id = change.row_id), change.row_id))
        from change where relation = 'batch' and exists (
            select 1 from fact join metric on metric.id = fact.metric left join channel on channel.id = fact.channel
            where fact.batch = change.row_id and not fact.is_target
            and metric.key in (select value from json_each(?1)) and (?2 is null or channel.key = ?2))""",
        [json.dumps(list(counted)), channel],
    ).fetchall()
