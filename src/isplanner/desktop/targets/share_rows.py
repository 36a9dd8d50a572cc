"""ShareRows: shares as a table, a row a member and a column a period, month or week; then what is to be expected."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QGuiApplication
from typing_extensions import override

from isplanner.desktop.icons import icon
from isplanner.desktop.language import language
from isplanner.desktop.models.column import Column
from isplanner.desktop.models.record_model import Commit, Index
from isplanner.desktop.models.records_table import RecordsTable
from isplanner.desktop.targets.outlook_columns import CHANCE, heat_of, outlook_columns, outlook_heads
from isplanner.desktop.targets.share_head import Head
from isplanner.desktop.targets.sharing import ShareRow, Sharing, weeks_of
from isplanner.desktop.theme import tokens
from isplanner.plan.metric import Metric
from isplanner.plan.period import MONTHS_A_YEAR, Span
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.text.dates import format_month_of, format_period, format_week
from isplanner.text.numbers import MoneyUnit, format_number, parse_number, write_value

_DATED = 92
"""How wide a month is at least whose name has its year."""


@dataclass(frozen=True, slots=True)
class Fold:
    """Which columns are shown: months or the period alone, and the months that are unfolded into weeks."""

    has_months: bool = True
    opened: frozenset[Span] = frozenset()

    def spans(self, plan: Plan) -> tuple[Span, ...]:
        """The spans in the order of the columns."""
        spans = [] if len(plan.months) == 1 and self.has_months else [plan.period]
        for month in plan.months if self.has_months else ():
            spans += [month, *(weeks_of(plan, month) if month in self.opened else ())]
        return tuple(spans)


class ShareRows(RecordsTable[ShareRow]):
    """The rows of a Sharing; their names stand in the vertical header, which stays when the months scroll."""

    def __init__(self, commit: Commit[ShareRow]) -> None:
        super().__init__(lambda row: row.key, commit)
        self._plan: Plan | None = None
        self._spans: tuple[Span, ...] = ()
        self._closed: set[Span] = set()

    def show_sharing(self, sharing: Sharing, fold: Fold, money: MoneyUnit, today: date | None) -> None:
        """Show the columns of a fold; weeks up to today are closed."""
        self._plan, self._spans = sharing.plan, fold.spans(sharing.plan)
        columns = [_column(sharing.plan, sharing.node.metric, span, money, today) for span in self._spans]
        metric = sharing.plan.metrics[sharing.node.metric]
        self.show_columns([*columns, *outlook_columns(metric, sharing.plan.period, money)])
        self._closed = {span for span in self._spans if today is not None and span.last < today}
        self.show_records(sharing.rows)
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(sharing.rows) - 1)

    def span_at(self, column: int) -> Span:
        """What a column is about; what is to be expected is of the period."""
        if column < len(self._spans):
            return self._spans[column]
        assert self._plan is not None
        return self._plan.period

    def span_of(self, key: str) -> Span:
        """What the column with a key is about."""
        return next(span for span in self._spans if span_key(span) == key)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DecorationRole and index.isValid():
            share = self.record(index).shares[self.span_at(index.column())]
            return icon("lock") if share.is_fixed and index.column() < len(self._spans) else None
        if role == Qt.ItemDataRole.BackgroundRole and index.isValid():
            return self._ground(index)
        return super().data(index, role)

    def _ground(self, index: Index) -> QColor | None:
        """The ground of sums, and how hard a member's target is where it can still be changed."""
        row, theme = self.record(index), tokens(QGuiApplication.palette())
        if row.is_sum:
            return theme.hover
        if index.column() >= len(self._spans) or self._spans[index.column()] in self._closed:
            return None
        return heat_of(row.chance, theme)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Vertical and role == Qt.ItemDataRole.DisplayRole:
            return row_name(self.record(self.index(section, 0)))
        return super().headerData(section, orientation, role)


def span_key(span: Span) -> str:
    """The key of a span's column."""
    return f"{span.start}/{span.end}"


