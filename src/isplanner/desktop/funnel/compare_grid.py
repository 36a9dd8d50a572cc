"""CompareGrid: a lever a row, a scenario a column; a value typed or pasted is set in its scenario."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from isplanner.desktop.funnel.comparison import Comparison, LeverLine
from isplanner.desktop.language import language
from isplanner.desktop.models.column import RECORD_ROLE, CellEdit, Column
from isplanner.desktop.models.records_table import RecordsTable
from isplanner.desktop.widgets.grid import Grid
from isplanner.desktop.widgets.number_text import plain_text
from isplanner.plan.scenario import Scenario
from isplanner.text.entry import parse_entry
from isplanner.text.names import metric_name
from isplanner.text.numbers import NO_VALUE, MoneyUnit, format_probability, write_value

if TYPE_CHECKING:
    from isplanner.plan.scope import NodeKey

_NAME = "name"
_ROW = 26
_NAME_WIDTH, _WIDTH = 108, 70


@dataclass(frozen=True)
class CompareRow:
    """A lever in all scenarios, or a fact of them (`line` None), in words by the scenarios' ids."""

    key: str
    name: str
    words: dict[int, str]
    line: LeverLine | None = None
    plain: dict[int, str] | None = None


class CompareGrid(Grid):
    """The scenarios side by side. What differs from 基準 is bold; emptied, it follows 基準 again.

    Signals:
        typed: by the ids of scenarios, what levers are to be set to (`comparison.Wishes`).
        chosen: the id of a scenario to work in.
    """

    typed = Signal(object)
    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = RecordsTable[CompareRow](lambda row: row.key, self._on_typed, self)
        self.comparison: Comparison | None = None
        self.menu = QMenu(self)
        self.setModel(self._rows)
        self.setAccessibleName(self.tr("シナリオを並べる"))
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(_WIDTH)
        self.horizontalHeader().sectionClicked.connect(self._on_head_clicked)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask)

    def show_comparison(self, comparison: Comparison, money: MoneyUnit) -> None:
        """Show the scenarios."""
        is_new = self.comparison is None
        self.comparison = comparison
        self._rows.show_columns([self._name_column(), *map(self._column, comparison.plan.scenarios)])
        self._rows.show_records([*self._facts(comparison, money), *map(self._row, comparison.lines)])
        if is_new:
            self.setCurrentIndex(self._rows.index(0, 1))
        head = self.horizontalHeader()
        for place in range(self._rows.columnCount()):
            head.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self.setColumnWidth(0, _NAME_WIDTH)
        self.horizontalHeader().viewport().update()

    def _facts(self, comparison: Comparison, money: MoneyUnit) -> list[CompareRow]:
        plan = comparison.plan
        if plan.tree.root is None:
            return []
        metric, known = plan.metrics[plan.tree.root.metric], comparison.expected
        kgi = {number: write_value(one.kgi, metric, language(), money) for number, one in known.items()}
        unit = next((written.unit for written in kgi.values() if written.unit), "")
        spans = {
            number: [write_value(end, metric, language(), money).number for end in (one.p10, one.p90)]
            for number, one in known.items()
        }
        chances = {number: format_probability(one.probability, language()) for number, one in known.items()}
        return [
            CompareRow("kgi", self.tr("見込み（{unit}）").format(unit=unit), {n: w.number for n, w in kgi.items()}),
            CompareRow("p10", self.tr("P10"), {number: span[0] for number, span in spans.items()}),
            CompareRow("p90", self.tr("P90"), {number: span[1] for number, span in spans.items()}),
            CompareRow("chance", self.tr("達成確率"), chances),
        ]

    def _row(self, line: LeverLine) -> CompareRow:
        assert self.comparison is not None
        metric = self.comparison.plan.metrics[line.lever.metric]
        written = {number: write_value(value, metric, language()) for number, value in line.values.items()}
        words = {number: str(one) if one.unit == "%" else one.number for number, one in written.items()}
        plain = {number: plain_text(value, metric) for number, value in line.values.items()}
        return CompareRow(str(line.lever), metric_name(metric, language()), words, line, plain)

    def _name_column(self) -> Column[CompareRow]:
        return Column(
            key=_NAME, header=self.tr("指標"), text=lambda row: row.name, tip=lambda row: row.name, refusal=lambda _: ""
        )

    def _column(self, scenario: Scenario) -> Column[CompareRow]:
        number = scenario.id

        def refusal(row: CompareRow) -> str:
            if row.line is None:
                return self.tr("レバーの設定から計算した値です。")
            return self.tr("基準は実績から出した値です。") if scenario.is_baseline else ""

        return Column(
            key=str(number),
            header=scenario.name,
            text=lambda row: row.words.get(number, NO_VALUE),
            plain=lambda row: (row.plain or row.words).get(number, ""),
            parse=lambda row, text: self._parse(row, number, text),
            refusal=refusal,
            is_bold=lambda row: row.line is not None and number in row.line.differing,
            is_number=True,
        )

    def _parse(self, row: CompareRow, number: int, text: str) -> float | None:
        assert self.comparison is not None
        assert row.line is not None
        if not text.strip():
            return None
        metric = self.comparison.plan.metrics[row.line.lever.metric]
        return parse_entry(text, metric, row.line.values[number])

    def _on_typed(self, edits: Sequence[CellEdit[CompareRow]]) -> None:
        wishes: dict[int, dict[NodeKey, float | None]] = {}
        for edit in edits:
            line = edit.record.line
            value = edit.value if isinstance(edit.value, float | int) else None
            if line is not None and (value is None or value != line.values[int(edit.column)]):
                wishes.setdefault(int(edit.column), {})[line.lever] = value
        if wishes:
            self.typed.emit(wishes)

    def _on_head_clicked(self, place: int) -> None:
        if place:
            self.chosen.emit(int(self._rows.columns[place].key))

    def _ask(self, place: QPoint) -> None:
        """Offer to set what is under the pointer in other scenarios too."""
        index, comparison = self.indexAt(place), self.comparison
        row = index.data(RECORD_ROLE)
        if comparison is None or not isinstance(row, CompareRow) or row.line is None or not index.column():
            return
        here = int(self._rows.columns[index.column()].key)
        self.fill_menu(row.line, here)
        self.menu.popup(self.viewport().mapToGlobal(place))

    def fill_menu(self, line: LeverLine, here: int) -> None:
        """What can be done with a lever's value in a scenario."""
        assert self.comparison is not None
        self.menu.clear()
        value = line.values[here]
        for other in self.comparison.plan.scenarios:
            if other.id != here and not other.is_baseline and value is not None:
                act = self.menu.addAction(self.tr("「{name}」に写す").format(name=other.name.replace("&", "&&")))
                act.triggered.connect(lambda _=False, to=other.id: self.typed.emit({to: {line.lever: value}}))
        if here in line.differing:
            act = self.menu.addAction(self.tr("基準に戻す"))
            act.triggered.connect(lambda: self.typed.emit({here: {line.lever: None}}))
