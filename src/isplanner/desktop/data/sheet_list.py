"""SheetList: the files that were read and their sheets, each with what came of it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from isplanner.desktop.data.words import shape_words
from isplanner.desktop.icons import icon
from isplanner.desktop.widgets.plain_label import plain_tip
from isplanner.workbook.reading import FileReading, SheetReading

ROW = QSize(0, 40)


class SheetList(QTreeWidget):
    """A file a branch, a sheet a row: its shape below its name, ✓ or how many cells are held at its right.

    Signals:
        sheet_chosen: (file, sheet) as numbers.
    """

    sheet_chosen = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setColumnCount(2)
        self.setIndentation(14)
        self.setRootIsDecorated(False)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.currentItemChanged.connect(self._on_current_changed)

    def show_files(self, files: Sequence[FileReading]) -> None:
        """List what was read and choose the first sheet with held cells, else the first."""
        self.clear()
        rows: list[tuple[QTreeWidgetItem, SheetReading]] = []
        for number, file in enumerate(files):
            top = QTreeWidgetItem([Path(file.file).name, ""])
            top.setIcon(0, icon("file"))
            top.setToolTip(0, plain_tip(file.file))
            top.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.addTopLevelItem(top)
            for place, sheet in enumerate(file.sheets):
                rows.append((self._sheet_item(sheet, (number, place)), sheet))
                top.addChild(rows[-1][0])
        self.expandAll()
        if rows:
            self.setCurrentItem(next((row for row, sheet in rows if sheet.held), rows[0][0]))

    def _sheet_item(self, sheet: SheetReading, place: tuple[int, int]) -> QTreeWidgetItem:
        words = self.tr("{count} 件保留").format(count=len(sheet.held)) if sheet.held else "✓"
        row = QTreeWidgetItem([f"{sheet.sheet}\n{shape_words(sheet.shape)}", words])
        row.setData(0, Qt.ItemDataRole.UserRole, place)
        row.setToolTip(0, plain_tip(sheet.sheet))
        row.setSizeHint(0, ROW)
        row.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return row

    def _on_current_changed(self, row: QTreeWidgetItem | None) -> None:
        place = row.data(0, Qt.ItemDataRole.UserRole) if row else None
        if place is not None:
            self.sheet_chosen.emit(*place)
