"""The chart of a member's sheet, and the memo under it."""

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import AxDataSource, StrRef
from openpyxl.chart.legend import Legend
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.utils import get_column_letter

from isplanner.text.names import metric_name
from isplanner.workbook.cell_pen import Look
from isplanner.workbook.member_sheet.layout import CHART_ROWS, MEMO_ROWS
from isplanner.workbook.member_sheet.page import ACCENT, MEMO, SECTION, Page

_INK, _GRID = "1A2230", "DFE2E7"
_TITLE_SIZE, _AXIS_SIZE = 1_000, 800  # hundredths of a point
_LINE_WIDTH, _HAIR_WIDTH, _GAP = 15_875, 6_350, 50_800  # in EMU, 12,700 to a point


def add_chart(page: Page) -> None:
    """Target and actual to date of the KPI that matters most.

    They are drawn from hidden columns, which leave out the rows of sums. The actual is bars: weeks without one are text
    of no length there, which a line would draw as a fall to zero.
    """
    layout, sheet = page.layout, page.sheet
    first = layout.last_column + 2
    rows = _write_chart_columns(page, first)
    bars, line = BarChart(), LineChart()
    for chart, column in ((line, first + 1), (bars, first + 2)):
        values = Reference(sheet, min_col=column, min_row=rows[0] - 1, max_row=rows[-1])
        labels = Reference(sheet, min_col=first, min_row=rows[0], max_row=rows[-1])
        chart.add_data(values, titles_from_data=True)
        chart.series[0].cat = AxDataSource(strRef=StrRef(str(labels)))
        # Excel hides an axis without this element, though LibreOffice draws it.
        chart.x_axis.delete = chart.y_axis.delete = False
    bars.series[0].graphicalProperties = GraphicalProperties(solidFill=ACCENT)
    dashes = LineProperties(solidFill=_INK, prstDash="dash", w=_LINE_WIDTH)
    line.series[0].graphicalProperties = GraphicalProperties(ln=dashes)
    line.series[0].smooth = False
    bars.title = _title(page.say("sheet_chart", metric=metric_name(page.running_metric, page.language)))
    bars.x_axis.txPr = bars.y_axis.txPr = RichText(p=[_paragraph(_AXIS_SIZE)])
    bars.y_axis.number_format, bars.y_axis.scaling.min, bars.gapWidth = "#,##0", 0, 60
    hairs = LineProperties(solidFill=_GRID, w=_HAIR_WIDTH)
    bars.y_axis.majorGridlines = ChartLines(GraphicalProperties(ln=hairs))
    bars.legend = Legend(legendPos="b")
    bars.visible_cells_only = False
    bars += line
    top = layout.total_row  # markers count from 0: the row after it
    begin = AnchorMarker(0, row=top, rowOff=_GAP)
    sheet.add_chart(bars)
    bars.anchor = TwoCellAnchor(_from=begin, to=AnchorMarker(layout.last_column, row=top + CHART_ROWS - 1))  # type: ignore[assignment] # an anchor does too


def write_memo(page: Page) -> None:
    """A box for what the member wants to say; it is text whatever is typed."""
    row, last = page.layout.memo_row, get_column_letter(page.layout.last_column)
    page.write(f"A{row}", page.say("sheet_memo"), SECTION)
    page.write(f"A{row + 1}:{last}{row + MEMO_ROWS}", None, MEMO)


def _write_chart_columns(page: Page, first: int) -> range:
    """Label, target and actual to date, a row a week without gaps, in three hidden columns. Returns the weeks' rows."""
    label, target, actual = (get_column_letter(first + n) for n in range(3))
    top, hidden = page.layout.first_row - 1, Look(box="", size=6)
    page.write(f"{target}{top}", page.say("sheet_target"), hidden)
    page.write(f"{actual}{top}", page.say("sheet_actual"), hidden)
    weeks = page.layout.weeks
    for row, week in enumerate(weeks, top + 1):
        for letter, source in zip((label, target, actual), ("A", *page.layout.running), strict=True):
            page.write_formula(f"{letter}{row}", f"={source}{week.row}", hidden)
    for letter in (label, target, actual):
        page.sheet.column_dimensions[letter].hidden = True
    return range(top + 1, top + 1 + len(weeks))


def _title(text: str) -> Title:
    words = RegularTextRun(rPr=CharacterProperties(sz=_TITLE_SIZE, b=True), t=text)
    return Title(tx=Text(rich=RichText(p=[Paragraph(pPr=ParagraphProperties(), r=[words])])), overlay=False)


def _paragraph(size: int) -> Paragraph:
    letters = CharacterProperties(sz=size)
    return Paragraph(pPr=ParagraphProperties(defRPr=letters), endParaRPr=letters)
