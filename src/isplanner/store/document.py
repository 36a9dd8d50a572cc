"""Document: an open plan file; the one mutable thing of the program."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, Self

from typing_extensions import override

from isplanner.plan.activity import ActivityLog
from isplanner.plan.blueprint import Blueprint
from isplanner.plan.fact import Batch, Fact, FactKind, HeldCell
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError, Problem
from isplanner.store import check, history
from isplanner.store.batches import batches, held_cells
from isplanner.store.blueprint_rows import insert_blueprint
from isplanner.store.connection import connect_new, one_moment, sqlite_problems, transaction
from isplanner.store.edits import Change, Edit
from isplanner.store.facts import (
    Arrivals,
    BatchRow,
    BatchWriter,
    ReadFile,
    StoredFact,
    batch_in_force,
    facts_by_id,
    fingerprint,
    stored_facts,
)
from isplanner.store.forecasts import ForecastLog
from isplanner.store.history import PastEdit
from isplanner.store.life import LifeLog
from isplanner.store.plan_file import PlanFile
from isplanner.store.stored import NewChannel
from isplanner.store.whole_file import whole_file

if TYPE_CHECKING:
    from isplanner.plan.actuals import Actuals

Clock = Callable[[], datetime]


def _now() -> datetime:
    # The one clock of the store: when an edit was made. Nothing is ordered by it.
    return datetime.now(UTC)  # noqa: TID251


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import came to: its batch, what it brought, and the change it made.

    Where the same files were in force already there is only that batch's number, and neither arrivals nor change.
    """

    batch: int
    arrivals: Arrivals | None = None
    change: Change | None = None


