"""ShareGrid: the numbers of a target that is shared out, to type into."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QWidget

from isplanner.desktop.models.record_model import Commit
from isplanner.desktop.targets.share_head import ShareHead
from isplanner.desktop.targets.share_rows import Fold, ShareRows, columns_wide, heads_of
from isplanner.desktop.targets.sharing import ShareRow, Sharing
from isplanner.desktop.widgets.grid import Grid
from isplanner.jobs.sources import Origin
from isplanner.plan.period import Span
from isplanner.text.numbers import MoneyUnit

if TYPE_CHECKING:
    from isplanner.desktop.targets.share_edits import Place

ROW, NAMES, LOCK = 38, 150, 12


class ShareGrid(Grid):
    """Members and the team by months and weeks; the head of a month unfolds its weeks.

    Signals:
        cell_chosen: another cell is the current one.
        month_clicked: the Span of the month whose head was clicked.
    """

    cell_chosen = Signal()
    month_clicked = Signal(object)

    def __init__(self, commit: Commit[ShareRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = ShareRows(commit)
        self._sharing: Sharing | None = None
        self.setModel(self.rows)
        self.setAccessibleName(self.tr("目標の配分"))
        self.setShowGrid(True)
        self.setIconSize(QSize(LOCK, LOCK))
        self.setHorizontalScrollMode(Grid.ScrollMode.ScrollPerPixel)
        names, self._head = self.verticalHeader(), ShareHead(self)
        self.setHorizontalHeader(self._head)
        names.setObjectName("names")
        names.setDefaultSectionSize(ROW)
        names.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        names.setFixedWidth(NAMES)
        names.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._head.sectionClicked.connect(self._on_head_clicked)
        self.selectionModel().currentChanged.connect(lambda *_: self.cell_chosen.emit())

    def show_sharing(self, sharing: Sharing, fold: Fold, money: MoneyUnit, today: date | None) -> None:
        """Show a target shared out; the current cell stays where it is still shown. `today` is the day looked at."""
        span = self.current_span
        row = self.currentIndex().row()
        self._sharing = sharing
        self._head.show_heads(heads_of(sharing.plan, fold, today))
        self.rows.show_sharing(sharing, fold, money, today)
        spans = fold.spans(sharing.plan)
        is_money = sharing.plan.metrics[sharing.node.metric].unit == "円"
        is_long = is_money and money is not MoneyUnit.MILLION_YEN
        for column, width in enumerate(columns_wide(spans, sharing.plan, is_long=is_long)):
            self.setColumnWidth(column, width)
        column = spans.index(span) if span in spans else 0
        place = self.rows.index(max(row, 0), column)
        if place != self.currentIndex():
            self.selectionModel().setCurrentIndex(place, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    @property
    def current_row(self) -> ShareRow | None:
        """The row of the current cell."""
        return self.rows.record(self.currentIndex()) if self.currentIndex().isValid() else None

    def origin(self) -> Origin | None:
        """Of what is shared out; in the row of a member, of what he did."""
        row = self.current_row
        if self._sharing is None:
            return None
        return Origin(self._sharing.node, row.member.id if row is not None and row.member is not None else None)

    @property
    def current_span(self) -> Span | None:
        """What the column of the current cell is about."""
        return self.rows.span_at(self.currentIndex().column()) if self.currentIndex().isValid() else None

    def selected_places(self) -> "dict[Place, int | None]":
        """The selected cells that can be fixed, each with the number it has."""
        places: dict[Place, int | None] = {}
        for index in self.selectedIndexes():
            if index.flags() & Qt.ItemFlag.ItemIsEditable:
                row, span = self.rows.record(index), self.rows.span_at(index.column())
                places[row.member.id if row.member else None, span] = row.shares[span].value
        return places

    def cell(self, row: int, span: Span) -> QModelIndex:
        """The cell of a row; an invalid index where the span is folded away."""
        columns = [n for n in range(self.rows.columnCount()) if self.rows.span_at(n) == span]
        return self.rows.index(row, columns[0]) if columns else QModelIndex()

    def _on_head_clicked(self, column: int) -> None:
        span = self.rows.span_at(column)
        if self._sharing is not None and span in self._sharing.plan.months:
            self.month_clicked.emit(span)
