import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from isplanner.plan.metric import Direction
from isplanner.plan.target import Purpose
from isplanner.text.language import LANGUAGES, Language
from isplanner.workbook.member_sheet.handout import Handout, Kpi
from isplanner.workbook.member_sheet.write import write_member_sheets
from tests.workbook.handouts import ACROSS, NAMES, WEEKS, handout, with_one_metric
from tests.workbook.office import convert

FILLED = {
    "dials": (127, 393, 245, 367, 303, 247, 383, 304),
    "connects": (25, 58, 47, 59, 54, 51, 51, 53),
    "appointments": (3, 7, 6, 9, 7, 5, 7, 9),
    "valid_appointments": (2, 5, 3, 5, 4, 4, 4, 5),
}
MONTHS = (range(5), range(5, 10), range(10, 15))


def written(folder: Path, made: Handout, language: Language = "ja") -> Path:
    path = folder / "sheets.xlsx"
    write_member_sheets(path, made, made.members, language)
    return path


def inputs(sheet: Worksheet) -> dict[str, list[Cell]]:
    """The input cells of each metric, from the top."""
    found: dict[str, list[Cell]] = {}
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, Cell) and not cell.protection.locked and cell.number_format != "@":
                found.setdefault(cell.column_letter, []).append(cell)
    return dict(zip(ACROSS, found.values(), strict=False))


def column(sheet: Worksheet, letter: str, rows: list[int]) -> list[object]:
    return [sheet[f"{letter}{row}"].value for row in rows]


def labelled(sheet: Worksheet) -> dict[str, int]:
    """Row numbers by what stands in the first column."""
    return {str(sheet.cell(row, 1).value): row for row in range(1, sheet.max_row + 1)}


def filled_copy(path: Path, folder: Path) -> Path:
    book = load_workbook(path)
    for metric, cells in inputs(book.worksheets[0]).items():
        for cell, value in zip(cells, FILLED[metric], strict=False):
            cell.value = value
    filled = folder / "filled.xlsx"
    book.save(filled)
    return filled


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_member_has_a_sheet_with_his_targets(tmp_path: Path, language: Language) -> None:
    made = handout()
    book = load_workbook(written(tmp_path, made, language))
    assert book.sheetnames == ["加藤 六花", "=HYPERLINK(1)", "_a__b_ __"]
    for sheet, member in zip(book.worksheets, made.members, strict=True):
        for metric, cells in inputs(sheet).items():
            targets = [sheet.cell(cell.row, cell.column - 1).value for cell in cells]
            assert tuple(targets) == member.weeks[metric]


@pytest.fixture(scope="module")
def worked_out(tmp_path_factory: pytest.TempPathFactory) -> tuple[Worksheet, Worksheet]:
    """A sheet filled in for eight weeks, as written and as LibreOffice works it out."""
    folder = tmp_path_factory.mktemp("filled")
    path = filled_copy(written(folder, handout()), folder)
    office = load_workbook(convert(path, "xlsx", folder), data_only=True)
    return load_workbook(path).worksheets[0], office.worksheets[0]


def test_office_works_every_formula_out_to_the_same_numbers(worked_out: tuple[Worksheet, Worksheet]) -> None:
    ours, sheet = worked_out
    rows = labelled(sheet)
    months, total = [rows["10月 計"], rows["11月 計"], rows["12月 計"]], rows["合計"]
    for metric, cells in inputs(ours).items():
        letters = [get_column_letter(cells[0].column + step) for step in (-1, 0, 1)]
        target, actual, reached = letters
        done, goals = FILLED[metric], WEEKS[metric]
        sums = [sum(goals[at] for at in month) for month in MONTHS]
        assert column(sheet, target, [*months, total]) == [*sums, sum(goals)]
        done_sums = [sum(done[at] for at in month if at < len(done)) or None for month in MONTHS]
        assert column(sheet, actual, [*months, total]) == [*done_sums, sum(done)]
        rates = [done[at] / goals[at] if at < len(done) else None for at in range(15)]
        assert column(sheet, reached, [cell.row for cell in cells]) == [
            None if rate is None else pytest.approx(rate) for rate in rates
        ]
        assert sheet[f"{reached}{total}"].value == pytest.approx(sum(done) / sum(goals))
    weeks = [cell.row for cell in inputs(ours)["appointments"]]
    goals, done = WEEKS["appointments"], FILLED["appointments"]
    assert column(sheet, "O", weeks) == [sum(goals[: at + 1]) for at in range(15)]
    assert column(sheet, "P", weeks) == [sum(done[: at + 1]) if at < len(done) else None for at in range(15)]


def test_office_works_the_kpi_table_out(worked_out: tuple[Worksheet, Worksheet]) -> None:
    _, sheet = worked_out
    table = [[sheet.cell(row, column).value for column in (1, 2, 5, 7, 9)] for row in range(5, 11)]
    valid = sum(FILLED["valid_appointments"]) / sum(FILLED["appointments"])
    assert table == [
        [1, "着電率", 0.192, "—", None],  # replies to mails are not on the sheet
        [2, "商談化数", 93, 53, pytest.approx(53 / 93)],
        [3, "有効商談率", 0.634, pytest.approx(valid), pytest.approx(valid / 0.634)],
        [4, "着電商談化率", None, pytest.approx((53 - 32) / 398), None],
        [5, "受注売上", 15_000_000, "—", None],
        [None, "架電数", 3869, 2369, pytest.approx(2369 / 3869)],
    ]


