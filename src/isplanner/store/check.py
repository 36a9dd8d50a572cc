"""Whether a plan file is whole: what SQLite can tell, and what a plan knows of itself (a copy torn in mid-write)."""

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from math import fsum

from isplanner.plan.problem import PlanError, Problem
from isplanner.store import history, schema
from isplanner.store.connection import file_name, transaction
from isplanner.store.facts import slices


def check_file(connection: sqlite3.Connection, *, writable: bool) -> tuple[Problem, ...]:
    """All that is wrong with a file, each with the `table` and `row` where there is one; nothing is changed.

    Undo and redo of the last edit are tried only where the file can be written.
    """
    # Damaged pages spoil what follows: that would only say the same again.
    if problems := tuple(_integrity(connection)):
        return problems
    problems = (
        *_schema(connection),
        *_references(connection),
        *_batches(connection),
        *_logs(connection),
        *_edits(connection),
    )
    return (*problems, *_round_trip(connection)) if writable and not problems else problems


def refuse_damaged(connection: sqlite3.Connection, *, thorough: bool = False) -> None:
    """Raise PlanError damaged_plan where SQLite's quick check, or thorough one, finds something."""
    pragma = "integrity_check(1)" if thorough else "quick_check(1)"
    if connection.execute(f"pragma {pragma}").fetchone() != ("ok",):
        raise PlanError("damaged_plan", file=file_name(connection))


def _integrity(connection: sqlite3.Connection) -> Iterator[Problem]:
    for (text,) in connection.execute("pragma integrity_check"):
        if text != "ok":
            yield Problem("damaged_page", {"detail": text})


def _schema(connection: sqlite3.Connection) -> Iterator[Problem]:
    for name in schema.strangers(connection):
        yield Problem("strange_table", {"table": name})


def _references(connection: sqlite3.Connection) -> Iterator[Problem]:
    for table, row, parent, _ in connection.execute("pragma foreign_key_check"):
        yield Problem("broken_reference", {"table": table, "row": row, "parent": parent})


def _batches(connection: sqlite3.Connection) -> Iterator[Problem]:
    found: dict[int, array[float]] = defaultdict(lambda: array("d"))
    for rows in slices(connection, "batch, value"):
        for _, batch, value in rows:
            found[batch].append(value)
    for batch, facts, total in connection.execute("select id, facts, total from batch order by id"):
        if len(found[batch]) != facts or fsum(found[batch]) != total:
            yield Problem("batch_differs", {"table": "batch", "row": batch, "noted": facts, "found": len(found[batch])})


def _logs(connection: sqlite3.Connection) -> Iterator[Problem]:
    # Imported here: numpy takes 0.05 s to load, and every file that is opened asks this module.
    from isplanner.store.activities import unreadable_logs

    for log in unreadable_logs(connection):
        yield Problem("log_differs", {"table": "activity_log", "row": log})


def _edits(connection: sqlite3.Connection) -> Iterator[Problem]:
    noted = connection.execute("select last_edit, revision from plan").fetchone()
    if connection.execute("select ifnull(max(id), 0), ifnull(max(revision), 0) from edit").fetchone() != noted:
        yield Problem("history_differs", {"table": "edit", "row": noted[0]})
    try:
        history.all_edits(connection)
    except PlanError:
        yield Problem("history_differs", {"table": "edit", "row": noted[0]})
    query = "select id from edit where not exists (select 1 from change where change.edit = edit.id)"
    for (edit,) in connection.execute(query):
        yield Problem("history_differs", {"table": "change", "row": edit})


def _round_trip(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Undo and redo the last edit (or the other way round) in a transaction that never is."""
    edit = history.newest_done(connection) or history.oldest_undone(connection)
    if edit is None:
        return
    with _in_memory(connection), transaction(connection):
        before = _logged_rows(connection)
        try:
            history.turn(connection, edit)
            lost = list(_references(connection))
            history.turn(connection, history.past_edit(connection, edit.number))
            same = not lost and _logged_rows(connection) == before
        except (PlanError, sqlite3.IntegrityError):
            same = False
        connection.execute("rollback")
    if not same:
        yield Problem("undo_differs", {"table": "edit", "row": edit.number})


@contextmanager
def _in_memory(connection: sqlite3.Connection) -> Iterator[None]:
    """Let a transaction that is rolled back write nothing: neither journal nor pages. So a full disk can be checked."""
    connection.execute("pragma cache_spill = off")
    connection.execute("pragma journal_mode = memory")
    try:
        yield
    finally:
        connection.execute("pragma journal_mode = delete")
        connection.execute("pragma cache_spill = on")


def _logged_rows(connection: sqlite3.Connection) -> list[list[tuple[object, ...]]]:
    return [
        connection.execute(f"select id, {', '.join(fields)} from {table} order by id").fetchall()
        for table, fields in history.logged_columns(connection).items()
    ]
