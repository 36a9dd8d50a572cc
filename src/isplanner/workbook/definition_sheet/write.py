"""Writes the KPI dictionary: yellow cells are to be written in, the rest says what holds now."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from isplanner.plan.definition import Definition
from isplanner.plan.plan import Plan
from isplanner.text.catalogue import phrase
from isplanner.text.dates import format_date
from isplanner.text.definitions import describe_lacks
from isplanner.text.language import Language
from isplanner.text.names import metric_definition, metric_name
from isplanner.workbook.cell_pen import Look, Pen
from isplanner.workbook.definition_sheet.layout import KEY, OPINION, TEXTS, departments_of, fields_of, header
from isplanner.workbook.safe_names import sheet_names
from isplanner.workbook.signature import sign
from isplanner.workbook.whole_file import write_whole

if TYPE_CHECKING:
    from openpyxl.worksheet.header_footer import HeaderFooterItem

_TITLE, _NOTE = Look(size=13, bold=True, box=""), Look(ink="4E5968", box="", wrap=True, vertical="top")
_HEAD = Look(size=10, bold=True, ground="F0F2F5", align="center", wrap=True)
_SAID = Look(size=10, wrap=True, vertical="top")
_ASKED = Look(size=10, wrap=True, vertical="top", ground="FFF9E5", unlocked=True)
_NAME = Look(size=10, bold=True, wrap=True, vertical="top")
_DAY = Look(size=10, align="center", vertical="top", ground="FFF9E5", form="yyyy/mm/dd", unlocked=True)
_WIDTHS = {KEY: 3, "metric": 18, "unit": 7, "definition": 42, "conditions": 34, "source": 24, "since": 12, "owner": 13}
_LACKS_WIDTH, _OPINION_WIDTH, _DAY_WIDTH = 22, 34, 13
_HEAD_ROW, _NOTE_HEIGHT, _HEAD_HEIGHT, _LINE = 4, 44, 30, 15
_WIDE = 0x2E80
_MOST_ROWS = 2_000


def write_definitions(
    path: Path, plan: Plan, definitions: Sequence[Definition], as_of: date, language: Language
) -> None:
    """Write definitions, whole or not at all.

    Raises:
        PlanError: as `write_whole` does.
    """
    book = Workbook()
    page = book.worksheets[0]
    (page.title,) = sheet_names([phrase("definitions_title", language)])
    pen, fields = Pen(page), fields_of(plan)
    last = get_column_letter(len(fields))
    pen.write(page["B1"], phrase("definitions_title", language), _TITLE)
    day = format_date(as_of, language)
    pen.write(page["B2"], f"{plan.name}　{phrase('definitions_as_of', language, day=day)}", Look(box=""))
    pen.merge(page, f"B3:{last}3", phrase("definitions_how_to", language), _NOTE)
    page.row_dimensions[3].height, page.row_dimensions[_HEAD_ROW].height = _NOTE_HEIGHT, _HEAD_HEIGHT
    for place, field in enumerate(fields, 1):
        pen.write(_cell(page, _HEAD_ROW, place), header(field, language), _HEAD)
        page.column_dimensions[get_column_letter(place)].width = _width(field)
    for row, one in enumerate(definitions, _HEAD_ROW + 1):
        for place, field in enumerate(fields, 1):
            _write_cell(page, pen, row, place, one, field, language)
        page.row_dimensions[row].height = _LINE * max(1, *(_lines(page, row, place) for place in range(2, len(fields))))
    _set_up(page, plan, language, day, last, fields)
    sign(book)
    content = BytesIO()
    book.save(content)
    write_whole(path, content.getvalue())


def _write_cell(
    page: Worksheet, pen: Pen, row: int, place: int, one: Definition, field: str, language: Language
) -> None:
    cell, metric = _cell(page, row, place), one.metric
    texts = {
        KEY: metric.key,
        "metric": metric_name(metric, language),
        "unit": metric.unit,
        "definition": metric_definition(metric, language),
        "conditions": metric.conditions,
        "source": metric.source,
        "since": format_date(metric.since, language) if metric.since else "",
        "owner": one.owner,
        "lacks": describe_lacks(one, language),
        OPINION: "",
    }
    if field in texts:
        look = _NAME if field == "metric" else _ASKED if field in {*TEXTS, OPINION} else _SAID
        pen.write(cell, texts[field] or None, look)
        return
    pen.dress(cell, _DAY)
    cell.value = metric.agreements.get(field)
    cell.number_format = _DAY.form


def _lines(page: Worksheet, row: int, column: int) -> int:
    """How many lines a text takes: only Excel makes room for them by itself."""
    text, width = _cell(page, row, column).value, page.column_dimensions[get_column_letter(column)].width
    return ceil(sum(1.8 if ord(sign) > _WIDE else 1 for sign in text) / width) if isinstance(text, str) else 1


def _cell(page: Worksheet, row: int, column: int) -> Cell:
    cell: Cell = page[f"{get_column_letter(column)}{row}"]
    return cell


def _width(field: str) -> float:
    others = {"lacks": _LACKS_WIDTH, OPINION: _OPINION_WIDTH}
    return _WIDTHS.get(field) or others.get(field, _DAY_WIDTH)


def _set_up(page: Worksheet, plan: Plan, language: Language, day: str, last: str, fields: Sequence[str]) -> None:
    page.column_dimensions["A"].hidden = True
    page.freeze_panes = f"C{_HEAD_ROW + 1}"
    page.auto_filter.ref = f"B{_HEAD_ROW}:{last}{max(page.max_row, _HEAD_ROW + 1)}"
    days = DataValidation(type="date", operator="greaterThan", formula1="36526", allow_blank=True)
    days.promptTitle = days.errorTitle = phrase("definitions_day_title", language)
    days.prompt, days.error = (phrase(f"definitions_day_{code}", language) for code in ("prompt", "error"))
    days.showInputMessage = days.showErrorMessage = True
    page.add_data_validation(days)
    for department in departments_of(plan):
        letter = get_column_letter(fields.index(department) + 1)
        days.add(f"{letter}{_HEAD_ROW + 1}:{letter}{_MOST_ROWS}")
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    footer = cast("HeaderFooterItem", page.oddFooter)  # never None, whatever its type says
    footer.center.text = phrase("definitions_footer", language, plan=plan.name.replace("&", "&&"), day=day)
