"""DutySection: who answers for the node, and by when its target is to be reached."""

from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget
from typing_extensions import override

from isplanner.desktop.goal_tree.inspector.folding import FoldingSection
from isplanner.desktop.goal_tree.inspector.sight import Sight
from isplanner.desktop.language import language
from isplanner.desktop.widgets.day_edit import DayEdit
from isplanner.desktop.widgets.plain_label import PlainLabel
from isplanner.store import edits
from isplanner.text.dates import format_day


class DutySection(FoldingSection):
    """担当と期限."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("duty", self.tr("担当と期限"), parent)
        self._sight: Sight | None = None
        self.owner = QComboBox()
        self.owner.setEditable(True)
        self.owner.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.owner.setAccessibleName(self.tr("担当"))
        line = self.owner.lineEdit()
        assert line is not None
        line.setPlaceholderText(self.tr("メンバーから選ぶか、名前を書く"))
        line.editingFinished.connect(self._on_owner_typed)
        self.owner.activated.connect(self._on_owner_typed)
        self.due = DayEdit()
        self.due.setAccessibleName(self.tr("期限"))
        self.due.committed.connect(self._on_due_committed)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.addWidget(PlainLabel(self.tr("担当"), "label"), 0, 0)
        grid.addWidget(self.owner, 0, 1)
        grid.addWidget(PlainLabel(self.tr("期限"), "label"), 1, 0)
        grid.addWidget(self.due, 1, 1)
        grid.setColumnStretch(1, 1)
        self.inside.addLayout(grid)

    @override
    def show_node(self, sight: Sight) -> None:
        self._sight = sight
        line = self.owner.lineEdit()
        assert line is not None
        if not (line.hasFocus() and line.isModified()):
            names = dict.fromkeys([member.name for member in sight.plan.members] + _others(sight))
            self.owner.clear()
            self.owner.addItems(["", *names])
            self.owner.setCurrentText(sight.node.owner)
            line.setModified(False)
        end = self.tr("期末（{day}）まで").format(day=format_day(sight.plan.period.last, language()))
        self.due.setPlaceholderText(end)
        self.due.show_plan(sight.plan, sight.as_of)
        self.due.show_value(sight.node.due)

    def _on_owner_typed(self) -> None:
        if self._sight is not None and self.owner.currentText().strip() != self._sight.node.owner:
            self.edited.emit(edits.set_owner([self._sight.key], self.owner.currentText()))

    def _on_due_committed(self) -> None:
        if self._sight is not None:
            self.edited.emit(edits.set_due([self._sight.key], self.due.value))


def _others(sight: Sight) -> list[str]:
    """Owners who are not in the team."""
    return [node.owner for node in sight.plan.tree.nodes.values() if node.owner]
