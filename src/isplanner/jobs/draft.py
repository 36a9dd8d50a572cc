"""Draft: an import under way, as a frozen value: its files, how they are to be read, what is kept when it is done."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from isplanner.jobs.import_files import OpenFile, Reading, Wish
from isplanner.jobs.questions import Question
from isplanner.plan.plan import Plan
from isplanner.plan.problem import Problem
from isplanner.store import edits
from isplanner.store.edits import Edit
from isplanner.workbook.corrections import ColumnMapping, Corrections, TableMapping, timeless
from isplanner.workbook.templates import TableTemplate, Template, write_template

_DATES = re.compile(r"[\d０-９_\-‐－ 　年月日度分期QHqh()（）]+$|^[\d０-９_\-－ 　年月日度分期QHqh()（）]+")


@dataclass(frozen=True, slots=True)
class DraftFile:
    """A file that was chosen: not opened yet, open, or refused with a problem. The name of a pasted one is ours."""

    name: str
    path: Path | None = None
    open: OpenFile | None = None
    problem: Problem | None = None
    is_pasted: bool = False

    @property
    def is_waiting(self) -> bool:
        """Whether it is still to be opened."""
        return self.open is None and self.problem is None


@dataclass(frozen=True, slots=True)
class Draft:
    """What an import is so far.

    `remembered` are names (as a file writes them) whose meaning is kept with the plan; `answered` are questions that
    need no correction; `template` is the name under which the tables are kept, if `keeps_template`; `sets_targets`
    makes the files' targets the plan's.
    """

    files: tuple[DraftFile, ...]
    wish: Wish = field(default_factory=Wish)
    remembered: frozenset[str] = frozenset()
    answered: tuple[Question, ...] = ()
    template: str = ""
    keeps_template: bool = False
    sets_targets: bool = False

    @property
    def opened(self) -> tuple[OpenFile, ...]:
        """The files whose cells are at hand."""
        return tuple(file.open for file in self.files if file.open)

    @property
    def is_waiting(self) -> bool:
        """Whether files are still to be opened."""
        return any(file.is_waiting for file in self.files)

    @property
    def is_corrected(self) -> bool:
        """Whether something would be lost if it were dropped."""
        return bool(self.wish.corrections or self.remembered)

    def with_file(self, file: DraftFile) -> "Draft":
        """The same with a file opened or refused."""
        return replace(self, files=tuple(file if each.name == file.name else each for each in self.files))

    def without_file(self, name: str) -> "Draft":
        """The same without a file."""
        return replace(self, files=tuple(each for each in self.files if each.name != name))

    def corrected(self, file: str, corrections: Corrections) -> "Draft":
        """The same with a file read another way."""
        kept = {**self.wish.corrections, file: corrections}
        kept = {name: each for name, each in kept.items() if each != Corrections()}
        return replace(self, wish=replace(self.wish, corrections=kept))


def draft_of(paths: Iterable[Path], *, are_pasted: bool = False) -> Draft:
    """An import of files; of the same name they are told apart by numbers."""
    names: dict[str, Path] = {}
    for path in paths:
        taken = sum(name == path.name or name.startswith(f"{path.stem} (") for name in names)
        names[f"{path.stem} ({taken + 1}){path.suffix}" if path.name in names else path.name] = path
    return Draft(tuple(DraftFile(name, path, is_pasted=are_pasted) for name, path in names.items()))


def edits_beside(plan: Plan, draft: Draft, reading: Reading, targets: Edit | None) -> Iterator[Edit]:
    """What is stored together with the facts, in the same step."""
    for file in reading.files:
        corrections = draft.wish.corrections_of(file.file)
        for written, name in corrections.members.items():
            if written in draft.remembered:
                yield edits.spell_member(written, name)
        for written, key in corrections.channels.items():
            if written in draft.remembered:
                yield edits.spell_channel(written, key)
    if draft.keeps_template and draft.template.strip():
        text = write_template(template_of(draft.template.strip(), reading))
        if plan.templates.get(draft.template.strip()) != text:
            yield edits.save_template(draft.template.strip(), text)
    if draft.sets_targets and targets is not None:
        yield targets


def template_of(name: str, reading: Reading) -> Template:
    """How the tables of a reading are read, as a template."""
    tables: dict[tuple[str, ...], TableTemplate] = {}
    for file in reading.files:
        for sheet in file.sheets:
            for table in sheet.tables:
                headers = tuple(dict.fromkeys(map(timeless, table.keys)))
                mapping = replace(
                    table.mapping,
                    headers=headers,
                    columns=dict(_timeless_columns(table.mapping)),
                    period=None,
                    shape=table.shape,
                )
                tables.setdefault(headers, TableTemplate(mapping))
    return Template(name, tuple(tables.values()))


def _timeless_columns(mapping: TableMapping) -> Iterator[tuple[str, ColumnMapping]]:
    """What is said of columns, by their headers without months; where two months differ nothing is."""
    said: dict[str, set[ColumnMapping]] = {}
    for key, column in mapping.columns.items():
        said.setdefault(timeless(key), set()).add(replace(column, period=None))
    for key, columns in said.items():
        if len(columns) == 1 and columns != {ColumnMapping()}:
            yield key, columns.pop()


def suggested_name(reading: Reading, plan: Plan) -> str:
    """What a template may be called: as the own one that fits already, else as the file without its dates."""
    used: Mapping[str, None] = dict.fromkeys(name for file in reading.files for name in file.templates)
    own = next((name for name in used if name in plan.templates), None)
    if own or not reading.files:
        return own or ""
    stem = Path(reading.files[0].file).stem
    while (shorter := _DATES.sub("", stem)) != stem and shorter:
        stem = shorter
    return stem.strip()
