"""The weeks of a member's sheet: targets, cells to fill in, and formulas for what is reached by week and to date."""

from collections.abc import Callable

from isplanner.text.dates import format_month
from isplanner.text.names import metric_name
from isplanner.workbook.cell_pen import Look
from isplanner.workbook.member_sheet.key import SheetKey, write_input_key
from isplanner.workbook.member_sheet.layout import MonthRows, WeekRow
from isplanner.workbook.member_sheet.page import (
    BOLD_HEAD,
    HEAD,
    HINT,
    INPUT,
    INPUT_GROUND,
    MONTH,
    NUMBER,
    REACHED,
    ROW_HEIGHT,
    SECTION,
    TOTAL,
    WEEK,
    Page,
    SumLooks,
)


def write_key_row(page: Page) -> None:
    """The hidden row by which the sheet is read back."""
    layout, plan = page.layout, page.handout.plan
    weeks = {week.label: week.span for week in layout.weeks}
    key, hidden = SheetKey(plan.document, page.member.member, weeks), Look(box="", size=6)
    page.write(f"A{layout.key_row}", key.write(), hidden)
    for at, metric in enumerate(layout.metrics):
        page.write(f"{layout.letters(at)[1]}{layout.key_row}", write_input_key(metric.key), hidden)
    page.sheet.row_dimensions[layout.key_row].hidden = True


def write_weeks(page: Page) -> None:
    """Header, a row a week, a row of sums a month, and the period's sums."""
    _write_header(page)
    done: list[MonthRows] = []
    for month in page.layout.months:
        done.append(month)
        for week in month.weeks:
            _write_week(page, week)
            _write_running(page, week.row, done)
        _write_sums(page, month)
    _write_total(page)
    for row in range(page.layout.head_row, page.layout.total_row + 1):
        page.sheet.row_dimensions[row].height = ROW_HEIGHT


def _write_header(page: Page) -> None:
    layout, top = page.layout, page.layout.head_row
    page.write(f"A{layout.section_row}", page.say("sheet_weeks"), SECTION)
    page.sheet.row_dimensions[layout.section_row].height = 22
    page.write(f"E{layout.section_row}", None, Look(ground=INPUT_GROUND))
    page.write(f"F{layout.section_row}", page.say("sheet_legend"), HINT)
    page.write(f"A{top}:A{top + 1}", page.say("sheet_week"), BOLD_HEAD)
    page.write(f"B{top}:B{top + 1}", page.say("sheet_days"), BOLD_HEAD)
    for at, metric in enumerate(layout.metrics):
        target, actual, reached = layout.letters(at)
        page.write(f"{target}{top}:{reached}{top}", metric_name(metric, page.language), BOLD_HEAD)
        for letter, code in ((target, "sheet_target"), (actual, "sheet_actual"), (reached, "sheet_reached")):
            page.write(f"{letter}{top + 1}", page.say(code), HEAD)
    target, actual = layout.running
    name = metric_name(page.running_metric, page.language)
    page.write(f"{target}{top}:{actual}{top}", page.say("sheet_running", metric=name), BOLD_HEAD)
    page.write(f"{target}{top + 1}", page.say("sheet_target"), HEAD)
    page.write(f"{actual}{top + 1}", page.say("sheet_actual"), HEAD)


def _write_week(page: Page, week: WeekRow) -> None:
    row = week.row
    page.write(f"A{row}", week.label, WEEK)
    page.write(f"B{row}", week.days, NUMBER)
    for place, metric in enumerate(page.layout.metrics):
        target, actual, reached = page.layout.letters(place)
        page.write(f"{target}{row}", page.member.weeks[metric.key][week.at], NUMBER)
        page.write(f"{actual}{row}", None, INPUT)
        page.write_formula(f"{reached}{row}", _reached(target, actual, row), REACHED)


def _write_running(page: Page, row: int, months: list[MonthRows]) -> None:
    """Target and actual to date: the weeks of earlier months, and of the last one up to the row."""
    target, actual, _ = page.layout.letters(page.layout.metrics.index(page.running_metric))
    target_to_date, actual_to_date = page.layout.running
    *earlier, running = months
    sums = [
        ",".join([*(month.cells(letter) for month in earlier), running.cells(letter, row)])
        for letter in (target, actual)
    ]
    page.write_formula(f"{target_to_date}{row}", f"=SUM({sums[0]})", NUMBER)
    page.write_formula(f"{actual_to_date}{row}", f'=IF(ISNUMBER({actual}{row}),SUM({sums[1]}),"")', NUMBER)


def _write_sums(page: Page, month: MonthRows) -> None:
    name = format_month(month.month, page.handout.plan.rule, page.language)
    page.write(f"A{month.total}", page.say("sheet_month_total", month=name), MONTH.label)
    _write_sum_row(page, month.total, MONTH, month.cells)


def _write_total(page: Page) -> None:
    page.write(f"A{page.layout.total_row}", page.say("sheet_total"), TOTAL.label)
    totals = [month.total for month in page.layout.months]
    _write_sum_row(page, page.layout.total_row, TOTAL, lambda letter: ",".join(f"{letter}{row}" for row in totals))


def _write_sum_row(page: Page, row: int, looks: SumLooks, cells: Callable[[str], str]) -> None:
    """A row of sums; `cells` names what is summed in a column. Actuals stay empty until one is there."""
    page.write_formula(f"B{row}", f"=SUM({cells('B')})", looks.number)
    for place in range(len(page.layout.metrics)):
        target, actual, reached = page.layout.letters(place)
        page.write_formula(f"{target}{row}", f"=SUM({cells(target)})", looks.number)
        summed = f'=IF(COUNT({cells(actual)})=0,"",SUM({cells(actual)}))'
        page.write_formula(f"{actual}{row}", summed, looks.number)
        page.write_formula(f"{reached}{row}", _reached(target, actual, row), looks.reached)
    for letter in page.layout.running:
        page.write(f"{letter}{row}", None, looks.number)


def _reached(target: str, actual: str, row: int) -> str:
    return f'=IF(ISNUMBER({actual}{row}),IF({target}{row}<>0,{actual}{row}/{target}{row},""),"")'