def test_an_empty_sheet_shows_no_error_anywhere(tmp_path: Path) -> None:
    book = load_workbook(convert(written(tmp_path, with_one_metric()), "xlsx", tmp_path), data_only=True)
    values = [cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert [value for value in values if isinstance(value, str) and value.startswith("#")] == []
    assert sum(WEEKS["dials"]) in values


def test_a_sheet_prints_on_one_a4_page(tmp_path: Path) -> None:
    made = handout()
    sheet = load_workbook(written(tmp_path, made)).worksheets[0]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    assert sheet.print_area == "'加藤 六花'!$A$1:$P$51"
    assert sheet.print_title_rows == "$13:$14"
    pdf = convert(tmp_path / "sheets.xlsx", "pdf", tmp_path).read_bytes()
    assert pdf.count(b"/Type/Page/") + pdf.count(b"/Type/Page\n") == len(NAMES)


def test_only_inputs_and_memo_can_be_typed_into(tmp_path: Path) -> None:
    sheet = load_workbook(written(tmp_path, handout())).worksheets[0]
    unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    typed = {cell.coordinate for cells in inputs(sheet).values() for cell in cells}
    assert len(typed) == 60
    memo = sheet[f"A{labelled(sheet)['メモ（困っていること・試したこと）'] + 1}"]
    assert memo.number_format == "@"
    box = next(area for area in sheet.merged_cells.ranges if memo.coordinate in area)
    assert unlocked - typed == {cell.coordinate for row in sheet[box.coord] for cell in row}
    assert sheet.protection.sheet
    assert not sheet.protection.password


def test_input_cells_say_what_is_wanted(tmp_path: Path) -> None:
    sheet = load_workbook(written(tmp_path, handout())).worksheets[0]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert set(rules) == {cell.coordinate for cells in inputs(sheet).values() for cell in cells}
    rule = rules[inputs(sheet)["dials"][8].coordinate]
    assert (rule.type, rule.operator, rule.formula1, rule.allow_blank) == ("whole", "greaterThanOrEqual", "0", True)
    assert rule.promptTitle == "架電数の実績"
    assert rule.prompt == "0 以上の整数を入れてください。\n11/23–29 の目標は 258件（営業日 4 日）です。"
    assert rule.error.startswith("0 以上の整数だけ")


def test_it_opens_at_the_cell_that_comes_next(tmp_path: Path) -> None:
    book = load_workbook(written(tmp_path, handout()))
    selected = book.worksheets[0].sheet_view.selection[0].activeCell
    assert selected == inputs(book.worksheets[0])["dials"][7].coordinate
    assert book.active is book.worksheets[0]


def test_names_are_text_whatever_they_begin_with(tmp_path: Path) -> None:
    names = ("=1+1", "+81", "-x", "@home", "\tTab", "bell\x07")
    book = load_workbook(written(tmp_path, handout(names=names)))
    for sheet, name in zip(book.worksheets, names, strict=True):
        assert sheet["A1"].data_type == "s"
        assert str(sheet["A1"].value).endswith(name.replace("\x07", ""))


def test_excel_shows_the_axes_of_the_chart(tmp_path: Path) -> None:
    with zipfile.ZipFile(written(tmp_path, handout())) as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == len(NAMES)
    assert all(chart.count("Ax>") // 2 == chart.count('<delete val="0"') == 2 for chart in charts)


def test_what_is_reached_is_coloured_by_level(tmp_path: Path) -> None:
    sheet = load_workbook(written(tmp_path, handout())).worksheets[0]
    first = inputs(sheet)["dials"][0].row
    area = f"E{first}:E{labelled(sheet)['合計']}"
    rules = next(each.rules for each in sheet.conditional_formatting if str(each.sqref) == area)
    cuts = [rule.formula[0] for rule in rules]
    assert cuts == [f"AND(ISNUMBER(E{first}),E{first}>={cut})" for cut in ("1", "0.9", "0")]


def test_where_less_is_better_the_levels_are_mirrored(tmp_path: Path) -> None:
    made = with_one_metric()
    complaints = replace(made.metrics[0], direction=Direction.LOWER)
    made = replace(made, metrics=(complaints,), kpis=(Kpi(complaints, 1),))
    sheet = load_workbook(written(tmp_path, made)).worksheets[0]
    rules = next(each.rules for each in sheet.conditional_formatting if str(each.sqref) == "I5")
    assert [rule.formula[0].split(",")[1] for rule in rules] == ["I5<=1)", "I5<=1.1)", "TRUE)"]


def test_a_file_is_written_over_in_place(tmp_path: Path) -> None:
    path = tmp_path / "sheets.xlsx"
    Workbook().save(path)
    written(tmp_path, handout())
    assert load_workbook(path).sheetnames[0] == NAMES[0]
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_goal_is_for_stands_over_the_kpis(tmp_path: Path, language: Language) -> None:
    made = handout()
    assert made.plan.goal is not None
    purpose = Purpose("全社 5 億円", "有効商談を増やす", "営業部長", date(2026, 9, 18))
    plan = replace(made.plan, goal=replace(made.plan.goal, purpose=purpose))
    sheet = load_workbook(written(tmp_path, replace(made, plan=plan), language)).worksheets[0]
    words = str(sheet["D3"].value)
    assert "全社 5 億円 → 有効商談を増やす" in words
    assert "営業部長" in words
    bare = replace(plan, goal=replace(made.plan.goal, purpose=Purpose()))
    assert load_workbook(written(tmp_path, replace(made, plan=bare))).worksheets[0]["D3"].value is None
