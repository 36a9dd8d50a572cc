"""ComparePanel: the scenarios side by side, what the chosen one sets by itself, and why."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QLineEdit, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from isplanner.analysis.solving.conditions import PEOPLE
from isplanner.desktop.funnel.compare_grid import CompareGrid
from isplanner.desktop.funnel.comparison import Comparison, Difference, PeopleDifference
from isplanner.desktop.funnel.funnel_panel import line_between, panel_head
from isplanner.desktop.funnel.overlay_choice import OverlayChoice
from isplanner.desktop.language import language
from isplanner.desktop.models.column import RECORD_ROLE, CellEdit, Column
from isplanner.desktop.models.records_table import RecordsTable
from isplanner.desktop.widgets.grid import Grid, rows_at_hand
from isplanner.desktop.widgets.number_text import plain_text
from isplanner.desktop.widgets.plain_label import ElidedLabel, PlainLabel, plain_tip
from isplanner.plan.headcount import Headcount, Hire
from isplanner.plan.metric import Metric
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey
from isplanner.text.entry import parse_entry
from isplanner.text.headcount import describe_hire, describe_leaver
from isplanner.text.names import channel_name, metric_name
from isplanner.text.numbers import MoneyUnit, Written, format_number, write_difference, write_value

_ROW = 26
_Row = Difference | PeopleDifference
_WIDTHS = (76, 76, 84)
_NARROW = 400
"""Where names need the room of the difference, which can be told from the two values."""


class ComparePanel(QFrame):
    """The middle of the screen while scenarios are compared.

    Signals:
        typed: by the ids of scenarios, what levers are to be set to (`comparison.Wishes`).
        chosen: the id of a scenario to work in.
        removed: the chosen scenario is to be taken away.
        noted: what the chosen scenario is for.
    """

    typed = Signal(object)
    chosen = Signal(int)
    removed = Signal()
    noted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "panel")
        self.grid = CompareGrid()
        self.grid.typed.connect(self.typed)
        self.grid.chosen.connect(self.chosen)
        self.own = _DifferenceGrid()
        self.own.typed.connect(self._on_own_typed)
        self._title = ElidedLabel("", "section")
        self.reset = QPushButton(self.tr("選んだ差を基準に戻す"))
        self.reset.setProperty("kind", "text")
        self.reset.clicked.connect(self.own.clear_rows)
        self.remove = QPushButton(self.tr("シナリオを削除"))
        self.remove.setProperty("kind", "text")
        self.remove.setToolTip(plain_tip(self.tr("いま選んでいるシナリオを削除します。1 回の操作で元に戻せます。")))
        self.remove.clicked.connect(self.removed)
        self.overlays = OverlayChoice()
        self.note = QLineEdit()
        self.note.setAccessibleName(self.tr("理由"))
        self.note.setPlaceholderText(self.tr("このシナリオの理由（何のための案か、何を前提にしたか）"))
        self.note.editingFinished.connect(self._on_noted)
        self._scenario = 0
        self._arrange()

    def show_comparison(self, comparison: Comparison, money: MoneyUnit) -> None:
        """Show the scenarios."""
        chosen = comparison.plan.chosen
        self._scenario = chosen.id
        self.overlays.show_scenarios(comparison.plan.scenarios, chosen.id)
        self.grid.show_comparison(comparison, money)
        self.own.show_differences(comparison)
        name = chosen.name
        self._title.setText(
            self.tr("「{name}」は基準です。ほかのシナリオは、ここから動かした分だけを持ちます。").format(name=name)
            if chosen.is_baseline
            else self.tr("「{name}」が基準と違うところ（{count}）").format(name=name, count=len(comparison.differences))
        )
        self.note.setEnabled(not chosen.is_baseline)
        if not self.note.isModified():
            self.note.setText(chosen.note)
        self.remove.setEnabled(not chosen.is_baseline)
        self.reset.setEnabled(bool(comparison.differences))

    def _on_own_typed(self, levers: Mapping[NodeKey, float | Headcount | None]) -> None:
        self.typed.emit({self._scenario: levers})

    def _on_noted(self) -> None:
        if self.note.isModified():
            self.note.setModified(False)
            self.noted.emit(self.note.text())

    def _arrange(self) -> None:
        how = ElidedLabel(self.tr("太字は基準と違う値。コピーして貼り付けられます"), "label")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(
            panel_head(PlainLabel(self.tr("シナリオを並べる"), "section"), how, self.overlays, self.remove)
        )
        column.addWidget(self.grid, 3)
        column.addWidget(line_between())
        column.addWidget(panel_head(self._title))
        column.addWidget(self.own, 2)
        foot = QVBoxLayout()
        foot.setContentsMargins(14, 8, 14, 12)
        foot.setSpacing(8)
        row = QHBoxLayout()
        row.addWidget(self.reset)
        row.addStretch()
        row.addWidget(self.remove)
        foot.addLayout(row)
        foot.addWidget(self.note)
        column.addLayout(foot)


class _DifferenceGrid(Grid):
    """What a scenario sets by itself; a value typed changes it, an emptied one follows 基準 again.

    A hire or a leaver has a row of its own.
    """

    typed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._rows = RecordsTable[_Row](_key, self._on_typed, self)
        self._comparison: Comparison | None = None
        self.setModel(self._rows)
        self.setAccessibleName(self.tr("基準と違うところ"))
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.horizontalHeader().setHighlightSections(False)

    def show_differences(self, comparison: Comparison) -> None:
        """Show all that the chosen scenario sets."""
        is_new = self._comparison is None
        self._comparison = comparison
        if is_new:
            self._rows.show_columns(self._columns())
            self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
            for place, width in enumerate(_WIDTHS, 1):
                self.setColumnWidth(place, width)
        self._rows.show_records(comparison.differences)
        self.clearSpans()
        for row, one in enumerate(comparison.differences):
            if isinstance(one, PeopleDifference):
                self.setSpan(row, 0, 1, 2)  # it is told in words, and 基準 has none

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setColumnHidden(len(_WIDTHS), self.width() < _NARROW)

    def clear_rows(self) -> None:
        """Let what the selected rows say be as in 基準 again; where none is selected, the current row."""
        records = [self._rows.index(row, 0).data(RECORD_ROLE) for row in rows_at_hand(self)]
        self._ask_for({one: None for one in records if isinstance(one, Difference | PeopleDifference)})

    def _ask_for(self, wanted: Mapping[_Row, float | None]) -> None:
        """Have levers set, or follow 基準 again; a hire or leaver can only go."""
        assert self._comparison is not None
        levers: dict[NodeKey, float | Headcount | None] = {
            one.lever: value for one, value in wanted.items() if isinstance(one, Difference)
        }
        if gone := [one.entry for one in wanted if isinstance(one, PeopleDifference)]:
            levers[PEOPLE] = self._comparison.plan.chosen.headcount.without(gone)
        if levers:
            self.typed.emit(levers)

    def _metric(self, one: Difference) -> Metric:
        assert self._comparison is not None
        return self._comparison.plan.metrics[one.lever.metric]

    def _name(self, one: _Row) -> str:
        assert self._comparison is not None
        plan = self._comparison.plan
        if isinstance(one, PeopleDifference):
            if isinstance(one.entry, Hire):
                return describe_hire(plan, one.entry, language())
            return describe_leaver(plan, one.entry, plan.chosen.headcount.leavers[one.entry], language())
        name = metric_name(self._metric(one), language())
        if one.lever.channel is None:
            return name
        return f"{channel_name(plan.channels[one.lever.channel], language(), short=True)}・{name}"

    def _columns(self) -> list[Column[_Row]]:
        def gap(one: _Row) -> str:
            if isinstance(one, PeopleDifference):
                return self._people(one)
            away = None if one.value is None or one.baseline is None else one.value - one.baseline
            return "" if away is None else _short(write_difference(away, self._metric(one), language()))

        def written(one: _Row, *, is_baseline: bool = False) -> str:
            if isinstance(one, PeopleDifference):
                return ""
            value = one.baseline if is_baseline else one.value
            return _short(write_value(value, self._metric(one), language()))

        calculated = self.tr("レバーの設定から計算した値です。")
        return [
            Column(key="lever", header=self.tr("レバー"), text=self._name, tip=self._name, refusal=lambda _: ""),
            Column(
                key="baseline",
                header=self.tr("基準"),
                text=lambda one: written(one, is_baseline=True),
                refusal=lambda _: self.tr("基準は実績から出した値です。"),
                is_number=True,
            ),
            Column(
                key="value",
                header=self.tr("設定"),
                text=written,
                plain=lambda one: plain_text(one.value, self._metric(one)) if isinstance(one, Difference) else "",
                parse=self._parse,
                is_bold=lambda _: True,
                is_number=True,
            ),
            Column(key="gap", header=self.tr("差"), text=gap, refusal=lambda _: calculated, is_number=True),
        ]

    def _parse(self, one: _Row, text: str) -> float | None:
        if not text.strip():
            return None
        if isinstance(one, PeopleDifference):
            raise PlanError("cell_not_editable", reason=self.tr("採用と退職は「人員…」で変えます。Delete で消せます。"))
        return parse_entry(text, self._metric(one), one.value)

    def _people(self, one: PeopleDifference) -> str:
        """How many full-time people more or less."""
        assert self._comparison is not None
        if isinstance(one.entry, Hire):
            return format_number(one.entry.people, None, signed=True)
        return format_number(-self._comparison.plan.member(one.entry).capacity, None, signed=True)

    def _on_typed(self, edits: Sequence[CellEdit[_Row]]) -> None:
        wanted: dict[_Row, float | None] = {}
        for edit in edits:
            is_same = isinstance(edit.record, Difference) and edit.value == edit.record.value
            if not is_same:
                wanted[edit.record] = edit.value if isinstance(edit.value, float | int) else None
        self._ask_for(wanted)


def _key(one: _Row) -> object:
    return one.lever if isinstance(one, Difference) else one


def _short(written: Written) -> str:
    """A number in a narrow column: only a percentage or points need their unit."""
    return str(written) if written.unit in {"%", "pt"} else written.number