def span_name(plan: Plan, span: Span) -> str:
    """How a month, a week or the period is called."""
    if span in plan.months:
        return format_month_of(plan, span, language())
    return format_week(span, language()) if span in plan.weeks else format_period(span, plan.rule, language())


def row_name(row: ShareRow) -> str:
    """A member's name, with his capacity where he is not there full time; else what the row is."""
    if row.member is None:
        if row.are_days:
            return QCoreApplication.translate("ShareRows", "営業日")
        if row.is_team:
            return QCoreApplication.translate("ShareRows", "チーム合計")
        return QCoreApplication.translate("ShareRows", "メンバー合計")
    return row.member.name if row.member.capacity == 1 else f"{row.member.name}  ×{row.member.capacity:g}"


def heads_of(plan: Plan, fold: Fold, today: date | None) -> list[Head]:
    """What stands over each column of a fold; the running week is marked."""

    def head(span: Span) -> Head:
        if span in plan.months:
            return Head(span_name(plan, span), is_unfolded=span in fold.opened)
        if span not in plan.weeks:
            return Head(QCoreApplication.translate("ShareRows", "期間計"))
        month = next(month for month in plan.months if month.covers(span))
        group = QCoreApplication.translate("ShareRows", "{month}の週").format(month=span_name(plan, month))
        days = f"{span.start.day}" if span.start == span.last else f"{span.start.day}–{span.last.day}"
        return Head(days, group, is_running=today is not None and today in span)

    return [*map(head, fold.spans(plan)), *map(Head, outlook_heads())]


def _column(plan: Plan, metric: str, span: Span, money: MoneyUnit, today: date | None) -> Column[ShareRow]:
    is_week = span in plan.weeks and span not in plan.months
    is_closed = is_week and today is not None and span.last < today
    name = span_name(plan, span) if span != plan.period else QCoreApplication.translate("ShareRows", "期間計")
    measure = plan.metrics[metric]

    def text(row: ShareRow) -> str:
        value = row.shares[span].value
        return format_number(value) if row.are_days else write_value(value, measure, language(), money).number

    return Column(
        key=span_key(span),
        header=name,
        text=text,
        plain=lambda row: str(row.shares[span].value),
        value=lambda row: row.shares[span].value,
        parse=lambda _, typed: _parse(typed, measure),
        refusal=lambda row: _refusal(row, is_period=span == plan.period),
        tip=lambda row: _tip(row, span, measure),
        is_bold=lambda row: not row.are_days and (row.is_sum or span == plan.period or row.shares[span].is_changed),
        tone=lambda row: "tx2" if row.are_days else "tx3" if is_closed else "tx2" if is_week else "",
        is_number=True,
    )


def _parse(typed: str, metric: Metric) -> int | None:
    if not typed.strip():
        return None
    number = parse_number(typed)
    if number != int(number) or number < 0:
        raise PlanError("bad_value", text=typed, name=metric.ja if language() == "ja" else metric.en)
    return int(number)


def _refusal(row: ShareRow, *, is_period: bool) -> str:
    if row.are_days:
        return QCoreApplication.translate("ShareRows", "営業日は休業日の設定から決まります。")
    if row.is_team and is_period:
        return QCoreApplication.translate("ShareRows", "これは目標そのものです。目標ツリーで変えられます。")
    if row.is_sum and not row.is_team:
        return QCoreApplication.translate("ShareRows", "メンバーの合計です。上乗せ率から決まります。")
    return ""


def _tip(row: ShareRow, span: Span, metric: Metric) -> str:
    share = row.shares[span]
    if row.are_days:
        return ""
    value = str(write_value(share.value, metric, language()))
    if share.is_fixed:
        return QCoreApplication.translate("ShareRows", "{value}（固定。Delete で解除）").format(value=value)
    return value


def columns_wide(spans: Sequence[Span], plan: Plan, *, is_long: bool) -> list[int]:
    """How wide each column is."""
    month = 76 if is_long else 58
    week, named = month - 8, max(month, _DATED) if len(plan.months) > MONTHS_A_YEAR else month
    wide = [month + 8 if span == plan.period else named if span in plan.months else week for span in spans]
    return [*wide, month + 8, month, CHANCE]
