"""Opens a plan file as safety asks for, and gives SQLite's errors the codes that a user's message is found by."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from isplanner.plan.problem import PlanError
from isplanner.store import schema

_CODES = {
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_READONLY_DBMOVED: "moved",
    sqlite3.SQLITE_READONLY_ROLLBACK: "unfinished_edit",
    sqlite3.SQLITE_IOERR: "disk_error",
    sqlite3.SQLITE_PERM: "no_access",
    sqlite3.SQLITE_CANTOPEN: "no_access",
    sqlite3.SQLITE_NOTADB: "not_a_plan",
    sqlite3.SQLITE_CORRUPT: "damaged_plan",
}
_PRIMARY = 0xFF

_PRAGMAS = (
    "foreign_keys = on",
    # Without it the rows that an `insert or replace` pushes out reach neither cascade nor log.
    "recursive_triggers = on",
    "trusted_schema = off",
    "cell_size_check = on",
    "synchronous = extra",
    "temp_store = memory",
    # The file alone is the document: a file that comes in another mode is brought to this one.
    "journal_mode = delete",
)


@contextmanager
def sqlite_problems(path: Path) -> Iterator[None]:
    """Turn what SQLite says of a file into a PlanError with its name; what no user can mend goes through as it is."""
    try:
        yield
    except sqlite3.Error as error:
        code = _code(error)
        if code is None:
            raise
        if code == "no_access" and _journal(path).exists():
            code = "unfinished_edit"
        raise PlanError(code, file=path.name) from error
    except UnicodeDecodeError as error:
        # What SQLite says of it quotes a name in the file that is no UTF-8.
        raise PlanError("damaged_plan", file=path.name) from error


def _code(error: sqlite3.Error) -> str | None:
    number = getattr(error, "sqlite_errorcode", None)
    if number is None:
        # Python's own words, without a number: text in the file that is no UTF-8, or a connection that is misused.
        return "damaged_plan" if isinstance(error, sqlite3.OperationalError) else None
    return _CODES.get(number, _CODES.get(number & _PRIMARY))


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """One transaction that holds off other writers from its beginning.

    Rolled back when anything is raised, a commit that fails included, but not twice: on a full disk SQLite has done so
    by itself, and a second rollback would hide the error.
    """
    connection.execute("begin immediate")
    try:
        yield
        if connection.in_transaction:
            connection.execute("commit")
    finally:
        if connection.in_transaction:
            connection.execute("rollback")


@contextmanager
def one_moment(connection: sqlite3.Connection) -> Iterator[None]:
    """Have all that is read meanwhile be of one moment. It holds off commits: not for long."""
    connection.execute("begin")
    try:
        # A deferred transaction begins with the first read; here it also waits its turn, which a backup never does.
        connection.execute("select 1 from sqlite_schema").fetchone()
        yield
    finally:
        connection.execute("rollback")


def is_writable(path: Path) -> bool:
    """Whether a file can be edited where it is: its journal needs the folder, too."""
    return os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK)


def connect(path: Path, wait: float) -> sqlite3.Connection:
    """A connection to a plan of this version or an older one, waiting so many seconds for other writers.

    Raises:
        PlanError: plan_not_found, not_a_plan, newer_version, or one of SQLite's.
    """
    if not path.exists():
        raise PlanError("plan_not_found", file=path.name)
    if not path.is_file():
        raise PlanError("not_a_plan", file=path.name)
    with _opening(path, "rw" if is_writable(path) else "ro", wait) as connection:
        if pragma(connection, "application_id") != schema.APPLICATION_ID:
            raise PlanError("not_a_plan", file=path.name)
        if (version := pragma(connection, "user_version")) > schema.VERSION:
            raise PlanError("newer_version", file=path.name, version=version)
        _prepare(connection)
        if _journal(path).exists():
            _sweep_journal(connection)
    return connection


def connect_new(path: Path) -> sqlite3.Connection:
    """A connection to an empty file that is to be a plan; it has no tables yet."""
    with _opening(path, "rw", 0.0) as connection:
        connection.execute(f"pragma application_id = {schema.APPLICATION_ID}")
        _prepare(connection)
    return connection


@contextmanager
def _opening(path: Path, mode: str, wait: float) -> Iterator[sqlite3.Connection]:
    with sqlite_problems(path):
        uri = f"{path.resolve().as_uri()}?mode={mode}"
        connection = sqlite3.connect(uri, uri=True, timeout=wait, isolation_level=None)
        try:
            yield connection
        except BaseException:
            connection.close()
            raise


def _sweep_journal(connection: sqlite3.Connection) -> None:
    """Take away the empty journal of a process killed before it wrote anything; SQLite leaves it to the next edit.

    Coming back to `delete` from another mode does it, under a lock: the journal of an edit in another process stays.
    """
    connection.execute("pragma journal_mode = persist")
    connection.execute("pragma journal_mode = delete")


def _prepare(connection: sqlite3.Connection) -> None:
    for setting in _PRAGMAS:
        connection.execute(f"pragma {setting}")


def pragma(connection: sqlite3.Connection, name: str) -> int:
    """What a pragma says that answers with one number."""
    (value,) = connection.execute(f"pragma {name}").fetchone()
    return int(value)


def file_name(connection: sqlite3.Connection) -> str:
    """The name of the file that a connection is to."""
    (path,) = connection.execute("select file from pragma_database_list where name = 'main'").fetchone()
    return Path(path).name


def _journal(path: Path) -> Path:
    return path.with_name(path.name + "-journal")
