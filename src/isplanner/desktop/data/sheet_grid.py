"""SheetGrid: a sheet as it stands in its file, with its own row and column names, and what was made of each cell."""

from typing import cast

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QStyleOptionViewItem, QTableView, QWidget
from typing_extensions import override

from isplanner.desktop.data.sheet_look import CellLook, SheetLook
from isplanner.desktop.data.sheet_model import LOOK_ROLE, SheetModel
from isplanner.desktop.theme import font, tokens
from isplanner.desktop.widgets.cell_delegate import CellDelegate, Index
from isplanner.desktop.widgets.grid import Grid
from isplanner.workbook.grid import Area, Place

ROW_HEIGHT = 25
_NAMES_WIDTH = 34
_LEAST_WIDTH, _MOST_WIDTH, _PADDING = 44, 240, 20
_SAMPLE_ROWS = 80
_MOST_SPANS = 2_000
_FLASH_MS = 700
_NEAR = 4
_ELIDED = Qt.TextElideMode.ElideRight


class SheetDelegate(CellDelegate):
    """Paints a cell by its look; the cell that was jumped to is framed for a moment."""

    flashed: Place | None = None

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look: CellLook = index.data(LOOK_ROLE)
        theme = tokens(option.palette)
        painter.save()
        if look.ground:
            painter.fillRect(option.rect, theme.named(look.ground))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, theme.accbg)
        _draw_text(painter, option, index, look)
        if look.part == "header":
            painter.setPen(QPen(theme.accln, 1))
            painter.drawLine(option.rect.topRight(), option.rect.bottomRight())
            painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if look.frame:
            painter.setPen(QPen(theme.named(look.frame), 1))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        if option.state & QStyle.StateFlag.State_HasFocus or self.flashed == Place(index.row(), index.column()):
            painter.setPen(QPen(theme.acc, 2))
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        return QSize(QFontMetrics(font(12, bold=True)).horizontalAdvance(text) + _PADDING, ROW_HEIGHT)


def _draw_text(painter: QPainter, option: QStyleOptionViewItem, index: Index, look: CellLook) -> None:
    text = str(index.data(Qt.ItemDataRole.DisplayRole) or "").replace("\n", " ")
    written = font(12, bold=look.is_bold)
    written.setItalic(look.is_italic)
    painter.setFont(written)
    painter.setPen(tokens(option.palette).named(look.tone))
    room = option.rect.adjusted(6, 0, -7, 0)
    alignment = Qt.AlignmentFlag(int(index.data(Qt.ItemDataRole.TextAlignmentRole)))
    painter.drawText(room, alignment, QFontMetrics(written).elidedText(text, _ELIDED, room.width()))


