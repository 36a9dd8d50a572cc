"""The KPI dictionary as a workbook: written, filled in by another department, read back."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from isplanner.plan.definition import definitions
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.store.document import Document
from isplanner.text.language import LANGUAGES, Language
from isplanner.workbook.definition_sheet.read import read_definitions
from isplanner.workbook.definition_sheet.write import write_definitions

DAY = date(2026, 11, 20)
HEAD_ROW = 4


@pytest.fixture
def plan(demo_file: Path) -> Plan:
    with Document.open(demo_file, read_only=True) as document:
        return document.plan


def write(plan: Plan, path: Path, language: Language = "ja") -> Path:
    write_definitions(path, plan, definitions(plan), DAY, language)
    return path


def opened(path: Path) -> tuple[Workbook, Worksheet]:
    book = load_workbook(path)
    return book, book.worksheets[0]


def column(page: Worksheet, head: str) -> int:
    return next(number for number, cell in enumerate(page[HEAD_ROW], 1) if cell.value == head)


def row(page: Worksheet, key: str) -> int:
    return next(number for number, cell in enumerate(page["A"], 1) if cell.value == key)


def test_all_metrics_stand_in_it_those_of_the_tree_first(plan: Plan, tmp_path: Path) -> None:
    _, page = opened(write(plan, tmp_path / "definitions.xlsx"))
    keys = [cell.value for cell in page["A"][HEAD_ROW:] if cell.value]
    assert keys == [one.metric.key for one in definitions(plan)]
    assert page.column_dimensions["A"].hidden
    assert page.cell(row(page, "connect_rate"), column(page, "計上条件")).value == "受付止まりは除く"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_nobody_changed_differs_in_nothing(plan: Plan, tmp_path: Path, language: Language) -> None:
    found = read_definitions(write(plan, tmp_path / "definitions.xlsx", language), plan, DAY, language)
    assert (found.differences, found.opinions, found.unread) == ((), {}, ())


def test_what_was_filled_in_comes_back(plan: Plan, tmp_path: Path) -> None:
    path = write(plan, tmp_path / "definitions.xlsx")
    book, page = opened(path)
    at = row(page, "dials")
    page.cell(at, column(page, "計上条件")).value = "不通も数える"
    page.cell(at, column(page, "マーケティングの合意")).value = date(2026, 11, 18)
    page.cell(at, column(page, "インサイドセールスの合意")).value = "11/19"
    page.cell(at, column(page, "フィールドセールスの合意")).value = "たぶん"
    page.cell(at, column(page, "意見")).value = "再架電の扱いを決めたい"
    page.cell(row(page, "connect_rate"), column(page, "定義")).value = None
    book.save(path)
    found = read_definitions(path, plan, DAY, "ja")
    said = {(one.definition.metric.key, one.field): (one.before, one.after) for one in found.differences}
    assert said == {
        ("dials", "marketing"): (None, date(2026, 11, 18)),
        ("dials", "inside_sales"): (None, date(2026, 11, 19)),
        ("dials", "conditions"): ("", "不通も数える"),
    }
    assert found.opinions == {"dials": "再架電の扱いを決めたい"}
    assert len(found.unread) == 1


def test_rows_and_columns_may_be_moved(plan: Plan, tmp_path: Path) -> None:
    path = write(plan, tmp_path / "definitions.xlsx")
    book, page = opened(path)
    page.cell(row(page, "dials"), column(page, "出どころ")).value = "CTI"
    page.insert_rows(1, 3)
    page.insert_cols(1, 2)
    book.save(path)
    (difference,) = read_definitions(path, plan, DAY, "ja").differences
    assert (difference.field, difference.after) == ("source", "CTI")


def test_another_workbook_is_refused_with_its_name(plan: Plan, tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0]["A1"] = "指標"
    book.save(tmp_path / "other.xlsx")
    with pytest.raises(PlanError, match="no_definitions") as refusal:
        read_definitions(tmp_path / "other.xlsx", plan, DAY, "ja")
    assert refusal.value.problem.values["file"] == "other.xlsx"
