"""ResultPanel: the KGI that the setting comes to, and how far that is from the goal."""

import math

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QWidget

from isplanner.desktop.funnel.reading import Reading, difference, is_behind
from isplanner.desktop.language import language
from isplanner.desktop.widgets.plain_label import PlainLabel, plain_tip
from isplanner.plan.metric import Metric
from isplanner.text.names import metric_name
from isplanner.text.numbers import format_rate, write_difference, write_value

HEIGHT = 104


class ResultPanel(QFrame):
    """The largest number of the screen; it follows the hand.

    Signals:
        goal_wanted: the user asks to set the KGI's goal.
    """

    goal_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "head")
        self.setFixedHeight(HEIGHT)
        self._title = PlainLabel("", "label")
        self._span = PlainLabel(self.tr("期間全体"), "chip_acc")
        self._span.setToolTip(
            plain_tip(self.tr("プランの期間の初めから終わりまで、すべてこの設定で動いたとした値です。"))
        )
        self.kgi = PlainLabel("", "result")
        self.unit = PlainLabel("", "unit")
        self.gap = PlainLabel("", "small")
        self._goal_title = PlainLabel(self.tr("目標"), "label")
        self._goal = PlainLabel("", "heading")
        self._share = PlainLabel("", "small")
        self.set_goal = QPushButton(self.tr("KGI を決める"))
        self.set_goal.setProperty("kind", "text")
        self.set_goal.clicked.connect(self.goal_wanted)
        self._arrange()

    def show_reading(self, reading: Reading, *, is_preview: bool) -> None:
        """Show a reading; `is_preview` while a lever is being moved."""
        if reading.root is None:
            return
        metric, kgi = reading.metric(reading.root), reading.now.kgi
        written = write_value(kgi, metric, language())
        self._title.setText(self._titled(metric, is_preview=is_preview))
        self.kgi.setText(written.number)
        self.unit.setText(written.unit)
        self._show_gap(difference(_as_shown(kgi, metric), reading.goal), metric)
        self._show_goal(reading.goal, kgi, metric)
        self.setAccessibleName(f"{self._title.text()} {written} {self.gap.text()}")

    def _titled(self, metric: Metric, *, is_preview: bool) -> str:
        name = metric_name(metric, language())
        words = (
            self.tr("試している設定での{name}（Esc で戻す）") if is_preview else self.tr("この設定での見込み {name}")
        )
        return words.format(name=name)

    def _show_gap(self, gap: float | None, metric: Metric) -> None:
        if gap is None:
            self.gap.setText("")
            return
        self.gap.set_role("bad" if is_behind(gap, metric) else "ok")
        self.gap.setText(self.tr("目標との差 {gap}").format(gap=write_difference(gap, metric, language())))

    def _show_goal(self, goal: float | None, kgi: float | None, metric: Metric) -> None:
        self.set_goal.setVisible(goal is None)
        self._goal.setVisible(goal is not None)
        self._goal.setText(str(write_value(goal, metric, language())))
        share = kgi / goal if goal and kgi is not None else None
        self._share.setText("" if share is None else self.tr("目標比 {share}").format(share=format_rate(share)))

    def _arrange(self) -> None:
        title = QHBoxLayout()
        title.setSpacing(8)
        title.addWidget(self._title)
        title.addWidget(self._span)
        title.addStretch()
        number = QHBoxLayout()
        number.setSpacing(4)
        number.addWidget(self.kgi)
        number.addWidget(self.unit, 0, Qt.AlignmentFlag.AlignBottom)
        self.unit.setContentsMargins(0, 0, 0, 6)
        number.addStretch()
        grid = QGridLayout(self)
        grid.setContentsMargins(18, 10, 16, 10)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        grid.addLayout(title, 0, 0)
        grid.addLayout(number, 1, 0)
        grid.addWidget(self.gap, 2, 0)
        grid.addWidget(self._goal_title, 0, 1)
        grid.addWidget(self._goal, 1, 1)
        grid.addWidget(self.set_goal, 1, 1)
        grid.addWidget(self._share, 2, 1)


def _as_shown(value: float | None, metric: Metric) -> float | None:
    """A count or yen in the whole number that stands on the screen, so that goal, number and difference add up."""
    return math.floor(value + 0.5) if value is not None and metric.is_whole else value
