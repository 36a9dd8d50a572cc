"""The log of edits: what each cell held before, written by TEMP triggers, put back by undo and redo.

The seven rules (design: safety.md 2): rows have ids that never change; `recursive_triggers` is on, or rows pushed out
are lost; a row is put back by one statement; foreign keys are deferred meanwhile; rows that facts point to come in
hidden and unlogged, only the flip that shows them is logged; an edit without log rows leaves no trace, and only one
that has some drops the redo list; after any error the transaction is rolled back (`connection.transaction`).
Undoing is an edit's own inverse: while its old values are put back, the triggers log what they replace, under the same
edit. So redo is the same act again. Order is by number, never by the clock. The triggers are TEMP: nothing in the file
can be executed.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from secrets import token_hex

from isplanner.plan.problem import PlanError
from isplanner.store import schema
from isplanner.store.connection import file_name

WHOLE = (
    "closing",
    "agreement",
    "node",
    "goal",
    "target",
    "target_weight",
    "fixed_cell",
    "month_factor",
    "judgement",
    "open_at_start",
    "levels",
    "comment",
    "influence",
    "scenario",
    "lever_value",
    "hire",
    "leaver",
    "spelling",
    "import_template",
    "chosen_batch",
)
"""Tables whose rows come and go: all of it is logged."""

SHOWN = ("metric", "channel", "member")
"""Tables whose rows are shown and hidden, since facts point to them: only updates are logged."""

_UNLOGGED = {
    "plan": {"document", "revision", "last_edit"},
    "batch": {"fingerprint", "facts", "held", "total", "time", "amends"},
    "held_cell": {"sheet", "cell", "content", "reason", "waiting"},
}


@dataclass(frozen=True, slots=True)
class PastEdit:
    """One edit of the history. `code` and `values` find its words; `undone` ones can be redone."""

    number: int
    code: str
    values: Mapping[str, object]
    reason: str | None
    time: datetime
    undone: bool


def logged_columns(connection: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """Which columns of which tables are logged."""
    tables = ("plan", "batch", "held_cell", *SHOWN, *WHOLE)
    return {
        table: tuple(name for name in schema.columns(connection, table) if name not in _UNLOGGED.get(table, ()))
        for table in tables
    }


def install_triggers(connection: sqlite3.Connection) -> None:
    """Make the log of a connection: it writes while a `recording` lasts."""
    connection.execute("create temp table logging (edit integer not null, step integer not null)")
    for table, fields in logged_columns(connection).items():
        connection.execute(_trigger(table, "update", f"update of {', '.join(fields)}", "old", _cells(fields, "new")))
        if table in WHOLE:
            connection.execute(_trigger(table, "insert", "insert", "new", "(null, null, 0)"))
            connection.execute(_trigger(table, "delete", "delete", "old", _cells(fields, "old")))


def _trigger(table: str, action: str, event: str, row: str, cells: str) -> str:
    """Log a statement's effect on a row: for an update the cells that differ, else all cells given."""
    which = "where was is not now" if action == "update" else ""
    return f"""
        create temp trigger log_{table}_{action} after {event} on main.{table} begin
            update logging set step = step + 1;
            insert into change (edit, step, relation, row_id, action, field, old)
                with cells (field, was, now) as (values {cells})
                select edit, step, '{table}', {row}.id, '{action}', field, was from logging, cells {which};
        end"""


def _cells(fields: Iterable[str], now: str) -> str:
    return ", ".join(f"('{name}', old.{name}, {now}.{name})" for name in fields)


@contextmanager
def recording(connection: sqlite3.Connection, edit: int) -> Iterator[None]:
    """Log what is changed meanwhile under an edit."""
    connection.execute("insert into logging values (?, 0)", [edit])
    yield
    connection.execute("delete from logging")


def begin_edit(connection: sqlite3.Connection, code: str, reason: str | None, time: datetime) -> int:
    """Note a new edit, and drop the undone ones, in the running transaction; gives its number."""
    connection.execute("delete from edit where undone = 1")
    (number,) = connection.execute("update plan set last_edit = last_edit + 1 returning last_edit").fetchone()
    connection.execute(
        "insert into edit (id, token, code, words, reason, time, undone, revision) values (?, ?, ?, '{}', ?, ?, 0, ?)",
        [number, token_hex(16), code, reason, time.isoformat(timespec="seconds"), next_revision(connection)],
    )
    return int(number)


