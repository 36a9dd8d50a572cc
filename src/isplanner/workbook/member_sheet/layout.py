"""Where things stand on a member's sheet: rows and columns, worked out from the plan's weeks and the KPIs."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from isplanner.plan.metric import Metric
from isplanner.plan.period import Span
from isplanner.plan.plan import Plan
from isplanner.text.dates import format_days, format_week
from isplanner.text.language import Language

KPI_HEAD_ROW = 4
CHART_ROWS = 12
MEMO_ROWS = 5
_FIRST_METRIC_COLUMN = 3
_COLUMNS_A_METRIC = 3
_NARROWEST = 13  # columns that the head of the sheet needs, however few metrics there are


@dataclass(frozen=True, slots=True)
class WeekRow:
    """A week: its place among the plan's weeks, what it is called, how many days are worked, and its row."""

    at: int
    span: Span
    label: str
    days: int
    row: int


@dataclass(frozen=True, slots=True)
class MonthRows:
    """The rows of a month: its weeks, then the row of the month's sums."""

    month: Span
    weeks: tuple[WeekRow, ...]
    total: int

    def cells(self, letter: str, last: int | None = None) -> str:
        """The weeks' cells in a column, up to a row."""
        return f"{letter}{self.weeks[0].row}:{letter}{last or self.weeks[-1].row}"


@dataclass(frozen=True, slots=True)
class Layout:
    """Rows and columns of a sheet with `metrics` across and `kpis` rows in the table above."""

    metrics: tuple[Metric, ...]
    kpis: int
    months: tuple[MonthRows, ...]

    @property
    def weeks(self) -> tuple[WeekRow, ...]:
        """The weeks of all months."""
        return tuple(week for month in self.months for week in month.weeks)

    @property
    def section_row(self) -> int:
        """The heading over the weeks."""
        return KPI_HEAD_ROW + self.kpis + 1

    @property
    def key_row(self) -> int:
        """The hidden row of the key block."""
        return self.section_row + 1

    @property
    def head_row(self) -> int:
        """The first of the two header rows."""
        return self.section_row + 2

    @property
    def first_row(self) -> int:
        """The first week's row."""
        return self.head_row + 2

    @property
    def total_row(self) -> int:
        """The row of the period's sums."""
        return self.months[-1].total + 1

    @property
    def memo_row(self) -> int:
        """The heading over the memo, under the chart."""
        return self.total_row + CHART_ROWS + 1

    @property
    def last_row(self) -> int:
        """The last row that is printed."""
        return self.memo_row + MEMO_ROWS

    @property
    def last_column(self) -> int:
        """The last column that is printed."""
        return max(_FIRST_METRIC_COLUMN + _COLUMNS_A_METRIC * len(self.metrics) + 1, _NARROWEST)

    @property
    def running(self) -> tuple[str, str]:
        """The letters of the two columns of running sums: target and actual."""
        first = _FIRST_METRIC_COLUMN + _COLUMNS_A_METRIC * len(self.metrics)
        return get_column_letter(first), get_column_letter(first + 1)

    def letters(self, metric: int) -> tuple[str, str, str]:
        """The letters of a metric's target, actual and rate."""
        first = _FIRST_METRIC_COLUMN + _COLUMNS_A_METRIC * metric
        return get_column_letter(first), get_column_letter(first + 1), get_column_letter(first + 2)

    def place(self, metric: str | None) -> int | None:
        """Which place a metric has across the sheet; None where it has none."""
        return next((at for at, across in enumerate(self.metrics) if across.key == metric), None)


def lay_out(plan: Plan, metrics: tuple[Metric, ...], kpis: int, language: Language) -> Layout:
    """The layout for the weeks of a plan in which somebody works."""
    labels = label_weeks(plan.weeks, language)
    months, at, row = list[MonthRows](), 0, Layout(metrics, kpis, ()).first_row
    for month in plan.months:
        spans = [week for week in labels if month.covers(week)]
        if spans:
            days = plan.calendar.business_days
            weeks = tuple(WeekRow(at + n, week, labels[week], days(week), row + n) for n, week in enumerate(spans))
            at, row = at + len(weeks), row + len(weeks)
            months.append(MonthRows(month, weeks, row))
            row += 1
    return Layout(metrics, kpis, tuple(months))


def label_weeks(weeks: Iterable[Span], language: Language) -> dict[Span, str]:
    """How the weeks are called on a sheet, each differently: with their years where a plan is longer than one."""
    short = {week: format_week(week, language) for week in weeks}
    times = Counter(short.values())
    return {week: label if times[label] == 1 else format_days(week, language) for week, label in short.items()}
