"""FunnelPanel: the funnel, what its last count is worth, and which channel brings it."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from isplanner.desktop.funnel.channel_bars import ChannelBars
from isplanner.desktop.funnel.funnel_drawing import FunnelDrawing
from isplanner.desktop.funnel.outlook import Step, Swings
from isplanner.desktop.funnel.reading import Reading
from isplanner.desktop.funnel.tornado import Tornado
from isplanner.desktop.language import language
from isplanner.desktop.theme import tokens
from isplanner.desktop.widgets.plain_label import ElidedLabel, NumberLabel, PlainLabel, ShortenedLabel, plain_tip
from isplanner.desktop.widgets.segments import Segments
from isplanner.desktop.widgets.steady_box import SteadyBox
from isplanner.plan.expression import Binary, Name
from isplanner.plan.metric import Kind
from isplanner.plan.scope import NodeKey
from isplanner.text.dates import format_month
from isplanner.text.names import channel_name, metric_name
from isplanner.text.numbers import MoneyUnit, format_number, write_value

HEAD = 34


def panel_head(*parts: QWidget) -> QFrame:
    """A line over a part of the screen; what stands in it last is at the right, where it is a choice or the third."""
    head = QFrame()
    head.setProperty("part", "head")
    head.setFixedHeight(HEAD)
    row = QHBoxLayout(head)
    row.setContentsMargins(14, 0, 14, 0)
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part)
    is_last_right = len(parts) > 2 or isinstance(parts[-1], Segments)
    row.insertStretch(row.count() - 1 if is_last_right else row.count())
    return head


def line_between() -> QFrame:
    """A line that parts two panels."""
    line = QFrame()
    line.setProperty("part", "line")
    line.setFixedHeight(1)
    return line


class FunnelPanel(QFrame):
    """The middle of the screen.

    Signals:
        delay_wanted: how long a stage (NodeKey) takes is asked for; None where none is named.
    """

    delay_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "panel")
        self.drawing = FunnelDrawing()
        self.kgi = _KgiLine()
        self.bars = ChannelBars()
        self.cut = Segments(self.tr("棒の分け方"))
        self.cut.show_choices([(False, self.tr("合計")), (True, self.tr("チャネル別"))], taken=False)
        self.cut.chosen.connect(self.drawing.show_by_channel)
        self.delay = QPushButton(self.tr("期間…"))
        self.delay.setProperty("kind", "text")
        self.delay.setToolTip(
            plain_tip(self.tr("段階のあいだの期間: 件数が次の段階へ、何か月後に決まるかを入れます。"))
        )
        self.delay.clicked.connect(lambda: self.delay_wanted.emit(None))
        self.drawing.delay_wanted.connect(self.delay_wanted)
        self.tornado = Tornado()
        self.step = Segments(self.tr("効きの測り方"))
        self.step.show_choices(
            [
                (Step.POINT, self.tr("+1pt")),
                (Step.PERCENT, self.tr("+1%")),
                (Step.BAND, self.tr("帯")),
                (Step.SPREAD, self.tr("ばらつき")),
                (None, self.tr("チャネル")),
            ],
            Step.BAND,
        )
        self.step.setProperty("form", "dense")
        spread = self.tr(
            "KGI のばらつきのうち、それぞれのレバーの不確かさから来る割合です。"
            "残りは、件数の偶然など、レバーでは決まらない分です。"
        )
        self.step.button(Step.SPREAD).setToolTip(plain_tip(spread))
        self.step.chosen.connect(self._on_step_chosen)
        self._step: Step | None = Step.BAND
        self._swings: Mapping[Step, Swings] = {}
        self.untold = PlainLabel("", "warn_label")
        self.untold.setWordWrap(True)
        self.untold.hide()
        self._below = ShortenedLabel("", "section")
        self._reading: Reading | None = None
        self._money = MoneyUnit.MILLION_YEN
        self.bars.hide()
        self._arrange()

    def show_reading(self, reading: Reading, money: MoneyUnit, *, is_preview: bool) -> None:
        """Draw a reading."""
        self.cut.setVisible(reading.channel is None)
        self.drawing.show_reading(reading, is_preview=is_preview)
        self.kgi.show_reading(reading, money)
        self.bars.show_reading(reading, money, is_preview=is_preview)
        self._reading, self._money = reading, money
        if not is_preview:
            self.delay.setVisible(self.drawing.has_delays)
            self.untold.setText(self._untold_words(reading))
            self.untold.setVisible(bool(reading.untold))
            self._show_below()

    def _untold_words(self, reading: Reading) -> str:
        """That months before the period bring nothing where nothing is told of them."""
        words = self.tr("{months} の{count}の実績がないため、その分の持ち込みは 0 件としています。")
        said = []
        for metric, months in reading.untold.items():
            names = [format_month(month, reading.plan.rule, language()) for month in months]
            count = metric_name(reading.plan.metrics[metric], language())
            said.append(words.format(months=self.tr("・").join(names), count=count))
        return "\n".join(said)

    def show_swings(self, swings: Mapping[Step, Swings]) -> None:
        """Show what moving each lever does."""
        self._swings = swings
        self._show_below()

    def _show_below(self) -> None:
        """What stands below the funnel: what levers do, or what channels bring."""
        self.bars.setVisible(self._step is None)
        self.tornado.setVisible(self._step is not None)
        if self._reading is None or self._reading.root is None:
            return
        if self._step is None:
            self._below.show_words(self.tr("内訳"), "")
        else:
            is_share = self._step is Step.SPREAD
            self._below.show_words(self.tr("割合") if is_share else self.tr("効き"), "")
            swings = self._swings.get(self._step)
            self.tornado.show_swings(self._reading, swings, self._money, is_share=is_share)

    def _on_step_chosen(self, step: Step | None) -> None:
        self._step = step
        self._show_below()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(
            panel_head(
                PlainLabel(self.tr("ファネル"), "section"),
                ElidedLabel(self.tr("点線は基準"), "label"),
                self.delay,
                self.cut,
            )
        )
        column.addWidget(self.drawing, 1)
        line = QVBoxLayout()
        line.setContentsMargins(16, 0, 16, 14)
        line.setSpacing(6)
        line.addWidget(self.untold)
        line.addWidget(SteadyBox(self.kgi))
        column.addLayout(line)
        column.addWidget(line_between())
        column.addWidget(panel_head(self._below, self.step))
        column.addWidget(self.bars)
        column.addWidget(self.tornado)


class _KgiLine(QWidget):
    """The KGI of the tab, and what it is made of where that is a product."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # nothing beneath is painted with it
        self.setFixedHeight(38)
        self._name = ElidedLabel("", "section")
        self._made_of = ShortenedLabel("", "label")
        product = SteadyBox(self._made_of)
        product.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # the name comes first
        self._value = NumberLabel("", "heading")
        self._unit = PlainLabel("", "label")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self._name)
        row.addWidget(product, 1)
        row.addWidget(self._value)
        row.addWidget(self._unit)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), tokens(self)
        painter.fillRect(self.rect(), theme.panel)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.accbg)
        painter.drawRoundedRect(self.rect(), 6, 6)

    def show_reading(self, reading: Reading, money: MoneyUnit) -> None:
        """Show the KGI of the reading's tab."""
        if reading.root is None:
            return
        key = NodeKey(reading.root.metric, reading.channel)
        name = metric_name(reading.metric(key), language())
        if reading.channel is not None:
            channel = channel_name(reading.plan.channels[reading.channel], language(), short=True)
            name = self.tr("{name}・{channel}").format(name=name, channel=channel)
        written = write_value(reading.outcome(key), reading.metric(key), language(), money)
        self._name.setText(name)
        self._value.setText(written.number)
        self._unit.setText(written.unit)
        self._made_of.show_words(_product(reading, key), "")


def _product(reading: Reading, key: NodeKey) -> str:
    tree = reading.plan.tree
    formula = (tree.breakdown(key) or tree.nodes[key].formula) if key in tree.nodes else None
    match formula.expression if formula else None:
        case Binary("*", Name(), Name()) as product:
            keys = tree.reads(product, key.channel)
            return "＝ " + " × ".join(_factor(reading, factor) for factor in keys)
    return ""


def _factor(reading: Reading, key: NodeKey) -> str:
    """A value in a product; a count with one decimal, so that the product can be followed."""
    metric, value = reading.metric(key), reading.outcome(key)
    written = write_value(value, metric, language())
    return str(written._replace(number=format_number(value, 1)) if metric.kind is Kind.COUNT else written)
