"""CellInspector: how the number in the current cell comes about."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from isplanner.analysis.forecasting.grounds import Grounds
from isplanner.analysis.sharing.allocate import MonthWeight
from isplanner.desktop.icons import icon
from isplanner.desktop.language import language
from isplanner.desktop.targets.member_table import MemberTable
from isplanner.desktop.targets.share_rows import row_name, span_name
from isplanner.desktop.targets.sharing import ShareRow, Sharing, days_there
from isplanner.desktop.widgets.plain_label import PlainLabel, plain_tip
from isplanner.desktop.widgets.sections import NumberBox, Section
from isplanner.jobs.grounds_in_words import describe_grounds, describe_ways
from isplanner.plan.period import Span
from isplanner.plan.target import Way
from isplanner.text.numbers import NO_VALUE, MoneyUnit, Written, format_number, format_rate, write_value

WIDTH, MEMBERS = 280, 150


class CellInspector(QFrame):
    """The current cell: its target, the exact share before rounding, what that was weighed by, and 根拠.

    Signals:
        fixing_toggled: the selected cells are to be fixed, or freed.
    """

    fixing_toggled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "panel")
        self.setFixedWidth(WIDTH)
        self.head = Section()
        self.head.title.set_role("heading")
        self.span = PlainLabel("", "label")
        self.fix = QPushButton()
        self.fix.clicked.connect(self.fixing_toggled)
        self.target = NumberBox(self.tr("目標"))
        self.exact = NumberBox(self.tr("正確な取り分"))
        self.rounding = NumberBox(self.tr("端数"))
        self.origin = Section(self.tr("この目標の成り立ち"))
        self.days, self.capacity, self.ramp, self.frame = PlainLabel(), PlainLabel(), PlainLabel(), PlainLabel()
        self.factor = PlainLabel()
        self.way = PlainLabel("", "hint")
        self.way.setWordWrap(True)
        self.grounds_section = Section(self.tr("根拠（期間計）"))
        self.grounds = [PlainLabel("", "small") for _ in range(4)]
        self.members = MemberTable()
        self._arrange()

    def show_cell(
        self, sharing: Sharing, row: ShareRow, span: Span, money: MoneyUnit, grounds: Grounds | None = None
    ) -> None:
        """Show a cell, and what the member's target rests on; of the row of business days there is nothing to tell."""
        share, metric = row.shares[span], sharing.plan.metrics[sharing.node.metric]
        self.head.title.setText(row_name(row))
        self.span.setText(span_name(sharing.plan, span))
        for part in (self.fix, self._numbers, self.origin):
            part.setVisible(not row.are_days)
        self._show_fixing(share.is_fixed)
        self.fix.setEnabled(row.member is not None or (row.is_team and span != sharing.plan.period))
        whole = str(write_value(share.value, metric, language()))
        self.target.show_number(write_value(share.value, metric, language(), money), whole)
        is_money = metric.unit == "円"
        for box, number in (
            (self.exact, share.exact),
            (self.rounding, None if share.exact is None else share.value - share.exact),
        ):
            exactly = Written(format_number(number, 2, signed=box is self.rounding), "")
            short = is_money and box is self.exact
            box.show_number(write_value(number, metric, language(), money) if short else exactly, str(exactly))
        self._show_weights(sharing, row, span, money)
        self.grounds_section.setVisible(grounds is not None)
        if grounds is not None:
            for label, line in zip(self.grounds, describe_grounds(metric, grounds, language(), money), strict=True):
                label.setText(line)

    def _show_fixing(self, is_fixed: bool) -> None:
        self.fix.setText(self.tr("解除") if is_fixed else self.tr("固定"))
        self.fix.setIcon(icon("lock_open" if is_fixed else "lock"))
        words = self.tr("固定を外し、配分し直します。") if is_fixed else self.tr("今の数で固定します。")
        self.fix.setToolTip(plain_tip(f"{words}  Ctrl+L"))

    def _show_weights(self, sharing: Sharing, row: ShareRow, span: Span, money: MoneyUnit) -> None:
        plan, member = sharing.plan, row.member
        weight = row.weights[0] if row.weights else None
        self.days.setText(self.tr("{days} 日").format(days=days_there(plan, member, span)))
        self.capacity.setText(f"{weight.capacity:.2f}" if weight else NO_VALUE)
        self.ramp.setText(_ramp_words(sharing, row, span))
        self.factor.setText(self._factor_words(sharing, weight))
        self.frame.setText(self._frame_words(sharing, row, span, money))
        self.way.setText("\n".join(describe_ways(sharing.allocation, language())))

    def _factor_words(self, sharing: Sharing, weight: MonthWeight | None) -> str:
        """What the member's own numbers weigh, where the way looks at them."""
        ways = {way.taken for way in sharing.allocation.ways}
        if weight is None or ways <= {Way.EVEN, Way.BUSINESS_DAYS, Way.EQUAL_CHANCE}:
            return NO_VALUE
        factor = f"{weight.factor:,.2f}"
        return self.tr("{factor}（チーム 1.00）").format(factor=factor) if Way.OWN_RATES in ways else factor

    def _frame_words(self, sharing: Sharing, row: ShareRow, span: Span, money: MoneyUnit) -> str:
        """What the team has of a span, and how much of it the exact share is."""
        team, exact = sharing.handed.shares[span].value, row.shares[span].exact
        if row.member is None or exact is None or not team:
            return NO_VALUE
        whole = write_value(team, sharing.plan.metrics[sharing.node.metric], language(), money)
        return self.tr("{team} の {share}").format(team=whole, share=format_rate(exact / team))

    def _arrange(self) -> None:
        self.head.title_row.addWidget(self.fix)
        self.head.column.addWidget(self.span)
        self._numbers = QWidget()
        boxes = QGridLayout(self._numbers)
        boxes.setContentsMargins(0, 4, 0, 0)
        boxes.addWidget(self.target, 0, 0, 1, 2)
        boxes.addWidget(self.exact, 1, 0)
        boxes.addWidget(self.rounding, 1, 1)
        self.head.column.addWidget(self._numbers)
        lines = QGridLayout()
        lines.setColumnMinimumWidth(0, 96)
        lines.setColumnStretch(1, 1)
        names = (
            self.tr("営業日"),
            self.tr("稼働"),
            self.tr("立ち上がり"),
            self.tr("本人の重み"),
            self.tr("チームの枠"),
        )
        values = (self.days, self.capacity, self.ramp, self.factor, self.frame)
        for place, (name, value) in enumerate(zip(names, values, strict=True)):
            lines.addWidget(PlainLabel(name, "label"), place, 0, Qt.AlignmentFlag.AlignTop)
            value.setWordWrap(True)
            lines.addWidget(value, place, 1)
        self.origin.column.addLayout(lines)
        self.origin.column.addWidget(self.way)
        for label in self.grounds:
            label.setWordWrap(True)
            self.grounds_section.column.addWidget(label)
        members = PlainLabel(self.tr("メンバーの稼働と立ち上がり"), "section")
        members.setContentsMargins(14, 10, 14, 4)
        self.members.setMinimumHeight(MEMBERS)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(_stacked([self.head, self.origin, self.grounds_section, members, self.members]))


def _stacked(parts: Sequence[QWidget]) -> QScrollArea:
    """Parts one below the other, to be scrolled where there is too little room; the last takes what is left."""
    page = QFrame()
    page.setProperty("part", "panel")
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part)
    column.setStretch(len(parts) - 1, 1)
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidgetResizable(True)
    area.setWidget(page)
    return area


def _ramp_words(sharing: Sharing, row: ShareRow, span: Span) -> str:
    """The ramp in each month a span touches, the same one said once."""
    if row.member is None:
        return NO_VALUE
    months = zip(sharing.plan.months, row.weights, strict=True)
    touched = [f"{weight.ramp:.2f}" for month, weight in months if not month.clip(span).is_empty]
    return touched[0] if len(set(touched)) == 1 else " → ".join(touched)
