"""Inspector: all about the node that is selected."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from isplanner.desktop.goal_tree.formula_check import FormulaCheck
from isplanner.desktop.goal_tree.formula_edit import FormulaEdit
from isplanner.desktop.goal_tree.node_sections import AgreementSection, DefinitionSection, NumbersSection
from isplanner.desktop.goal_tree.trail import TrailSection
from isplanner.desktop.language import language
from isplanner.desktop.widgets.plain_label import PlainLabel
from isplanner.desktop.widgets.sections import Section
from isplanner.plan.formula import format_formula
from isplanner.plan.plan import Plan
from isplanner.plan.problem import Problem
from isplanner.plan.scope import NodeKey
from isplanner.text.numbers import MoneyUnit, write_value
from isplanner.text.problems import describe_problem

if TYPE_CHECKING:
    from isplanner.jobs.answer import Answer
    from isplanner.store.document import Document

WIDTH, WIDE = 320, 360
WIDE_FROM = 1_800


class FormulaSection(Section):
    """The formula of a node, with its unit, or what is wrong with it.

    Signals:
        committed: what was typed, when it can be read.
    """

    committed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._check: FormulaCheck | None = None
        self.title.setText(self.tr("数式"))
        self.unit = PlainLabel("", "ok")
        self.title_row.addWidget(self.unit)
        self.edit = FormulaEdit()
        self.edit.setAccessibleName(self.tr("数式"))
        self.edit.setPlaceholderText(self.tr("数式のないレバー"))
        self.edit.checked.connect(self._on_checked)
        self.edit.committed.connect(self.committed)
        self.message = PlainLabel("", "bad")
        self.message.setWordWrap(True)
        self.hint = PlainLabel("", "hint")
        self.hint.setWordWrap(True)
        for widget in (self.edit, self.message, self.hint):
            self.column.addWidget(widget)

    def show_node(self, plan: Plan, key: NodeKey) -> None:
        """Show the formula of a node."""
        self._check = check = FormulaCheck.of(plan, key)
        self.edit.show_formula(check)
        breakdown = plan.tree.breakdown(key)
        shown = format_formula(breakdown, check.names, language()) if breakdown else ""
        self.hint.setText(self.tr("チャネルごとに {formula}。その合計です。").format(formula=shown))
        self.hint.setVisible(breakdown is not None)

    def _on_checked(self, problem: Problem | None) -> None:
        check = self._check
        if check is None:
            return
        # A formula that was right may be part of a circle that was closed elsewhere.
        problem = problem or (None if self.edit.is_changed else check.plan.tree.problems.get(check.node))
        self.message.setText(describe_problem(problem, check.plan, language()) if problem else "")
        self.message.setVisible(problem is not None)
        unit = write_value(0.0, check.plan.metrics[check.node.metric], language()).unit
        self.unit.setText(
            self.tr("✓ 単位 {unit}").format(unit=unit or self.tr("件")) if self.edit.toPlainText() else ""
        )
        self.unit.setVisible(problem is None)


class Inspector(QScrollArea):
    """Sections below each other.

    Signals:
        formula_committed: (NodeKey, what was typed).
        priority_chosen: (NodeKey, place or None).
    """

    formula_committed = Signal(object, str)
    priority_chosen = Signal(object, object)

    def __init__(self, document: "Document", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key: NodeKey | None = None
        self.numbers = NumbersSection()
        self.priority = QComboBox()
        self.priority.setAccessibleName(self.tr("優先度"))
        self.priority.activated.connect(self._on_priority_activated)
        self.formula = FormulaSection()
        self.formula.committed.connect(self._on_formula_committed)
        self.agreement = AgreementSection()
        self.trail = TrailSection(document)
        self.definition = DefinitionSection()
        self._arrange()

    def show_node(self, plan: Plan, answer: "Answer | None", key: NodeKey, money: MoneyUnit) -> None:
        """Show a node of a plan; the answer may be of the plan before, for some moments."""
        self._key = key
        self._page.show()
        self.numbers.show_node(plan, answer, key, money)
        self._show_priority(plan, key)
        self.formula.show_node(plan, key)
        self.agreement.show_node(plan, key, money)
        self.trail.show_node(plan, answer.baseline if answer else None, key)
        self.definition.show_node(plan, key)

    def show_nothing(self) -> None:
        """There is no node to tell about."""
        self._key = None
        self._page.hide()

    def _show_priority(self, plan: Plan, key: NodeKey) -> None:
        ranked = sum(node.priority is not None for node in plan.tree.nodes.values())
        own = plan.tree.nodes[key].priority
        self.priority.clear()
        self.priority.addItem("—", None)
        for place in range(1, ranked + 1 + (own is None)):
            self.priority.addItem(str(place), place)
        self.priority.setCurrentIndex(own or 0)
        for widget in (self.priority, self._priority_label):
            widget.setVisible(key.channel is None and key != plan.tree.root)

    def _on_priority_activated(self, number: int) -> None:
        self.priority_chosen.emit(self._key, self.priority.itemData(number))

    def _on_formula_committed(self, typed: str) -> None:
        self.formula_committed.emit(self._key, typed)

    def _arrange(self) -> None:
        self._priority_label = PlainLabel(self.tr("優先度"), "label")
        self._priority_label.setBuddy(self.priority)
        self.priority.setFixedWidth(56)
        self.numbers.title_row.addWidget(self._priority_label)
        self.numbers.title_row.addWidget(self.priority)
        self._page = QFrame()
        self._page.setProperty("part", "panel")
        column = QVBoxLayout(self._page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for section in (self.numbers, self.formula, self.agreement, self.trail, self.definition):
            column.addWidget(section)
        column.addStretch(1)
        self.setWidget(self._page)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(WIDTH)
