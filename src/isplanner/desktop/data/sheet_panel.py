"""SheetPanel: the sheet that is looked at: what it was taken for, chips over its columns, its cells, the legend."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from isplanner.desktop.data.chips import ChipRow
from isplanner.desktop.data.column_popup import ColumnPopup
from isplanner.desktop.data.legend import Legend
from isplanner.desktop.data.sheet_grid import SheetGrid
from isplanner.desktop.data.sheet_head import SheetHead
from isplanner.desktop.data.sheet_look import SheetLook
from isplanner.desktop.data.words import metric_words, use_words
from isplanner.desktop.language import language
from isplanner.desktop.widgets.plain_label import ElidedLabel, PlainLabel
from isplanner.plan.plan import Plan
from isplanner.text.messages import word
from isplanner.workbook.grid import Area, Place, Sheet, cell_text
from isplanner.workbook.read_table import ColumnReading, ReadTable
from isplanner.workbook.shapes.meanings import KNOWN, CountedWord, column_words

_MOST_METRICS_IN_MENU = 40


class SheetPanel(QFrame):
    """The middle of the wizard.

    Signals:
        typed: texts by Place.
        mapped: (table, column, ColumnMapping or None).
        agreed: (table, role, word, meaning).
        shape_chosen: (table, a shape, or None for what it looks like).
        headers_chosen: the areas of the sheet's headers, or () to recognise them again.
        period_chosen: (tables, a period as `--period` has it, or None).
        word_given: (table, row label, metric key, or "" for none).
        cell_taken: a Place whose card is to be shown.
    """

    typed = Signal(object)
    mapped = Signal(object, object, object)
    agreed = Signal(object, str, str, str)
    shape_chosen = Signal(object, object)
    headers_chosen = Signal(object)
    period_chosen = Signal(object, object)
    word_given = Signal(object, str, str)
    cell_taken = Signal(object)

    def __init__(self, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "panel")
        self._plan = plan
        self._look: SheetLook | None = None
        self.head = SheetHead(plan)
        self.head.shape_chosen.connect(self.shape_chosen)
        self.head.period_chosen.connect(self.period_chosen)
        self.grid = SheetGrid()
        self.grid.setAccessibleName(self.tr("シート"))
        self.grid.typed.connect(self.typed)
        self.grid.header_dragged.connect(self._on_header_dragged)
        self.grid.menu_wanted.connect(self._show_menu)
        self.grid.selectionModel().currentChanged.connect(self._on_cell_taken)
        self.chips = ChipRow(self.grid, plan)
        self.chips.pressed.connect(self._open_popup)
        self.popup = ColumnPopup(plan, self)
        self.popup.mapped.connect(self.mapped)
        self.popup.agreed.connect(self.agreed)
        self._ask = self._question()
        self._legend = Legend()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.head, self._ask, self.chips, self.grid, self._legend):
            column.addWidget(widget, 1 if widget is self.grid else 0)

    def show_sheet(self, file: str, look: SheetLook, unread: str) -> None:
        """Show a sheet of a file; `unread` is why nothing of it is read, or ""."""
        self._look = look
        self.head.show_look(file, look, unread)
        self.grid.show_look(look)
        self.chips.show_tables(look.tables)
        self.chips.setVisible(bool(look.tables))
        self._show_question(look)
        self._legend.show_headers(look.header_rows)
        self._show_table()
        self._refresh_popup()

    def show_nothing(self) -> None:
        """There is no sheet to look at."""
        self.show_sheet("", SheetLook(Sheet("")), "")

    def jump_to(self, place: Place) -> None:
        """Bring a cell into sight."""
        self.grid.jump_to(place)

    def _on_cell_taken(self) -> None:
        self._show_table()
        self.cell_taken.emit(self.grid.place)

    def _show_table(self) -> None:
        """Show the shape of the table that the current cell is in, or of the first."""
        if self._look is not None:
            first = next(iter(self._look.tables), None)
            self.head.show_table(self._look.table_at(*self.grid.place) or first)

    # ------------------------------------------------------------------------------------------------------- headers
    def _question(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("part", "ask")
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 6, 12, 6)
        self._asked, self._how = PlainLabel("", "section"), ElidedLabel("", "label")
        row.addWidget(self._asked)
        row.addWidget(self._how, 1)
        self._take = QPushButton(self.tr("この行を見出しにする"))
        self._take.clicked.connect(self._take_selected_rows)
        row.addWidget(self._take)
        return bar

    def _show_question(self, look: SheetLook) -> None:
        """Ask for the header where no table was found, and for the columns without which nothing is read."""
        has_no_table = look.reading is None and look.sheet.is_visible and bool(look.sheet.rows)
        lacking = list(dict.fromkeys(role for table in look.tables for role in table.lacking if role != "period"))
        self._ask.setVisible(has_no_table or bool(lacking))
        self._take.setVisible(has_no_table)
        if lacking:
            columns = word([use_words(role) for role in lacking], language())
            self._asked.setText(self.tr("次の列を選んでください：{columns}").format(columns=columns))
            self._how.setText(self.tr("その列の上のチップを押し、「使い方」で決めます"))
        else:
            self._asked.setText(self.tr("見出しの行を選んでください"))
            self._how.setText(self.tr("行番号をクリックし、右のボタンを押します"))

    def _take_selected_rows(self) -> None:
        self._choose_header(*self.grid.selected_rows)

    def _choose_header(self, top: int, bottom: int) -> None:
        """Take rows for a header, in the place of one that they meet."""
        if self._look is None:
            return
        sheet = self._look.sheet
        columns = [column for row in range(top, bottom + 1) for column in sheet.labelled_columns(row)]
        if not columns:
            return
        area = Area(top, min(columns), bottom, max(columns))
        kept = [own for own in self._headers() if own.bottom < top or own.top > bottom]
        self.headers_chosen.emit(tuple(sorted([*kept, area])))

    def _headers(self) -> list[Area]:
        """The areas of the headers as they are."""
        tables = self._look.tables if self._look else ()
        return [Area(each.header[0], each.area.left, each.header[-1], each.area.right) for each in tables]

    def _on_header_dragged(self, before: int, now: int) -> None:
        areas = [area._replace(bottom=now) if area.bottom == before else area for area in self._headers()]
        self.headers_chosen.emit(tuple(areas))

    # --------------------------------------------------------------------------------------------------------- popup
    def _open_popup(self, table: ReadTable, column: ColumnReading, point: QPoint) -> None:
        self.popup.show_column(table, column, self._words(table, column))
        self.popup.popup(point)

    def _refresh_popup(self) -> None:
        """Show in an open pop-up what became of its column."""
        if not self.popup.isVisible() or self.popup.key is None or self._look is None:
            return
        keys, key = self.popup.key
        for table in self._look.tables:
            for column in table.columns:
                if (table.keys, column.key) == (keys, key):
                    self.popup.show_column(table, column, self._words(table, column))
                    return
        self.popup.close()

    def _words(self, table: ReadTable, column: ColumnReading) -> list[CountedWord]:
        if (
            self._look is None
            or column.use not in KNOWN
            or table.shape not in {"activity_log", "opportunities", "sales_log"}
        ):
            return []
        sheet, ignored = self._look.sheet, self._look.ignored
        rows = range(table.header[-1] + 1, table.area.bottom + 1)
        cells = [sheet.value(row, column.index) for row in rows if row not in ignored]
        return column_words(cells, column.use, table.mapping.meanings)

    # ---------------------------------------------------------------------------------------------------------- menu
    def _show_menu(self, place: Place, point: QPoint) -> None:
        if self._look is None:
            return
        menu = QMenu(self)
        self._add_cell_actions(menu, place)
        table = self._look.table_at(*place)
        if table is not None:
            column = table.columns[place.column - table.area.left]
            this = QAction(self.tr("{letters} 列の読み方…").format(letters=column.column), menu)
            this.triggered.connect(lambda: self._open_popup(table, column, point))
            menu.addAction(this)
            if column.use == "metric" and place.row not in table.header:
                self._add_metrics(menu, table, cell_text(self._look.sheet.value(*place)))
        header = QAction(self.tr("この行を見出しにする"), menu)
        header.triggered.connect(self._take_selected_rows)
        menu.addAction(header)
        again = QAction(self.tr("見出しを自動で選び直す"), menu)
        again.triggered.connect(lambda: self.headers_chosen.emit(()))
        menu.addAction(again)
        menu.exec(point)

    def _add_cell_actions(self, menu: QMenu, place: Place) -> None:
        for words, keys, act in (
            (self.tr("値を直す"), "F2", lambda: self.grid.edit(self.grid.currentIndex())),
            (self.tr("コピー"), "Ctrl+C", self.grid.copy),
        ):
            action = QAction(f"{words}\t{keys}", menu)
            action.triggered.connect(act)
            menu.addAction(action)
        if self._look is not None and self._look.typed(*place) is not None:
            back = QAction(self.tr("元の値に戻す"), menu)
            back.triggered.connect(lambda: self.typed.emit({place: None}))
            menu.addAction(back)
        menu.addSeparator()

    def _add_metrics(self, menu: QMenu, table: ReadTable, label: str) -> None:
        """What the label of a row may mean."""
        choices = menu.addMenu(self.tr("「{label}」の指標").format(label=label.replace("&", "&&")))
        for key in list(self._plan.metrics)[:_MOST_METRICS_IN_MENU]:
            action = QAction(metric_words(self._plan, key), choices)
            action.triggered.connect(lambda _=False, key=key: self.word_given.emit(table, label, key))
            choices.addAction(action)
        choices.addSeparator()
        none = QAction(self.tr("使わない"), choices)
        none.triggered.connect(lambda: self.word_given.emit(table, label, ""))
        choices.addAction(none)