class RowNames(QHeaderView):
    """The numbers of the rows; those of headers are tinted, and the edge below a header can be dragged.

    Signals:
        header_dragged: (last header row before, last header row now).
    """

    header_dragged = Signal(int, int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMouseTracking(True)
        self._ends: dict[int, int] = {}
        self._rows: frozenset[int] = frozenset()
        self._dragged: tuple[int, int] | None = None

    def show_look(self, look: SheetLook) -> None:
        """Mark the rows of headers."""
        self._rows = look.header_rows
        self._ends = {table.header[-1]: table.header[0] for table in look.tables}
        self.viewport().update()

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        theme = tokens(self)
        is_header = self._shown_as_header(logicalIndex)
        painter.save()
        painter.fillRect(rect, theme.accln if is_header else theme.win)
        painter.setPen(theme.line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setFont(font(11, bold=is_header))
        painter.setPen(theme.tx if is_header else theme.tx2)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(logicalIndex + 1))
        painter.restore()

    def _shown_as_header(self, row: int) -> bool:
        if self._dragged is None:
            return row in self._rows
        end, now = self._dragged
        start = self._ends[end]
        return start <= row <= now if start <= row <= max(end, now) else row in self._rows

    @override
    def mousePressEvent(self, e: QMouseEvent) -> None:
        end = self._end_near(e.position().toPoint())
        if end is None:
            super().mousePressEvent(e)
        else:
            self._dragged = (end, end)

    @override
    def mouseMoveEvent(self, e: QMouseEvent) -> None:
        point = e.position().toPoint()
        if self._dragged is not None:
            row = self.logicalIndexAt(point - QPoint(0, self._height // 2))
            if row >= self._ends[self._dragged[0]]:
                self._dragged = (self._dragged[0], row)
                self.viewport().update()
            return
        is_near = self._end_near(point) is not None
        self.setCursor(Qt.CursorShape.SplitVCursor if is_near else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(e)

    @override
    def mouseReleaseEvent(self, e: QMouseEvent) -> None:
        dragged, self._dragged = self._dragged, None
        if dragged is None:
            super().mouseReleaseEvent(e)
        elif dragged[0] != dragged[1]:
            self.header_dragged.emit(*dragged)

    @property
    def _height(self) -> int:
        return self.defaultSectionSize()

    def _end_near(self, point: QPoint) -> int | None:
        """The header whose lower edge is under the pointer."""
        for end in self._ends:
            edge = self.sectionViewportPosition(end) + self.sectionSize(end)
            if abs(point.y() - edge) <= _NEAR:
                return end
        return None


class SheetGrid(Grid):
    """The grid, with the model of its sheet.

    Signals:
        typed: texts by Place that were typed or pasted.
        header_dragged: (last header row before, last header row now).
        menu_wanted: (place, global point): what can be done with a cell.
    """

    delegate = SheetDelegate
    typed = Signal(object)
    header_dragged = Signal(int, int)
    menu_wanted = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = SheetModel(self)
        self.sheet.typed.connect(self.typed)
        self.setModel(self.sheet)
        self._names = RowNames(self)
        self._names.header_dragged.connect(self.header_dragged)
        self.setVerticalHeader(self._names)
        self._names.setFixedWidth(_NAMES_WIDTH)
        self._names.setDefaultSectionSize(ROW_HEIGHT)
        self._names.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(_LEAST_WIDTH)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self._spanned: tuple[Area, ...] = ()
        self._flash = QTimer(self)
        self._flash.setSingleShot(True)
        self._flash.timeout.connect(lambda: self._show_flash(None))

    def show_look(self, look: SheetLook) -> None:
        """Show a sheet, or what came of the one that is shown."""
        is_other = look.sheet is not self.sheet.look.sheet
        self.sheet.show_look(look)
        self._names.show_look(look)
        if is_other:
            self.clearSpans()
            for area in (*look.sheet.merged[:_MOST_SPANS], *look.titles):
                self._span(area)
            self._fit_widths()
            self.setCurrentIndex(self.sheet.index(0, 0))
            self.scrollToTop()
        elif self._spanned != look.titles:
            for area in self._spanned:
                self.setSpan(area.top, area.left, 1, 1)
            for area in look.titles:
                self._span(area)
        self._spanned = look.titles

    def jump_to(self, place: Place) -> None:
        """Bring a cell into sight and frame it for a moment."""
        index = self.sheet.index(place.row, place.column)
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        self._show_flash(place)
        self._flash.start(_FLASH_MS)

    @property
    def place(self) -> Place:
        """The current cell."""
        return Place(self.currentIndex().row(), self.currentIndex().column())

    @property
    def selected_rows(self) -> tuple[int, int]:
        """The first and last row that is selected."""
        rows = [index.row() for index in self.selectedIndexes()] or [self.place.row]
        return min(rows), max(rows)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos())
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
        if index.isValid():
            point = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
            self.menu_wanted.emit(Place(index.row(), index.column()), point)

    def _show_flash(self, place: Place | None) -> None:
        cast("SheetDelegate", self.itemDelegate()).flashed = place
        self.viewport().update()

    def _span(self, area: Area) -> None:
        bottom = min(area.bottom, self.sheet.rowCount() - 1)
        right = min(area.right, self.sheet.columnCount() - 1)
        if bottom > area.top or right > area.left:
            self.setSpan(area.top, area.left, max(bottom - area.top, 0) + 1, max(right - area.left, 0) + 1)

    def widen(self, column: int, width: int) -> None:
        """Make a column at least so wide."""
        if self.columnWidth(column) < width:
            self.setColumnWidth(column, width)

    def _fit_widths(self) -> None:
        """As wide as the first cells of each column need; a title may run over its column."""
        sheet = self.sheet.look.sheet
        rows = [row for row in sheet.numbers[:_SAMPLE_ROWS] if sum(1 for _ in sheet.filled(row)) > 1]
        metrics = QFontMetrics(font(12, bold=True))
        for column in range(self.sheet.columnCount()):
            texts = (self.sheet.look.text(row, column).split("\n") for row in rows)
            widest = max((metrics.horizontalAdvance(line) for lines in texts for line in lines), default=0)
            self.setColumnWidth(column, max(_LEAST_WIDTH, min(widest + _PADDING, _MOST_WIDTH)))
