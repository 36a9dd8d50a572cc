"""Sheets that members get add up to the plan's targets; filled in, they come back as what was filled in."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from isplanner.jobs.export_members import export_members, make_handout
from isplanner.jobs.import_files import Wish, commit, read_files
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey
from isplanner.store.document import Document
from isplanner.workbook.member_sheet.key import read_input_key
from tests.workbook.office import convert

AS_OF = date(2026, 11, 20)
ACROSS = ["dials", "connects", "appointments", "valid_appointments", "orders"]


@pytest.fixture
def plan(demo_file: Path) -> Iterator[Plan]:
    with Document.open(demo_file, read_only=True) as document:
        yield document.plan


def export(plan: Plan, folder: Path, *, each: bool = False, force: bool = False) -> list[Path]:
    return export_members(plan, folder, as_of=AS_OF, language="ja", each=each, force=force)


def inputs(sheet: Worksheet) -> dict[str, list[Cell]]:
    """The input cells by metric, as the hidden keys over them say."""
    found: dict[str, list[Cell]] = {}
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, Cell) and (metric := read_input_key(cell.value)):
                below = (sheet.cell(at, cell.column) for at in range(cell.row + 1, sheet.max_row + 1))
                found[metric] = [each for each in below if isinstance(each, Cell) and not each.protection.locked]
    return found


def targets(sheet: Worksheet, metric: str) -> list[int]:
    cells = (sheet.cell(cell.row, cell.column - 1).value for cell in inputs(sheet)[metric])
    return [value for value in cells if isinstance(value, int)]


def test_a_sheet_a_member_and_targets_that_add_up_to_the_plans(plan: Plan, tmp_path: Path) -> None:
    (path,) = export(plan, tmp_path / "out")
    assert path.name == "2026年度Q3_KPIシート_全員.xlsx"
    book = load_workbook(path)
    assert book.sheetnames == [member.name for member in plan.members]
    assert list(inputs(book.worksheets[0])) == ACROSS
    for metric in ACROSS:
        assert sum(sum(targets(sheet, metric)) for sheet in book.worksheets) == plan.targets[NodeKey(metric)].value


def test_office_sums_to_the_same_totals(plan: Plan, tmp_path: Path) -> None:
    (path,) = export(plan, tmp_path)
    ours, theirs = load_workbook(path), load_workbook(convert(path, "xlsx", tmp_path), data_only=True)
    totals = Counter[str]()
    for sheet, worked_out in zip(ours.worksheets, theirs.worksheets, strict=True):
        row = next(row for row in range(1, sheet.max_row) if sheet.cell(row, 1).value == "合計")
        for metric, cells in inputs(sheet).items():
            total = worked_out.cell(row, cells[0].column - 1).value
            assert total == sum(targets(sheet, metric))
            totals[metric] += int(str(total))
    assert totals == {metric: plan.targets[NodeKey(metric)].value for metric in ACROSS}


def test_kpis_come_by_priority_then_what_else_stands_across(plan: Plan) -> None:
    handout = make_handout(plan, AS_OF)
    assert [(kpi.priority, kpi.metric.key) for kpi in handout.kpis] == [
        (1, "connect_rate"),
        (2, "orders"),
        (3, "valid_appointments"),
        (4, "valid_rate"),
        (5, "appointments_per_connect"),
        (None, "dials"),
        (None, "connects"),
        (None, "appointments"),
    ]
    first = handout.members[0]
    assert first.others["valid_rate"] == sum(first.weeks["valid_appointments"]) / sum(first.weeks["appointments"])
    assert first.others["connect_rate"] == pytest.approx(0.2, abs=0.01)


def test_a_file_a_member(plan: Plan, tmp_path: Path) -> None:
    paths = export(plan, tmp_path, each=True)
    assert [path.name for path in paths][:2] == [
        "2026年度Q3_KPIシート_青木一郎.xlsx",
        "2026年度Q3_KPIシート_井上二葉.xlsx",
    ]
    assert [load_workbook(path).sheetnames for path in paths] == [[member.name] for member in plan.members]
    assert sorted(tmp_path.iterdir()) == sorted(paths)


def test_in_english(plan: Plan, tmp_path: Path) -> None:
    (path,) = export_members(plan, tmp_path, as_of=AS_OF, language="en")
    assert path.name == "FY2026Q3_KPI-sheets_team.xlsx"
    assert load_workbook(path).worksheets[0]["A1"].value == "KPI sheet: 青木 一郎"


def test_own_files_are_written_over_and_others_are_not(plan: Plan, tmp_path: Path) -> None:
    paths = export(plan, tmp_path, each=True)
    assert export(plan, tmp_path, each=True) == paths
    book = Workbook()
    book.save(paths[-1])
    before = [path.read_bytes() for path in paths]
    with pytest.raises(PlanError) as refused:
        export(plan, tmp_path, each=True)
    assert refused.value.problem.code == "target_exists"
    assert refused.value.problem.values == {"file": paths[-1].name}
    assert [path.read_bytes() for path in paths] == before
    export(plan, tmp_path, each=True, force=True)
    assert load_workbook(paths[-1]).sheetnames == ["久保 八雲"]


def test_without_members_or_targets_there_is_nothing_to_hand_out(plan: Plan, tmp_path: Path) -> None:
    for nobody in (replace(plan, members=()), replace(plan, targets={})):
        with pytest.raises(PlanError) as refused:
            export(nobody, tmp_path / "out")
        assert refused.value.problem.code == "nothing_to_hand_out"
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_made_is_named(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(PlanError) as refused:
        export(plan, tmp_path / "file" / "out")
    assert refused.value.problem.code == "target_unwritable"


def test_a_filled_sheet_comes_back_through_the_ordinary_import(demo_file: Path, plan: Plan, tmp_path: Path) -> None:
    (path,) = export(plan, tmp_path)
    book = load_workbook(path)
    filled = {}
    for at, sheet in enumerate(book.worksheets):
        for metric, cells in inputs(sheet).items():
            for week, cell in enumerate(cells[: 8 + at % 2]):
                cell.value = 10 * at + week
                filled[sheet.title, metric, plan.weeks[week]] = cell.value
    book.save(path)
    copy = tmp_path / "copy.isplan"
    copy.write_bytes(demo_file.read_bytes())
    with Document.open(copy) as document:
        reading = read_files(document.plan, [path], Wish())
        assert {(sheet.shape, sheet.derived) for sheet in reading.files[0].sheets} == {("member_sheet", ())}
        assert (reading.held, reading.new_members, reading.new_channels) == ((), (), ())
        commit(document, reading)
        stored = [each.fact for each in document.facts() if each.fact.source.file == path.name]
    assert {(fact.member, fact.metric, fact.span): fact.value for fact in stored} == filled
    assert {(fact.kind.value, fact.grain, fact.channel) for fact in stored} == {("actual", "week", None)}
