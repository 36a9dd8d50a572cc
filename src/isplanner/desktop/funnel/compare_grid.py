"""CompareGrid: a lever a row, a scenario a column; a value typed or pasted is set in its scenario."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from isplanner.analysis.solving.conditions import PEOPLE
from isplanner.desktop.funnel.comparison import Comparison, LeverLine
from isplanner.desktop.language import language
from isplanner.desktop.models.column import RECORD_ROLE, CellEdit, Column
from isplanner.desktop.models.records_table import RecordsTable
from isplanner.desktop.theme import font
from isplanner.desktop.widgets.grid import Grid
from isplanner.desktop.widgets.number_text import plain_text
from isplanner.plan.headcount import Headcount
from isplanner.plan.scenario import Scenario
from isplanner.text.entry import parse_entry
from isplanner.text.headcount import describe_changes, parse_headcount, plain_headcount
from isplanner.text.names import metric_name
from isplanner.text.numbers import NO_VALUE, MoneyUnit, format_number, format_probability, write_value

if TYPE_CHECKING:
    from isplanner.plan.scope import NodeKey

_NAME = "name"
_ROW = 26
_NAME_WIDTH, _WIDTH = 108, 70
_LONG_NAME, _PADDING = 120, 18


@dataclass(frozen=True)
class CompareRow:
    """A lever in all scenarios, or their people, or a fact of them (`lever` None), in words by the scenarios' ids.

    `differing` are the scenarios that have it otherwise than 基準; `values` what they have, `plain` how that is typed.
    """

    key: str
    name: str
    words: dict[int, str]
    lever: "NodeKey | None" = None
    values: Mapping[int, float | Headcount | None] = field(default_factory=dict)
    plain: Mapping[int, str] = field(default_factory=dict)
    differing: frozenset[int] = frozenset()
    tips: Mapping[int, str] = field(default_factory=dict)
    hint: str = ""


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
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.horizontalHeader().sectionClicked.connect(self._on_head_clicked)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask)

    def show_comparison(self, comparison: Comparison, money: MoneyUnit) -> None:
        """Show the scenarios."""
        is_new = self.comparison is None
        self.comparison = comparison
        self._rows.show_columns([self._name_column(), *map(self._column, comparison.plan.scenarios)])
        self._rows.show_records(
            [*self._facts(comparison, money), self._people(comparison), *map(self._row, comparison.lines)]
        )
        if is_new:
            self.setCurrentIndex(self._rows.index(0, 1))
        self._fit()
        self.horizontalHeader().viewport().update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """No number is cut, nor a scenario's name of a usual length; where not all fit, whole columns are seen."""
        rows = [self._rows.record(self._rows.index(place, 0)) for place in range(self._rows.rowCount())]
        numbers, names = QFontMetrics(font(bold=True)), self.horizontalHeader().fontMetrics()
        widest = max((numbers.horizontalAdvance(words) for row in rows for words in row.words.values()), default=0)
        heads = [names.horizontalAdvance(column.header) for column in self._rows.columns[1:]]
        needed = max(_WIDTH, max(widest, min(_LONG_NAME, max(heads, default=0))) + _PADDING)
        room = self.viewport().width()
        levers = max((self.fontMetrics().horizontalAdvance(row.name) for row in rows), default=0) + _PADDING
        name = max(_NAME_WIDTH, min(levers, room // 3))
        seen = max(1, min(len(heads), (room - name) // needed))
        for place in range(self._rows.columnCount()):
            self.setColumnWidth(place, (room - name) // seen if place else name)

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

    def _people(self, comparison: Comparison) -> CompareRow:
        plan = comparison.plan
        headcounts = {one.id: one.headcount for one in plan.scenarios}
        return CompareRow(
            key=str(PEOPLE),
            name=self.tr("人員（人分）"),
            words={number: format_number(people, 1) for number, people in comparison.people.items()},
            lever=PEOPLE,
            values=headcounts,
            plain={number: plain_headcount(plan, one) for number, one in headcounts.items()},
            differing=frozenset(number for number, one in headcounts.items() if not one.is_same),
            hint=self.tr("2@2026-11:50%,75%; 田中@2026-12 のように入力でき、ほかのシナリオに貼り付けられます。"),
            tips={n: "\n".join(describe_changes(plan, one, language())) for n, one in headcounts.items()},
        )

    def _row(self, line: LeverLine) -> CompareRow:
        assert self.comparison is not None
        metric = self.comparison.plan.metrics[line.lever.metric]
        written = {number: write_value(value, metric, language()) for number, value in line.values.items()}
        words = {number: str(one) if one.unit == "%" else one.number for number, one in written.items()}
        plain = {number: plain_text(value, metric) for number, value in line.values.items()}
        name = metric_name(metric, language())
        return CompareRow(str(line.lever), name, words, line.lever, line.values, plain, line.differing)

    def _name_column(self) -> Column[CompareRow]:
        return Column(
            key=_NAME,
            header=self.tr("指標"),
            text=lambda row: row.name,
            tip=lambda row: row.hint or row.name,
            refusal=lambda _: "",
        )

    def _column(self, scenario: Scenario) -> Column[CompareRow]:
        number = scenario.id

        def refusal(row: CompareRow) -> str:
            if row.lever is None:
                return self.tr("レバーの設定から計算した値です。")
            if scenario.is_baseline and row.lever == PEOPLE:
                return self.tr("基準の人員は、プランのメンバーのままです。")
            return self.tr("基準は実績から出した値です。") if scenario.is_baseline else ""

        return Column(
            key=str(number),
            header=scenario.name,
            text=lambda row: row.words.get(number, NO_VALUE),
            plain=lambda row: (row.plain or row.words).get(number, ""),
            tip=lambda row: row.tips.get(number, ""),
            parse=lambda row, text: self._parse(row, number, text),
            refusal=refusal,
            is_bold=lambda row: number in row.differing,
            is_number=True,
        )

    def _parse(self, row: CompareRow, number: int, text: str) -> float | Headcount | None:
        assert self.comparison is not None
        assert row.lever is not None
        plan, present = self.comparison.plan, row.values[number]
        if not text.strip():
            return None
        if isinstance(present, Headcount):
            return parse_headcount(text, plan)
        return parse_entry(text, plan.metrics[row.lever.metric], present)

    def _on_typed(self, edits: Sequence[CellEdit[CompareRow]]) -> None:
        wishes: dict[int, dict[NodeKey, float | Headcount | None]] = {}
        for edit in edits:
            row, number = edit.record, int(edit.column)
            value = edit.value if isinstance(edit.value, float | int | Headcount) else None
            if row.lever is not None and (value is None or value != row.values[number]):
                wishes.setdefault(number, {})[row.lever] = value
        if wishes:
            self.typed.emit(wishes)

    def _on_head_clicked(self, place: int) -> None:
        if place:
            self.chosen.emit(int(self._rows.columns[place].key))

    def _ask(self, place: QPoint) -> None:
        """Offer to set what is under the pointer in other scenarios too."""
        index, comparison = self.indexAt(place), self.comparison
        row = index.data(RECORD_ROLE)
        if comparison is None or not isinstance(row, CompareRow) or row.lever is None or not index.column():
            return
        here = int(self._rows.columns[index.column()].key)
        self.fill_menu(row, here)
        self.menu.popup(self.viewport().mapToGlobal(place))

    def fill_menu(self, row: CompareRow, here: int) -> None:
        """What can be done with a lever's value, or the people, of a scenario."""
        assert self.comparison is not None
        self.menu.clear()
        value = row.values[here]
        for other in self.comparison.plan.scenarios:
            if other.id != here and not other.is_baseline and value is not None:
                act = self.menu.addAction(self.tr("「{name}」に写す").format(name=other.name.replace("&", "&&")))
                act.triggered.connect(lambda _=False, to=other.id: self.typed.emit({to: {row.lever: value}}))
        if here in row.differing:
            act = self.menu.addAction(self.tr("基準に戻す"))
            act.triggered.connect(lambda: self.typed.emit({here: {row.lever: None}}))
