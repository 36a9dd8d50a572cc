"""The head of the inspector: the node's name, how it stands, and its numbers, never mixed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

from isplanner.desktop.goal_tree.edits_of_cells import priority_edit
from isplanner.desktop.goal_tree.inspector.sight import Sight
from isplanner.desktop.language import language
from isplanner.desktop.widgets.outlook_cells import LevelChip
from isplanner.desktop.widgets.plain_label import PlainLabel
from isplanner.desktop.widgets.sections import NumberBox, Section
from isplanner.plan.target import Level
from isplanner.text.names import channel_name, metric_name
from isplanner.text.numbers import NO_VALUE, Written, format_number, write_difference

if TYPE_CHECKING:
    from isplanner.plan.scope import NodeKey

_TONES = {Level.ON_PLAN: "heading_ok", Level.RECOVERABLE: "heading_warn", Level.WILL_MISS: "heading_bad"}
_GAP = 8


class NumbersSection(Section):
    """Target, forecast, baseline, and what the node costs the KGI.

    Signals:
        edited: an Edit to be stored.
    """

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.title.set_role("heading")
        self._sight: Sight | None = None
        self.chip = LevelChip()
        self.scope = PlainLabel("", "chip")
        self.priority = QComboBox()
        self.priority.setAccessibleName(self.tr("優先度"))
        self.priority.setFixedWidth(52)
        self.priority.activated.connect(self._on_priority_activated)
        self._priority_label = PlainLabel(self.tr("優先度"), "label")
        self._priority_label.setBuddy(self.priority)
        self.title_row.setStretch(0, 0)
        for widget in (self.scope, self.chip):
            self.title_row.addWidget(widget)
        self.title_row.addStretch(1)
        self.title_row.addWidget(self._priority_label)
        self.title_row.addWidget(self.priority)
        self.target = NumberBox(self.tr("目標"))
        self.forecast = NumberBox(self.tr("着地見込み"))
        self.baseline = NumberBox(self.tr("基準"))
        self.impact = NumberBox(self.tr("KGIへの影響"))
        self.column.addWidget(Tiles((self.target, self.forecast, self.baseline, self.impact)))
        self.distances = PlainLabel("", "small")
        self.distances.setWordWrap(True)
        self.value = PlainLabel("", "small")
        self.column.addWidget(self.distances)
        self.column.addWidget(self.value)

    def show_node(self, sight: Sight) -> None:
        """Show the numbers of a node."""
        self._sight = sight
        self.title.setText(metric_name(sight.metric, language()))
        channel = sight.plan.channels.get(sight.key.channel or "")
        self.scope.setVisible(channel is not None)
        self.scope.setText(channel_name(channel, language(), short=True) if channel else "")
        forecast = sight.forecast
        level = forecast.level if forecast else None
        self.chip.show_level(level)
        outlook = forecast.forecast if forecast else None
        base = sight.answer.baseline.values.get(sight.key) if sight.answer else None
        self.target.show_number(sight.written(sight.target), sight.exact(sight.target))
        self.forecast.show_number(sight.written(outlook), self._range(sight), _TONES[level] if level else "heading")
        self.baseline.show_number(sight.written(base), sight.exact(base), "heading_quiet")
        self._show_impact(sight)
        value = sight.answer.projection.values.get(sight.key) if sight.answer else None
        self._show_distances(sight, value if outlook is None else outlook, base)
        words = self.tr("値（{scenario}）　{value}")
        self.value.setText(words.format(scenario=sight.plan.chosen.name, value=sight.written(value)))
        self.value.setVisible(value is not None)
        self._show_priority(sight, sight.key)

    def _range(self, sight: Sight) -> str:
        forecast = sight.forecast
        if forecast is None or forecast.forecast is None:
            return self.tr("実績を取り込むと、着地見込みが出ます。")
        return f"{sight.exact(forecast.forecast)}\nP10–P90　{sight.exact(forecast.p10)} – {sight.exact(forecast.p90)}"

    def _show_impact(self, sight: Sight) -> None:
        """What of the gap of the KGI is the node's own."""
        inspection, root = sight.inspection, sight.plan.tree.root
        impact = inspection.impacts.get(sight.key) if inspection and root else None
        if impact is None or root is None:
            why = self.tr("KGI の計算に入っていないか、目標か実績がありません。")
            self.impact.show_number(Written(NO_VALUE, ""), why)
            return
        metric = sight.plan.metrics[root.metric]
        exact = write_difference(impact, metric, language())
        tip = self.tr("目標と着地見込みの差のうち、この指標による分です（{exact}）。").format(exact=exact)
        tone = "heading_bad" if metric.is_worse(round(impact)) else "heading_ok"
        self.impact.show_number(write_difference(impact, metric, language(), sight.money), tip, tone)

    def _show_distances(self, sight: Sight, outlook: float | None, base: float | None) -> None:
        pairs = (
            (self.tr("目標との差"), sight.target, outlook),
            (self.tr("基準から目標まで"), base, sight.target),
        )
        words = [_distance(sight, name, start, end) for name, start, end in pairs]
        known = [word for word in words if word]
        one_line = "　　".join(known)
        fits = self.distances.fontMetrics().horizontalAdvance(one_line) <= self.distances.width()
        self.distances.setText(one_line if fits else "\n".join(known))
        self.distances.setVisible(any(words))

    def _show_priority(self, sight: Sight, key: "NodeKey") -> None:
        ranked = sum(node.priority is not None for node in sight.plan.tree.nodes.values())
        own = sight.node.priority
        self.priority.clear()
        self.priority.addItem("—", None)
        for place in range(1, ranked + 1 + (own is None)):
            self.priority.addItem(str(place), place)
        self.priority.setCurrentIndex(own or 0)
        for widget in (self.priority, self._priority_label):
            widget.setVisible(key.channel is None and key != sight.plan.tree.root)

    def _on_priority_activated(self, number: int) -> None:
        if self._sight is not None:
            self.edited.emit(priority_edit(self._sight.plan, self._sight.key, self.priority.itemData(number)))


