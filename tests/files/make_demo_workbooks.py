"""Writes the workbooks of the demo plan: what an inside-sales team keeps of a quarter and of the days since.

Run from the checkout, `PYTHONPATH=. .venv/bin/python tests/files/make_demo_workbooks.py resources/samples`; a test
compares the shipped ones with what this writes.
"""

import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from isplanner.plan.metric import shipped_metrics
from isplanner.plan.period import Span
from isplanner.plan.template import shipped_channels
from tests.files.demo_cells import (
    BASE_MONTHS,
    CHANNELS,
    DONE,
    MEMBERS,
    STEP,
    Cells,
    base_cells,
    business_days,
    daily_cells,
    marketing_cells,
)

BASE_NAME = "2026年度Q2_IS活動実績.xlsx"
DAILY_NAME = "2026年度Q3_日次実績.xlsx"
METRICS = shipped_metrics()
SHORT = {key: channel.short_ja for key, channel in shipped_channels().items()}
COLUMNS = {
    "dials": "架電数",
    "connects": "着電数",
    "mail_replies": "メール返信数",
    "appointments": "商談化数",
    "valid_appointments": "有効商談数",
    "orders": "受注数",
    "revenue": "受注売上（万円）",
}
GROUPS = {"C4:E4": "活動", "F4:G4": "商談の状況", "H4:I4": "受注の状況"}
LINE = Side(style="thin", color="B7BEC9")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
HEAD = PatternFill("solid", fgColor="DCE6F5")
TOTAL = PatternFill("solid", fgColor="EFF1F4")
CENTRE = Alignment(horizontal="center", vertical="center")
FONT = Font(name="Yu Gothic", size=10)
BOLD = Font(name="Yu Gothic", size=10, bold=True)


def write_base_workbook(path: Path) -> None:
    """July to September: a sheet a month, a row a member and channel; below it what marketing handed over."""
    book, cells = Workbook(), base_cells()
    book.remove(book.worksheets[0])
    marketing = marketing_cells("base", [month.start for month in BASE_MONTHS], 0.05)
    for month in BASE_MONTHS:
        sheet = book.create_sheet(f"{month.start.month}月")
        _write_activity(sheet, month, cells)
        _write_marketing(sheet, month, marketing)
        _print_on_one_page(sheet)
    _save(book, path, datetime(2026, 10, 2))  # noqa: DTZ001 - workbooks know no time zones


