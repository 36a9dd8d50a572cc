"""LeverRow: a lever's name, its slider and its number field, moved as one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from isplanner.desktop.funnel.reading import Reading, difference
from isplanner.desktop.funnel.row_end import WIDTH as END_WIDTH
from isplanner.desktop.funnel.row_end import RowEnd
from isplanner.desktop.icons import icon
from isplanner.desktop.language import language
from isplanner.desktop.theme import tokens
from isplanner.desktop.widgets.number_edit import NumberEdit
from isplanner.desktop.widgets.plain_label import ElidedLabel, PlainLabel, plain_tip
from isplanner.desktop.widgets.rate_slider import RateSlider
from isplanner.plan.metric import Metric
from isplanner.plan.scope import NodeKey
from isplanner.text.names import metric_name
from isplanner.text.numbers import write_difference, write_value

if TYPE_CHECKING:
    from isplanner.analysis.solving.proposal import ProposedLever

HEIGHT, ROOM = 58, 18
NAME_WIDTH, FIELD_WIDTH, LOCK_WIDTH = 124, 92, 20
MARGIN, GAP = 12, 6
NAME_LEFT = MARGIN + LOCK_WIDTH + GAP
_LINE, _OUTSIDE = 16, 36
LEAST_WIDTH = NAME_LEFT + MARGIN + 3 * GAP + NAME_WIDTH + FIELD_WIDTH + END_WIDTH + 120


class LeverRow(QWidget):
    """One lever.

    Signals:
        previewed: a value while it is being moved.
        committed: the value it was left at, typed, or asked for.
        locked: whether it is to be kept still.
    """

    previewed = Signal(float)
    committed = Signal(float)
    locked = Signal(bool)

    def __init__(self, key: NodeKey, metric: Metric, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # nothing beneath is painted with it
        self.key = key
        self._metric = metric
        self._reading: Reading | None = None
        self._proposed: float | None = None
        self._is_locked: bool | None = None
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
        self.lock = QToolButton()
        self.lock.setCheckable(True)
        self.lock.setProperty("form", "fold")
        self.lock.setFixedSize(LOCK_WIDTH, LOCK_WIDTH)
        self.lock.setAccessibleName(self.tr("{name}を固定").format(name=name))
        self.end = RowEnd(metric)
        self._arrange()
        self._connect()
        self.setMinimumHeight(HEIGHT)
        self.setMaximumHeight(HEIGHT + ROOM)

    def show_reading(self, reading: Reading) -> None:
        """Show the lever as the plan has it."""
        value, scale = reading.value(self.key), reading.scale(self.key)
        self._band, self._shown, self._reading = reading.bands.get(self.key), value, reading
        self._show_slider()
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

    def show_lock(self, *, is_locked: bool) -> None:
        """Show whether the lever is kept still; one that is can be typed, which asks to free it."""
        if self._is_locked is not is_locked:
            self._is_locked = is_locked
            self.lock.setChecked(is_locked)
            self.lock.setIcon(icon("lock" if is_locked else "lock_open", "tx" if is_locked else "tx2"))
            self.lock.setToolTip(
                plain_tip(self.tr("固定を外します。") if is_locked else self.tr("動かさず、逆算でもそのままにします。"))
            )
        self._show_slider()

    def show_proposed(self, lever: "ProposedLever | None", *, is_proposing: bool) -> None:
        """Show what is proposed for the lever: a diamond on its slider, and the value with its tick."""
        self._proposed = lever.value if lever is not None and lever.is_moved else None
        self.end.show_proposed(lever, is_locked=self.lock.isChecked(), is_proposing=is_proposing)
        self._show_slider()

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
        row.addWidget(self.lock)
        row.addWidget(name)
        row.addWidget(self.slider, 1)
        row.addWidget(self.field)
        row.addWidget(self.end)

    def _connect(self) -> None:
        for part in (self.slider, self.field):
            part.previewed.connect(self.previewed)
            part.installEventFilter(self)
        self.slider.committed.connect(self.committed)
        self.field.committed.connect(self._on_typed)
        self.end.wanted.connect(self.committed)
        self.lock.clicked.connect(self.locked)

    def _on_typed(self, value: float) -> None:
        """Take what was typed; a lever that is kept still is freed first, if that is meant."""
        if self.lock.isChecked() and self._reading is not None:
            if not may_free(self, self._name.text()):
                self.show_reading(self._reading)
                return
            self.locked.emit(False)
        self.committed.emit(value)

    def _show_slider(self) -> None:
        if self._reading is not None:
            scale = self._reading.scale(self.key, self._proposed)
            marks = self._reading.marks(self.key, self._proposed)
            self.slider.show_lever(self._shown, scale, marks, is_locked=self.lock.isChecked())


def may_free(row: QWidget, name: str) -> bool:
    """Ask whether a lever that is kept still may be moved after all."""
    box = QMessageBox(row)
    box.setTextFormat(Qt.TextFormat.PlainText)
    words = QCoreApplication.translate("LeverRow", "{name}は固定されています。固定を外して、入れた値にしますか。")
    box.setText(words.format(name=name))
    free = box.addButton(QCoreApplication.translate("LeverRow", "固定を外す"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.exec()
    return box.clickedButton() is free
