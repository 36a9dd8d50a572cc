"""Columns said by their headers: charges by user and device, in words that nobody could know."""

import pytest

from isplanner.plan.metric import shipped_metrics
from isplanner.plan.problem import PlanError
from isplanner.workbook.named_columns import NamedColumns, corrections_of
from isplanner.workbook.reading import FileReading, OpenedFile, read_opened
from tests.workbook.grids import facts, sheet

CHARGES = sheet(
    "Sheet1",
    ["課金の記録"],
    ["日付", "ユーザーid", "端末", "課金額"],
    ["2026-07-01", 1, "Phone", 500],
    ["2026-07-01", 2, "Tablet", 300],
    ["2026-07-02", 1, "Phone", 0],
)


def said(named: NamedColumns) -> FileReading:
    opened = OpenedFile("課金.xlsx", (CHARGES,))
    return read_opened(opened, corrections=corrections_of(named, opened, shipped_metrics()))


def test_a_row_a_case() -> None:
    reading = said(NamedColumns({"課金額": "amount"}, "sales_log"))
    assert [(fact.metric, fact.span.start.day, fact.value) for fact in reading.facts] == [
        ("orders", 1, 2),
        ("revenue", 1, 800),
    ]


@pytest.mark.parametrize("use", ["revenue", "受注売上", "売上"])
def test_a_metric_by_any_of_its_names(use: str) -> None:
    reading = said(NamedColumns({"課金額": use, "端末": "channel"}))
    assert {cell: (fact[0], fact[-2], fact[-1]) for cell, fact in facts(reading).items()} == {
        "D3": ("revenue", "Phone", 500),
        "D4": ("revenue", "Tablet", 300),
        "D5": ("revenue", "Phone", 0),
    }


@pytest.mark.parametrize(
    ("uses", "code"), [({"課金": "revenue"}, "unknown_header"), ({"課金額": "amount"}, "unknown_use")]
)
def test_what_is_not_there_is_refused(uses: dict[str, str], code: str) -> None:
    with pytest.raises(PlanError) as refused:
        said(NamedColumns(uses))
    assert refused.value.problem.code == code
