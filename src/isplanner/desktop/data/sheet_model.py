"""SheetModel: the cells of a sheet as it stands in its file, for a Grid. What is typed into them leaves as a signal."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from isplanner.desktop.data.sheet_look import CellLook, SheetLook
from isplanner.desktop.models.column import RECORD_ROLE
from isplanner.desktop.models.record_model import NOWHERE, Refusal
from isplanner.desktop.widgets.plain_label import plain_tip
from isplanner.workbook.grid import Place, Sheet, cell_text, column_letters

LOOK_ROLE = RECORD_ROLE + 10
"""The CellLook of a cell."""

_Index = QModelIndex | QPersistentModelIndex
_SPARE_ROWS, _FEWEST_ROWS, _FEWEST_COLUMNS = 2, 16, 8
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)


class SheetModel(QAbstractTableModel):
    """Cells by row and column, with a few empty ones behind the last. Only those in sight are ever looked at.

    Signals:
        typed: texts by Place that were typed or pasted.
    """

    typed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.look = SheetLook(Sheet(""))

    def show_look(self, look: SheetLook) -> None:
        """Show a sheet; where it is the one shown already only its looks change."""
        if look.sheet is self.look.sheet:
            self.look = look
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, self.rowCount() - 1)
            return
        self.beginResetModel()
        self.look = look
        self.endResetModel()

    def write(self, cells: Sequence[tuple[_Index, str]]) -> tuple[Refusal, ...]:
        """Take texts; whether they can be read shows when the sheet has been read again."""
        self.typed.emit({Place(index.row(), index.column()): text for index, text in cells})
        return ()

    @override
    def rowCount(self, parent: _Index = NOWHERE) -> int:
        return 0 if parent.isValid() else max(self.look.sheet.height + _SPARE_ROWS, _FEWEST_ROWS)

    @override
    def columnCount(self, parent: _Index = NOWHERE) -> int:
        return 0 if parent.isValid() else max(self.look.sheet.width, _FEWEST_COLUMNS)

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag
        return flags.ItemIsEnabled | flags.ItemIsSelectable | flags.ItemIsEditable | flags.ItemNeverHasChildren

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = index.row(), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.look.text(row, column)
            case Qt.ItemDataRole.EditRole:
                typed = self.look.typed(row, column)
                return cell_text(self.look.sheet.value(row, column)) if typed is None else typed
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(self.look.look(row, column))
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(self.look.tip(row, column))
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return self.look.tip(row, column)
        return self.look.look(row, column) if role == LOOK_ROLE else None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return column_letters(section) if orientation == Qt.Orientation.Horizontal else str(section + 1)
        return _CENTRE if role == Qt.ItemDataRole.TextAlignmentRole else None

    def place(self, index: _Index) -> Place:
        """The cell of an index."""
        return Place(index.row(), index.column())


def _alignment(look: CellLook) -> int:
    if look.part == "header":
        return _CENTRE
    return _RIGHT if look.is_right else _LEFT
