"""Chips: over each column of a grid what it was taken for; a second header that scrolls along."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget
from typing_extensions import override

from isplanner.desktop.data.sheet_grid import SheetGrid
from isplanner.desktop.data.words import kind_words, metric_words, use_words
from isplanner.desktop.language import language
from isplanner.desktop.widgets.plain_label import plain_tip
from isplanner.plan.attribute import shipped_attributes
from isplanner.plan.fact import FactKind
from isplanner.plan.plan import Plan
from isplanner.text.names import attribute_name
from isplanner.workbook.explain import SURE
from isplanner.workbook.read_table import ColumnReading, ReadTable

HEIGHT = 40
_CHIP_HEIGHT, _GAP = 22, 3
_NOT_USED = {"unread", "ignored", "total", "comparison"}
_NOT_STORED = {"derived", "running"}


class ChipRow(QWidget):
    """The chips of the tables in sight.

    Signals:
        pressed: (table, column, global point below its chip).
    """

    pressed = Signal(object, object, object)

    def __init__(self, grid: SheetGrid, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid, self._plan = grid, plan
        self._chips: list[tuple[ColumnReading, QToolButton]] = []
        self.setFixedHeight(HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        grid.horizontalHeader().sectionResized.connect(self._place_all)
        grid.horizontalHeader().geometriesChanged.connect(self._place_all)
        grid.horizontalScrollBar().valueChanged.connect(self._place_all)
        grid.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        grid.selectionModel().currentChanged.connect(self._on_scrolled)
        self._tables: tuple[ReadTable, ...] = ()
        self._wanted: list[tuple[ReadTable, ColumnReading]] = []

    def show_tables(self, tables: Sequence[ReadTable]) -> None:
        """Show the chips of the tables in sight."""
        self._tables = tuple(tables)
        shown = self._in_sight()
        wanted = [(table, column) for table in shown for column in table.columns]
        if wanted == self._wanted:
            return
        self._wanted = wanted
        focused = next((column.index for column, chip in self._chips if chip.hasFocus()), None)
        for _, chip in self._chips:
            chip.deleteLater()
        self._chips = [(column, self._chip(table, column)) for table, column in wanted]
        self._place_all()
        for column, chip in self._chips:
            self._grid.widen(column.index, chip.sizeHint().width() + 4 * _GAP)
            chip.show()
            if column.index == focused:
                chip.setFocus()

    def chip(self, index: int) -> QToolButton:
        """The chip over a column."""
        return next(chip for column, chip in self._chips if column.index == index)

    def _in_sight(self) -> list[ReadTable]:
        """Of tables below each other the one that the current or the first row shown is in; all side by side."""
        row = max(self._grid.rowAt(1), 0)
        current = self._grid.place.row
        last = self._grid.rowAt(self._grid.viewport().height() - 1)
        if row <= current <= (last if last >= 0 else current):
            row = current
        shown: list[ReadTable] = []
        for table in sorted(self._tables, key=lambda each: (not each.area.top <= row <= each.area.bottom, each.area)):
            area = table.area
            if not any(area.left <= other.area.right and other.area.left <= area.right for other in shown):
                shown.append(table)
        return sorted(shown, key=lambda table: table.area.left)

    def _chip(self, table: ReadTable, column: ColumnReading) -> QToolButton:
        chip = QToolButton(self)
        state = chip_state(column)
        words = chip_words(column, self._plan)
        chip.setText(words if state == "none" else f"{words} ▾")
        chip.setProperty("chip", state)
        chip.setFixedHeight(_CHIP_HEIGHT)
        chip.setAccessibleName(f"{column.column} {column.header}: {words}")
        chip.setToolTip(plain_tip(f"{column.column}  {column.header}\n{words}"))
        chip.clicked.connect(partial(self._on_clicked, table, column, chip))
        return chip

    def _on_clicked(self, table: ReadTable, column: ColumnReading, chip: QToolButton) -> None:
        self.pressed.emit(table, column, chip.mapToGlobal(QPoint(0, chip.height() + 4)))

    def _on_scrolled(self) -> None:
        self.show_tables(self._tables)

    def _place_all(self) -> None:
        header = self._grid.horizontalHeader()
        left = self._grid.verticalHeader().width() + self._grid.frameWidth()
        for column, chip in self._chips:
            x = left + header.sectionViewportPosition(column.index)
            width = header.sectionSize(column.index) - 2 * _GAP
            wanted = min(width, chip.sizeHint().width())
            chip.setFixedWidth(max(wanted, 20))
            chip.move(x + _GAP + (width - wanted) // 2, (HEIGHT - _CHIP_HEIGHT) // 2)
            # What is scrolled out at the left must not lie over the row names.
            chip.setVisible(x + header.sectionSize(column.index) > left and x + _GAP >= left - chip.width() // 2)

    @override
    def showEvent(self, event: object) -> None:
        self._place_all()


def chip_state(column: ColumnReading) -> str:
    """How a chip looks: sure (blue), look (amber: look at it), grey (not stored) or none (not used)."""
    if column.use in _NOT_USED:
        return "none"
    if column.use in _NOT_STORED:
        return "grey"
    return "sure" if column.why.sure >= SURE else "look"


def chip_words(column: ColumnReading, plan: Plan) -> str:
    """What a column was taken for, in a word or two."""
    if column.use in _NOT_USED:
        return "—"
    if column.use == "attribute":
        known = shipped_attributes().get(column.attribute or "")
        return attribute_name(known, language()) if known else column.attribute or column.header
    if column.use in {"numbers", "value", "derived", "running"}:
        kind = f"{kind_words(FactKind.TARGET)} " if column.kind == "target" else ""
        if column.metric:
            return kind + metric_words(plan, column.metric)
        return kind + (column.header or use_words(column.use))
    return use_words(column.use)
