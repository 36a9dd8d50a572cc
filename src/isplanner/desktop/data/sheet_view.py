"""SheetView: what one sheet says: its shape, its columns, the numbers that would be stored."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from isplanner.desktop.data.tables import commit_nothing, fact_columns, table_of, titled
from isplanner.desktop.data.words import metric_words, shape_words
from isplanner.desktop.language import language
from isplanner.desktop.models.column import Column
from isplanner.desktop.models.records_table import RecordsTable
from isplanner.desktop.widgets.plain_label import ElidedLabel, PlainLabel
from isplanner.plan.fact import Fact
from isplanner.plan.plan import Plan
from isplanner.text.messages import word
from isplanner.text.numbers import format_number
from isplanner.workbook.read_table import ColumnReading
from isplanner.workbook.reading import FileReading, SheetReading


class SheetView(QFrame):
    """The columns as they were understood above, the facts below."""

    def __init__(self, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = plan
        self.setProperty("part", "panel")
        self._name = ElidedLabel("", "section")
        self._shape, self._header, self._derived = (PlainLabel("", "chip") for _ in range(3))
        self._columns = RecordsTable[ColumnReading](lambda column: column.column, commit_nothing, self)
        self._columns.show_columns(self._column_columns())
        self._facts = RecordsTable[Fact](id, commit_nothing, self)
        self._facts.show_columns(fact_columns(plan))
        self._columns_title, self._facts_title = PlainLabel("", "section"), PlainLabel("", "section")
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(titled(self._columns_title, table_of(self._columns, self.tr("列の意味"), (48, 0, 150, 80))))
        split.addWidget(
            titled(self._facts_title, table_of(self._facts, self.tr("保存する数値"), (134, 96, 0, 140, 52, 96, 56)))
        )
        split.setSizes([230, 400])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(split, 1)

    def show_sheet(self, file: FileReading, sheet: SheetReading) -> None:
        """Show one sheet of a file."""
        self._name.setText(f"{file.file} › {sheet.sheet}")
        self._shape.setText(self.tr("形：{shape}").format(shape=shape_words(sheet.shape)))
        rows = word(list(sheet.header_rows), language())
        self._header.setText(self.tr("見出し {rows} 行目").format(rows=rows))
        self._header.setVisible(bool(sheet.header_rows))
        derived = word([metric_words(self._plan, key) for key in sheet.derived], language())
        self._derived.setText(self.tr("計算で出す：{names}").format(names=derived))
        self._derived.setVisible(bool(sheet.derived))
        self._columns.show_records(list(sheet.columns))
        self._facts.show_records(list(sheet.facts))
        self._columns_title.setText(self.tr("列の意味"))
        self._facts_title.setText(self.tr("保存する数値 {count}").format(count=format_number(len(sheet.facts))))

    def _head(self) -> QFrame:
        head = QFrame()
        head.setProperty("part", "head")
        head.setFixedHeight(40)
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(8)
        row.addWidget(self._name, 1)
        for chip in (self._shape, self._header, self._derived):
            row.addWidget(chip, 0, Qt.AlignmentFlag.AlignVCenter)
        return head

    def _column_columns(self) -> tuple[Column[ColumnReading], ...]:
        plan = self._plan
        return (
            Column(key="column", header=self.tr("列"), text=lambda column: column.column),
            Column(key="header", header=self.tr("見出し"), text=lambda column: column.header),
            Column(
                key="metric",
                header=self.tr("読み方"),
                text=lambda column: metric_words(plan, column.metric) if column.metric else "—",
                is_bold=lambda column: column.metric is not None,
            ),
            Column(key="unit", header=self.tr("単位"), text=self._unit),
        )

    def _unit(self, column: ColumnReading) -> str:
        """× 1,000 where the cells are in thousands."""
        return f"× {format_number(column.unit)}" if isinstance(column.unit, int) and column.unit != 1 else ""