def write_daily_workbook(path: Path) -> None:
    """October to the as-of date: a row a day, member, channel and metric."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "日次実績"
    sheet["A1"] = "2026年度 第3四半期　日次実績の入力"
    sheet["A1"].font = Font(name="Yu Gothic", size=14, bold=True)
    sheet["A2"] = "活動した日の分を翌営業日の午前中までに入力してください。"
    _write_row(sheet, 4, ["日付", "担当者", "チャネル", "指標", "値", "備考"], BOLD, HEAD)
    order = [*COLUMNS, "leads", "mails_opened"]
    cells = daily_cells() | marketing_cells("to_date", business_days(DONE), 0.4)
    rows = [
        (day, MEMBERS.index(member) if member else 99, CHANNELS.index(channel), order.index(metric), number)
        for (member, channel, day), numbers in cells.items()
        for metric, number in numbers.items()
    ]
    for at, (day, who, channel, metric, number) in enumerate(sorted(rows), 5):
        member = MEMBERS[who] if who < len(MEMBERS) else None
        key = order[metric]
        _write_row(sheet, at, [day, member, SHORT[CHANNELS[channel]], METRICS[key].ja, number, None])
    # A call list nobody has signed: a real team's sheet always has one.
    at += 1
    unsigned: list[str | int | date | None] = [
        date(2026, 11, 20),
        "?",
        SHORT["outbound"],
        METRICS["dials"].ja,
        12,
        "架電リスト4、担当者を確認中",
    ]
    _write_row(sheet, at, unsigned)
    for row in sheet.iter_rows(min_row=5, max_row=at):
        row[0].number_format, row[4].number_format = "yyyy/m/d", "#,##0"
    for column, width in zip("ABCDEF", (12, 14, 16, 16, 14, 30), strict=True):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A5"
    sheet.auto_filter.ref = f"A4:F{at}"
    _save(book, path, datetime(2026, 11, 20))  # noqa: DTZ001 - workbooks know no time zones


def _write_activity(sheet: Worksheet, month: Span, cells: Cells) -> None:
    sheet["A1"] = f"インサイドセールス 活動実績（2026年{month.start.month}月）"
    sheet["A1"].font = Font(name="Yu Gothic", size=14, bold=True)
    sheet["A2"] = "営業一課　SFA と架電ログから集計"
    _write_row(sheet, 4, ["担当者", "チャネル", *[None] * 7], BOLD, HEAD)
    _write_row(sheet, 5, [None, None, *COLUMNS.values()], BOLD, HEAD)
    for area, group in GROUPS.items():
        sheet[area.partition(":")[0]] = group
        sheet.merge_cells(area)
    for area in ("A4:A5", "B4:B5"):
        sheet.merge_cells(area)
    at, totals = 6, [0] * len(COLUMNS)
    for member in MEMBERS:
        for channel in CHANNELS:
            numbers = _in_man_yen(cells[member, channel, month.start])
            _write_row(sheet, at, [member, SHORT[channel], *(numbers.get(metric, "-") for metric in COLUMNS)])
            totals = [total + numbers.get(metric, 0) for total, metric in zip(totals, COLUMNS, strict=True)]
            at += 1
        sheet.merge_cells(start_row=at - len(CHANNELS), end_row=at - 1, start_column=1, end_column=1)
    _write_row(sheet, at, ["合計", None, *totals], BOLD, TOTAL)
    sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=2)
    sheet.cell(at + 1, 1, "※ 着電数はメールへの返信を含む。架電のないチャネルは「-」。")
    sheet.freeze_panes = "C6"


def _write_marketing(sheet: Worksheet, month: Span, cells: Cells) -> None:
    at = sheet.max_row + 2
    sheet.cell(at, 1, "マーケティングからの引き渡し").font = BOLD
    at += 1
    _write_row(sheet, at, ["チャネル", "リード数", "メール開封数"], BOLD, HEAD)
    totals = [0, 0]
    for channel in CHANNELS:
        numbers = cells["", channel, month.start]
        at += 1
        _write_row(sheet, at, [SHORT[channel], numbers["leads"], numbers.get("mails_opened", "-")])
        totals = [totals[0] + numbers["leads"], totals[1] + numbers.get("mails_opened", 0)]
    if month.start.month == 8:  # cards from a fair, counted by eye
        at += 1
        _write_row(sheet, at, [SHORT["event"], "約30", "-"])
    _write_row(sheet, at + 1, ["合計", *totals], BOLD, TOTAL)


def _in_man_yen(numbers: dict[str, int]) -> dict[str, int]:
    return {metric: number // STEP if metric == "revenue" else number for metric, number in numbers.items()}


def _write_row(
    sheet: Worksheet,
    at: int,
    values: Sequence[str | int | date | None],
    font: Font = FONT,
    fill: PatternFill | None = None,
) -> None:
    for column, value in enumerate(values, 1):
        cell = sheet.cell(at, column)
        cell.value = value
        cell.font, cell.border = font, BOX
        if fill:
            cell.fill, cell.alignment = fill, CENTRE
        elif isinstance(value, int):
            cell.number_format = "#,##0"
        elif value == "-":
            cell.alignment = Alignment(horizontal="right")
        else:
            cell.alignment = Alignment(vertical="center")


def _print_on_one_page(sheet: Worksheet) -> None:
    for column, width in zip("ABCDEFGHI", (15, 16, 13, 10, 13, 10, 12, 10, 16), strict=True):
        sheet.column_dimensions[column].width = width
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "portrait", "9"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _save(book: Workbook, path: Path, made: datetime) -> None:
    book.properties.creator, book.properties.created = "営業一課", made
    book.save(path)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(exist_ok=True)
    write_base_workbook(folder / BASE_NAME)
    write_daily_workbook(folder / DAILY_NAME)
