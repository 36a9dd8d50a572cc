"""GoalDialog: asks for the plan's goal, from whatever screen."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QHBoxLayout, QVBoxLayout, QWidget

from isplanner.desktop.background import LatestRunner
from isplanner.desktop.goal_form import GoalForm
from isplanner.desktop.language import language
from isplanner.desktop.widgets.plain_label import PlainLabel
from isplanner.plan.plan import Plan
from isplanner.text.names import metric_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from isplanner.jobs.goal import EarlierGoal
    from isplanner.plan.target import Goal

    EarlierOf = Callable[[Plan], Callable[[], Sequence[EarlierGoal]]]


class GoalDialog(QDialog):
    """The goal as it is; what the KGI came to before is read meanwhile. A plan without a KGI chooses it here as well.

    `earlier_of` gives the work that reads it for a plan with its KGI; a worker runs it.
    """

    def __init__(
        self,
        parent: QWidget,
        plan: Plan,
        near: date,
        earlier_of: "EarlierOf",
    ) -> None:
        from isplanner.jobs.goal import likely_kgis

        super().__init__(parent)
        self._plan, self._near, self._earlier_of = plan, near, earlier_of
        self._kgis = [] if plan.tree.root else likely_kgis(plan)
        self.setWindowTitle(self.tr("KGI を決める"))
        self.setMinimumWidth(460)
        self._runner = LatestRunner(self)
        self._runner.finished.connect(self._show_earlier)
        self.finished.connect(self._runner.close)
        self.kgi = QComboBox()
        self.kgi.setAccessibleName(self.tr("KGI にする指標"))
        self.kgi.addItems([metric_name(metric, language()) for metric in self._kgis])
        self.kgi.currentIndexChanged.connect(lambda place: self._ask_of(self._kgis[place].key))
        self._arrange()
        root = plan.tree.root
        self._ask_of(root.metric if root else self._kgis[0].key)

    @property
    def wanted(self) -> "Goal | None":
        """What was asked for; None while it is not complete."""
        return self.form.wanted

    def _ask_of(self, kgi: str) -> None:
        """Ask for the goal of a metric."""
        from isplanner.jobs.goal import with_kgi

        while (item := self._place.takeAt(0)) is not None:
            if (before := item.widget()) is not None:
                before.hide()
                before.deleteLater()
        self.form = GoalForm(self._plan, self._plan.metrics[kgi], self._near)
        self.form.changed.connect(self._show_completeness)
        self._place.addWidget(self.form)
        self._buttons.setParent(None)  # and back: they come last by Tab, behind a form that was made after them
        self._column.addWidget(self._buttons)
        self._set.setDefault(True)
        self._show_completeness()
        self._runner.submit(self._earlier_of(with_kgi(self._plan, kgi)))

    def _show_earlier(self, earlier: "Sequence[EarlierGoal]") -> None:
        self.form.show_earlier(earlier)

    def _show_completeness(self) -> None:
        self._set.setEnabled(self.wanted is not None)
        self._column.activate()
        self.resize(self.width(), max(self.height(), self._column.totalHeightForWidth(self.width())))

    def _arrange(self) -> None:
        self._buttons = buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._set = buttons.addButton(self.tr("KGI にする"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._set.setProperty("kind", "primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(18)
        if self._kgis:
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(PlainLabel(self.kgi.accessibleName(), "small"))
            row.addWidget(self.kgi, 1)
            column.addLayout(row)
        else:
            self.kgi.setParent(self)
            self.kgi.hide()
        self._place = QVBoxLayout()
        column.addLayout(self._place)
