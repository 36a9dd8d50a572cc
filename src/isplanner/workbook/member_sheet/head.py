"""The head of a member's sheet: whose it is, what the team aims at, and the KPIs in the order in which they matter."""

import math
from dataclasses import replace

from openpyxl.utils import get_column_letter

from isplanner.text.dates import format_date, format_days, format_period
from isplanner.text.names import metric_definition, metric_name
from isplanner.text.numbers import NO_VALUE, write_value
from isplanner.text.purpose import describe_purpose
from isplanner.workbook.cell_pen import COUNT, PERCENT, PERCENT_TENTHS, TENTHS, Look
from isplanner.workbook.member_sheet.handout import Kpi
from isplanner.workbook.member_sheet.layout import KPI_HEAD_ROW
from isplanner.workbook.member_sheet.page import FACT, HEAD, LABEL, PERIOD, ROW_HEIGHT, SECTION, TITLE, Page

_LINE_HEIGHT = 12.0
_COLUMN_LETTERS = 4.4  # full-width letters that go into one column of the definition
_TARGET, _ACTUAL, _REACHED = "E{0}:F{0}", "G{0}:H{0}", "I{0}:J{0}"


def write_head(page: Page) -> None:
    """Title, period, and the line with the team's goal, the as-of date and the plan."""
    plan, last = page.handout.plan, get_column_letter(page.layout.last_column)
    period = format_period(plan.period, plan.rule, page.language)
    days = format_days(plan.period, page.language)
    page.write("A1:G1", page.say("sheet_title", member=page.member.member), TITLE)
    page.write(f"H1:{last}1", page.say("sheet_period", period=period, days=days), PERIOD)
    page.sheet.row_dimensions[1].height = 26
    page.write("A2:B2", page.say("sheet_team_kgi"), LABEL)
    page.write("C2:F2", _goal(page), FACT)
    page.write("G2", page.say("sheet_as_of"), replace(LABEL, shrink=True))
    page.write("H2:I2", format_date(page.handout.as_of, page.language), FACT)
    page.write("J2", page.say("sheet_plan"), replace(LABEL, shrink=True))
    page.write(f"K2:{last}2", plan.name, FACT)
    page.sheet.row_dimensions[2].height = 18


def write_kpi_table(page: Page) -> None:
    """A row a KPI: target, actual and how much is reached, as the weeks below are filled in; and what it counts."""
    last = get_column_letter(page.layout.last_column)
    page.write("A3", page.say("sheet_kpis"), SECTION)
    goal = page.handout.plan.goal
    if goal and (words := describe_purpose(goal.purpose, page.language)):
        page.write(f"D3:{last}3", words, Look(size=9, ink="4E5968", box="", align="right", shrink=True))
    page.sheet.row_dimensions[3].height = 20
    for area, code in (
        ("A{0}", "sheet_priority"),
        ("B{0}:D{0}", "sheet_kpi"),
        (_TARGET, "sheet_period_target"),
        (_ACTUAL, "sheet_actual"),
        (_REACHED, "sheet_reached"),
        (f"K{{0}}:{last}{{0}}", "sheet_definition"),
    ):
        page.write(area.format(KPI_HEAD_ROW), page.say(code), HEAD)
    for row, kpi in enumerate(page.handout.kpis, KPI_HEAD_ROW + 1):
        definition = metric_definition(kpi.metric, page.language)
        page.write(f"A{row}", kpi.priority, Look(align="center"))
        page.write(f"B{row}:D{row}", metric_name(kpi.metric, page.language), Look(bold=True, shrink=True))
        page.write(f"K{row}:{last}{row}", definition, Look(size=8, ink="4E5968", wrap=True))
        height = _LINE_HEIGHT * _lines(definition, page.layout.last_column - 10)
        page.sheet.row_dimensions[row].height = max(ROW_HEIGHT, height + 4)
        _write_score(page, row, kpi)


def _goal(page: Page) -> str:
    plan = page.handout.plan
    if plan.goal is None:
        return NO_VALUE
    metric = plan.metrics[plan.goal.metric]
    return f"{metric_name(metric, page.language)} {write_value(plan.goal.value, metric, page.language)}"


def _write_score(page: Page, row: int, kpi: Kpi) -> None:
    metric, total = kpi.metric, page.layout.total_row
    look = Look(align="right", form=COUNT if metric.is_whole else PERCENT_TENTHS if metric.is_share else TENTHS)
    at = page.layout.place(metric.key)
    if at is not None:
        target, actual, _ = page.layout.letters(at)
        page.write_formula(_TARGET.format(row), f"={target}{total}", replace(look, bold=True))
        page.write_formula(_ACTUAL.format(row), f"={actual}{total}", look)
    else:
        page.write(_TARGET.format(row), page.member.others.get(metric.key), replace(look, bold=True))
        _write_ratio(page, row, kpi, look)
    reached = f'=IF(ISNUMBER(G{row}),IF(N(E{row})<>0,G{row}/E{row},""),"")'
    page.write_formula(_REACHED.format(row), reached, Look(align="right", form=PERCENT))


def _write_ratio(page: Page, row: int, kpi: Kpi, look: Look) -> None:
    """The actual of a rate, where the sheet has all its parts."""
    cells = {
        part: f"{page.layout.letters(at)[1]}{page.layout.total_row}"
        for part in (kpi.numerator, kpi.less, kpi.denominator)
        if part is not None and (at := page.layout.place(part)) is not None
    }
    over, under = cells.get(kpi.numerator or ""), cells.get(kpi.denominator or "")
    if over is None or under is None or (kpi.less is not None and kpi.less not in cells):
        page.write(_ACTUAL.format(row), NO_VALUE, look)
        return
    counted = over if kpi.less is None else f"({over}-N({cells[kpi.less]}))"
    page.write_formula(_ACTUAL.format(row), f'=IF(ISNUMBER({over}),IF(N({under})<>0,{counted}/{under},""),"")', look)


def _lines(definition: str, columns: int) -> int:
    """How many lines a definition takes; half-width letters are half as wide."""
    width = sum(1.0 if ord(letter) > 0xFF else 0.55 for letter in definition)
    return max(1, math.ceil(width / (columns * _COLUMN_LETTERS)))