class Tiles(QWidget):
    """Four numbers side by side where there is room for them, else two above two. It never asks for more room."""

    def __init__(self, boxes: tuple[NumberBox, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes = boxes
        for box in boxes:
            box.setParent(self)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._height)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.width(), self._height)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize, QEvent.Type.Show}:
            self._lay_out()
        return super().event(event)

    @property
    def _columns(self) -> int:
        needed = sum(box.sizeHint().width() for box in self._boxes) + (len(self._boxes) - 1) * _GAP
        return len(self._boxes) if needed <= self.width() else 2

    @property
    def _height(self) -> int:
        tallest = max(box.sizeHint().height() for box in self._boxes)
        rows = len(self._boxes) // self._columns
        return rows * tallest + (rows - 1) * _GAP

    def _lay_out(self) -> None:
        columns, tallest = self._columns, max(box.sizeHint().height() for box in self._boxes)
        widths = [box.sizeHint().width() for box in self._boxes]
        spare = (self.width() - sum(widths)) // max(len(widths) - 1, 1)
        left = 0
        for number, box in enumerate(self._boxes):
            if columns < len(self._boxes):
                half = self.width() // columns
                row, column = divmod(number, columns)
                box.setGeometry(column * half, row * (tallest + _GAP), half, tallest)
            else:
                box.setGeometry(left, 0, widths[number], tallest)
                left += widths[number] + spare
        if self.height() != self._height:
            self.updateGeometry()


def _distance(sight: Sight, name: str, start: float | None, end: float | None) -> str:
    if start is None or end is None:
        return ""
    difference = str(write_difference(end - start, sight.metric, language(), sight.money))
    has_percent = not sight.metric.is_share and start != 0
    percent = f" ({format_number((end / start - 1) * 100, 1, signed=True)}%)" if has_percent else ""
    return f"{name}　{difference}{percent}"
