"""ScenarioTable: what each scenario comes to; a click takes one, its name can be typed over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget
from typing_extensions import override

from isplanner.desktop.funnel.outlook import Expected
from isplanner.desktop.funnel.reading import Reading
from isplanner.desktop.language import language
from isplanner.desktop.models.column import CellEdit, Column
from isplanner.desktop.models.records_table import RecordsTable
from isplanner.desktop.widgets.grid import Grid
from isplanner.plan.scenario import Scenario
from isplanner.text.headcount import describe_changes
from isplanner.text.numbers import NO_VALUE, MoneyUnit, format_probability, write_value

_ROW, _LEAST_ROWS, _MOST_ROWS = 26, 3, 6
_WIDTHS = (64, 104, 70)
_UNKNOWN = Expected(None)


@dataclass(frozen=True)
class ScenarioRow:
    """A scenario and what it comes to, in words: a row that reads the same is not painted anew."""

    scenario: Scenario
    is_chosen: bool
    kgi: str
    exactly: str
    range: str
    probability: str
    tip: str

    @classmethod
    def of(cls, scenario: Scenario, expected: Expected, reading: Reading, money: MoneyUnit) -> "ScenarioRow":
        assert reading.root is not None
        plan, metric = reading.plan, reading.metric(reading.root)
        kgi, low, high = (
            write_value(value, metric, language(), money).number for value in (expected.kgi, expected.p10, expected.p90)
        )
        return cls(
            scenario=scenario,
            is_chosen=scenario.id == plan.scenario,
            kgi=kgi,
            exactly=str(write_value(expected.kgi, metric, language())),
            range=NO_VALUE if expected.p10 is None else f"{low}–{high}",
            probability=format_probability(expected.probability, language()),
            tip="\n".join(filter(None, [scenario.note, *describe_changes(plan, scenario.headcount, language())])),
        )


class ScenarioTable(Grid):
    """The scenarios of the plan.

    Signals:
        scenario_chosen: the id of the scenario clicked.
        renamed: a Scenario and its new name.
    """

    scenario_chosen = Signal(int)
    renamed = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = RecordsTable[ScenarioRow](lambda row: row.scenario.id, self._on_typed, self)
        self.setModel(self._rows)
        self.setAccessibleName(self.tr("シナリオ比較"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.horizontalHeader().setHighlightSections(False)
        self._rows.show_columns(self._columns())
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for number, width in enumerate(_WIDTHS, 1):  # fixed: fitting them to the contents costs a millisecond a frame
            self.setColumnWidth(number, width)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.clicked.connect(self._on_clicked)

    def show_reading(self, reading: Reading, known: Mapping[int, Expected], money: MoneyUnit) -> None:
        """Show the scenarios as they are stored, with what they come to by id."""
        if reading.root is None:
            return
        plan = reading.plan
        self._rows.show_records(
            [ScenarioRow.of(one, known.get(one.id, _UNKNOWN), reading, money) for one in plan.scenarios]
        )
        self._show_height(len(plan.scenarios))
        chosen = self._rows.find(plan.scenario)
        select = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        if self.currentIndex().row() != chosen.row():
            self.selectionModel().setCurrentIndex(chosen, select)
            self.scrollTo(chosen)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            event.ignore()  # a row is one thing: Tab goes past all of them
        else:
            super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.maximumHeight())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def _show_height(self, scenarios: int) -> None:
        """As high as its rows; in a small window less, and then it scrolls."""
        head = self.horizontalHeader().sizeHint().height() + 2
        least, most = (head + min(scenarios, rows) * _ROW for rows in (_LEAST_ROWS, _MOST_ROWS))
        if most != self.maximumHeight():
            self.setMinimumHeight(least)
            self.setMaximumHeight(most)
            self.updateGeometry()

    def _columns(self) -> list[Column[ScenarioRow]]:
        return [
            Column(
                key="name",
                header=self.tr("シナリオ"),
                text=lambda row: (
                    self.tr("{name}（編集中）").format(name=row.scenario.name) if row.is_chosen else row.scenario.name
                ),
                tip=lambda row: row.tip,
                plain=lambda row: row.scenario.name,
                parse=lambda _, text: text,
                refusal=lambda row: self.tr("基準の名前は変えられません。") if row.scenario.is_baseline else "",
                is_bold=lambda row: row.is_chosen,
            ),
            Column(
                key="kgi",
                header=self.tr("見込み"),
                text=lambda row: row.kgi,
                tip=lambda row: row.exactly,
                refusal=lambda _: self._why_not(),
                is_bold=lambda _: True,
                is_number=True,
            ),
            Column(
                key="range",
                header=self.tr("P10–P90"),
                text=lambda row: row.range,
                refusal=lambda _: self._why_not(),
                is_number=True,
            ),
            Column(
                key="probability",
                header=self.tr("達成確率"),
                text=lambda row: row.probability,
                refusal=lambda _: self._why_not(),
                is_bold=lambda _: True,
                is_number=True,
            ),
        ]

    def _why_not(self) -> str:
        return self.tr("レバーの設定から計算した値です。")

    def _on_typed(self, edits: Sequence[CellEdit[ScenarioRow]]) -> None:
        for edit in edits:
            self.renamed.emit(edit.record.scenario, str(edit.value))

    def _on_clicked(self, index: QModelIndex) -> None:
        self.scenario_chosen.emit(self._rows.record(index).scenario.id)
