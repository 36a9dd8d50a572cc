"""PlanFile: the connection to a plan file, what was loaded from it, and the transactions that change both."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.store import check, history, schema
from isplanner.store.connection import connect, is_writable, one_moment, pragma, sqlite_problems, transaction
from isplanner.store.edits import Change
from isplanner.store.history import PastEdit
from isplanner.store.load import TABLES, Loaded, changed_parts, load

# In KB (negative: that is how the pragma is told): room for a million facts. A cache that is full and must not spill
# takes twice as long.
_IMPORT_CACHE = -128 * 1024


class PlanFile:
    """An open file. `loaded` is what the file holds, as far as this connection knows; only a commit changes it."""

    def __init__(self, path: Path, *, read_only: bool, wait: float) -> None:
        """Open a file of this version, or bring an older one to it."""
        self.path = path
        self.read_only = read_only or not is_writable(path)
        self.connection = connect(path, wait)
        self._sound = False
        try:
            with sqlite_problems(path):
                self._prepare()
                self.loaded = self._load_all()
        except BaseException:
            self.connection.close()
            raise

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection, to read from."""
        with sqlite_problems(self.path):
            yield self.connection

    def refuse_damaged(self) -> None:
        """SQLite's quick check, once, before the first edit and the first look at facts.

        Not when a file is opened: it takes the longer the more facts there are, 0.1 s for a million.
        """
        if not self._sound:
            check.refuse_damaged(self.connection)
            self._sound = True

    @contextmanager
    def for_import(self) -> Iterator[None]:
        """Keep a long transaction in memory, so that others can read on until it commits."""
        (size,) = self.connection.execute("pragma cache_size").fetchone()
        self.connection.execute(f"pragma cache_size = {_IMPORT_CACHE}")
        self.connection.execute("pragma cache_spill = off")
        try:
            yield
        finally:
            self.connection.execute("pragma cache_spill = on")
            self.connection.execute(f"pragma cache_size = {size}")

    def reload(self) -> Change | None:
        """Take in what another connection wrote, if it did."""
        with sqlite_problems(self.path):
            if pragma(self.connection, "data_version") == self.loaded.version:
                return None
            newest = history.newest_done(self.connection)
            after = self._load_all(self.loaded)
            if after.says_the_same(self.loaded):
                self.loaded = after
                return None
            return self._take(after, newest.number if newest else 0, "reload", {})

    def record(
        self,
        code: str,
        reason: str | None,
        time: datetime,
        write: Callable[[sqlite3.Connection, Plan], Mapping[str, object] | None],
    ) -> Change | None:
        """One edit: what `write` changes, which gets the plan as stored and gives the values of the edit's words.

        None, and no trace of it, where no cell changed or `write` gave None.
        """
        with self._writing() as now:
            number = history.begin_edit(self.connection, code, reason, time)
            with history.recording(self.connection, number):
                values = write(self.connection, now.plan)
            cells = history.changed_cells(self.connection, number)
            if values is None or not cells:
                self.connection.execute("rollback")
                return None
            if now is not self.loaded:
                self._refuse_unseen(cells, now)
            history.name_edit(self.connection, number, values)
            after = load(self.connection, now, {table for table, *_ in cells}.intersection(TABLES))
        return self._take(after, number, code, values)

    def turn(self, find: Callable[..., PastEdit | None], otherwise: str) -> Change:
        """Undo or redo the edit that is found, or say what there is `otherwise`."""
        with self.distrusting(), self._writing() as now:
            edit = find(self.connection)
            if now is not self.loaded:
                raise PlanError("changed_elsewhere", file=self.path.name)
            if edit is None:
                raise PlanError(otherwise, file=self.path.name)
            tables = {table for table, *_ in history.changed_cells(self.connection, edit.number)}
            history.turn(self.connection, edit)
            after = load(self.connection, now, tables.intersection(TABLES))
        return self._take(after, edit.number, edit.code, edit.values)

    def _prepare(self) -> None:
        if pragma(self.connection, "user_version") < schema.VERSION:
            self._migrate()
        if schema.strangers(self.connection):
            raise PlanError("damaged_plan", file=self.path.name)
        if self.read_only:
            self.connection.execute("pragma query_only = on")
        else:
            history.install_triggers(self.connection)

    def _migrate(self) -> None:
        from isplanner.store.migrations import migrate

        if not is_writable(self.path):
            raise PlanError("read_only", file=self.path.name)
        try:
            migrate(self.connection)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
                raise
            # Its tables are not those of the version it says it is of.
            raise PlanError("damaged_plan", file=self.path.name) from error

    def _load_all(self, before: Loaded | None = None) -> Loaded:
        with self.distrusting(), one_moment(self.connection):
            return load(self.connection, before)

    @contextmanager
    def distrusting(self) -> Iterator[None]:
        """The tables of a file are ours, but somebody else may have written into them what no plan can be."""
        try:
            yield
        except (ValueError, OverflowError, KeyError, TypeError, sqlite3.IntegrityError) as error:
            raise PlanError("damaged_plan", file=self.path.name) from error

    @contextmanager
    def _writing(self) -> Iterator[Loaded]:
        """A transaction on what is stored now; it is another `Loaded` where another connection wrote meanwhile."""
        if self.read_only:
            raise PlanError("read_only", file=self.path.name)
        with sqlite_problems(self.path):
            self.refuse_damaged()
            with transaction(self.connection):
                yield self._stored()

    def _stored(self) -> Loaded:
        """What is stored now; it is what is loaded, unless another connection changed the plan meanwhile."""
        if self.loaded.version == pragma(self.connection, "data_version"):
            return self.loaded
        now = load(self.connection, self.loaded)
        if now.says_the_same(self.loaded):
            self.loaded = now
        return now

    def _refuse_unseen(self, cells: Iterable[tuple[str, int, str | None, object]], now: Loaded) -> None:
        """Refuse an edit that replaces a value which is not the one the user saw."""
        for table, row, field, old in cells:
            # A row that was not there before the edit is the edit's own; batches are nobody's cells.
            if field is not None and row in now.rows.get(table, ()):
                seen = self.loaded.rows[table].get(row)
                if seen is None or seen[field] != old:
                    raise PlanError("changed_elsewhere", file=self.path.name)

    def _take(self, after: Loaded, edit: int, code: str, values: Mapping[str, object]) -> Change:
        parts = changed_parts(self.loaded, after)
        self.loaded = after
        return Change(edit, code, values, parts, after.plan)
