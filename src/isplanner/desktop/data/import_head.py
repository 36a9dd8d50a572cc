"""ImportHead: the steps of an import, and what holds for all of its files."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QWidget

from isplanner.desktop.data.choices import choice_box, fill, period_choices
from isplanner.desktop.data.steps import StepLine
from isplanner.desktop.widgets.plain_label import PlainLabel
from isplanner.plan.plan import Plan

HEIGHT = 56


class ImportHead(QFrame):
    """The head of the wizard.

    Signals:
        period_filled: what the files do not say of a period, as `--period` has it, or None.
    """

    period_filled = Signal(object)

    def __init__(self, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "tool_bar")
        self.setFixedHeight(HEIGHT)
        self.steps = StepLine(
            (self.tr("ファイル"), self.tr("読み取り"), self.tr("対応づけ"), self.tr("確認"), self.tr("取り込み"))
        )
        self.known_only = QCheckBox(self.tr("新しい名前は保留にする"))
        self.period: QComboBox = choice_box(self.tr("足りない期間"))
        self.period.setMinimumContentsLength(12)
        self._periods = [(None, self.tr("シートのとおり")), *period_choices(plan)]
        self.show_period(None)
        self.period.activated.connect(lambda _: self.period_filled.emit(self.period.currentData()))
        label = PlainLabel(self.tr("足りない期間"), "label")
        label.setBuddy(self.period)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(10)
        row.addWidget(PlainLabel(self.tr("実績の取り込み"), "heading"))
        row.addSpacing(14)
        row.addWidget(self.steps)
        row.addStretch()
        row.addWidget(self.known_only)
        row.addSpacing(8)
        row.addWidget(label)
        row.addWidget(self.period)

    def show_period(self, period: str | None) -> None:
        """Show what fills the gaps."""
        fill(self.period, self._periods, period)
