"""RateSlider: one lever's slider, with its target, its baseline and the band it is likely to lie in."""

from functools import cache
from typing import cast

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleInterface,
    QAccessibleValueChangeEvent,
    QAccessibleValueInterface,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAccessibleWidget, QSizePolicy, QWidget
from typing_extensions import override

from isplanner.desktop.theme import tokens
from isplanner.desktop.widgets.slider_picture import SliderPicture
from isplanner.desktop.widgets.slider_scale import SliderMarks, SliderScale
from isplanner.desktop.widgets.trial import Trial, notches, pace

_KEY = Qt.Key
_SEEN = 0.25  # of a pixel
_STEPS = {
    _KEY.Key_Left: -1,
    _KEY.Key_Down: -1,
    _KEY.Key_PageDown: -10,
    _KEY.Key_Right: 1,
    _KEY.Key_Up: 1,
    _KEY.Key_PageUp: 10,
}

_MOVING = {*_STEPS, _KEY.Key_Home, _KEY.Key_End, _KEY.Key_Backspace}


class RateSlider(QWidget):
    """A slider over real numbers. Showing a value emits nothing, and disturbs no hand that is at the slider.

    Keys: arrows a step, with Shift ten, with Alt a tenth; Home and End the ends of the band; Backspace the baseline;
    Esc takes back what a drag did. A click goes there, a double-click on a tick goes to the tick, on the handle to the
    baseline. The scale stays as it is until the hand is off.

    Signals:
        held: whether a hand is at it now.
        previewed: a value while the user is at it.
        committed: the value he left it at, if it is another.
    """

    held = Signal(bool)
    previewed = Signal(float)
    committed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _install_accessibility()
        self._value: float | None = None
        self._drawn: float | None = None
        self._marks = SliderMarks()
        self._scale = self._shown_scale = SliderScale(0.0, 1.0, 0.001, 0.001)
        self._is_locked = False
        self._grip: float | None = None
        self.trial = Trial(self)
        self.trial.held.connect(self.held)
        self.trial.previewed.connect(self._on_previewed)
        self.trial.committed.connect(self.committed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(120, 40)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def value(self) -> float | None:
        """The value at the handle."""
        return self.trial.value if self.trial.is_on else self._value

    @property
    def picture(self) -> SliderPicture:
        """What is drawn now."""
        if not self.trial.is_on:
            self._shown_scale = self._scale
        return SliderPicture(self.width(), self.height(), self._shown_scale, self._marks, self.value)

    def show_lever(
        self, value: float | None, scale: SliderScale, marks: SliderMarks, *, is_locked: bool = False
    ) -> None:
        """Show a lever as the plan has it."""
        self._value, self._scale, self._marks, self._is_locked = value, scale, marks, is_locked
        self.update()

    def show_value(self, value: float) -> None:
        """Show another value on the same scale, as while the lever is moved by other means."""
        self._value = value
        if self._drawn is None or self._is_seen(self._drawn, value):
            self.update()

    def go_to(self, value: float) -> None:
        """Go to a value at once, as one committed step."""
        if self._value is not None and not self._is_locked:
            self.trial.begin(self._value)
            self.trial.preview(self._scale.bounded(value))
            self._end_trial()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._value is None or self._is_locked:
            event.ignore()
            return
        picture, place = self.picture, event.position()
        if picture.is_on_handle(place):
            self.trial.begin(self._value)
            self._grip = place.x() - picture.x_of(cast("float", picture.value))
        elif picture.tick_at(place) is None:
            self.trial.begin(self._value)
            self._grip = 0.0
            self.trial.preview(picture.value_at(place.x()))
        self.update()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None and self.trial.is_on:
            self.trial.preview(self.picture.value_at(event.position().x() - self._grip))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._grip is not None:
            self._end_trial()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        tick = self.picture.tick_at(event.position())
        on_handle = self.picture.is_on_handle(event.position())
        if (aim := self._marks.baseline if on_handle else tick) is None:
            self.mousePressEvent(event)
        else:
            self.go_to(aim)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self.hasFocus() or self._value is None or self._is_locked:
            event.ignore()
            return
        self._step(self._value, notches(event) * pace(event.modifiers()))
        self.trial.commit_at_rest()
        event.accept()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == _KEY.Key_Escape and self.trial.is_on:
            self.trial.take_back()
            self._end_trial()
        elif self._value is None or self._is_locked or not self._move_by_key(self._value, event):
            super().keyPressEvent(event)

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if self.trial.is_on and self._grip is None and event.key() in _MOVING and not event.isAutoRepeat():
            self._end_trial()
        else:
            super().keyReleaseEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._end_trial()
        super().focusOutEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        is_live = self.isEnabled() and not self._is_locked
        is_held = self._grip is not None
        self._drawn = self.value
        self.picture.paint(QPainter(self), tokens(self), is_held=is_held, has_focus=self.hasFocus(), is_live=is_live)

    def _is_seen(self, one: float, other: float) -> bool:
        """Whether two values lie apart as far as the eye can see."""
        return abs(self._scale.place(one) - self._scale.place(other)) * self.width() > _SEEN

    def _move_by_key(self, value: float, event: QKeyEvent) -> bool:
        lowest, highest = self._marks.band or (self._scale.low, self._scale.high)
        aims = {_KEY.Key_Home: lowest, _KEY.Key_End: highest, _KEY.Key_Backspace: self._marks.baseline}
        pressed = cast("Qt.Key", event.key())
        if (aim := aims.get(pressed)) is not None:
            self.trial.begin(value)
            self.trial.preview(aim)
        elif pressed in _STEPS:
            self._step(value, _STEPS[pressed] * pace(event.modifiers()))
        else:
            return False
        return True

    def _step(self, value: float, steps: float) -> None:
        self.trial.begin(value)
        self.trial.preview(self._scale.stepped(cast("float", self.value), steps))

    def _on_previewed(self, value: float) -> None:
        self.update()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleValueChangeEvent(self, value))
        self.previewed.emit(value)

    def _end_trial(self) -> None:
        self._grip = None
        self.trial.commit()
        self.update()


class _SliderAccess(QAccessibleWidget, QAccessibleValueInterface):
    """What a screen reader is told of a slider, and may set."""

    def __init__(self, slider: RateSlider) -> None:
        QAccessibleWidget.__init__(self, slider, QAccessible.Role.Slider)
        QAccessibleValueInterface.__init__(self)

    @override
    def interface_cast(self, t: QAccessible.InterfaceType) -> object:  # type: ignore[override]  # the stubs say int
        return self if t == QAccessible.InterfaceType.ValueInterface else super().interface_cast(t)

    @override
    def currentValue(self) -> object:
        return self._slider.value

    @override
    def setCurrentValue(self, value: object) -> None:
        self._slider.go_to(float(cast("float", value)))

    @override
    def minimumValue(self) -> object:
        return self._slider.picture.scale.low

    @override
    def maximumValue(self) -> object:
        return self._slider.picture.scale.high

    @override
    def minimumStepSize(self) -> object:
        return self._slider.picture.scale.step

    @property
    def _slider(self) -> RateSlider:
        return cast("RateSlider", self.widget())


@cache
def _install_accessibility() -> None:
    QAccessible.installFactory(_access_to)


def _access_to(_class_name: str, widget: QObject) -> QAccessibleInterface | None:
    return _SliderAccess(widget) if isinstance(widget, RateSlider) else None
