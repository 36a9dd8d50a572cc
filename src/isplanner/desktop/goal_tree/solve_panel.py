"""SolvePanel: 逆算 of one lever: what it must be for the KGI, all else as it is."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget
from typing_extensions import override

from isplanner.desktop.goal_tree.floating_panel import FloatingPanel
from isplanner.desktop.goal_tree.what_if import WhatIf
from isplanner.desktop.language import language
from isplanner.desktop.widgets.plain_label import PlainLabel, plain_tip
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.text.names import node_name
from isplanner.text.numbers import MoneyUnit, write_value
from isplanner.text.problems import describe_problem

if TYPE_CHECKING:
    from isplanner.plan.scope import NodeKey

_WIDTH = 320


class SolvePanel(FloatingPanel):
    """The answer in a sentence, and 「この値にする」.

    Signals:
        previewed: (NodeKey, value): the tree as it would be.
        accepted: (NodeKey, value).
        closed: without it.
    """

    previewed = Signal(object, float)
    accepted = Signal(object, float)
    closed = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, _WIDTH)
        self._found: tuple[NodeKey, float] | None = None
        self.words = PlainLabel("", "body")
        self.words.setWordWrap(True)
        self.take = QPushButton(self.tr("この値にする"))
        self.take.setProperty("kind", "primary")
        self.take.setToolTip(plain_tip(self.tr("この値にする（Enter）")))
        self.take.clicked.connect(lambda _=False: self._accept())
        self.leave = QPushButton(self.tr("やめる"))
        self.leave.setProperty("kind", "text")
        self.leave.setToolTip(plain_tip(self.tr("やめる（Esc）")))
        self.leave.clicked.connect(lambda _=False: self.close_up())
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.leave)
        buttons.addWidget(self.take)
        self.column.addWidget(self.words)
        self.column.addLayout(buttons)
        self.fields = (self.leave, self.take)

    def open_for(self, plan: Plan, what_if: WhatIf, money: MoneyUnit, about: QRect) -> None:
        """Solve for a lever and say what comes of it."""
        name = node_name(what_if.lever, plan.metrics, plan.channels, language())
        self.title.setText(self.tr("逆算：{name}").format(name=name))
        self._found = None
        try:
            value = what_if.needed()
        except PlanError as error:
            words = describe_problem(error.problem, plan, language())
        else:
            words = self._sentence(plan, what_if, value, money)
            self._found = None if value is None else (what_if.lever, value)
        self.words.setText(words)
        self.take.setVisible(self._found is not None)
        self.open_beside(about, self.take if self._found else self.leave)
        if self._found is not None:
            self.previewed.emit(*self._found)

    def _sentence(self, plan: Plan, what_if: WhatIf, value: float | None, money: MoneyUnit) -> str:
        if plan.goal is None:
            return self.tr("KGI の目標がまだありません。KGI を決めると逆算できます。")
        metric, kgi = plan.metrics[what_if.lever.metric], plan.metrics[plan.goal.metric]
        goal = write_value(plan.goal.value, kgi, language(), money)
        if value is None:
            return self.tr("ほかが今のままでは、これをどこまで動かしても KGI {goal} に届きません。").format(goal=goal)
        words = self.tr("ほかが今のままなら、KGI {goal} には {value} が必要です（今 {present}）。")
        if what_if.is_of_rest:
            words = self.tr("ほかが今のままなら、KGI {goal} には残り期間で {value} が必要です（今 {present}）。")
        return words.format(
            goal=goal,
            value=write_value(value, metric, language(), money),
            present=write_value(what_if.present, metric, language(), money),
        )

    @override
    def close_up(self) -> None:
        is_open = not self.isHidden()
        super().close_up()
        if is_open:
            self.closed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._accept()
        else:
            super().keyPressEvent(event)

    def _accept(self) -> None:
        found = self._found
        if found is not None:
            self.accepted.emit(*found)
        self.close_up()
