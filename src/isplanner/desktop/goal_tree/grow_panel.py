"""GrowPanel: one more metric for the tree, from the dictionary or of the user's own, and the formula that makes."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QPushButton, QWidget
from typing_extensions import override

from isplanner.desktop.goal_tree import graft, growth
from isplanner.desktop.goal_tree.floating_panel import FloatingPanel
from isplanner.desktop.goal_tree.formula_edit import FormulaEdit
from isplanner.desktop.goal_tree.graft import Graft
from isplanner.desktop.goal_tree.growth import GrowthCheck, Spot
from isplanner.desktop.goal_tree.node_list import Choice, NodeList
from isplanner.desktop.language import language
from isplanner.desktop.widgets.plain_label import PlainLabel, plain_tip
from isplanner.plan.metric import Kind, Metric, spellings
from isplanner.plan.scope import NodeKey
from isplanner.text.names import channel_name, metric_definition, metric_name, node_name
from isplanner.text.numbers import unit_name
from isplanner.text.problems import describe_problem

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from isplanner.plan.plan import Plan
    from isplanner.plan.problem import Problem

_WIDTH = 340
_UNITS = {Kind.COUNT: ("件", "通"), Kind.AMOUNT: ("円",), Kind.DURATION: ("分",), Kind.RATE: ("%", "円", "件")}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class GrowPanel(FloatingPanel):
    """Type a name, Enter adds it; the formula it makes stands below and can be written otherwise before.

    Signals:
        grown: (Graft, NodeKey of what came): it is to be stored.
    """

    grown = Signal(object, object)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, _WIDTH)
        self._plan: Plan | None = None
        self._spot = Spot(None)
        self._check: GrowthCheck | None = None
        self.list = NodeList(self.tr("指標"), self.tr("指標の名前（新しい名前も書けます）"))
        self.list.offer_new = self.tr("新しい指標にする")
        self.kind, self.unit = QComboBox(), QComboBox()
        self.formula = FormulaEdit()
        self.message = PlainLabel("", "small")
        self.add = QPushButton(self.tr("加える"))
        self._form = self._make_form()
        self._arrange()
        self._connect()

    def open_for(self, plan: "Plan", spot: Spot, about: QRect) -> None:
        """Ask for a metric at a place of the tree."""
        self._plan, self._spot = plan, spot
        self.title.setText(self._heading(plan, spot))
        for part in (self._formula_label, self.formula, self.message):
            part.setVisible(spot.above is not None)
        self.list.show_choices([_choice(metric, plan, spot) for metric in growth.offered(plan, spot)])
        self.open_beside(about, self.list)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or cast("QKeyEvent", event).key() not in _ENTER:
            return False
        if watched is self.formula and self.formula.is_composing:
            return False
        self._take()
        return True

    @property
    def chosen(self) -> Metric | None:
        """The one that is marked, or the new one as its form says."""
        choice, plan = self.list.choice, self._plan
        if choice is None or plan is None:
            return None
        if isinstance(choice.value, Metric):
            return choice.value
        kind: Kind = self.kind.currentData()
        return growth.own_metric(plan, choice.name, self.unit.currentData() or "件", kind, self._spot.above)

    def _take(self) -> None:
        metric, plan, spot = self.chosen, self._plan, self._spot
        if metric is None or plan is None:
            return
        own = None if metric.key in plan.metrics else metric
        key = NodeKey(metric.key, spot.channel)
        if spot.above is None:
            self._store(Graft(added={key: None}, metrics=(own,) if own else ()), key)
        elif growth.is_readable(self.formula.problem):
            self._store(graft.typed(plan, spot.above, self.formula.toPlainText(), own), key)

    def _store(self, change: Graft, key: NodeKey) -> None:
        self.close_up()
        self.grown.emit(change, key)

    def _on_moved(self) -> None:
        """Another metric: show its form where it is new, and the formula it makes."""
        choice = self.list.choice
        self._form.setVisible(choice is not None and choice.value is None)
        self.add.setEnabled(choice is not None)
        self._propose()
        self.adjustSize()

    def _propose(self) -> None:
        metric, plan, above = self.chosen, self._plan, self._spot.above
        if metric is None or plan is None or above is None:
            return
        change = graft.proposed(plan, above, metric, self._spot.after)
        own = None if metric.key in plan.metrics else metric
        text = growth.text_of(plan, change, language())
        self._check = GrowthCheck.of_growth(plan, above, text, own)
        self.formula.show_formula(self._check)
        self.formula.take_back()

    def _on_kind_chosen(self) -> None:
        self.unit.clear()
        for unit in _UNITS[self.kind.currentData()]:
            self.unit.addItem(unit_name(unit, language()) or self.tr("件"), unit)
        self._propose()

    def _on_checked(self, problem: "Problem | None") -> None:
        if self._check is None:
            return
        words = describe_problem(problem, self._check.plan, language()) if problem else ""
        if problem is not None and growth.is_readable(problem):
            words += self.tr("（このまま加えて、あとで直せます）")
        self.message.setText(words or self._definition(self.chosen))
        self.message.set_role("bad" if problem else "hint")
        self.add.setEnabled(growth.is_readable(problem))
        self.adjustSize()

    def _definition(self, metric: Metric | None) -> str:
        return metric_definition(metric, language()) if metric else ""

    def _heading(self, plan: "Plan", spot: Spot) -> str:
        if spot.above is not None:
            name = node_name(spot.above, plan.metrics, plan.channels, language())
            found = graft.leading(plan, spot.above)
            if found == (spot.above,):
                return self.tr("{name} の要因を加える").format(name=name)
            names = [channel_name(plan.channels[one.channel], language(), short=True) for one in found if one.channel]
            return self.tr("{name} の要因を加える（{channels}）").format(name=name, channels="・".join(names))
        if plan.tree.root is None:
            return self.tr("KGI を選ぶ")
        return self.tr("KGI に直接つながらない指標を加える")

    def _make_form(self) -> QWidget:
        """What a metric of the user's own needs beside its name."""
        words = {
            Kind.COUNT: self.tr("件数"),
            Kind.AMOUNT: self.tr("金額"),
            Kind.DURATION: self.tr("時間"),
            Kind.RATE: self.tr("率（割り算）"),
        }
        for kind, word in words.items():
            self.kind.addItem(word, kind)
        self._on_kind_chosen()
        form = QWidget()
        rows = QFormLayout(form)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setHorizontalSpacing(12)
        rows.addRow(PlainLabel(self.tr("種類"), "small"), self.kind)
        rows.addRow(PlainLabel(self.tr("単位"), "small"), self.unit)
        self.kind.setAccessibleName(self.tr("種類"))
        self.unit.setAccessibleName(self.tr("単位"))
        return form

    def _arrange(self) -> None:
        self._formula_label = PlainLabel(self.tr("数式"), "label")
        self.formula.setAccessibleName(self.tr("数式"))
        self.message.setWordWrap(True)
        self.add.setProperty("kind", "primary")
        self.add.setToolTip(plain_tip(self.tr("加える（Enter）")))
        close = QPushButton(self.tr("やめる"))
        close.setProperty("kind", "text")
        close.setToolTip(plain_tip(self.tr("やめる（Esc）")))
        close.clicked.connect(lambda _=False: self.close_up())
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(close)
        buttons.addWidget(self.add)
        for part in (self.list, self._form, self._formula_label, self.formula, self.message):
            self.column.addWidget(part)
        self.column.addLayout(buttons)
        self.fields = (self.list.line, self.kind, self.unit, self.formula, close, self.add)

    def _connect(self) -> None:
        self.list.moved.connect(self._on_moved)
        self.list.taken.connect(self._take)
        self.formula.checked.connect(self._on_checked)
        self.kind.activated.connect(lambda _place: self._on_kind_chosen())
        self.unit.activated.connect(lambda _place: self._propose())
        self.add.clicked.connect(lambda _=False: self._take())
        for field in (self.list.line, self.formula):
            field.installEventFilter(self)


def _choice(metric: Metric, plan: "Plan", spot: Spot) -> Choice:
    name = metric_name(metric, language())
    is_there = NodeKey(metric.key, spot.channel) in plan.tree.nodes
    unit = unit_name(metric.unit, language())
    return Choice(metric, name, spellings(metric), f"↗ {unit}" if is_there else unit)
