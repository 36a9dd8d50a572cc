"""Import: read → recognise → map → check, off the document, then commit as one batch and one undo step."""

from collections import Counter
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, replace
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING

from isplanner.plan.activity import ActivityLog, Texts
from isplanner.plan.fact import Fact, HeldCell
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import Channel, NodeKey
from isplanner.plan.template import shipped_channels, shipped_template
from isplanner.store.document import Document
from isplanner.store.edits import Change
from isplanner.store.facts import ReadFile
from isplanner.store.stored import NewChannel
from isplanner.workbook.reading import FileReading, read_workbook

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_HELD = 10_000
MOST_NEW_MEMBERS = 1_000
MOST_NEW_CHANNELS = 200

Progress = Callable[[int, int], None]
"""Is told (done, total); total 0 is not known. What it raises ends the reading."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How files are to be read: `period` fills what they do not say, `sheet` reads that one only.

    `known_only` holds the cells of members and channels that the plan does not have, instead of adding these.
    """

    period: str | None = None
    sheet: str | None = None
    known_only: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """Files as read for a plan: what would be stored. Nothing is, yet."""

    wish: Wish
    files: tuple[FileReading, ...]
    marks: tuple[ReadFile, ...]
    new_members: tuple[str, ...]
    new_channels: tuple[str, ...]

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All facts, in the order read."""
        return tuple(fact for file in self.files for sheet in file.sheets for fact in sheet.facts)

    @property
    def logs(self) -> tuple[ActivityLog, ...]:
        """All logs, row by row."""
        return tuple(log for file in self.files for sheet in file.sheets for log in sheet.logs)

    @property
    def held(self) -> tuple[HeldCell, ...]:
        """All cells that were not taken."""
        return tuple(cell for file in self.files for sheet in file.sheets for cell in sheet.held)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did. Without `change` nothing changed: a dry run (no `batch`), or the same files again."""

    reading: Reading
    batch: int | None = None
    change: Change | None = None
    unchanged: int = 0
    replaced: int = 0


def read_files(plan: Plan, paths: Sequence[Path], wish: Wish, progress: Progress | None = None) -> Reading:
    """Read files for a plan, all or none.

    Raises:
        PlanError: why a file is refused, with its name (design: safety.md 6).
    """
    files, marks = [], []
    for path in paths:
        reading = read_workbook(
            path,
            period=wish.period,
            sheet=wish.sheet,
            known_members=tuple(member.name for member in plan.members),
            known_channels=tuple(plan.channels),
            rule=plan.rule,
            progress=progress,
        )
        files.append(_only_known(reading, plan) if wish.known_only else reading)
        with path.open("rb") as file:
            marks.append(ReadFile(reading.file, file_digest(file, "sha256").hexdigest()))
    read = Reading(wish, tuple(files), tuple(marks), (), ())
    members = dict.fromkeys(fact.member for fact in read.facts if fact.member is not None)
    channels = dict.fromkeys(fact.channel for fact in read.facts if fact.channel is not None)
    known = {member.name for member in plan.members}
    read = replace(
        read,
        new_members=tuple(name for name in members if name not in known),
        new_channels=tuple(key for key in channels if key not in plan.channels),
    )
    _check_limits(read)
    return read


def commit(document: Document, reading: Reading) -> Imported:
    """Store what was read as one batch; the same bytes read the same way a second time change nothing."""
    stored = document.append_batch(
        reading.marks,
        reading.facts,
        reading.held,
        logs=reading.logs,
        arguments={"period": reading.wish.period, "sheet": reading.wish.sheet, "known_only": reading.wish.known_only},
        make_channel=lambda key: new_channel(document.plan, key),
    )
    if stored.arrivals is None:
        return Imported(reading, stored.batch)
    return Imported(reading, stored.batch, stored.change, stored.arrivals.unchanged, stored.arrivals.replaced)


def new_channel(plan: Plan, key: str) -> NewChannel:
    """A channel that an import or the user adds, with the nodes that the plan's other channels have.

    Which of the two ways it goes is the template's: by mail for メルマガ, by phone for all others.
    """
    template = shipped_template("inside_sales")
    mail = key in template.mail_channels
    alike = [channel for channel in plan.channels if (channel in template.mail_channels) == mail]
    structures = Counter(_structure(plan, channel) for channel in alike)
    if structures:
        formulas = dict(structures.most_common(1)[0][0])
    else:
        formulas = template.channel_formulas(key, plan.tree.root.metric) if plan.tree.root else {}
    channel = shipped_channels().get(key) or Channel(0, key, key, key, key, key)
    return NewChannel(channel, {NodeKey(metric, key): text for metric, text in formulas.items()})


def _structure(plan: Plan, channel: str) -> tuple[tuple[str, str | None], ...]:
    return tuple(
        (key.metric, node.formula.text if node.formula else None)
        for key, node in plan.tree.nodes.items()
        if key.channel == channel
    )


def _only_known(reading: FileReading, plan: Plan) -> FileReading:
    """Hold the cells of people and channels that the plan does not have."""
    members = {None, *(member.name for member in plan.members)}
    channels = {None, *plan.channels}
    sheets = []
    for sheet in reading.sheets:
        strangers = [f for f in sheet.facts if f.member not in members or f.channel not in channels]
        held = [
            HeldCell(
                reading.file,
                sheet.sheet,
                fact.source.cell or "",
                str((fact.member if fact.member not in members else fact.channel) or ""),
                "unknown_member" if fact.member not in members else "unknown_channel",
            )
            for fact in strangers
        ]
        facts = tuple(fact for fact in sheet.facts if fact not in strangers)
        logs = tuple(log.only(_of(log.member, members) & _of(log.channel, channels)) for log in sheet.logs)
        sheets.append(replace(sheet, facts=facts, held=(*sheet.held, *held), logs=logs))
    return replace(reading, sheets=tuple(sheets))


def _of(texts: Texts, wanted: Container[str | None]) -> "NDArray[np.bool_]":
    """For each record whether its text, or that it has none, is wanted."""
    import numpy as np  # beside a log it is loaded

    # The last stands for none: NOTHING is -1.
    return np.array([word in wanted for word in (*texts.words, None)])[texts.codes]


def _check_limits(read: Reading) -> None:
    for code, count, most in (
        ("too_many_held", len(read.held), MOST_HELD),
        ("too_many_new", len(read.new_members), MOST_NEW_MEMBERS),
        ("too_many_new", len(read.new_channels), MOST_NEW_CHANNELS),
    ):
        if count > most:
            raise PlanError(code, file=", ".join(file.file for file in read.files), count=count, limit=most)
