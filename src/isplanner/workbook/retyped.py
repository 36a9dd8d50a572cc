"""Cells that were typed over, put in the place of what stands in the file."""

from dataclasses import replace

from isplanner.workbook.corrections import Corrections
from isplanner.workbook.grid import Place, Sheet, Value


def retyped(sheet: Sheet, corrections: Corrections) -> Sheet:
    """The sheet with what was typed into its cells."""
    typed = {address: text for (name, address), text in corrections.cells.items() if name == sheet.name}
    if not typed:
        return sheet
    rows = dict(sheet.rows)
    for address, text in typed.items():
        row, column = Place.parse(address)
        cells: list[Value] = [*rows.get(row, ()), *[None] * (column + 1 - len(rows.get(row, ())))]
        cells[column] = text or None
        rows[row] = cells
    return replace(sheet, rows=dict(sorted(rows.items())))
