"""The comparison as a workbook: numbers stay numbers, names stay text, what differs is bold."""

from pathlib import Path

from openpyxl import load_workbook

from isplanner.workbook.comparison_sheet import ComparedRow, ComparisonSheet, write_comparison
from isplanner.workbook.signature import is_unchanged_own


def test_numbers_names_and_what_differs(tmp_path: Path) -> None:
    rows = (
        ComparedRow("見込み", (106_992_187.5, None)),
        ComparedRow("着電率", (0.182, 0.205), is_share=True, bold=frozenset({1})),
    )
    path = tmp_path / "compared.xlsx"
    write_comparison(path, [ComparisonSheet("比較/表", ("注",), "指標", ("基準", "=1+1"), rows)])
    page = load_workbook(path).worksheets[0]
    assert page.title == "比較_表"
    assert [cell.value for cell in page[4]] == ["指標", "基準", "=1+1"]
    assert page["C4"].data_type == "s"
    assert (page["B5"].value, page["C5"].value) == (106_992_187.5, None)
    assert (page["B6"].value, page["B6"].number_format) == (0.182, "0.0%")
    assert page["C6"].font.bold
    assert not page["B6"].font.bold
    assert is_unchanged_own(path)
