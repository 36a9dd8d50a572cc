"""TrailSection: where a node's baseline comes from, down to the cells."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget
from typing_extensions import override

from isplanner.desktop.language import language
from isplanner.desktop.models.column import Column
from isplanner.desktop.models.records_table import RecordsTable
from isplanner.desktop.widgets.grid import Grid
from isplanner.desktop.widgets.number_text import plain_text
from isplanner.desktop.widgets.plain_label import PlainLabel
from isplanner.desktop.widgets.sections import Section
from isplanner.plan.fact import Fact, FactKind
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey
from isplanner.text.dates import format_period
from isplanner.text.names import channel_name, metric_name
from isplanner.text.numbers import format_number, write_value

if TYPE_CHECKING:
    from isplanner.analysis.baseline import Baseline
    from isplanner.store.document import Document

_ROW = 22
_MOST_ROWS = 8
_WIDTHS = {"who": 76, "what": 62, "value": 84}


class TrailSection(Section):
    """基準 18.0% ＝ 5,490 ÷ 30,500, and the cells it was counted from."""

    def __init__(self, document: "Document", parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._document = document
        self._asked: tuple[Plan, NodeKey] | None = None
        self.count = PlainLabel("", "label")
        self.title_row.addWidget(self.count)
        self.note = PlainLabel("", "hint")
        self.note.setWordWrap(True)
        self.cells = RecordsTable[Fact](lambda fact: (fact.source, fact.metric, fact.span, fact.member), _refuse, self)
        self.table = _table(self.cells)
        self.column.addWidget(self.note)
        self.column.addWidget(self.table)
        # Cells are looked up when the hand rests: not for each row that the arrow keys pass.
        self._rest = QTimer(self, singleShot=True, interval=60)
        self._rest.timeout.connect(self._show_cells)

    def show_node(self, plan: Plan, baseline: "Baseline | None", key: NodeKey) -> None:
        """Show what a node's baseline is made of."""
        value = baseline.values.get(key) if baseline else None
        period = format_period(plan.base, plan.rule, language())
        shown = write_value(value, plan.metrics[key.metric], language())
        self.title.setText(self.tr("基準 {value}{parts}").format(value=shown, parts=_parts(plan, baseline, key)))
        self.note.setText(self.tr("{period}の実績から").format(period=period))
        if baseline is not None:
            from isplanner.analysis.trace import counted_metrics  # with numpy, which the first paint does not wait for

            known = min((baseline.months_known.get(name, 0) for name in counted_metrics(plan, key)), default=0)
            if 0 < known < baseline.months:
                scaled = self.tr("{period}のうち {known} か月分の実績を {months} か月分に直した数です")
                self.note.setText(scaled.format(period=period, known=known, months=baseline.months))
            elif not known:
                self.note.setText(self.tr("{period}の実績はまだ取り込まれていません").format(period=period))
        self._asked = plan, key
        if self.isVisible():
            self._rest.start()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._rest.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        # When a plan is closed its page is hidden first: nothing may be looked up after.
        super().hideEvent(event)
        self._rest.stop()

    def _show_cells(self) -> None:
        """Look up the facts that count, in the order stored."""
        from isplanner.analysis.trace import counted_metrics, trace

        if self._asked is None:
            return
        plan, key = self._asked
        metrics = counted_metrics(plan, key)
        ids = trace(plan, self._document.actuals(), plan.base, metrics, key.channel)
        found = [
            stored.fact
            for metric in metrics
            for stored in self._document.facts(FactKind.ACTUAL, metric)
            if stored.id in ids
        ]
        self.count.setText(self.tr("%n セル", "", len(found)))
        columns = self._columns(plan)
        self.cells.show_columns(columns if len(metrics) > 1 else [one for one in columns if one.key != "what"])
        self.cells.show_records(found)
        self.table.setVisible(bool(found))
        self.table.setFixedHeight(_ROW * min(len(found), _MOST_ROWS) + 2)
        for place, column in enumerate(self.cells.columns):
            if column.key in _WIDTHS:
                self.table.horizontalHeader().resizeSection(place, _WIDTHS[column.key])

    def _columns(self, plan: Plan) -> list[Column[Fact]]:
        def who(fact: Fact) -> str:
            channel = plan.channels.get(fact.channel or "")
            return fact.member or (channel_name(channel, language(), short=True) if channel else self.tr("全体"))

        def whole(fact: Fact) -> str:
            channel = plan.channels.get(fact.channel or "")
            said = [fact.member, channel_name(channel, language()) if channel else None]
            named = " ".join(part for part in said if part)
            value = write_value(fact.value, plan.metrics[fact.metric], language())
            return f"{named}\n{metric_name(plan.metrics[fact.metric], language())} {value}\n{_place(fact)}"

        return [
            Column(key="who", header="", text=who, tip=whole, tone=lambda _fact: "tx2"),
            Column(
                key="what", header="", text=lambda fact: metric_name(plan.metrics[fact.metric], language()), tip=whole
            ),
            Column(
                key="value",
                header="",
                text=lambda fact: format_number(fact.value),
                plain=lambda fact: plain_text(fact.value, plan.metrics[fact.metric]),
                tip=whole,
                is_number=True,
                is_bold=lambda _fact: True,
            ),
            Column(key="where", header="", text=_place, tip=whole, tone=lambda _fact: "tx2"),
        ]


def _parts(plan: Plan, baseline: "Baseline | None", key: NodeKey) -> str:
    """＝ 5,490 ÷ 30,500 behind a rate."""
    from isplanner.analysis.ratio import ratio_of

    ratio = None if plan.metrics[key.metric].is_whole else ratio_of(plan.tree, key)
    if ratio is None or baseline is None or key not in baseline.values:
        return ""
    above, below = baseline.values.get(ratio.numerator), baseline.values.get(ratio.denominator)
    less = baseline.values.get(ratio.less, 0.0) if ratio.less else 0.0
    if above is None or below is None:
        return ""
    return f" ＝ {format_number(above - less)} ÷ {format_number(below)}"


def _place(fact: Fact) -> str:
    source = fact.source
    return " › ".join(part for part in (source.file, source.sheet, source.cell) if part)


def _refuse(_edits: object) -> None:
    """No column of this table can be edited."""


def _table(cells: RecordsTable[Fact]) -> Grid:
    table = Grid()
    table.setModel(cells)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.horizontalHeader().hide()
    table.horizontalHeader().setStretchLastSection(True)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.verticalHeader().setDefaultSectionSize(_ROW)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.setTextElideMode(Qt.TextElideMode.ElideLeft)  # the cell's address stands at the end
    return table
