"""What a member's sheet does by itself: guards its input cells, colours what is reached, and prints on one page."""

from typing import TYPE_CHECKING, NamedTuple, cast

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from isplanner.plan.metric import Direction, Metric
from isplanner.plan.period import DAY
from isplanner.text.dates import format_date
from isplanner.text.names import metric_name
from isplanner.text.numbers import write_value
from isplanner.workbook.member_sheet.layout import KPI_HEAD_ROW
from isplanner.workbook.member_sheet.page import Page

if TYPE_CHECKING:
    from openpyxl.worksheet.header_footer import HeaderFooterItem


class Level(NamedTuple):
    """A soft ground and its ink, from how much is reached on."""

    reached: float
    ground: str
    ink: str


_LEVELS = (Level(1, "E1F2EA", "0A6E4D"), Level(0.9, "FBF0D6", "8A5F00"), Level(0, "FBE6DF", "AB2410"))
_WIDTHS = {1: 10.5, 2: 6.5}
_METRIC_WIDTH = 6.7
_TITLE_LENGTH, _PROMPT_LENGTH = 32, 255
_A4, _FOOTER_SIZE = 9, 8
_MARGIN_INCHES = 0.4


def guard_inputs(page: Page) -> None:
    """Only whole numbers from 0 on, with a note that names the week's target; other cells but the memo are locked."""
    for place, metric in enumerate(page.layout.metrics):
        name = metric_name(metric, page.language)
        for week in page.layout.weeks:
            target = write_value(page.member.weeks[metric.key][week.at], metric, page.language)
            prompt = page.say("sheet_input_prompt", week=week.label, target=target, days=week.days)
            rule = DataValidation("whole", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
            rule.showInputMessage = rule.showErrorMessage = True
            rule.promptTitle = page.say("sheet_input_title", metric=name)[:_TITLE_LENGTH]
            rule.prompt, rule.error = prompt[:_PROMPT_LENGTH], page.say("sheet_input_error")
            rule.add(f"{page.layout.letters(place)[1]}{week.row}")
            page.sheet.add_data_validation(rule)
    protection = page.sheet.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = False  # what is False here is allowed: widths, hiding


def colour_levels(page: Page) -> None:
    """Soft grounds under what is reached; the numbers stay, so that grey prints lose nothing."""
    layout = page.layout
    for place, metric in enumerate(layout.metrics):
        letter = layout.letters(place)[2]
        _colour(page, letter, range(layout.first_row, layout.total_row + 1), metric)
    for row, kpi in enumerate(page.handout.kpis, KPI_HEAD_ROW + 1):
        _colour(page, "I", range(row, row + 1), kpi.metric)


def set_up_page(page: Page) -> None:
    """A4 portrait, one page, repeated headers, column widths; opens at the top with the next week's cell selected."""
    sheet, layout = page.sheet, page.layout
    last = get_column_letter(layout.last_column)
    for column in range(1, layout.last_column + 1):
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(column, _METRIC_WIDTH)
    sheet.print_area = f"A1:{last}{layout.last_row}"
    sheet.print_title_rows = f"{layout.head_row}:{layout.head_row + 1}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "portrait", _A4
    sheet.page_setup.fitToWidth = sheet.page_setup.fitToHeight = 1
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = _MARGIN_INCHES
    margins.bottom, margins.footer = 2 * _MARGIN_INCHES, _MARGIN_INCHES
    day = format_date(page.handout.as_of, page.language)
    words = page.say("sheet_footer", plan=page.handout.plan.name, day=day)
    footer = cast("HeaderFooterItem", sheet.oddFooter)  # never None, whatever its type says
    footer.left.size = footer.right.size = _FOOTER_SIZE
    footer.left.text, footer.right.text = words.replace("&", "&&"), "&P / &N"
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.selection[0].activeCell = sheet.sheet_view.selection[0].sqref = _next_input(page)


def _colour(page: Page, letter: str, rows: range, metric: Metric) -> None:
    first = f"{letter}{rows[0]}"
    for level in _LEVELS:
        test = f"{first}>={level.reached:g}"
        if metric.direction is Direction.LOWER:
            test = f"{first}<={2 - level.reached:g}" if level.reached else "TRUE"
        look = DifferentialStyle(font=Font(color=level.ink), fill=PatternFill(bgColor=level.ground))
        rule = Rule("expression", dxf=look, stopIfTrue=True, formula=[f"AND(ISNUMBER({first}),{test})"])
        page.sheet.conditional_formatting.add(f"{first}:{letter}{rows[-1]}", rule)


def _next_input(page: Page) -> str:
    """The first metric's cell of the week after the as-of date, or else the first one."""
    tomorrow = page.handout.as_of + DAY
    row = next((week.row for week in page.layout.weeks if week.span.end > tomorrow), page.layout.first_row)
    return f"{page.layout.letters(0)[1]}{row}"
