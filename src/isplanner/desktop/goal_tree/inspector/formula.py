"""FormulaSection: the formula of a node, with its unit, or what is wrong with it, and whether targets agree with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from isplanner.desktop.goal_tree.formula_check import FormulaCheck
from isplanner.desktop.goal_tree.formula_edit import FormulaEdit
from isplanner.desktop.goal_tree.inspector.sight import Sight
from isplanner.desktop.language import language
from isplanner.desktop.widgets.plain_label import PlainLabel
from isplanner.desktop.widgets.sections import Section
from isplanner.plan.formula import NameTable, format_formula
from isplanner.plan.problem import Problem
from isplanner.text.numbers import write_difference, write_value
from isplanner.text.problems import describe_problem


class FormulaSection(Section):
    """The formula, to be typed over.

    Signals:
        committed: (NodeKey, what was typed), when it can be read.
    """

    committed = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("数式"), parent)
        self._check: FormulaCheck | None = None
        self.unit = PlainLabel("", "ok")
        self.title_row.addWidget(self.unit)
        self.edit = FormulaEdit()
        self.edit.setAccessibleName(self.tr("数式"))
        self.edit.setPlaceholderText(self.tr("数式のないレバー"))
        self.edit.checked.connect(self._on_checked)
        self.edit.committed.connect(self._on_committed)
        self.message = PlainLabel("", "bad")
        self.hint = PlainLabel("", "hint")
        self.agreement = PlainLabel("", "small")
        self.column.addWidget(self.edit)
        for label in (self.message, self.hint, self.agreement):
            label.setWordWrap(True)
            self.column.addWidget(label)

    def show_node(self, sight: Sight) -> None:
        """Show the formula of a node."""
        self._check = check = FormulaCheck.of(sight.plan, sight.key)
        self.edit.show_formula(check)
        breakdown = sight.plan.tree.breakdown(sight.key)
        shown = format_formula(breakdown, check.names, language()) if breakdown else ""
        self.hint.setText(self.tr("チャネルごとに {formula}。その合計です。").format(formula=shown))
        self.hint.setVisible(breakdown is not None)
        self._show_agreement(sight)

    def _show_agreement(self, sight: Sight) -> None:
        """Say where the target is not what the formula makes of the other targets, and that it is where it is."""
        from isplanner.analysis.tree.agree import agreements

        found, metric, names = agreements(sight.plan, sight.key), sight.metric, NameTable.of(sight.plan)
        differing = [one for one in found if not one.is_kept]
        words = self.tr("{formula} の目標からは {implied} になります。目標は {target} で、差は {difference} です。")
        lines = [
            words.format(
                formula=format_formula(one.formula, names, language()),
                implied=sight.written(one.implied),
                target=sight.written(one.target),
                difference=write_difference(one.target - one.implied, metric, language()),
            )
            for one in differing
        ]
        self.agreement.setText("\n".join(lines) or self.tr("✓ ほかの指標の目標から計算した値と同じです。"))
        self.agreement.set_role("warn" if differing else "hint")
        self.agreement.setVisible(bool(found))

    def _on_committed(self, typed: str) -> None:
        if self._check is not None:
            self.committed.emit(self._check.node, typed)

    def _on_checked(self, problem: Problem | None) -> None:
        check = self._check
        if check is None:
            return
        # A formula that was right may be part of a circle that was closed elsewhere.
        problem = problem or (None if self.edit.is_changed else check.plan.tree.problems.get(check.node))
        self.message.setText(describe_problem(problem, check.plan, language()) if problem else "")
        self.message.setVisible(problem is not None)
        unit = write_value(0.0, check.plan.metrics[check.node.metric], language()).unit
        words = self.tr("✓ 単位 {unit}").format(unit=unit or self.tr("件"))
        self.unit.setText(words if self.edit.toPlainText() else "")
        self.unit.setVisible(problem is None)
