"""NumberEdit: the one number field of the program, for counts, money, rates and other ratios."""

from collections.abc import Iterable
from math import isfinite
from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QInputMethodEvent, QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QWidget
from typing_extensions import override

from isplanner.desktop.language import language
from isplanner.desktop.theme import BODY_PX, font
from isplanner.desktop.widgets.callout import Callout
from isplanner.desktop.widgets.number_text import NUMBER_HINTS, plain_text
from isplanner.desktop.widgets.plain_label import PlainLabel
from isplanner.desktop.widgets.slider_scale import SliderScale
from isplanner.desktop.widgets.trial import Trial, notches, pace
from isplanner.plan.metric import Metric
from isplanner.plan.problem import PlanError
from isplanner.text.entry import parse_entry
from isplanner.text.messages import say
from isplanner.text.numbers import write_value

_EDGE, _GAP = 9, 3
_OWN_MARGIN = 2  # what a QLineEdit keeps free beside its text
_KEY = Qt.Key
_STEPS = {_KEY.Key_Up: 1, _KEY.Key_Down: -1, _KEY.Key_PageUp: 10, _KEY.Key_PageDown: -10}


class NumberEdit(QAbstractSpinBox):
    """A value of a metric. It shows what a screen shows (one decimal) and edits the full value.

    Takes １２, 1,234件, 12.5%, ▲3, +10%, 120+35, typed, pasted or converted; `15` in a rate is 15 %. What cannot be
    read is said, and kept until Enter reads it or Esc takes it back. Arrows step as a slider's do; the wheel only with
    the focus.

    Signals:
        held: whether a hand is at it now.
        previewed: a value while the user steps.
        committed: the value he left it at, if it is another.
    """

    held = Signal(bool)
    previewed = Signal(float)
    committed = Signal(float)

    def __init__(self, metric: Metric, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metric = metric
        self._value: float | None = None
        self._scale: SliderScale | None = None
        self._opened_with = ""
        self._is_composing = False
        self._callout = Callout(self)
        self._unit = PlainLabel(role="label", parent=self)
        self._unit.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.trial = Trial(self)
        self.trial.held.connect(self.held)
        self.trial.previewed.connect(self._on_previewed)
        self.trial.committed.connect(self.committed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setInputMethodHints(NUMBER_HINTS)
        self.lineEdit().setFont(font(BODY_PX, bold=True))
        self.lineEdit().setAlignment(Qt.AlignmentFlag.AlignRight)
        self.lineEdit().textEdited.connect(lambda: _mark_problem(self, is_there=False))

    @property
    def value(self) -> float | None:
        """The value shown, all its digits."""
        return self.trial.value if self.trial.is_on else self._value

    def show_lever(self, value: float | None, scale: SliderScale | None) -> None:
        """Show a value, with the scale its steps and bounds come from; without one it does not step."""
        self._scale = scale
        self.show_value(value)

    def show_value(self, value: float | None) -> None:
        """Show a value. What is being typed stays."""
        self._value = value
        if not (self.hasFocus() and self.lineEdit().isModified()):
            self._write()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.InputMethod:
            self._is_composing = bool(cast("QInputMethodEvent", event).preeditString())
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = cast("Qt.Key", event.key())
        if self._is_composing:
            super().keyPressEvent(event)  # Enter and Esc are the input method's until the conversion ends
        elif key in {_KEY.Key_Return, _KEY.Key_Enter}:
            if self._take():
                self.selectAll()
                event.ignore()  # what was typed is taken; in a dialog the same Enter presses the main button
        elif key == _KEY.Key_Escape:
            event.setAccepted(self._take_back())
        elif key in _STEPS:
            self._step(_STEPS[key] * pace(event.modifiers()))
        else:
            super().keyPressEvent(event)

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if self.trial.is_on and event.key() in _STEPS and not event.isAutoRepeat():
            self.trial.commit()
        super().keyReleaseEvent(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self.hasFocus():
            event.ignore()
            return
        self._step(notches(event) * pace(event.modifiers()))
        self.trial.commit_at_rest()
        event.accept()

    @override
    def stepBy(self, steps: int) -> None:
        # Only screen readers come this way; keys and the wheel know when they are done.
        self._step(steps)
        self.trial.commit()

    @override
    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        steps = QAbstractSpinBox.StepEnabledFlag
        can_step = self._scale is not None and self._value is not None
        return steps.StepUpEnabled | steps.StepDownEnabled if can_step else steps.StepNone

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._write()
        self.selectAll()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.trial.commit()
        self._take()
        _mark_problem(self, is_there=False)
        self._write()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_unit()

    def _take(self) -> bool:
        """Commit what is typed; False where it cannot be read, which is said."""
        text = self.lineEdit().text()
        if text == self._opened_with or not text.strip():
            self._write()
            return True
        try:
            value = parse_entry(text, self._metric, self._value)
        except PlanError as error:
            return self._refuse(say(error.problem, {}, language()))
        if self._scale is not None and self._scale.bounded(value) != value:
            return self._refuse(_bounds(self._scale, self._metric))
        self.lineEdit().setModified(False)
        if value != self._value:
            self.committed.emit(value)
        self._write()
        return True

    def _refuse(self, words: str) -> bool:
        _mark_problem(self, is_there=True)
        self._callout.say(words, self.rect())
        return False

    def _take_back(self) -> bool:
        is_something = self.trial.is_on or self.lineEdit().isModified()
        self.trial.take_back()
        _mark_problem(self, is_there=False)
        self._write()
        self.selectAll()
        return is_something

    def _step(self, steps: float) -> None:
        if self._scale is None or self._value is None:
            return
        self.trial.begin(self._value)
        self.trial.preview(self._scale.stepped(cast("float", self.value), steps))

    def _on_previewed(self, value: float) -> None:
        self._write()
        self.previewed.emit(value)

    def _write(self) -> None:
        written = write_value(self.value, self._metric, language())
        unit = "" if self.hasFocus() else written.unit
        if unit != self._unit.text():
            self._unit.setText(unit)
            self._place_unit()
        self._opened_with = plain_text(self.value, self._metric) if self.hasFocus() else written.number
        if self._opened_with != self.lineEdit().text():
            self.lineEdit().setText(self._opened_with)
        self.lineEdit().setModified(False)

    def _place_unit(self) -> None:
        self._unit.adjustSize()
        width = self._unit.width() + _GAP if self._unit.text() else 0
        self._unit.move(self.width() - _EDGE - width + _GAP, (self.height() - self._unit.height()) // 2 + 1)
        self.lineEdit().setTextMargins(0, 0, width + _EDGE - _OWN_MARGIN, 0)


def width_of(metric: Metric, values: Iterable[float | None]) -> int:
    """How wide a field must be to show each of some values with its unit."""
    number, unit = QFontMetrics(font(BODY_PX, bold=True)), QFontMetrics(font(11))
    written = [write_value(value, metric, language()) for value in values]
    widest = max(number.horizontalAdvance(one.number) + unit.horizontalAdvance(one.unit) for one in written)
    return widest + _EDGE + _GAP + 3 * _OWN_MARGIN


def _mark_problem(field: QWidget, *, is_there: bool) -> None:
    if bool(field.property("problem")) != is_there:
        field.setProperty("problem", "true" if is_there else "")
        field.style().polish(field)


def _bounds(scale: SliderScale, metric: Metric) -> str:
    least, most = (str(write_value(end, metric, language())) for end in (scale.least, scale.most))
    if isfinite(scale.most):
        return QCoreApplication.translate("NumberEdit", "{least} から {most} までの値を入れてください。").format(
            least=least, most=most
        )
    return QCoreApplication.translate("NumberEdit", "{least} 以上の値を入れてください。").format(least=least)