class Document(AbstractContextManager["Document"]):
    """A plan file, open. Each edit is one transaction, on the disk when `edit` returns.

    It belongs to the thread that opened it. Every method raises PlanError for what SQLite says of the file (locked,
    read_only, moved, disk_full, disk_error, damaged_plan); then nothing has changed. `read_only` says whether it cannot
    be edited here; `forecasts` are what was forecast day by day, `lives` what edits made of each node, and why.
    """

    def __init__(self, file: PlanFile, clock: Clock) -> None:
        """Use `open` or `create`."""
        self.path = file.path
        self.read_only = file.read_only
        self.forecasts = ForecastLog(file)
        self.lives = LifeLog(file)
        self._file = file
        self._clock = clock
        self._facts: Actuals | None = None
        self._actuals: tuple[object, Actuals] | None = None
        self._activities: tuple[Mapping[int, int], tuple[ActivityLog, ...]] | None = None

    @classmethod
    def create(cls, path: Path, blueprint: Blueprint, *, clock: Clock = _now) -> Self:
        """Make a new plan; its file appears whole or not at all.

        Raises:
            PlanError: plan_exists, no_folder, no_access.
        """
        # Imported here: of all starts only a new plan and an old one need it.
        from isplanner.store.migrations import migrate

        with whole_file(path) as draft, sqlite_problems(path), closing(connect_new(draft)) as connection:
            migrate(connection)
            with transaction(connection):
                insert_blueprint(connection, blueprint)
        return cls.open(path, clock=clock)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, wait: float = 2.0, clock: Clock = _now) -> Self:
        """Open a plan, read-only where it cannot be written anyway.

        Args:
            path: The file. One of an older version is brought to this one.
            read_only: Whether never to write, as a worker that only reads.
            wait: For how many seconds to wait when another program is writing. A window cannot: 0.05, and tries again.
            clock: When it is.

        Raises:
            PlanError: plan_not_found, not_a_plan, newer_version, damaged_plan, no_access, unfinished_edit.
        """
        return cls(PlanFile(path, read_only=read_only, wait=wait), clock)

    @property
    def plan(self) -> Plan:
        """The plan as stored."""
        return self._file.loaded.plan

    def edit(self, edit: Edit) -> Change | None:
        """Store an edit as one undo step. None, and no trace of it, where all is as it says already.

        Raises:
            PlanError: changed_elsewhere where another program has changed meanwhile what it replaces (then
                `reload_if_changed`), and what the edit itself refuses.
        """

        def write(connection: sqlite3.Connection, plan: Plan) -> Mapping[str, object]:
            edit.apply(connection, plan)
            return edit.values

        return self._file.record(edit.code, edit.reason, self._clock(), write)

    def undo(self) -> Change:
        """Take the last edit back; PlanError nothing_to_undo."""
        return self._file.turn(history.newest_done, "nothing_to_undo")

    def redo(self) -> Change:
        """Do again what was taken back last; PlanError nothing_to_redo."""
        return self._file.turn(history.oldest_undone, "nothing_to_redo")

    def history(self) -> tuple[PastEdit, ...]:
        """All edits, the oldest first; those that are undone come last."""
        with self._file.reading() as connection:
            return history.all_edits(connection)

    def next_turns(self) -> tuple[PastEdit | None, PastEdit | None]:
        """What undo would take back, and what redo would do again."""
        with self._file.reading() as connection:
            return history.newest_done(connection), history.oldest_undone(connection)

    def append_batch(
        self,
        files: Sequence[ReadFile],
        facts: Iterable[Fact],
        held: Iterable[HeldCell],
        make_channel: Callable[[str], NewChannel],
        *,
        logs: Iterable[ActivityLog] = (),
        arguments: Mapping[str, object] = MappingProxyType({}),
        beside: Sequence[Edit] = (),
    ) -> Imported:
        """Store what was read from files as one batch and one undo step.

        Args:
            files: What was read, by the names that the facts' sources have.
            facts: Taken one by one, and not at all where the same files were read with the same arguments and are in
                force: it may be a generator that does the reading. What it raises leaves the plan as it was.
            held: The cells that were not taken; looked at after the facts.
            logs: The rows of logs whose sums are among the facts; looked at after those, too.
            make_channel: Names and nodes of a channel that the plan does not have yet, by its key.
            arguments: How the files were asked to be read, for JSON.
            beside: Edits that belong to it, as the template it was read by; applied when the facts are written.
        """
        mark = fingerprint(files, dict(arguments))
        imported = Imported(0)

        now = self._clock()

        def write(connection: sqlite3.Connection, plan: Plan) -> Mapping[str, object] | None:
            nonlocal imported
            if (earlier := batch_in_force(connection, mark)) is not None:
                imported = Imported(earlier)
                return None
            made = BatchRow(mark, now.isoformat(timespec="seconds"))
            writer = BatchWriter(connection, made, make_channel, files)
            arrivals = writer.write(facts, held, logs)
            for edit in beside:
                edit.apply(connection, plan)
            imported = Imported(writer.batch, arrivals)
            return {"file": files[0].name, "count": len(files), "facts": arrivals.facts}

        code = "import_file" if len(files) == 1 else "import_files"
        with self._file.for_import():
            change = self._file.record(code, None, now, write)
        return replace(imported, change=change)

    def batches(self) -> tuple[Batch, ...]:
        """All imports, the oldest first, withdrawn ones too."""
        with self._file.reading() as connection:
            return batches(connection)

    def held(self) -> tuple[HeldCell, ...]:
        """The cells of batches in force that were not taken and not settled since."""
        with self._file.reading() as connection:
            return held_cells(connection)

    def facts(
        self, kind: FactKind | None = None, metric: str | None = None, *, ids: Iterable[int] | None = None
    ) -> Iterator[StoredFact]:
        """The facts in force with their sources, of a kind and metric if asked, in the order stored.

        Those with `ids`, in force or not, are found quickly however many others there are.
        """
        if ids is not None:
            with self._file.reading() as connection:
                yield from facts_by_id(connection, ids)
            return
        in_force = frozenset(self.actuals().id.tolist())
        with self._file.reading() as connection:
            yield from stored_facts(connection, in_force, kind, metric)

    def actuals(self, *, replaced: bool = False) -> "Actuals":
        """The facts in force as arrays. The same object until they change; `revision` is the one they were read at.

        With `replaced` those too that a newer batch replaces, made anew each time.
        """
        # Imported here: numpy takes 0.05 s to load, and the window paints before it needs facts.
        from isplanner.store.columns import in_force, read_facts, told

        batches = self._file.loaded.batches
        wanted = batches, self.plan.chosen_batches, self.plan.rule
        if not replaced and self._actuals is not None and self._actuals[0] == wanted:
            return self._actuals[1]
        with self._file.reading() as connection:
            self._file.refuse_damaged()
            self._facts = read_facts(connection, self.plan.revision, self._facts)
        if replaced:
            return told(self._facts, batches)
        self._actuals = wanted, in_force(self._facts, batches, self.plan)
        return self._actuals[1]

    def activities(self) -> tuple[ActivityLog, ...]:
        """The logs of batches in force, a record a row that counts. The same object until they change."""
        # Imported here: numpy takes 0.05 s to load, and the window paints before it needs records.
        from isplanner.store.activities import read_logs

        wanted = self._file.loaded.batches
        if self._activities is None or self._activities[0] != wanted:
            with self._file.reading() as connection:
                self._file.refuse_damaged()
                self._activities = wanted, read_logs(connection, wanted)
        return self._activities[1]

    def check(self) -> tuple[Problem, ...]:
        """All that is wrong with the file."""
        with self._file.reading() as connection:
            return check.check_file(connection, writable=not self.read_only)

    def backup(self, out: Path) -> None:
        """Write a copy that SQLite has checked, whole or not at all, in the place of what is there."""
        if out.exists() and out.samefile(self.path):
            raise PlanError("plan_exists", file=out.name)
        with whole_file(out, replace=True) as draft, sqlite_problems(out), closing(sqlite3.connect(draft)) as copy:
            with self._file.reading() as connection, one_moment(connection):
                connection.backup(copy)
            check.refuse_damaged(copy, thorough=True)

    def reload_if_changed(self) -> Change | None:
        """Take in what another program wrote meanwhile; None where none did."""
        return self._file.reload()

    def close(self) -> None:
        """Let go of the file."""
        self._file.connection.close()

    @override
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        self.close()
