"""TargetsBar: the line over the shares."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QWidget

from isplanner.desktop.language import language
from isplanner.desktop.targets.share_rows import Fold
from isplanner.desktop.targets.way_edits import shared_nodes
from isplanner.desktop.widgets.number_edit import NumberEdit
from isplanner.desktop.widgets.plain_label import ElidedLabel, PlainLabel, plain_tip
from isplanner.desktop.widgets.segments import Segments
from isplanner.jobs.grounds_in_words import way_name
from isplanner.plan.metric import Kind, Metric
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey
from isplanner.plan.target import Edition, Way
from isplanner.text.messages import say
from isplanner.text.names import channel_name, metric_name
from isplanner.text.numbers import MoneyUnit, write_value

HEIGHT = 40
_MARKUP = Metric("markup", "上乗せ率", "markup", "%", Kind.RATE)
_MARKUP_WIDTH = 72


class TargetsBar(QFrame):
    """What is shared out, by which way, how fine, how much of it is fixed.

    Signals:
        way_chosen: a Way.
        markup_typed: the 上乗せ率.
        edition_chosen: an Edition.
        fineness_chosen: "period", "month" or "week".
        freeing_wanted: all that is fixed is to be freed.
        export_wanted: the members' sheets are wanted.
    """

    way_chosen = Signal(object)
    markup_typed = Signal(float)
    edition_chosen = Signal(object)
    fineness_chosen = Signal(object)
    freeing_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "tool_bar")
        self.setFixedHeight(HEIGHT)
        self.title = ElidedLabel("", "section")
        self.unit = PlainLabel("", "label")
        self.way = QComboBox()
        self.way.setAccessibleName(self.tr("分け方"))
        for way in Way:
            self.way.addItem(way_name(way, language()), way)
        self.way.activated.connect(lambda place: self.way_chosen.emit(Way(self.way.itemData(place))))
        self.edition = QComboBox()
        self.edition.setAccessibleName(self.tr("版"))
        self.edition.setToolTip(plain_tip(self.tr("確定にすると、いまの配分をすべて固定します。")))
        for edition in Edition:
            self.edition.addItem(say(f"edition_{edition}", {}, language()), edition)
        self.edition.activated.connect(lambda place: self.edition_chosen.emit(Edition(self.edition.itemData(place))))
        self.markup = NumberEdit(_MARKUP)
        self.markup.setFixedWidth(_MARKUP_WIDTH)
        self.markup.setAccessibleName(self.tr("上乗せ率"))
        self.markup.setToolTip(plain_tip(self.tr("メンバーの合計をプランより多くする率。プランの合計は変わりません。")))
        self.markup.committed.connect(self.markup_typed)
        self.fineness = Segments(self.tr("細かさ"))
        self.fineness.chosen.connect(self.fineness_chosen)
        self.fixed = PlainLabel("", "small")
        self.free = QPushButton(self.tr("固定をすべて解除"))
        self.free.clicked.connect(self.freeing_wanted)
        self.export = QPushButton(self.tr("シートを書き出す"))
        self.export.setProperty("kind", "primary")
        self.export.clicked.connect(self.export_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self.title, 1)
        row.addWidget(self.unit)
        for label, field in ((self.tr("分け方"), self.way), (self.tr("上乗せ"), self.markup), ("", self.edition)):
            row.addWidget(PlainLabel(label, "label"))
            row.addWidget(field)
        for widget in (self.fineness, self.fixed, self.free, self.export):
            row.addWidget(widget)

    def show_node(self, plan: Plan, node: NodeKey, fold: Fold, money: MoneyUnit) -> None:
        """Show what is shared out and how much of the metric is fixed."""
        channel = plan.channels.get(node.channel or "")
        scope = channel_name(channel, language()) if channel else self.tr("全チャネル")
        metric = plan.metrics[node.metric]
        unit = write_value(0, metric, language(), money).unit
        self.title.setText(f"{metric_name(metric, language())}  ×  {scope}")
        self.unit.setText(self.tr("単位 {unit}").format(unit=unit) if unit else "")
        choices = (("period", self.tr("期間")), ("month", self.tr("月")), ("week", self.tr("週")))
        self.fineness.show_choices(choices, "week" if fold.opened else "month" if fold.has_months else "period")
        count = sum(cell.node.metric == node.metric for cell in plan.fixed_cells)
        self.fixed.setText(self.tr("固定 {count} セル").format(count=count) if count else "")
        self.free.setEnabled(count > 0)
        self._show_way(plan, node)

    def _show_way(self, plan: Plan, node: NodeKey) -> None:
        """Show the way, edition and 上乗せ率 of what is shared out; none where channels have several."""
        targets = [plan.targets[one] for one in shared_nodes(plan, node)]
        ways = {target.way for target in targets}
        self.way.setCurrentIndex(self.way.findData(ways.pop()) if len(ways) == 1 else -1)
        editions = {target.edition for target in targets}
        self.edition.setCurrentIndex(self.edition.findData(editions.pop()) if len(editions) == 1 else -1)
        markups = {target.markup for target in targets}
        self.markup.show_value(markups.pop() if len(markups) == 1 else None)
