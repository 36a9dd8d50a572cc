from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from isplanner.plan.fact import Fact, FactKind
from isplanner.plan.problem import PlanError
from isplanner.workbook.check import TableReading
from isplanner.workbook.child import read_sheets
from isplanner.workbook.context import Context
from isplanner.workbook.member_sheet.key import is_key
from isplanner.workbook.member_sheet.write import write_member_sheets
from isplanner.workbook.names import Channels, Members
from isplanner.workbook.shapes.member_sheet import claims, read
from tests.workbook.handouts import ACROSS, NAMES, RULE, handout, plan
from tests.workbook.office import convert

WEEKS = plan().weeks


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = handout()
    write_member_sheets(tmp_path / "sheets.xlsx", made, made.members, "ja")
    return tmp_path / "sheets.xlsx"


def inputs(sheet: Worksheet) -> dict[str, list[Cell]]:
    found: dict[str, list[Cell]] = {}
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, Cell) and not cell.protection.locked and cell.number_format != "@":
                found.setdefault(cell.column_letter, []).append(cell)
    return dict(zip(ACROSS, found.values(), strict=True))


def edit(path: Path, change: Callable[[Worksheet], None], sheet: int = 0) -> None:
    book = load_workbook(path)
    change(book.worksheets[sheet])
    book.save(path)


def fill(sheet: Worksheet) -> None:
    """Each input cell its own number."""
    for at, cells in enumerate(inputs(sheet).values()):
        for week, cell in enumerate(cells):
            cell.value = 100 * at + week


def readings(path: Path) -> dict[str, TableReading]:
    context = Context(path.name, RULE, Members(), Channels())
    return {sheet.name: read(sheet, context) for sheet in read_sheets(path) if claims(sheet)}


def numbers(facts: list[Fact]) -> dict[tuple[str, int], float]:
    return {(fact.metric, WEEKS.index(fact.span)): fact.value for fact in facts}


FILLED = {(metric, week): 100.0 * at + week for at, metric in enumerate(ACROSS) for week in range(15)}


def test_an_empty_sheet_says_nothing(path: Path) -> None:
    assert [(reading.facts, reading.held) for reading in readings(path).values()] == [([], [])] * len(NAMES)


def test_exactly_what_was_filled_in_comes_back(path: Path) -> None:
    edit(path, fill, sheet=1)
    first, second, third = readings(path).values()
    assert (first.facts, third.facts, second.held) == ([], [], [])
    assert numbers(second.facts) == FILLED
    assert {(f.member, f.kind, f.grain, f.channel) for f in second.facts} == {(NAMES[1], FactKind.ACTUAL, "week", None)}
    sheet = load_workbook(path).worksheets[1]
    by_cell = {fact.source.cell: fact.value for fact in second.facts}
    assert by_cell == {cell.coordinate: cell.value for cells in inputs(sheet).values() for cell in cells}


def test_a_sheet_saved_by_office_comes_back(path: Path, tmp_path: Path) -> None:
    edit(path, fill)
    assert numbers(readings(convert(path, "xlsx", tmp_path))[NAMES[0]].facts) == FILLED


def test_sorted_rows_and_hidden_columns_come_back(path: Path) -> None:
    def disturb(sheet: Worksheet) -> None:
        fill(sheet)
        rows = [cell.row for cell in inputs(sheet)["dials"]]
        values = [[sheet.cell(row, column).value for column in range(1, 17)] for row in rows]
        for row, turned in zip(rows, reversed(values), strict=True):
            for column, value in enumerate(turned, 1):
                sheet.cell(row, column).value = value
        for letter in "BCDGR":
            sheet.column_dimensions[letter].hidden = True

    edit(path, disturb)
    assert numbers(readings(path)[NAMES[0]].facts) == FILLED


def test_other_cells_are_not_read(path: Path) -> None:
    def scribble(sheet: Worksheet) -> None:
        memo = max(row for row in range(1, sheet.max_row) if str(sheet.cell(row, 1).value).startswith("メモ"))
        sheet.cell(memo + 1, 1).value = "昨日は 30 件"
        target = inputs(sheet)["dials"][0]
        sheet.cell(target.row, target.column - 1).value = 999
        sheet.cell(target.row, target.column + 1).value = 999

    edit(path, scribble)
    assert readings(path)[NAMES[0]].facts == []


@pytest.mark.parametrize(
    ("typed", "text", "reason"),
    [
        ("約30", "約30", "not_a_number"),
        (2.5, "2.5", "not_a_number"),
        (-3, "-3", "negative_count"),
        (True, "TRUE", "not_a_number"),
        ("=1/0", "=1/0", "no_cached_value"),
    ],
)
def test_what_is_no_count_is_held(path: Path, typed: str | float, text: str, reason: str) -> None:
    def change(sheet: Worksheet) -> None:
        cells = inputs(sheet)["connects"]
        cells[0].value, cells[1].value = typed, 7

    edit(path, change)
    reading = readings(path)[NAMES[0]]
    assert numbers(reading.facts) == {("connects", 1): 7}
    place = inputs(load_workbook(path).worksheets[0])["connects"][0].coordinate
    assert [(held.sheet, held.cell, held.text, held.reason) for held in reading.held] == [
        (NAMES[0], place, text, reason)
    ]


@pytest.mark.parametrize(("typed", "number"), [("１２", 12), ("1,234件", 1234), (0, 0)])
def test_counts_typed_as_text_are_read(path: Path, typed: str | int, number: float) -> None:
    def change(sheet: Worksheet) -> None:
        inputs(sheet)["connects"][3].value = typed

    edit(path, change)
    assert numbers(readings(path)[NAMES[0]].facts) == {("connects", 3): number}


@pytest.mark.parametrize("typed", ["-", "なし", "  "])
def test_marks_for_nothing_are_nothing(path: Path, typed: str) -> None:
    def change(sheet: Worksheet) -> None:
        inputs(sheet)["connects"][3].value = typed

    edit(path, change)
    reading = readings(path)[NAMES[0]]
    assert (reading.facts, reading.held) == ([], [])


def test_a_sheet_that_is_there_twice_is_taken_once(path: Path) -> None:
    book = load_workbook(path)
    fill(book.worksheets[0])
    copied = book.copy_worksheet(book.worksheets[0])
    copied[inputs(book.worksheets[0])["dials"][2].coordinate] = 55
    book.save(path)
    *_, again = readings(path).values()
    assert [held.reason for held in again.held] == ["conflict"]
    assert again.facts == []


@pytest.mark.parametrize(
    ("old", "new", "code"), [(":1:", ":2:", "newer_sheet"), ('"weeks"', '"days"', "damaged_sheet")]
)
def test_a_key_that_cannot_be_read_refuses_the_file(path: Path, old: str, new: str, code: str) -> None:
    def change(sheet: Worksheet) -> None:
        key = next(cell for row in sheet.iter_rows() for cell in row if is_key(cell.value))
        key.value = str(key.value).replace(old, new, 1)

    edit(path, change)
    with pytest.raises(PlanError) as refused:
        readings(path)
    assert (refused.value.problem.code, refused.value.problem.values) == (code, {"file": path.name})
