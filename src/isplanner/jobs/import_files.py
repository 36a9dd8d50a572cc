"""Import: read → recognise → map → check, off the document, then commit as one batch and one undo step.

`open_file` gives the cells of a file, `read_opened` what they say; so a file is read again, otherwise, without being
parsed again.
"""

from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import file_digest
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from isplanner.jobs.delays import timed_as_others
from isplanner.plan.activity import ActivityLog, Texts
from isplanner.plan.fact import Fact, HeldCell
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import Channel, NodeKey
from isplanner.plan.template import shipped_channels, shipped_template
from isplanner.store.document import Document
from isplanner.store.edits import Change, Edit
from isplanner.store.facts import ReadFile
from isplanner.store.stored import NewChannel
from isplanner.workbook.child import read_sheets
from isplanner.workbook.corrections import NO_CORRECTIONS, Corrections
from isplanner.workbook.corrections_text import correction_arguments
from isplanner.workbook.named_columns import NamedColumns, corrections_of
from isplanner.workbook.reading import FileReading, Known, OpenedFile, expect_log, read_opened
from isplanner.workbook.templates import Template, named_template, read_template, shipped_templates

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_HELD = 10_000
MOST_NEW_MEMBERS = 1_000
MOST_NEW_CHANNELS = 200
_STEP = 500
"""So many facts are stored between two words of progress."""

Progress = Callable[[int, int], None]
"""Is told (done, total); total 0 is not known. What it raises ends the reading."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How files are to be read: `period` fills what they do not say, `sheet` reads that one only.

    `known_only` holds the cells of members and channels that the plan does not have, instead of adding these.
    `template` is the only one that is used. `corrections` are by the name of the file.
    """

    period: str | None = None
    sheet: str | None = None
    known_only: bool = False
    template: str | None = None
    corrections: Mapping[str, Corrections] = field(default_factory=dict)

    def corrections_of(self, file: str) -> Corrections:
        """What was changed of a file's reading."""
        return self.corrections.get(file, NO_CORRECTIONS)


