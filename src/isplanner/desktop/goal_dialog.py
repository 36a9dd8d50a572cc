"""GoalDialog: the KGI as a number, or against an earlier one (前年度比 +15 %)."""

from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from isplanner.desktop.language import language
from isplanner.desktop.widgets.number_edit import NumberEdit
from isplanner.desktop.widgets.plain_label import PlainLabel
from isplanner.plan.metric import Direction, Kind, Metric
from isplanner.plan.plan import Plan
from isplanner.plan.target import Goal
from isplanner.text.names import metric_name

_CHANGE = Metric("change", "増減", "Change", "%", Kind.RATE, Direction.HIGHER)


class GoalDialog(QDialog):
    """Asks for the plan's goal."""

    def __init__(self, parent: QWidget, plan: Plan) -> None:
        super().__init__(parent)
        goal = plan.goal
        root = plan.tree.root
        self._metric = plan.metrics[goal.metric if goal else root.metric if root else "revenue"]
        self.setWindowTitle(self.tr("KGI を決める"))
        self.setMinimumWidth(440)
        self._value = NumberEdit(self._metric)
        self._value.show_value(goal.value if goal else None)
        self.relative_box = QCheckBox(self.tr("前の実績と比べて決める"))
        self.relative_box.setChecked(goal is not None and goal.relative is not None)
        self._base = NumberEdit(self._metric)
        self._base.show_value(goal.base if goal else None)
        self._relative = NumberEdit(_CHANGE)
        self._relative.show_value(goal.relative if goal else None)
        self._source = QLineEdit(goal.base_source or "" if goal else "")
        self._source.setCursorPosition(0)
        self._source.setPlaceholderText(self.tr("例：前年同期"))
        self._arrange()
        self.relative_box.toggled.connect(self._show_way)
        for field in (self._value, self._base, self._relative):
            field.committed.connect(field.show_value)
            field.committed.connect(self._show_way)
        self._show_way()

    @property
    def wanted(self) -> Goal | None:
        """What was asked for; None while it is not complete."""
        value = self._value.value
        if value is None:
            return None
        source = self._source.text().strip() or None
        if not self.relative_box.isChecked():
            return Goal(self._metric.key, value, None, None, source)
        return Goal(self._metric.key, value, self._base.value, self._relative.value, source)

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        name = metric_name(self._metric, language())
        form.addRow(PlainLabel(self.tr("KGI（{name}）").format(name=name), "small"), self._value)
        form.addRow("", self.relative_box)
        form.addRow(PlainLabel(self.tr("前の値"), "small"), self._base)
        form.addRow(PlainLabel(self.tr("増減"), "small"), self._relative)
        form.addRow(PlainLabel(self.tr("何の値か"), "small"), self._source)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._set = buttons.addButton(self.tr("KGI にする"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._set.setProperty("kind", "primary")
        self._set.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(18)
        column.addLayout(form)
        column.addWidget(buttons)

    def _show_way(self) -> None:
        relative = self.relative_box.isChecked()
        self._value.setEnabled(not relative)
        for field in (self._base, self._relative):
            field.setEnabled(relative)
        if relative:
            base, change = self._base.value, self._relative.value
            value = None if base is None or change is None else float(round(base * (1 + change)))
            self._value.show_value(value)
        self._set.setEnabled(self.wanted is not None)
