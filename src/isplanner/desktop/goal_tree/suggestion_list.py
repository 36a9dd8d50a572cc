"""SuggestionList: what the word under the caret may become, in a list below the line it is typed into."""

from typing import cast

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from isplanner.desktop.goal_tree.suggestions import Suggestion
from isplanner.desktop.theme import font, tokens

_ROW, _WIDTH, _EDGE, _GAP = 24, 240, 8, 3
_RECORD = int(Qt.ItemDataRole.UserRole)
Index = QModelIndex | QPersistentModelIndex


class SuggestionList(QListView):
    """Lies over the window and never has the keyboard: the line it belongs to gives it the keys it is for.

    Signals:
        taken: the Suggestion clicked.
    """

    taken = Signal(object)

    def __init__(self, about: QWidget) -> None:
        super().__init__(about.window())
        self._about = about
        self._names = _Suggestions(self)
        self.setModel(self._names)
        self.setItemDelegate(_Painter(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(about)  # a click here is none beside the line
        self.setProperty("part", "suggestions")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("数式に入れられる名前"))
        about.destroyed.connect(self.deleteLater)
        self.hide()

    @property
    def chosen(self) -> Suggestion | None:
        """The one that Enter takes."""
        return cast("Suggestion | None", self.currentIndex().data(_RECORD)) if self.isVisible() else None

    def offer(self, found: tuple[Suggestion, ...], place: QRect) -> None:
        """Show suggestions under a place of the line (over it where there is no room); none hide the list."""
        self._names.show_suggestions(found)
        if not found:
            self.hide()
            return
        window = self._about.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        self.resize(_WIDTH, _ROW * len(found) + 2)
        below = self._about.mapTo(window, QPoint(place.left(), self._about.height() + _GAP))
        above = self._about.mapTo(window, QPoint(place.left(), -_GAP - self.height()))
        corner = below if below.y() + self.height() <= window.height() else above
        corner.setX(max(0, min(corner.x(), window.width() - self.width())))
        self.move(corner)
        self.setCurrentIndex(self._names.index(0))
        self.show()
        self.raise_()

    def walk(self, step: int) -> None:
        """Mark the next one or the one before."""
        rows = self._names.rowCount()
        self.setCurrentIndex(self._names.index((self.currentIndex().row() + step) % rows))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.setCurrentIndex(index)
            self.taken.emit(index.data(_RECORD))


class _Suggestions(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._found: tuple[Suggestion, ...] = ()

    def show_suggestions(self, found: tuple[Suggestion, ...]) -> None:
        self.beginResetModel()
        self._found = found
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (as Qt has it)
        return len(self._found)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        found = self._found[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{found.name}  {found.note}".rstrip()
        return found if role == _RECORD else None


class _Painter(QStyledItemDelegate):
    """The name with what was typed of it in bold, and what is said of it at the right."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(_WIDTH, _ROW)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        found: Suggestion = index.data(_RECORD)
        theme, rect = tokens(option.palette), option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.accbg)
        room = rect.adjusted(_EDGE, 0, -_EDGE, 0)
        painter.setFont(font(11))
        painter.setPen(theme.tx2)
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, found.note)
        room.setRight(room.right() - painter.fontMetrics().horizontalAdvance(found.note) - _EDGE)
        painter.setPen(theme.tx)
        start, end = found.matched
        for part, is_bold in ((found.name[:start], False), (found.name[start:end], True), (found.name[end:], False)):
            painter.setFont(font(12, bold=is_bold))
            shown = painter.fontMetrics().elidedText(part, Qt.TextElideMode.ElideRight, max(room.width(), 0))
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
            room.setLeft(room.left() + painter.fontMetrics().horizontalAdvance(shown))
