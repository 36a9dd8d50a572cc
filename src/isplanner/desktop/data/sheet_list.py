"""SheetList: the files of an import and their sheets, each with what came of it; below it a place to drop more."""

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QBrush, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from isplanner.desktop.data.words import shape_words, unread_words
from isplanner.desktop.icons import icon
from isplanner.desktop.language import language
from isplanner.desktop.theme import font, tokens
from isplanner.desktop.widgets.plain_label import PlainLabel, plain_tip
from isplanner.jobs.draft import Draft, DraftFile
from isplanner.jobs.prospect import Prospect
from isplanner.text.messages import say
from isplanner.text.numbers import format_number
from isplanner.workbook.reading import FileReading

WIDTH = 204
_FILE = int(Qt.ItemDataRole.UserRole)
_SHEET, _HELD = _FILE + 1, _FILE + 2
_BADGE = 18
Index = QModelIndex | QPersistentModelIndex
_FILE_ROW, _SHEET_ROW = QSize(0, 30), QSize(0, 38)


class CountDelegate(QStyledItemDelegate):
    """Paints how many cells are held as a badge."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        held = index.data(_HELD)
        if not held:
            super().paint(painter, option, index)
            return
        theme, text = tokens(option.palette), format_number(held)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, theme.accbg)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(11, bold=True))
        width = max(_BADGE, painter.fontMetrics().horizontalAdvance(text) + 10)
        badge = QRect(option.rect.right() - width - 5, option.rect.center().y() - _BADGE // 2 + 1, width, _BADGE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.bad)
        painter.drawRoundedRect(badge, _BADGE / 2, _BADGE / 2)
        painter.setPen(theme.panel)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()


class SheetList(QTreeWidget):
    """A file a branch, a sheet a row: its shape below its name, ✓, ？ where something is asked, — or how many are held.

    Signals:
        sheet_chosen: (file, sheet).
        file_removed: a file is not to be imported.
        sheet_toggled: (file, sheet, whether it is to be read).
    """

    sheet_chosen = Signal(str, str)
    file_removed = Signal(str)
    sheet_toggled = Signal(str, str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setColumnCount(2)
        self.setIndentation(14)
        self.setRootIsDecorated(False)
        self.setAccessibleName(self.tr("ファイルとシート"))
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.setItemDelegateForColumn(1, CountDelegate(self))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.currentItemChanged.connect(self._on_current_changed)

    @property
    def chosen(self) -> tuple[str, str] | None:
        """The file and sheet that are chosen."""
        items = self.selectedItems()
        sheet = items[0].data(0, _SHEET) if items else None
        return (items[0].data(0, _FILE), sheet) if sheet else None

    def show_draft(self, draft: Draft, prospect: Prospect | None, rows: Mapping[str, int]) -> None:
        """List the files with what is known of them; the sheet that was chosen stays so."""
        before = self.chosen
        readings = {file.file: file for file in prospect.reading.files} if prospect else {}
        self.blockSignals(True)  # the choice is made below, once
        self.clear()
        for file in draft.files:
            self._add_file(file, readings.get(file.name), rows.get(file.name, 0))
        self.expandAll()
        self.blockSignals(False)
        if not (before and self.choose(*before)):
            self._choose_first(readings)

    def choose(self, file: str, sheet: str) -> bool:
        """Choose a sheet; whether it is there."""
        for item in self._sheet_items():
            if (item.data(0, _FILE), item.data(0, _SHEET)) == (file, sheet):
                self.setCurrentItem(item)
                return True
        return False

    def _choose_first(self, readings: dict[str, FileReading]) -> None:
        """The first sheet with held cells, else the first that is read, else the first."""
        held = {(file.file, sheet.sheet) for file in readings.values() for sheet in file.sheets if sheet.held}
        read = {(file.file, sheet.sheet) for file in readings.values() for sheet in file.sheets}
        items = self._sheet_items()
        places = [(item.data(0, _FILE), item.data(0, _SHEET)) for item in items]
        for wanted in (held, read, set(places)):
            for item, place in zip(items, places, strict=True):
                if place in wanted:
                    self.setCurrentItem(item)
                    return

    def _sheet_items(self) -> list[QTreeWidgetItem]:
        files = (self.topLevelItem(number) for number in range(self.topLevelItemCount()))
        children = (file.child(number) for file in files if file for number in range(file.childCount()))
        return [child for child in children if child]

    def _add_file(self, file: DraftFile, reading: FileReading | None, rows: int) -> None:
        state = self.tr("{rows} 行…").format(rows=format_number(rows)) if file.is_waiting else ""
        top = QTreeWidgetItem([file.name, state])
        top.setIcon(0, icon("file"))
        top.setData(0, _FILE, file.name)
        top.setSizeHint(0, _FILE_ROW)
        top.setToolTip(0, plain_tip(file.name))
        top.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.addTopLevelItem(top)
        if file.problem is not None:
            top.setForeground(0, QBrush(tokens(self).bad))
            top.setIcon(0, icon("warning", "bad"))
            top.setToolTip(0, plain_tip(say(file.problem, {}, language())))
        for sheet in file.open.cells.sheets if file.open else ():
            top.addChild(self._sheet_item(file.name, sheet.name, reading))

    def _sheet_item(self, file: str, name: str, reading: FileReading | None) -> QTreeWidgetItem:
        sheet = next((each for each in reading.sheets if each.sheet == name), None) if reading else None
        unread = reading.unread.get(name, "") if reading else ""
        below = shape_words(sheet.shape) if sheet else unread_words(unread)
        held = len(sheet.held) if sheet else 0
        lacks = sheet is not None and any(table.lacking for table in sheet.tables)
        mark = format_number(held) if held else "？" if lacks else "✓" if sheet else "—"
        row = QTreeWidgetItem([f"{name}\n{below}", mark])
        row.setData(0, _FILE, file)
        row.setData(0, _SHEET, name)
        row.setData(1, _HELD, held)
        row.setSizeHint(0, _SHEET_ROW)
        row.setToolTip(0, plain_tip(f"{name}\n{below}"))
        row.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        theme = tokens(self)
        row.setForeground(1, QBrush(theme.bad if held else theme.warn if lacks else theme.ok if sheet else theme.tx3))
        if held:
            row.setToolTip(1, plain_tip(self.tr("{count} 件保留").format(count=held)))
        elif lacks:
            row.setToolTip(1, plain_tip(self.tr("読むために決めることがあります")))
        if sheet is None:
            row.setForeground(0, QBrush(theme.tx3))
        return row

    def _show_menu(self, point: QPoint) -> None:
        item = self.itemAt(point)
        if item is None:
            return
        file, sheet = item.data(0, _FILE), item.data(0, _SHEET)
        menu = QMenu(self)
        if sheet is not None:
            is_read = item.text(1) != "—"
            words = self.tr("このシートを読まない") if is_read else self.tr("このシートを読む")
            read = QAction(words, menu)
            read.triggered.connect(lambda: self.sheet_toggled.emit(file, sheet, not is_read))
            menu.addAction(read)
        remove = QAction(self.tr("このファイルを外す"), menu)
        remove.triggered.connect(lambda: self.file_removed.emit(file))
        menu.addAction(remove)
        menu.exec(self.viewport().mapToGlobal(point))

    def _on_current_changed(self, row: QTreeWidgetItem | None) -> None:
        if row is not None and (sheet := row.data(0, _SHEET)) is not None:
            self.sheet_chosen.emit(row.data(0, _FILE), sheet)


class DropPlace(QFrame):
    """Says that more files may be dropped; the window takes them wherever they fall."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "drop")
        self.setFixedHeight(64)
        words = PlainLabel(self.tr("ここにファイルや\nフォルダーをドロップ"), "label")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.addWidget(words)
