"""Writes the KPI sheets that members get: targets a week, cells for what was done, and formulas that keep score.

They are read back by `workbook/shapes/member_sheet.py`, by the hidden key block of `key.py`.
"""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook

from isplanner.text.language import Language
from isplanner.workbook.cell_pen import Pen
from isplanner.workbook.member_sheet.chart import add_chart, write_memo
from isplanner.workbook.member_sheet.extras import colour_levels, guard_inputs, set_up_page
from isplanner.workbook.member_sheet.handout import Handout, MemberTargets
from isplanner.workbook.member_sheet.head import write_head, write_kpi_table
from isplanner.workbook.member_sheet.layout import lay_out
from isplanner.workbook.member_sheet.page import Page
from isplanner.workbook.member_sheet.weeks import write_key_row, write_weeks
from isplanner.workbook.safe_names import sheet_names
from isplanner.workbook.signature import sign
from isplanner.workbook.whole_file import write_whole

_PARTS = (
    write_head,
    write_kpi_table,
    write_key_row,
    write_weeks,
    guard_inputs,
    colour_levels,
    add_chart,
    write_memo,
    set_up_page,
)


def write_member_sheets(path: Path, handout: Handout, members: Sequence[MemberTargets], language: Language) -> None:
    """One workbook with a sheet a member, whole or not at all.

    Raises:
        PlanError: as `write_whole` does.
    """
    book = Workbook()
    pen = Pen(book.worksheets[0])
    layout = lay_out(handout.plan, handout.metrics, len(handout.kpis), language)
    for title, member in zip(sheet_names(each.member for each in members), members, strict=True):
        page = Page(book.create_sheet(title), pen, layout, handout, member, language)
        for write_part in _PARTS:
            write_part(page)
    book.remove(book.worksheets[0])
    book.active = 0
    book.worksheets[0].sheet_view.tabSelected = True
    book.calculation.fullCalcOnLoad = True
    sign(book)
    content = BytesIO()
    book.save(content)
    write_whole(path, content.getvalue())
