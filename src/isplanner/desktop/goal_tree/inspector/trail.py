"""TrailSection: where a node's baseline comes from, down to the cells."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QPushButton, QWidget
from typing_extensions import override

from isplanner.desktop.goal_tree.inspector.folding import FoldingSection
from isplanner.desktop.goal_tree.inspector.sight import Sight
from isplanner.desktop.language import language
from isplanner.desktop.models.column import Column
from isplanner.desktop.models.records_table import RecordsTable
from isplanner.desktop.widgets.grid import Grid
from isplanner.desktop.widgets.number_text import plain_text
from isplanner.desktop.widgets.plain_label import PlainLabel
from isplanner.plan.fact import Fact
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey
from isplanner.text.dates import format_period
from isplanner.text.names import channel_name, metric_name
from isplanner.text.numbers import NO_VALUE, format_number, write_value

if TYPE_CHECKING:
    from isplanner.analysis.tree.baseline import Baseline
    from isplanner.store.document import Document

_ROW = 22
_FEW_ROWS, _MOST_ROWS = 3, 12
_WIDEST = 90


class TrailSection(FoldingSection):
    """基準 18.0% ＝ 5,490 ÷ 30,500, and the cells it was counted from.

    Signals:
        source_wanted: a Fact that is to be shown among those of its import.
    """

    source_wanted = Signal(object)

    def __init__(self, document: "Document", parent: QWidget | None = None) -> None:
        super().__init__("trail", self.tr("基準"), parent)
        self._document = document
        self._asked: tuple[Plan, NodeKey] | None = None
        self._period = ""
        self.all = QPushButton()
        self.all.setProperty("kind", "text")
        self.all.setCheckable(True)
        self.all.toggled.connect(self._size_table)
        self.all.setToolTip(self.tr("すべてのセルを表示"))
        self.title_row.addWidget(self.all)
        self.note = PlainLabel("", "hint")
        self.note.setWordWrap(True)
        self.cells = RecordsTable[Fact](_identity, _refuse, self)
        self.table = _table(self.cells)
        self.table.doubleClicked.connect(self._follow)
        for enter in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shortcut = QShortcut(QKeySequence(enter), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda: self._follow(self.table.currentIndex()))
        self.table.setAccessibleDescription(self.tr("Enter かダブルクリックで、取り込みの中のこのセルへ"))
        self.table.setAccessibleName(self.tr("基準のもとになったセル"))
        self.inside.addWidget(self.note)
        self.inside.addWidget(self.table)
        # Cells are looked up when the hand rests: not for each row that the arrow keys pass.
        self._rest = QTimer(self, singleShot=True, interval=60)
        self._rest.timeout.connect(self._show_cells)

    @property
    def is_looking(self) -> bool:
        """Whether cells are still to be looked up."""
        return self._rest.isActive()

    @override
    def show_node(self, sight: Sight) -> None:
        plan, key = sight.plan, sight.key
        baseline = sight.answer.baseline if sight.answer else None
        value = baseline.values.get(key) if baseline else None
        shown = write_value(value, sight.metric, language())
        self.title.setText(self.tr("基準 {value}{parts}").format(value=shown, parts=_parts(plan, baseline, key)))
        self._period = self._period_words(plan, baseline, key)
        self.note.setText(self._period)
        # Before the first answer nothing is looked up: the window is painted before analysis is loaded.
        self._asked = None if baseline is None else (plan, key)
        if self.isVisible():
            self._rest.start()

    def _period_words(self, plan: Plan, baseline: "Baseline | None", key: NodeKey) -> str:
        """Which days the actuals are of, and in how many of its months there are any."""
        period = format_period(plan.base, plan.rule, language())
        if baseline is None:
            return period
        # Only where there is an answer: numpy comes with it, and the first paint does not wait for that.
        from isplanner.analysis.estimates.trace import counted_metrics

        known = [baseline.months_known[name] for name in counted_metrics(plan, key) if name in baseline.months_known]
        if not known:
            return self.tr("{period}の実績はまだ取り込まれていません").format(period=period)
        if key in baseline.borrowed:
            return self.tr("{period}の実績が少ないため、ほかのチャネルの率を借りています").format(period=period)
        if min(known) < baseline.months:
            words = self.tr("{period}のうち {known} か月分の実績を {months} か月分に直した数です")
            return words.format(period=period, known=min(known), months=baseline.months)
        return self.tr("{period}の実績から").format(period=period)

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
        if self._asked is None:
            return
        from isplanner.analysis.estimates.trace import counted_metrics, trace

        plan, key = self._asked
        metrics = counted_metrics(plan, key)
        ids = trace(plan, self._document.actuals(), plan.base, metrics, key.channel)
        found = sorted(
            (stored.fact for stored in self._document.facts(ids=ids)), key=lambda fact: metrics.index(fact.metric)
        )
        self.all.setText(self.tr("%n セル", "", len(found)))
        self.all.setVisible(len(found) > _FEW_ROWS)
        files = {fact.source.file for fact in found}
        self.note.setText(f"{self._period}\n{files.pop()}" if len(files) == 1 else self._period)
        self.cells.show_columns(list(_columns(plan, metrics, with_file=bool(files))))
        self.cells.show_records(found)
        self.table.setVisible(bool(found))
        self._size_table()
        if found:
            self._fit_columns(found)

    def _fit_columns(self, found: Sequence[Fact]) -> None:
        """As wide as the longest text: that one cell is asked for its size, not all of a thousand."""
        advance = self.table.fontMetrics().horizontalAdvance
        for place, column in enumerate(self.cells.columns[:-1]):
            texts = [column.text(fact) for fact in found]
            widest = texts.index(max(texts, key=advance))
            hint = self.table.sizeHintForIndex(self.cells.index(widest, place)).width()
            self.table.setColumnWidth(place, min(hint, _WIDEST))

    def _follow(self, index: QModelIndex) -> None:
        if index.isValid():
            self.source_wanted.emit(self.cells.record(index))

    def _size_table(self) -> None:
        """Show the first few cells, or as many as fit and the rest by scrolling."""
        most = _MOST_ROWS if self.all.isChecked() else _FEW_ROWS
        self.table.setFixedHeight(_ROW * min(self.cells.rowCount(), most) + 2)
        is_short = self.cells.rowCount() <= most or not self.all.isChecked()
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if is_short else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.table.setVerticalScrollBarPolicy(policy)


def _columns(plan: Plan, metrics: Sequence[str], *, with_file: bool) -> Iterator[Column[Fact]]:
    """Who, what, how many, where; what is the same in all rows is left out."""

    def channel(fact: Fact) -> str:
        known = plan.channels.get(fact.channel or "")
        return channel_name(known, language(), short=True) if known else ""

    how = QCoreApplication.translate("TrailSection", "ダブルクリックか Enter で取り込みの中のこのセルへ")

    def metric(fact: Fact) -> str:
        return metric_name(plan.metrics[fact.metric], language())

    def whole(fact: Fact) -> str:
        value = write_value(fact.value, plan.metrics[fact.metric], language())
        named = " ".join(part for part in (fact.member, channel(fact)) if part)
        return f"{named}\n{metric(fact)} {value}\n{_place(fact, with_file=True)}\n{how}"

    def plain(fact: Fact) -> str:
        return plain_text(fact.value, plan.metrics[fact.metric])

    yield Column(key="who", header="", text=lambda fact: fact.member or channel(fact) or NO_VALUE, tip=whole)
    if len(metrics) > 1:
        yield Column(key="what", header="", text=metric, tip=whole, tone=lambda _fact: "tx2")
    yield Column(
        key="value",
        header="",
        text=lambda fact: format_number(fact.value),
        plain=plain,
        tip=whole,
        is_number=True,
        is_bold=lambda _fact: True,
    )
    yield Column(
        key="where",
        header="",
        text=lambda fact: _place(fact, with_file=with_file),
        tip=whole,
        tone=lambda _fact: "tx2",
    )


def _parts(plan: Plan, baseline: "Baseline | None", key: NodeKey) -> str:
    """＝ 5,490 ÷ 30,500 behind a rate."""
    from isplanner.analysis.tree.ratio import ratio_of

    ratio = None if plan.metrics[key.metric].is_whole else ratio_of(plan.tree, key)
    if ratio is None or baseline is None or key not in baseline.values or key in baseline.borrowed:
        return ""
    above, below = baseline.values.get(ratio.numerator), baseline.values.get(ratio.denominator)
    less = baseline.values.get(ratio.less, 0.0) if ratio.less else 0.0
    if above is None or below is None:
        return ""
    return f" ＝ {format_number(above - less)} ÷ {format_number(below)}"


def _place(fact: Fact, *, with_file: bool) -> str:
    source = fact.source
    return " › ".join(part for part in (source.file if with_file else "", source.sheet, source.cell) if part)


def _identity(fact: Fact) -> object:
    return fact.source, fact.metric, fact.span, fact.member, fact.channel


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
