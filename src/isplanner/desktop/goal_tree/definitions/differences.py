"""DifferencesDialog: what a workbook of definitions that came back says otherwise, each to be taken or left."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from isplanner.desktop.language import language
from isplanner.desktop.models.column import CellEdit
from isplanner.desktop.widgets.plain_label import PlainLabel
from isplanner.plan.metric import shipped_metrics
from isplanner.text.catalogue import phrase
from isplanner.text.dates import format_date
from isplanner.text.names import department_name, metric_name
from isplanner.text.numbers import NO_VALUE

if TYPE_CHECKING:
    from isplanner.desktop.goal_tree.definitions.columns import Cells
    from isplanner.workbook.definition_sheet.read import Difference, ReadBack

_SIZE = 860, 480
_TEXTS = {"unit", "definition", "conditions", "source"}


class DifferencesDialog(QDialog):
    """A line a difference, with a tick; opinions are shown to be read."""

    def __init__(self, parent: QWidget, found: "ReadBack") -> None:
        super().__init__(parent)
        self._found = found
        self.setWindowTitle(self.tr("定義の違い"))
        self.resize(*_SIZE)
        self.list = QTreeWidget()
        self.list.setRootIsDecorated(False)
        self.list.setWordWrap(True)
        self.list.setHeaderLabels([self.tr("指標"), self.tr("項目"), self.tr("いま"), self.tr("ブック")])
        self.list.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.items = [self._line(one) for one in found.differences]
        self.list.addTopLevelItems(self.items)
        for key, words in found.opinions.items():
            metric = shipped_metrics().get(key)
            name = metric_name(metric, language()) if metric else key
            self.list.addTopLevelItem(QTreeWidgetItem([name, phrase("definitions_opinion", language()), "", words]))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.take = buttons.addButton(self.tr("選んだものを取り込む"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.take.setProperty("kind", "primary")
        self.take.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.take.setEnabled(bool(self.items))
        column = QVBoxLayout(self)
        column.addWidget(PlainLabel(self._words(), "small"))
        column.addWidget(self.list, 1)
        column.addWidget(buttons)

    @property
    def cells(self) -> "Cells":
        """What was ticked."""
        pairs = zip(self.items, self._found.differences, strict=True)
        ticked = (one for item, one in pairs if item.checkState(0) is Qt.CheckState.Checked)
        return [CellEdit(one.definition, one.field, one.after) for one in ticked]

    def _line(self, one: "Difference") -> QTreeWidgetItem:
        said = one.field in _TEXTS
        field = phrase(f"definitions_{one.field}", language()) if said else self._agreed(one.field)
        name = metric_name(one.definition.metric, language())
        item = QTreeWidgetItem([name, field, _words_of(one.before), _words_of(one.after)])
        item.setCheckState(0, Qt.CheckState.Checked)
        return item

    @staticmethod
    def _agreed(department: str) -> str:
        return phrase("definitions_agreed", language(), department=department_name(department, language()))

    def _words(self) -> str:
        words = self.tr("ブックに {count} か所の違いがあります。取り込むものを選んでください。")
        said = [words.format(count=len(self.items))]
        if self._found.unread:
            cells = "、".join(self._found.unread[:5])
            said.append(self.tr("日付として読めないセル：{cells}").format(cells=cells))
        return "\n".join(said)


def _words_of(value: "str | date | None") -> str:
    return format_date(value, language()) if isinstance(value, date) else value or NO_VALUE