def name_edit(connection: sqlite3.Connection, edit: int, values: Mapping[str, object]) -> None:
    """Note what the words of an edit need."""
    connection.execute("update edit set words = ? where id = ?", [json.dumps(values, ensure_ascii=False), edit])


def next_revision(connection: sqlite3.Connection) -> int:
    """Count one up; each edit, undo and redo has a revision of its own."""
    (revision,) = connection.execute("update plan set revision = revision + 1 returning revision").fetchone()
    return int(revision)


def changed_cells(connection: sqlite3.Connection, edit: int) -> list[tuple[str, int, str | None, object]]:
    """Table, row, column and old value of what an edit has changed; inserted rows have no column."""
    return connection.execute("select relation, row_id, field, old from change where edit = ?", [edit]).fetchall()


def newest_done(connection: sqlite3.Connection) -> PastEdit | None:
    """What undo would take back."""
    return next(_past_edits(connection, "where undone = 0 order by id desc limit 1"), None)


def oldest_undone(connection: sqlite3.Connection) -> PastEdit | None:
    """What redo would do again."""
    return next(_past_edits(connection, "where undone = 1 order by id limit 1"), None)


def all_edits(connection: sqlite3.Connection) -> tuple[PastEdit, ...]:
    """All edits, undone ones too, the oldest first."""
    return tuple(_past_edits(connection, "order by id"))


def past_edit(connection: sqlite3.Connection, number: int) -> PastEdit:
    """The edit of a number."""
    return next(_past_edits(connection, f"where id = {number:d}"))


def turn(connection: sqlite3.Connection, edit: PastEdit) -> None:
    """Undo an edit that is done, redo one that is undone, in the running transaction."""
    connection.execute("pragma defer_foreign_keys = on")
    cells = connection.execute(
        "select step, relation, row_id, action, field, old from change where edit = ? order by step desc, id",
        [edit.number],
    ).fetchall()
    connection.execute("delete from change where edit = ?", [edit.number])
    logged = logged_columns(connection)
    with recording(connection, edit.number):
        for _, step in groupby(cells, key=lambda cell: cell[0]):
            _put_back(connection, logged, [cell[1:] for cell in step])
    connection.execute(
        "update edit set undone = ?, revision = ? where id = ?",
        [not edit.undone, next_revision(connection), edit.number],
    )


def _put_back(
    connection: sqlite3.Connection,
    logged: Mapping[str, tuple[str, ...]],
    cells: list[tuple[str, int, str, str | None, object]],
) -> None:
    """Take back what one statement did to one row, by one statement."""
    table, row_id, action, _, _ = cells[0]
    fields = [field for _, _, _, field, _ in cells if field is not None]
    # The log of a received file is data too: nothing of it gets into a statement that is no name of ours.
    if table not in logged or not set(fields) <= set(logged[table]):
        raise PlanError("damaged_plan", file=file_name(connection))
    old = [value for *_, field, value in cells if field is not None]
    if action == "insert":
        connection.execute(f"delete from {table} where id = ?", [row_id])
    elif action == "update":
        places = ", ".join(f"{field} = ?" for field in fields)
        if connection.execute(f"update {table} set {places} where id = ?", [*old, row_id]).rowcount != 1:
            raise PlanError("damaged_plan", file=file_name(connection))
    else:
        marks = ", ?" * len(fields)
        connection.execute(f"insert into {table} (id, {', '.join(fields)}) values (?{marks})", [row_id, *old])


def _past_edits(connection: sqlite3.Connection, which: str) -> Iterator[PastEdit]:
    rows = connection.execute(f"select id, code, words, reason, time, undone from edit {which}").fetchall()
    for number, code, words, reason, time, undone in rows:
        try:
            values, moment = json.loads(words), datetime.fromisoformat(time)
        except ValueError as error:
            raise PlanError("damaged_plan", file=file_name(connection)) from error
        yield PastEdit(number, code, values, reason, moment, bool(undone))
