"""How the cells of our own sheets look, and the pen that writes them."""

from copy import copy
from dataclasses import dataclass
from typing import Literal

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.worksheet import Worksheet

FONT = "Yu Gothic"
COUNT, TENTHS, PERCENT, PERCENT_TENTHS, TEXT = "#,##0", "#,##0.0", "0%", "0.0%", "@"


@dataclass(frozen=True, slots=True)
class Look:
    """The looks of a cell. Sides of the border are named by their first letters: "b" the bottom alone, "tblr" all."""

    size: float = 9
    bold: bool = False
    ink: str = "1A2230"
    ground: str | None = None
    box: str = "tblr"
    line: str = "C3C9D2"
    weight: Literal["thin", "medium"] = "thin"
    align: Literal["left", "center", "right"] = "left"
    vertical: Literal["top", "center"] = "center"
    wrap: bool = False
    shrink: bool = False
    form: str = "General"
    unlocked: bool = False


class Pen:
    """Writes values into the cells of one workbook.

    A look becomes a style once and is shared by its cells: styles set cell by cell take twice as long.
    """

    def __init__(self, sheet: Worksheet) -> None:
        self._styles: dict[Look, Cell] = {}
        self._scratch = sheet

    def write(self, cell: Cell, value: str | float | None, look: Look) -> None:
        """A number, or text that stays text whatever it begins with; None leaves the cell empty."""
        if isinstance(value, str):
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
            cell.data_type = "s"  # after the value: openpyxl takes text that begins with = for a formula
        else:
            cell.value = value
        self.dress(cell, look)

    def write_formula(self, cell: Cell, formula: str, look: Look) -> None:
        """A formula of ours, as "=SUM(A1:A3)"."""
        cell.value = formula
        self.dress(cell, look)

    def merge(self, sheet: Worksheet, area: str, value: str | float | None, look: Look) -> None:
        """One wide cell; all cells of the area get the look, or its border would end at the first."""
        rows = sheet[area]
        for row in rows:
            for cell in row:
                self.dress(cell, look)
        self.write(rows[0][0], value, look)
        sheet.merged_cells.add(area)  # merge_cells() would work the borders out anew, at half the cost of a sheet

    def dress(self, cell: Cell, look: Look) -> None:
        """Give a cell its looks alone."""
        # openpyxl has no public way to share a style, and its types do not know this one.
        cell._style = copy(self._style(look)._style)  # type: ignore[attr-defined]  # noqa: SLF001

    def _style(self, look: Look) -> Cell:
        if look not in self._styles:
            self._styles[look] = _prototype(Cell(self._scratch, 1, 1), look)
        return self._styles[look]


def _prototype(cell: Cell, look: Look) -> Cell:
    side = Side(style=look.weight, color=look.line)
    left, right, top, bottom = (side if letter in look.box else None for letter in "lrtb")
    cell.font = Font(name=FONT, size=look.size, bold=look.bold, color=look.ink)
    cell.border = Border(left=left, right=right, top=top, bottom=bottom)
    cell.alignment = Alignment(look.align, look.vertical, wrap_text=look.wrap, shrink_to_fit=look.shrink)
    cell.number_format = look.form
    cell.protection = Protection(locked=not look.unlocked)
    if look.ground:
        cell.fill = PatternFill("solid", fgColor=look.ground)
    return cell
