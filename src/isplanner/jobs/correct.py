"""Every way in which a user changes an import under way: functions from a draft to the next one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from isplanner.jobs.draft import Draft
from isplanner.jobs.import_files import Reading
from isplanner.jobs.questions import Question
from isplanner.workbook.corrections import ColumnMapping, Corrections, TableMapping
from isplanner.workbook.grid import Area, Place
from isplanner.workbook.read_table import ColumnReading, ReadTable
from isplanner.workbook.spelling import squeezed


class Spot(NamedTuple):
    """A cell by file, sheet and address."""

    file: str
    sheet: str
    cell: str


def read_sheet(draft: Draft, file: str, sheet: str, *, wanted: bool) -> Draft:
    """Read a sheet, or leave it out."""
    said = draft.wish.corrections_of(file)
    unread = said.unread_sheets - {sheet} if wanted else said.unread_sheets | {sheet}
    return draft.corrected(file, replace(said, unread_sheets=unread))


def fill_period(draft: Draft, period: str | None) -> Draft:
    """Fill what the sheets do not say of a period."""
    return replace(draft, wish=replace(draft.wish, period=period))


def hold_new(draft: Draft, *, held: bool) -> Draft:
    """Hold the cells of people and channels that the plan does not have."""
    return replace(draft, wish=replace(draft.wish, known_only=held))


def map_column(draft: Draft, file: str, table: ReadTable, column: ColumnReading, said: ColumnMapping | None) -> Draft:
    """Read a column as something else; None: as it was recognised."""
    mapping = draft.wish.corrections_of(file).table(table.keys)
    columns = {key: own for key, own in mapping.columns.items() if key != column.key}
    if said is None:
        meanings = {role: words for role, words in mapping.meanings.items() if role != column.use}
        return _map(draft, file, replace(mapping, columns=columns, meanings=meanings))
    return _map(draft, file, replace(mapping, columns={**columns, column.key: said}))


def choose_headers(draft: Draft, file: str, sheet: str, areas: Sequence[Area]) -> Draft:
    """Take areas for the headers of a sheet; () to have them recognised."""
    said = draft.wish.corrections_of(file)
    others = {name: own for name, own in said.headers.items() if name != sheet}
    return draft.corrected(file, replace(said, headers={**others, sheet: tuple(areas)} if areas else others))


def choose_period(draft: Draft, file: str, tables: Iterable[ReadTable], period: str | None) -> Draft:
    """Let tables be of a period, whatever titles and sheet names say."""
    said = draft.wish.corrections_of(file)
    for table in tables:
        said = said.with_table(replace(said.table(table.keys), period=period))
    return draft.corrected(file, said)


def choose_shape(draft: Draft, file: str, table: ReadTable, shape: str | None) -> Draft:
    """Let tables with these headers be of a shape, whatever they look like; None: as they look."""
    mapping = draft.wish.corrections_of(file).table(table.keys)
    return _map(draft, file, replace(mapping, shape=shape))


def give_word(draft: Draft, file: str, table: ReadTable, label: str, metric: str) -> Draft:
    """Let a label of rows mean a metric, or with "" none."""
    mapping = draft.wish.corrections_of(file).table(table.keys)
    return _map(draft, file, replace(mapping, words={**mapping.words, squeezed(label): metric}))


def agree(draft: Draft, file: str, table: ReadTable, role: str, word: str, meaning: str) -> Draft:
    """Let a word in a column of a log count for something."""
    mapping = draft.wish.corrections_of(file).table(table.keys)
    words = {**mapping.meanings.get(role, {}), squeezed(word): meaning}
    return _map(draft, file, replace(mapping, meanings={**mapping.meanings, role: words}))


def agree_at(draft: Draft, reading: Reading, spot: Spot, meaning: str) -> Draft:
    """Let the outcome in a held cell count for something, wherever it stands."""
    place = Place.parse(spot.cell)
    for sheet in (sheet for file in reading.files if file.file == spot.file for sheet in file.sheets):
        held = next((cell for cell in sheet.held if (cell.sheet, cell.cell) == spot[1:]), None)
        for table in sheet.tables:
            for column in table.columns:
                if held and column.index == place.column and column.use == "outcome":
                    return agree(draft, spot.file, table, column.use, held.text, meaning)
    return draft


def type_cells(draft: Draft, file: str, sheet: str, cells: Mapping[Place, str | None]) -> Draft:
    """Let texts stand in cells; None: what the file has."""
    typed = {(sheet, str(place)): text for place, text in cells.items()}
    return draft.corrected(file, draft.wish.corrections_of(file).with_cells(typed))


def accept(draft: Draft, spots: Iterable[Spot]) -> Draft:
    """Leave held cells as they are: nothing is to be said of them any more."""
    for spot in spots:
        said = draft.wish.corrections_of(spot.file)
        draft = draft.corrected(spot.file, replace(said, accepted=said.accepted | {(spot.sheet, spot.cell)}))
    return draft


def match(draft: Draft, question: Question, meant: str, *, remembered: bool) -> Draft:
    """Let a name mean a member or channel that is there, or itself for one that is new."""
    said, text = draft.wish.corrections_of(question.file), question.text
    if question.code == "new_member":
        said = replace(said, members={**said.members, text: meant})
    else:
        said = replace(said, channels={**said.channels, text: meant})
    draft = draft.corrected(question.file, said)
    is_kept = remembered and meant != text
    return replace(draft, remembered=draft.remembered | {text} if is_kept else draft.remembered - {text})


def answer(draft: Draft, question: Question, said: str) -> Draft:
    """Say which column names the people, or that a line of totals is none ("total": it is)."""
    if question.table is None or said == "total":
        return replace(draft, answered=(*draft.answered, question))
    role = "member" if question.code == "who_won" else "numbers"
    mapping = draft.wish.corrections_of(question.file).table(question.table.keys)
    return _map(draft, question.file, mapping.with_column(said, ColumnMapping(role=role)))


def _map(draft: Draft, file: str, mapping: TableMapping) -> Draft:
    """Read tables another way, and keep that for the next file with the same headers."""
    said: Corrections = draft.wish.corrections_of(file).with_table(mapping)
    return replace(draft.corrected(file, said), keeps_template=True)
