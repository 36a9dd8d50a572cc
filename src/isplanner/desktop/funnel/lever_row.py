"""LeverRow: a lever's name, its slider and its number field, moved as one."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from isplanner.desktop.funnel.reading import Reading, difference
from isplanner.desktop.language import language
from isplanner.desktop.theme import tokens
from isplanner.desktop.widgets.number_edit import NumberEdit
from isplanner.desktop.widgets.plain_label import ElidedLabel, PlainLabel, plain_tip
from isplanner.desktop.widgets.rate_slider import RateSlider
from isplanner.plan.metric import Metric
from isplanner.plan.scope import NodeKey
from isplanner.text.names import metric_name
from isplanner.text.numbers import NO_VALUE, write_difference, write_value

HEIGHT, ROOM = 58, 18
NAME_WIDTH, FIELD_WIDTH, ALONE_WIDTH = 124, 100, 88
MARGIN, GAP = 14, 8
_LINE, _OUTSIDE = 16, 36
LEAST_WIDTH = 2 * MARGIN + 3 * GAP + NAME_WIDTH + FIELD_WIDTH + ALONE_WIDTH + 120


class LeverRow(QWidget):
    """One lever.

    Signals:
        previewed: a value while it is being moved.
        committed: the value it was left at, typed, or asked for.
    """

    previewed = Signal(float)
    committed = Signal(float)

    def __init__(self, key: NodeKey, metric: Metric, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # nothing beneath is painted with it
        self.key = key
        self._metric = metric
        self._alone_value: float | None = None
        name = metric_name(metric, language())
        self._name = ElidedLabel(name, "section")
        self._distance = ElidedLabel("", "label")
        self._distance.setFixedSize(NAME_WIDTH, _LINE)  # so that other words lay out nothing
        self.outside = PlainLabel(self.tr("帯の外"), "warn_label")
        self.outside.setFixedSize(_OUTSIDE, _LINE)
        self.outside.setToolTip(plain_tip(self.tr("実績から見て、届くことの多い範囲（P10–P90）の外です。")))
        self.outside.hide()
        self._band: tuple[float, float] | None = None
        self._shown: float | None = None
        self.slider = RateSlider()
        self.slider.setAccessibleName(name)
        self.field = NumberEdit(metric)
        self.field.setAccessibleName(name)
        self.field.setFixedWidth(FIELD_WIDTH)
        self.alone = QPushButton()
        self.alone.setProperty("kind", "text")
        self.alone.setFixedWidth(ALONE_WIDTH)
        self._arrange()
        self._connect()
        self.setMinimumHeight(HEIGHT)
        self.setMaximumHeight(HEIGHT + ROOM)

    def show_reading(self, reading: Reading) -> None:
        """Show the lever as the plan has it."""
        value, scale = reading.value(self.key), reading.scale(self.key)
        self._band, self._shown = reading.bands.get(self.key), value
        self.slider.show_lever(value, scale, reading.marks(self.key))
        self.slider.setEnabled(value is not None)
        self.field.show_lever(value, scale)
        self._show_distance(value, reading.baseline(self.key))

    def show_preview(self, value: float, baseline: float | None) -> None:
        """Show a value that is being tried."""
        if value == self._shown:
            return
        self._shown = value
        self.slider.show_value(value)
        self.field.show_value(value)
        self._show_distance(value, baseline)

    def show_alone(self, value: float | None, *, is_known: bool) -> None:
        """Show which value of this lever alone reaches the goal; None where none does, or that is not known (yet)."""
        self._alone_value = value
        self.alone.setEnabled(self._alone_value is not None)
        if not is_known:
            self.alone.setText(NO_VALUE)
            self.alone.setToolTip("")
        elif self._alone_value is None:
            self.alone.setText(self.tr("届かない"))
            self.alone.setToolTip(
                plain_tip(self.tr("このレバーをどこまで動かしても、ほかがこのままでは目標に届きません。"))
            )
        else:
            written = str(write_value(self._alone_value, self._metric, language()))
            self.alone.setText(written)
            self.alone.setToolTip(
                plain_tip(
                    self.tr("ほかはこのままで、これだけを {value} にすると目標に届きます。").format(value=written)
                )
            )

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.update()
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), tokens(self)
        painter.fillRect(self.rect(), self._ground())
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.line)

    def _ground(self) -> QColor:
        theme = tokens(self)
        return theme.accbg if self.slider.hasFocus() or self.field.hasFocus() else theme.panel

    def _show_distance(self, value: float | None, baseline: float | None) -> None:
        gap = difference(value, baseline)
        if gap is None:
            words = (
                self.tr("基準がありません") if value is not None else self.tr("実績がありません。値を入れてください")
            )
        else:
            words = self.tr("基準比 {gap}").format(gap=write_difference(gap, self._metric, language()))
        self._distance.setText(words)
        is_outside = value is not None and self._band is not None and not self._band[0] <= value <= self._band[1]
        if self.outside.isHidden() is is_outside:
            self.outside.setVisible(is_outside)
            self._distance.setFixedSize(NAME_WIDTH - (_OUTSIDE + 4 if is_outside else 0), _LINE)
        said = f"{write_value(value, self._metric, language())}　{words}"
        if said != self.slider.accessibleDescription():
            self.slider.setAccessibleDescription(said)

    def _arrange(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addStretch()
        words.addWidget(self._name)
        below = QHBoxLayout()
        below.setSpacing(4)
        below.addWidget(self._distance)
        below.addWidget(self.outside)
        words.addLayout(below)
        words.addStretch()
        name = QWidget()
        name.setFixedWidth(NAME_WIDTH)
        name.setLayout(words)
        words.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 0, MARGIN, 0)
        row.setSpacing(GAP)
        row.addWidget(name)
        row.addWidget(self.slider, 1)
        row.addWidget(self.field)
        row.addWidget(self.alone, 0, Qt.AlignmentFlag.AlignRight)

    def _connect(self) -> None:
        for part in (self.slider, self.field):
            part.previewed.connect(self.previewed)
            part.committed.connect(self.committed)
            part.installEventFilter(self)
        self.alone.clicked.connect(self._on_alone_clicked)

    def _on_alone_clicked(self) -> None:
        if self._alone_value is not None:
            self.committed.emit(self._alone_value)
