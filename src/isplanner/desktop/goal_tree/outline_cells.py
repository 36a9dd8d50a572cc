"""How cells of the outline are painted, and the editor of its formula column."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QObject,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget
from typing_extensions import override

from isplanner.desktop.goal_tree.formula_check import FormulaCheck
from isplanner.desktop.goal_tree.formula_edit import FormulaEdit
from isplanner.desktop.language import language
from isplanner.desktop.models.column import RECORD_ROLE
from isplanner.desktop.models.record_model import Index
from isplanner.desktop.theme import font, tokens
from isplanner.desktop.widgets.cell_delegate import CellDelegate, CellEditor, Write
from isplanner.desktop.widgets.plain_label import PlainLabel
from isplanner.text.problems import describe_problem

if TYPE_CHECKING:
    from isplanner.desktop.goal_tree.rows import OutlineRow
    from isplanner.plan.problem import Problem

ROW_HEIGHT = 28
_TAG = QSize(32, 16)
_MESSAGE_WIDTH = 420


class NameCells(CellDelegate):
    """The name column: the KPI's name, and the tag of the KGI at its end."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(super().sizeHint(option, index).width(), ROW_HEIGHT)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        row: OutlineRow = index.data(RECORD_ROLE)
        if row.is_kgi:
            _paint_tag(painter, option)


class LeverCells(CellDelegate):
    """The column of values: while one is typed, it is tried out.

    Signals:
        typed: (the OutlineRow, what is typed as its value); (None, None) when that is over.
    """

    typed = Signal(object, object)

    def __init__(self, write: Write, parent: QWidget) -> None:
        super().__init__(write, parent)
        self.closeEditor.connect(lambda _editor: self.typed.emit(None, None))

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = cast("CellEditor", super().createEditor(parent, option, index))
        row: OutlineRow = index.data(RECORD_ROLE)
        editor.textEdited.connect(lambda text: self.typed.emit(row, text))
        return editor


class FormulaCells(CellDelegate):
    """The formula column: a FormulaEdit, and what is wrong with the formula in a line below it."""

    def __init__(
        self,
        write: Write,
        check: Callable[[Index], FormulaCheck],
        view: QAbstractItemView,
    ) -> None:
        super().__init__(write, view)
        self._check = check
        self._view = view

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        check = self._check(index)
        editor = FormulaEdit(parent)
        message = Message(editor, parent)
        editor.checked.connect(lambda problem: message.show_problem(problem, check))
        editor.show_formula(check)
        editor.selectAll()
        return editor

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The editor keeps what is typed, whatever the model says meanwhile."""

    @override
    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """As wide as the formula may need, to the left over the numbers where the column is narrow."""
        place = QRect(option.rect)
        place.setLeft(max(0, min(place.left(), self._view.viewport().width() - _MESSAGE_WIDTH)))
        editor.setGeometry(place)

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        line = cast("FormulaEdit", editor)
        if line.is_changed and line.problem is None:
            self._write([(index, line.toPlainText())])

    @override
    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(editor, FormulaEdit):
            return super().eventFilter(editor, event)
        return self._end(editor, cast("QKeyEvent", event))

    def _end(self, editor: FormulaEdit, event: QKeyEvent) -> bool:
        """Enter and Tab end a formula that can be read, and leave any other open."""
        if editor.is_composing or editor.is_offering:
            return False  # the editor knows which keys are the input method's, or for the names it offers
        if event.key() == Qt.Key.Key_Escape:
            self.closeEditor.emit(editor)
            return True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            if editor.problem is None:
                self.commitData.emit(editor)
                self.closeEditor.emit(editor)
            return True
        return False


class Message(PlainLabel):
    """What is wrong with a formula, below the line it is typed into."""

    def __init__(self, about: FormulaEdit, over: QWidget) -> None:
        super().__init__(role="callout", parent=over)
        self._about = about
        self._over = over
        self.setWordWrap(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        about.installEventFilter(self)
        about.destroyed.connect(self.deleteLater)
        self.hide()

    def show_problem(self, problem: "Problem | None", check: FormulaCheck) -> None:
        self.setText(describe_problem(problem, check.plan, language()) if problem else "")
        self._place()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show}:
            self._place()
        elif event.type() == QEvent.Type.Hide:
            self.hide()
        return False

    def _place(self) -> None:
        self.setVisible(bool(self.text()) and self._about.isVisible())
        room, place = self._over.size(), self._about.geometry()
        width = min(_MESSAGE_WIDTH, room.width())
        self.resize(width, self.heightForWidth(width))
        below = place.bottom() + 2
        top = below if below + self.height() <= room.height() else place.top() - 2 - self.height()
        self.move(max(0, min(place.left(), room.width() - width)), top)
        self.raise_()


def _paint_tag(painter: QPainter, option: QStyleOptionViewItem) -> None:
    theme = tokens(option.palette)
    box = QRectF(option.rect.right() - _TAG.width() - 4, 0, _TAG.width(), _TAG.height())
    box.moveTop(option.rect.center().y() - _TAG.height() / 2)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.tx)
    painter.drawRoundedRect(box, 3, 3)
    painter.setPen(theme.panel)
    painter.setFont(font(10, bold=True))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "KGI")
    painter.restore()
