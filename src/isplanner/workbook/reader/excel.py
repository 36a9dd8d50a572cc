"""Excel files: calamine where it tells all, `sheet_xml.py` where it would drop errors, formulas or percent signs."""

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import python_calamine
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from isplanner.workbook.reader.archive import Archive
from isplanner.workbook.reader.lines import RefusedError, say_merged, say_rows, say_sheet
from isplanner.workbook.reader.old_excel import Marks, look_again
from isplanner.workbook.reader.sheet_xml import open_workbook, read_sheet

MOST_SHEETS = 1_000


def read_with_calamine(path: Path) -> None:
    """Send every sheet as calamine sees it (.xlsb)."""
    book = _open(path)
    for sheet in _worksheets(book):
        _send(book, sheet.name, visible=sheet.visible == SheetVisibleEnum.Visible, date1904=False)


def read_xls(path: Path) -> None:
    """Send every sheet of an .xls, with its errors and percent signs."""
    book, again = _open(path), look_again(path)
    for sheet in _worksheets(book):
        marks = again.marks.get(sheet.name)
        _send(book, sheet.name, visible=sheet.visible == SheetVisibleEnum.Visible, date1904=again.date1904, marks=marks)


def read_xlsx(path: Path, archive: zipfile.ZipFile, seen: Archive, careful: bool) -> None:
    """Send every sheet of an .xlsx or .xlsm; `careful` or not is decided sheet by sheet."""
    book = open_workbook(archive, seen)
    if len(book.sheets) > MOST_SHEETS:
        raise RefusedError("too_many_sheets", most=MOST_SHEETS)
    fast = None
    for sheet in book.sheets:
        if not sheet.is_visible:
            say_sheet(sheet.name, visible=False)
        elif careful or book.has_percent or sheet.part in seen.careful:
            read_sheet(archive, book, sheet)
        else:
            fast = fast or _open(path)
            _send(fast, sheet.name, visible=True, date1904=book.date1904)


def _open(path: Path) -> CalamineWorkbook:
    try:
        return python_calamine.load_workbook(path)
    except python_calamine.PasswordError as problem:
        raise RefusedError("encrypted") from problem
    except (python_calamine.CalamineError, OSError) as problem:
        raise RefusedError("damaged") from problem


def _worksheets(book: CalamineWorkbook) -> list[Any]:
    sheets = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    if len(sheets) > MOST_SHEETS:
        raise RefusedError("too_many_sheets", most=MOST_SHEETS)
    return sheets


def _send(book: CalamineWorkbook, name: str, *, visible: bool, date1904: bool, marks: Marks | None = None) -> None:
    if not visible:
        say_sheet(name, visible=False)
        return
    try:
        sheet = book.get_sheet_by_name(name)
    except (python_calamine.CalamineError, OSError) as problem:
        raise RefusedError("damaged") from problem
    say_sheet(name, date1904=date1904)
    say_merged((*first, *last) for first, last in sheet.merged_cell_ranges or ())
    if sheet.start is not None:
        rows = enumerate(sheet.iter_rows())
        left = sheet.start[1]
        say_rows(_marked(rows, left, marks) if marks else rows, first_column=left)


def _marked(rows: Iterable[tuple[int, list[Any]]], left: int, marks: Marks) -> Iterator[tuple[int, list[Any]]]:
    """The rows with error signs and percentages for what they are."""
    for row, values in rows:
        for index, value in enumerate(values):
            place = (row, index + left)
            if place in marks.errors:
                values[index] = {"e": marks.errors[place]}
            elif place in marks.percents and isinstance(value, int | float):
                values[index] = {"p": value}
        yield row, values