@dataclass(frozen=True, slots=True)
class OpenFile:
    """The cells of a file, and what tells it from others."""

    cells: OpenedFile
    mark: ReadFile


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
        return tuple(chain.from_iterable(file.facts for file in self.files))

    @property
    def logs(self) -> tuple[ActivityLog, ...]:
        """All logs, row by row."""
        return tuple(log for file in self.files for sheet in file.sheets for log in sheet.logs)

    @property
    def held(self) -> tuple[HeldCell, ...]:
        """All cells that were not taken."""
        return tuple(chain.from_iterable(file.held for file in self.files))


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did. Without `change` nothing changed: a dry run (no `batch`), or the same files again."""

    reading: Reading
    batch: int | None = None
    change: Change | None = None
    unchanged: int = 0
    replaced: int = 0


def open_file(
    path: Path, progress: Progress | None = None, name: str | None = None, *, tells_period: bool = True
) -> OpenFile:
    """The cells of a file, which may be called otherwise than by its own name; a date in that may mean nothing.

    Raises:
        PlanError: why it is refused, with its name (design: safety.md 6).
    """
    sheets = tuple(read_sheets(path, progress, lambda: expect_log(path)))
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    return OpenFile(OpenedFile(name or path.name, sheets, tells_period), ReadFile(name or path.name, digest))


def read_files(
    plan: Plan,
    paths: Sequence[Path],
    wish: Wish,
    progress: Progress | None = None,
    named: NamedColumns | None = None,
) -> Reading:
    """Read files for a plan, all or none; `named` says of columns by their headers what they are.

    Raises:
        PlanError: why a file is refused, with its name (design: safety.md 6); no_table where one says nothing,
            template_unfit where the template that was asked for fits none of its tables; unknown_use, unknown_header.
    """
    files = [open_file(path, progress) for path in paths]
    if named:
        said = {file.cells.name: corrections_of(named, file.cells, plan.metrics) for file in files}
        wish = replace(wish, corrections=said)
    reading = read_open(plan, files, wish)
    for file in reading.files:
        if wish.template is not None and not file.templates:
            raise PlanError("template_unfit", file=file.file, name=wish.template)
        if file.is_empty:
            raise PlanError("no_table", file=file.file)
    return reading


def read_open(plan: Plan, files: Sequence[OpenFile], wish: Wish, before: Reading | None = None) -> Reading:
    """Read files whose cells are at hand; they may say nothing.

    Args:
        plan: What they are read for.
        files: Their cells.
        wish: How they are to be read.
        before: What was read for the same plan; a file that is to be read the same way is not read again.

    Raises:
        PlanError: bad_period, unknown_sheet, unknown_template, too_many_held, too_many_new.
    """
    known = known_of(plan, wish.template)
    done = {file.file: file for file in before.files} if before else {}
    readings = [
        done[name]
        if before and name in done and _is_read_alike(name, wish, before.wish)
        else _read(file, plan, wish, known)
        for name, file in ((file.cells.name, file.cells) for file in files)
    ]
    read = Reading(wish, tuple(readings), tuple(file.mark for file in files), (), ())
    members = dict.fromkeys(fact.member for fact in read.facts if fact.member is not None)
    channels = dict.fromkeys(fact.channel for fact in read.facts if fact.channel is not None)
    names = {member.name for member in plan.members}
    read = replace(
        read,
        new_members=tuple(name for name in members if name not in names),
        new_channels=tuple(key for key in channels if key not in plan.channels),
    )
    _check_limits(read)
    return read


def _is_read_alike(file: str, wish: Wish, other: Wish) -> bool:
    """Whether two wishes differ in what they say of other files alone."""
    same = replace(wish, corrections={}) == replace(other, corrections={})
    return same and wish.corrections_of(file) == other.corrections_of(file)


def _read(cells: OpenedFile, plan: Plan, wish: Wish, known: Known) -> FileReading:
    reading = read_opened(
        cells, known, period=wish.period, sheet=wish.sheet, corrections=wish.corrections_of(cells.name)
    )
    return _only_known(reading, plan) if wish.known_only else reading


def known_of(plan: Plan, template: str | None = None) -> Known:
    """What a plan knows that its files are read by; of templates all, or the one that is named.

    Raises:
        PlanError: unknown_template, bad_template.
    """
    templates = all_templates(plan)
    members = {member.id: member.name for member in plan.members}
    names = {
        name: key
        for key, each in plan.channels.items()
        for name in (key, each.ja, each.en, each.short_ja, each.short_en)
    }
    return Known(
        members=tuple(members.values()),
        channels=names,
        member_spellings={each.written: members[each.member] for each in plan.spellings if each.member is not None},
        channel_spellings={each.written: each.channel for each in plan.spellings if each.channel is not None},
        metrics=plan.metrics,
        templates=templates if template is None else (named_template(templates, template),),
        rule=plan.rule,
    )


def all_templates(plan: Plan) -> tuple[Template, ...]:
    """The plan's own templates, then those of known exports.

    Raises:
        PlanError: bad_template.
    """
    own = (read_template(name, text) for name, text in plan.templates.items())
    return (*own, *shipped_templates())


def commit(
    document: Document, reading: Reading, beside: Sequence[Edit] = (), progress: Progress | None = None
) -> Imported:
    """Store what was read as one batch; the same bytes read the same way a second time change nothing.

    Args:
        document: The plan.
        reading: What was read for it.
        beside: Edits that belong to the import, as the template it was read by.
        progress: Is told how many facts are stored of how many. What it raises leaves the plan as it was.
    """
    facts = reading.facts
    stored = document.append_batch(
        reading.marks,
        _told(facts, progress) if progress else facts,
        reading.held,
        logs=_told_once(reading.logs, len(facts), progress) if progress else reading.logs,
        arguments=dict(_arguments(reading)),
        make_channel=lambda key: new_channel(document.plan, key),
        beside=beside,
    )
    if stored.arrivals is None:
        return Imported(reading, stored.batch)
    return Imported(reading, stored.batch, stored.change, stored.arrivals.unchanged, stored.arrivals.replaced)


def _told(facts: Sequence[Fact], progress: Progress) -> Iterator[Fact]:
    """The facts, saying now and then how many have come."""
    for start in range(0, len(facts), _STEP):
        progress(start, len(facts))
        yield from facts[start : start + _STEP]


def _told_once(logs: Sequence[ActivityLog], count: int, progress: Progress) -> Iterator[ActivityLog]:
    """The logs, each as a moment in which the storing may be taken back; and one behind the last."""
    for log in logs:
        progress(count, count)
        yield log
    progress(count, count)


def _arguments(reading: Reading) -> Iterator[tuple[str, object]]:
    """How the files were asked to be read, in JSON; what nobody asked for is left out."""
    wish = reading.wish
    yield from (("period", wish.period), ("sheet", wish.sheet), ("known_only", wish.known_only))
    if wish.template is not None:
        yield "template", wish.template
    corrected = {file.file: correction_arguments(wish.corrections_of(file.file)) for file in reading.files}
    if corrected := {name: said for name, said in corrected.items() if said}:
        yield "corrections", corrected
    if spellings := {written: meant for file in reading.files for written, meant in file.spellings.items()}:
        yield "spellings", spellings


def new_channel(plan: Plan, key: str) -> NewChannel:
    """A channel that an import or the user adds, with the nodes, and the times, that the plan's other channels have.

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
    formulas = timed_as_others(plan, formulas)
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
