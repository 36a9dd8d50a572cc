"""GoalDialog: asks for the plan's goal, from whatever screen."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from isplanner.desktop.background import LatestRunner
from isplanner.desktop.goal_form import GoalForm
from isplanner.plan.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Callable

    from isplanner.jobs.goal import EarlierGoal
    from isplanner.plan.target import Goal


class GoalDialog(QDialog):
    """The goal as it is; what the KGI came to before is read meanwhile."""

    def __init__(
        self, parent: QWidget, plan: Plan, near: date, read_earlier: "Callable[[], tuple[EarlierGoal, ...]]"
    ) -> None:
        super().__init__(parent)
        root = plan.tree.root
        kgi = plan.goal.metric if plan.goal else root.metric if root else "revenue"
        self.setWindowTitle(self.tr("KGI を決める"))
        self.setMinimumWidth(460)
        self.form = GoalForm(plan, plan.metrics[kgi], near)
        self.form.changed.connect(self._show_completeness)
        self._arrange()
        self._show_completeness()
        self._runner = LatestRunner(self)
        self._runner.finished.connect(self.form.show_earlier)
        self._runner.submit(read_earlier)
        self.finished.connect(self._runner.close)

    @property
    def wanted(self) -> "Goal | None":
        """What was asked for; None while it is not complete."""
        return self.form.wanted

    def _show_completeness(self) -> None:
        self._set.setEnabled(self.wanted is not None)

    def _arrange(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._set = buttons.addButton(self.tr("KGI にする"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._set.setProperty("kind", "primary")
        self._set.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(18)
        column.addWidget(self.form)
        column.addWidget(buttons)
