"""Overview: what was imported so far, batch by batch, and the cells that wait."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from isplanner.desktop.data.tables import commit_nothing, held_columns, table_of, titled
from isplanner.desktop.models.column import Column
from isplanner.desktop.models.records_table import RecordsTable
from isplanner.desktop.widgets.empty_state import EmptyState
from isplanner.desktop.widgets.plain_label import PlainLabel
from isplanner.plan.fact import Batch, HeldCell
from isplanner.text.numbers import format_number


class Overview(QWidget):
    """The list of batches beside the list of held cells.

    Signals:
        import_wanted: the user asks to read files.
        export_wanted: the user asks for the members' sheets.
    """

    import_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._batches = RecordsTable[Batch](lambda batch: batch.id, commit_nothing, self)
        self._held = RecordsTable[HeldCell](lambda cell: (cell.file, cell.sheet, cell.cell), commit_nothing, self)
        self._batches.show_columns(self._batch_columns())
        self._held.show_columns(held_columns())
        self._empty = EmptyState(
            "cylinder",
            self.tr("まだ取り込みがありません"),
            self.tr(
                "前期の実績ブックを読むと、基準の率が決まります。\nファイルをこのウィンドウにドロップしても読めます。"
            ),
            self.tr("実績を取り込む…"),
        )
        self._empty.button.clicked.connect(self.import_wanted)
        self._held_title = PlainLabel("", "section")
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._lists())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tool_bar())
        column.addWidget(self._pages, 1)

    def show_batches(self, batches: Sequence[Batch], held: Sequence[HeldCell]) -> None:
        """Show what is stored, the newest batch first."""
        self._batches.show_records(list(reversed(batches)))
        self._held.show_records(list(held))
        self._held_title.setText(self.tr("保留セル {count}").format(count=format_number(len(held))))
        self._pages.setCurrentIndex(1 if batches else 0)
        self._import_button.setVisible(bool(batches))

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
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(
            titled(
                PlainLabel(self.tr("取り込みの一覧"), "section"),
                table_of(self._batches, self.tr("取り込みの一覧"), (56, 0, 90, 70, 110)),
            )
        )
        split.addWidget(titled(self._held_title, table_of(self._held, self.tr("保留セル"), (130, 110, 0))))
        split.setStretchFactor(0, 1)
        split.setSizes([900, 472])
        return split

    def _batch_columns(self) -> tuple[Column[Batch], ...]:
        return (
            Column(key="id", header=self.tr("番号"), text=lambda batch: str(batch.id), is_number=True),
            Column(
                key="files",
                header=self.tr("ファイル"),
                text=lambda batch: "、".join(batch.files),
                tip=lambda batch: "\n".join(batch.files),
            ),
            Column(
                key="facts",
                header=self.tr("数値"),
                text=lambda batch: format_number(batch.facts),
                value=lambda batch: batch.facts,
                is_number=True,
            ),
            Column(
                key="held",
                header=self.tr("保留"),
                text=lambda batch: format_number(batch.held),
                value=lambda batch: batch.held,
                is_number=True,
            ),
            Column(key="state", header=self.tr("状態"), text=self._state),
        )

    def _state(self, batch: Batch) -> str:
        return self.tr("元に戻した") if batch.withdrawn else self.tr("使っている")
