"""Overview: what was imported so far, batch by batch, and the cells that wait; both can be decided on here."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from isplanner.desktop.data.rival_panel import RivalPanel
from isplanner.desktop.data.source_panel import SourcePanel
from isplanner.desktop.data.tables import batch_columns, commit_nothing, held_columns, table_of, titled
from isplanner.desktop.models.column import RECORD_ROLE
from isplanner.desktop.models.record_model import Commit
from isplanner.desktop.models.records_table import RecordsTable
from isplanner.desktop.widgets.empty_state import EmptyState
from isplanner.desktop.widgets.grid import Grid
from isplanner.desktop.widgets.plain_label import PlainLabel, plain_tip
from isplanner.jobs.sources import Behind, Brought, Rival
from isplanner.plan.fact import Batch, Fact, HeldCell
from isplanner.plan.plan import Plan
from isplanner.text.numbers import format_number

R = TypeVar("R")


class Overview(QWidget):
    """The list of batches beside the list of held cells; `settle` takes what is typed into held cells.

    Signals:
        import_wanted: the user asks to read files.
        export_wanted: the user asks for the members' sheets.
        turned: (Batch, whether it is to be used): taken back, or used again.
        preferred: a Batch that is to go before the newer ones.
        left: a list of HeldCells that are to be left out.
        numbers_wanted: a Batch whose numbers are to be shown.
        rivals_wanted: imports that tell of the same are to be shown.
    """

    import_wanted = Signal()
    export_wanted = Signal()
    turned = Signal(object, bool)
    preferred = Signal(object)
    left = Signal(object)
    numbers_wanted = Signal(object)
    rivals_wanted = Signal()

    def __init__(self, settle: Commit[HeldCell], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._batches = RecordsTable[Batch](lambda batch: batch.id, commit_nothing, self)
        self._held = RecordsTable[HeldCell](lambda cell: (cell.file, cell.sheet, cell.cell), settle, self)
        self._batches.show_columns(batch_columns())
        self._held.show_columns(held_columns(is_open=True))
        self._empty = EmptyState(
            "cylinder",
            self.tr("まだ取り込みがありません"),
            self.tr(
                "前期の実績を読むと、基準の率が決まります。\nファイルのドロップも、表の貼り付け（Ctrl+V）もできます。"
            ),
            self.tr("実績を取り込む…"),
        )
        self._empty.button.clicked.connect(self.import_wanted)
        self._held_title = PlainLabel("", "section")
        self.turn, self.prefer, self.leave = QPushButton(), QPushButton(self.tr("優先する")), QPushButton()
        self.open = QPushButton(self.tr("数値を見る"))
        self.compare = QPushButton(self.tr("重なりを見る"))
        self.compare.setToolTip(
            plain_tip(self.tr("複数の取り込みが同じ指標と月を伝えるところを並べ、どれを使うかを選びます。"))
        )
        self.source, self.rivals = SourcePanel(), RivalPanel()
        self.source.hide()
        self.rivals.hide()
        self.leave.setText(self.tr("使わない"))
        self.leave.setToolTip(plain_tip(self.tr("選んだセルを数えずに片づけます。1 回で元に戻せます。")))
        self.prefer.setToolTip(
            plain_tip(self.tr("同じ数が複数の取り込みにあるとき、新しいものよりこの取り込みを使います。"))
        )
        self.batches = table_of(self._batches, self.tr("取り込みの一覧"), (56, 0, 120, 80, 60, 110))
        self.held = table_of(self._held, self.tr("保留セル"), (112, 84, 0))
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._lists())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tool_bar())
        column.addWidget(self._pages, 1)
        self._connect()

    def show_batches(self, batches: Sequence[Batch], held: Sequence[HeldCell]) -> None:
        """Show what is stored, the newest batch first."""
        self._batches.show_records(list(reversed(batches)))
        self._held.show_records(list(held))
        self._held_title.setText(self.tr("保留セル {count}").format(count=format_number(len(held))))
        self._pages.setCurrentIndex(1 if batches else 0)
        self._import_button.setVisible(bool(batches))
        for grid in (self.batches, self.held):
            if not grid.currentIndex().isValid() and grid.model().rowCount():
                grid.setCurrentIndex(grid.model().index(0, 0))
        self._show_choice()

    def show_counting(self, counting: Mapping[int, int]) -> None:
        """Show how much of each batch counts."""
        self._batches.show_columns(batch_columns(counting))

    def show_brought(self, plan: Plan, brought: Brought, wanted: Fact | None) -> None:
        """Show the numbers of a batch, and which of them is wanted."""
        number = next((row for row, batch in enumerate(self._rows()) if batch.id == brought.batch), None)
        if number is not None:
            self.batches.setCurrentIndex(self._batches.index(number, 0))
        self._open(self.source)
        self.source.show_brought(plan, brought, wanted)

    def show_behind(self, plan: Plan, behind: Behind) -> None:
        """Show the numbers behind a node."""
        self._open(self.source)
        self.source.show_behind(plan, behind)

    def show_rivals(self, plan: Plan, rivals: Sequence[Rival]) -> None:
        """Show the imports that tell of the same."""
        if self.rivals.isHidden():
            self._open(self.rivals)
        self.rivals.show_rivals(plan, rivals)

    def _open(self, wanted: SourcePanel | RivalPanel) -> None:
        """One of the panels below, in the place of the other, with the keyboard in it."""
        for panel in (self.source, self.rivals):
            panel.setVisible(panel is wanted)
        wanted.grid.setFocus()

    def _rows(self) -> list[Batch]:
        return [self._batches.record(self._batches.index(row, 0)) for row in range(self._batches.rowCount())]

    @property
    def _batch(self) -> Batch | None:
        index = self.batches.currentIndex()
        return index.data(RECORD_ROLE) if index.isValid() else None

    def _show_choice(self) -> None:
        batch = self._batch
        is_used = batch is None or not batch.withdrawn
        self.turn.setText(self.tr("取り消す") if is_used else self.tr("また使う"))
        tip = (
            self.tr("この取り込みの数を使わないようにします。置き換えられていた数がまた使われます。")
            if is_used
            else self.tr("取り消した取り込みの数をまた使います。")
        )
        self.turn.setToolTip(plain_tip(tip))
        self.turn.setEnabled(batch is not None)
        newest = self._batches.rowCount() and self._batches.record(self._batches.index(0, 0))
        self.prefer.setEnabled(batch is not None and is_used and not batch.preferred and batch != newest)
        self.open.setEnabled(batch is not None and is_used)
        self.leave.setEnabled(bool(_chosen(self.held)))

    def _on_turn_clicked(self) -> None:
        if (batch := self._batch) is not None:
            self.turned.emit(batch, batch.withdrawn)

    def _connect(self) -> None:
        self.turn.clicked.connect(lambda _=False: self._on_turn_clicked())
        self.open.clicked.connect(lambda _=False: self.numbers_wanted.emit(self._batch))
        self.compare.clicked.connect(lambda _=False: self.rivals_wanted.emit())
        for panel in (self.source, self.rivals):
            panel.closed.connect(panel.hide)
        self.prefer.clicked.connect(lambda _=False: self.preferred.emit(self._batch))
        self.leave.clicked.connect(lambda _=False: self.left.emit(_chosen(self.held)))
        for grid in (self.batches, self.held):
            grid.selectionModel().selectionChanged.connect(lambda *_: self._show_choice())

    def _tool_bar(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("part", "tool_bar")
        bar.setFixedHeight(40)
        self._import_button = QPushButton(self.tr("実績を取り込む…"))
        self._import_button.setProperty("kind", "primary")
        self._import_button.clicked.connect(self.import_wanted)
        export = QPushButton(self.tr("KPI シートを書き出す…"))
        export.clicked.connect(self.export_wanted)
        row = QHBoxLayout(bar)
        row.setContentsMargins(14, 0, 14, 0)
        row.addWidget(PlainLabel(self.tr("取り込んだデータ"), "heading"))
        row.addStretch()
        row.addWidget(export)
        row.addWidget(self._import_button)
        return bar

    def _lists(self) -> QSplitter:
        for button in (self.turn, self.prefer, self.leave, self.open, self.compare):
            button.setProperty("form", "slim")
        split, lists = QSplitter(Qt.Orientation.Vertical), QSplitter(Qt.Orientation.Horizontal)
        title = PlainLabel(self.tr("取り込みの一覧"), "section")
        lists.addWidget(titled(title, self.batches, self.compare, self.open, self.prefer, self.turn))
        how = PlainLabel(self.tr("中身を書き直して Enter"), "hint")
        lists.addWidget(titled(self._held_title, self.held, how, self.leave))
        lists.setStretchFactor(0, 1)
        lists.setSizes([850, 522])
        # What is looked at closely has the whole width below: its rows are long.
        for panel in (lists, self.source, self.rivals):
            split.addWidget(panel)
        split.setSizes([260, 420, 420])
        return split


def _chosen(grid: Grid) -> list[HeldCell]:
    rows = sorted({index.row() for index in grid.selectedIndexes()})
    return [grid.model().index(row, 0).data(RECORD_ROLE) for row in rows]
