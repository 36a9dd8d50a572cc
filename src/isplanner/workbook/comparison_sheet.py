"""Writes scenarios side by side as a workbook: what they come to, and what they set their levers to."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from isplanner.workbook.cell_pen import COUNT, PERCENT_TENTHS, TENTHS, Look, Pen
from isplanner.workbook.safe_names import sheet_names
from isplanner.workbook.signature import sign
from isplanner.workbook.whole_file import write_whole

_FIRST_WIDTH, _WIDTH = 30, 16
_HEAD = Look(size=10, bold=True, ground="F0F2F5", align="center", wrap=True)
_TITLE = Look(size=13, bold=True, box="")
_NOTE = Look(ink="4E5968", box="")


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A line of the table; `bold` are the places whose value differs from the first. None is not known."""

    name: str
    values: tuple[float | None, ...]
    is_share: bool = False
    decimals: bool = False
    bold: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ComparisonSheet:
    """A table with a column a scenario; `corner` is the head of the names, `notes` stand over it."""

    title: str
    notes: tuple[str, ...]
    corner: str
    scenarios: tuple[str, ...]
    rows: tuple[ComparedRow, ...]


def write_comparison(path: Path, sheets: Sequence[ComparisonSheet]) -> None:
    """Write tables, a sheet each, whole or not at all.

    Raises:
        PlanError: as `write_whole` does.
    """
    book = Workbook()
    pen = Pen(book.worksheets[0])
    for title, sheet in zip(sheet_names(sheet.title for sheet in sheets), sheets, strict=True):
        _write_sheet(book.create_sheet(title), pen, sheet)
    book.remove(book.worksheets[0])
    sign(book)
    content = BytesIO()
    book.save(content)
    write_whole(path, content.getvalue())


def _write_sheet(page: Worksheet, pen: Pen, sheet: ComparisonSheet) -> None:
    def write(row: int, column: int, value: str | float | None, look: Look) -> None:
        pen.write(page[f"{get_column_letter(column)}{row}"], value, look)

    write(1, 1, sheet.title, _TITLE)
    for place, note in enumerate(sheet.notes, 2):
        write(place, 1, note, _NOTE)
    head = len(sheet.notes) + 3
    for column, words in enumerate((sheet.corner, *sheet.scenarios), 1):
        write(head, column, words, _HEAD)
        page.column_dimensions[get_column_letter(column)].width = _FIRST_WIDTH if column == 1 else _WIDTH
    for place, row in enumerate(sheet.rows, head + 1):
        write(place, 1, row.name, Look(size=10))
        form = PERCENT_TENTHS if row.is_share else TENTHS if row.decimals else COUNT
        for column, value in enumerate(row.values):
            write(place, column + 2, value, Look(size=10, align="right", form=form, bold=column in row.bold))
    page.freeze_panes = f"B{head + 1}"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
