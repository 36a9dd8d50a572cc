"""ChannelBars: what each channel brings to the KGI, with its target."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from isplanner.desktop.funnel.reading import Reading, difference, is_behind
from isplanner.desktop.language import language
from isplanner.desktop.theme import Tokens, font, tokens
from isplanner.plan.scope import NodeKey
from isplanner.text.names import channel_name, metric_name
from isplanner.text.numbers import MoneyUnit, write_difference, write_value

_ROW, _HEAD, _FOOT = 26.0, 22.0, 8.0
_SIDE, _NAME, _VALUE, _GAP = 18.0, 88.0, 46.0, 52.0
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight) | _MIDDLE


class ChannelBars(QWidget):
    """A bar a channel in the channel's colour; the tick is its target, the number behind it the difference."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # nothing beneath is painted with it
        self._reading: Reading | None = None
        self._money = MoneyUnit.MILLION_YEN
        self._longest = 1.0

    def show_reading(self, reading: Reading, money: MoneyUnit, *, is_preview: bool) -> None:
        """Draw a reading; during a preview the scale stays."""
        self._reading, self._money = reading, money
        known = [x for key in self._keys(reading) for x in (reading.outcome(key), reading.target(key)) if x is not None]
        if not is_preview:
            self._longest = max([*known, 0.0]) * 1.1 or 1.0
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    @override
    def sizeHint(self) -> QSize:
        rows = len(self._keys(self._reading)) if self._reading else 0
        return QSize(404, int(_HEAD + rows * _ROW + _FOOT))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), tokens(self)
        painter.fillRect(self.rect(), theme.panel)
        if self._reading is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_head(painter, theme, self._reading)
        places = {key: place for place, key in enumerate(self._reading.plan.channels)}
        for row, key in enumerate(self._keys(self._reading)):
            line = QRectF(_SIDE, _HEAD + row * _ROW, self.width() - 2 * _SIDE, _ROW)
            self._paint_row(painter, theme, self._reading, key, places[key.channel or ""], line)

    def _paint_head(self, painter: QPainter, theme: Tokens, reading: Reading) -> None:
        """Over the numbers: what they are, and in which unit."""
        if reading.root is None:
            return
        metric = reading.metric(reading.root)
        unit = write_value(1, metric, language(), self._money).unit
        words = self.tr("{name}（{unit}）・線は目標").format(name=metric_name(metric, language()), unit=unit)
        painter.setFont(font(11))
        painter.setPen(theme.tx2)
        painter.drawText(QRectF(_SIDE, 0, self.width() - 2 * _SIDE, _HEAD), _RIGHT, words)

    def _paint_row(
        self, painter: QPainter, theme: Tokens, reading: Reading, key: NodeKey, place: int, line: QRectF
    ) -> None:
        metric, value, target = reading.metric(key), reading.outcome(key), reading.target(key)
        channel = reading.plan.channels[key.channel or ""]
        is_shown = key.channel == reading.channel
        painter.setFont(font(11, bold=is_shown))
        painter.setPen(theme.tx if is_shown else theme.tx2)
        painter.drawText(line, _MIDDLE, channel_name(channel, language(), short=True))
        room = line.adjusted(_NAME, 0, -_VALUE - _GAP, 0)
        painter.fillRect(QRectF(room.left(), room.center().y() - 6, room.width(), 12), theme.hover)
        if value is not None:
            width = min(1.0, max(0.0, value / self._longest)) * room.width()
            painter.fillRect(QRectF(room.left(), room.center().y() - 6, width, 12), theme.channel(place))
        if target is not None:
            x = room.left() + min(1.0, target / self._longest) * room.width()
            painter.fillRect(QRectF(round(x) - 1, room.center().y() - 9, 2, 18), theme.goal)
        painter.setFont(font(12, bold=True))
        painter.setPen(theme.tx)
        painter.drawText(
            line.adjusted(0, 0, -_GAP, 0), _RIGHT, write_value(value, metric, language(), self._money).number
        )
        gap = difference(value, target)
        if gap is None:
            return
        written = write_difference(gap, metric, language(), self._money).number
        painter.setFont(font(11))
        painter.setPen(theme.tx2 if written.startswith("±") else theme.bad if is_behind(gap, metric) else theme.ok)
        painter.drawText(line, _RIGHT, written)

    def _keys(self, reading: Reading) -> tuple[NodeKey, ...]:
        return reading.plan.tree.channel_nodes(reading.root.metric) if reading.root else ()
