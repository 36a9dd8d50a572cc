"""Questions: what an import asks before it is done: who somebody is, who won a deal, whether a number is a total."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from isplanner.jobs.import_files import OpenFile, Reading
from isplanner.plan.plan import Plan
from isplanner.workbook.grid import Place, cell_text
from isplanner.workbook.read_table import ColumnReading, ReadTable
from isplanner.workbook.reading import FileReading
from isplanner.workbook.running import RunningTotal
from isplanner.workbook.spelling import name_key, squeezed
from isplanner.workbook.vocabulary import vocabulary

_ALIKE = 0.5
_MOST_LIKE = 5


@dataclass(frozen=True, slots=True)
class Question:
    """Something to confirm. `code` is no_period, new_member, new_channel, who_won or running_total.

    It is about `text`, in a `cell` of a sheet and in a table where it is about one; `choices` are the members, channels
    or columns (by their keys) that it may be, the likeliest first. `values` fill the gaps of its words.
    """

    code: str
    file: str
    text: str
    choices: tuple[str, ...] = ()
    sheet: str | None = None
    cell: str = ""
    table: ReadTable | None = field(default=None, compare=False)
    values: Mapping[str, object] | None = field(default=None, compare=False)


def questions(plan: Plan, files: Sequence[OpenFile], reading: Reading) -> Iterator[Question]:
    """What is to be confirmed of files that were read for a plan."""
    if undated := [file.file for file in reading.files if _lacks_period(file)]:
        yield Question("no_period", undated[0], undated[0])
    names = [member.name for member in plan.members]
    for opened, file in zip(files, reading.files, strict=True):
        corrections = reading.wish.corrections_of(file.file)
        members = {file.members[name]: name for name in reading.new_members if names and name in file.members}
        channels = {file.channels[key]: key for key in reading.new_channels if key in file.channels}
        for code, new, known, said in (
            ("new_member", members, names, corrections.members),
            ("new_channel", channels, list(plan.channels), corrections.channels),
        ):
            asked = {text: name for text, name in new.items() if known and text not in said}
            places = _places(opened, file, code.removeprefix("new_"), asked) if asked else {}
            for text, name in asked.items():
                sheet, place = places.get(text, (None, None))
                yield Question(code, file.file, text, _alike(name, known), sheet, str(place or ""))
        yield from _of_tables(file)


def _places(opened: OpenFile, file: FileReading, use: str, texts: Container[str]) -> dict[str, tuple[str, Place]]:
    """Where texts stand first in the columns of a use."""
    found: dict[str, tuple[str, Place]] = {}
    sheets = {sheet.name: sheet for sheet in opened.cells.sheets}
    for reading in file.sheets:
        for table in reading.tables:
            for column in (column.index for column in table.columns if column.use == use):
                for row in range(table.header[-1] + 1, table.area.bottom + 1):
                    if (text := cell_text(sheets[reading.sheet].value(row, column))) in texts:
                        found.setdefault(text, (reading.sheet, Place(row, column)))
    return found


def _lacks_period(file: FileReading) -> bool:
    """Whether a file does not say of all its numbers when they are of."""
    is_undated = any("period" in table.lacking for sheet in file.sheets for table in sheet.tables)
    return is_undated or any(cell.reason == "no_year" for cell in file.held)


def _of_tables(file: FileReading) -> Iterator[Question]:
    for sheet in file.sheets:
        for table in sheet.tables:
            people = _people(table)
            if len(people) > 1 and not any(column.chosen.role for column in people):
                won = next((column for column in people if column.use == "member"), people[0])
                keys = tuple(column.key for column in people)
                yield Question("who_won", file.file, won.header, keys, sheet.sheet, table=table)
            for total in table.running:
                yield _running(file.file, sheet.sheet, table, total)


def _people(table: ReadTable) -> list[ColumnReading]:
    """The columns of a list of deals that name people of ours."""
    if table.shape != "opportunities":
        return []
    words = vocabulary().logs["opportunities"]["member"]
    return [column for column in table.columns if squeezed(column.header) in words]


def _running(file: str, sheet: str, table: ReadTable, total: RunningTotal) -> Question:
    columns = {column.index: column for column in table.columns}
    column = None if total.is_row else columns[total.line]
    place = Place(total.line, table.area.left) if column is None else Place(table.header[-1], total.line)
    choices = () if column is None else (column.key,)
    values = {"total": total.total, "wrong": total.wrong, "metric": total.metric}
    return Question("running_total", file, column.header if column else "", choices, sheet, str(place), table, values)


def _alike(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """The known names that look like one, the likest first."""
    key = name_key(name)
    scored = sorted(((_likeness(key, name_key(other)), other) for other in known), key=lambda pair: -pair[0])
    return tuple(other for score, other in scored[:_MOST_LIKE] if score >= _ALIKE)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
