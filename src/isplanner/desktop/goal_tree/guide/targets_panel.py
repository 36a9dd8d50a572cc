"""TargetsPanel: the third step: the values that reach the goal, to be the targets of all KPIs."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QWidget
from typing_extensions import override

from isplanner.desktop.goal_tree.floating_panel import FloatingPanel
from isplanner.desktop.goal_tree.guide.asked_values import AskedValues
from isplanner.desktop.language import language
from isplanner.desktop.widgets.plain_label import PlainLabel, plain_tip
from isplanner.text.names import node_name
from isplanner.text.numbers import MoneyUnit, write_value

if TYPE_CHECKING:
    from isplanner.jobs.guide import SolvedTargets
    from isplanner.plan.plan import Plan
    from isplanner.plan.scope import NodeKey

_WIDTH, _MOST_LINES, _FEWEST_LINES = 380, 10, 3


class TargetsPanel(FloatingPanel):
    """What each KPI would have to be, and 「目標にする」. Values that no actuals tell of can be typed.

    Signals:
        accepted: the SolvedTargets are to be the targets.
        solving_wanted: other values were typed.
    """

    accepted = Signal(object)
    solving_wanted = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, _WIDTH)
        self._solved: SolvedTargets | None = None
        self._is_fresh = False
        self.title.setText(self.tr("KPI を決める"))
        self.message = PlainLabel("", "small")
        self.message.setWordWrap(True)
        self.asked = AskedValues()
        self.asked.given.connect(self.solving_wanted)
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(12)
        self._lines.setVerticalSpacing(4)
        self._lines.setColumnStretch(0, 1)
        self.take = QPushButton(self.tr("目標にする"))
        self.take.setProperty("kind", "primary")
        self.take.setToolTip(plain_tip(self.tr("すべての指標の目標を、この値に置き換えます。1 回で元に戻せます。")))
        self.take.clicked.connect(lambda _=False: self._accept())
        self.leave = QPushButton(self.tr("やめる"))
        self.leave.setProperty("kind", "text")
        self.leave.clicked.connect(lambda _=False: self.close_up())
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.leave)
        buttons.addWidget(self.take)
        self.column.addWidget(self.message)
        self.column.addWidget(self.asked)
        self.column.addLayout(self._lines)
        self.column.addLayout(buttons)

    def open_at(self, about: QRect) -> None:
        """Open while the values are worked out."""
        self._is_fresh = True
        self.asked.clear()
        self.show_waiting()
        self.open_beside(about, self.leave)

    def show_waiting(self) -> None:
        """What was solved stands no longer; it is worked out anew."""
        self._show(None, self.tr("目標に届く値を逆算しています…"))

    def show_problem(self, words: str, about: QRect) -> None:
        """Say why there are none."""
        self._show(None, words)
        self.place_beside(about)

    def show_targets(self, plan: "Plan", solved: "SolvedTargets", money: MoneyUnit, about: QRect) -> None:
        """Show them: those of the whole plan, what matters first; and ask for what nothing is known of."""
        self._show(solved, self._sentence(plan, solved, money))
        self.asked.ask(plan, solved.asked)
        self.fields = (*self.asked.fields.values(), self.leave, self.take)
        self._show_lines(plan, solved, money)
        self.place_beside(about)
        if self._is_fresh or self.leave.hasFocus():
            (self.asked.first_empty or self.take).setFocus()
        self._is_fresh = False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes from field to field and then takes the values."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
        elif self.leave.hasFocus():
            self.close_up()
        elif self.take.hasFocus():
            self._accept()
        else:
            end = self.take if self.take.isEnabled() else self.leave
            (self.asked.first_empty or end).setFocus()

    def _show_lines(self, plan: "Plan", solved: "SolvedTargets", money: MoneyUnit) -> None:
        priority = {key: node.priority or len(plan.tree.nodes) for key, node in plan.tree.nodes.items()}
        found = (key for key in solved.values if key.channel is None and key not in solved.asked)
        whole = sorted(found, key=priority.__getitem__)
        most = max(_FEWEST_LINES, _MOST_LINES - len(solved.asked))
        for place, key in enumerate(whole[:most]):
            name = node_name(key, plan.metrics, plan.channels, language())
            self._lines.addWidget(PlainLabel(name, "small"), place, 0)
            written = _written(plan, key, solved.values[key], money)
            present = _written(plan, key, _present(solved, key), money)
            before = self.tr("今 {value}").format(value=present) if present not in {"", written} else ""
            for column, label in ((1, PlainLabel(before, "label")), (2, PlainLabel(written, "body"))):
                self._lines.addWidget(label, place, column, Qt.AlignmentFlag.AlignRight)
        if len(whole) > most:
            words = self.tr("ほか {count} の指標").format(count=len(whole) - most)
            self._lines.addWidget(PlainLabel(words, "hint"), most, 0)

    def _sentence(self, plan: "Plan", solved: "SolvedTargets", money: MoneyUnit) -> str:
        assert plan.goal is not None
        metric = plan.metrics[plan.goal.metric]
        empty = sum(value is None for value in solved.asked.values())
        if solved.kgi is None:
            words = self.tr("実績のない {empty} の指標の値を入れると、目標が決まります。Enter で次の欄へ移ります。")
            return words.format(empty=empty)
        if solved.proposal is None and solved.is_reached:
            words = self.tr("いまの設定のままで KGI {goal} に届きます。その値を {count} の指標の目標にします。")
        elif solved.is_reached:
            words = self.tr("KGI {goal} に、いちばん無理なく届く値です。{count} の指標の目標にします。")
        elif solved.proposal is None:
            words = self.tr("これらの値では {kgi} で、KGI {goal} に届きません。それでも目標にはできます。")
        else:
            words = self.tr("固定と上限の中では {kgi} までで、KGI {goal} に届きません。それでも目標にはできます。")
        if empty:
            words += self.tr("値のない {empty} の指標は、目標なしのままです。")
        return words.format(
            goal=write_value(plan.goal.value, metric, language(), money),
            count=len(solved.values),
            kgi=write_value(solved.kgi, metric, language(), money),
            empty=empty,
        )

    def _show(self, solved: "SolvedTargets | None", words: str) -> None:
        self._solved = solved
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.message.setText(words)
        can_take = solved is not None and solved.kgi is not None
        if not can_take and self.take.hasFocus():
            self.leave.setFocus()  # else a button that is greyed gives the keys to what lies below, and that closes us
        self.take.setEnabled(can_take)
        self.fields = (*self.asked.fields.values(), self.leave, self.take)

    def _accept(self) -> None:
        solved = self._solved
        if solved is not None and solved.kgi is not None:
            self.close_up()
            self.accepted.emit(solved)


def _present(solved: "SolvedTargets", key: "NodeKey") -> float | None:
    """What a lever is now."""
    levers = solved.proposal.levers if solved.proposal else ()
    return next((lever.present for lever in levers if lever.node == key), None)


def _written(plan: "Plan", key: "NodeKey", value: float | None, money: MoneyUnit) -> str:
    return "" if value is None else str(write_value(value, plan.metrics[key.metric], language(), money))
