"""Trial: a value that is tried out, from the first step of a hand to its release."""

import gc

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QWheelEvent

_REST_MS = 400
_NOTCH = 120


def pace(modifiers: Qt.KeyboardModifier) -> float:
    """How large a step is: ten with Shift, a tenth with Alt."""
    coarse = 10.0 if modifiers & Qt.KeyboardModifier.ShiftModifier else 1.0
    return coarse * (0.1 if modifiers & Qt.KeyboardModifier.AltModifier else 1.0)


def notches(event: QWheelEvent) -> float:
    """How far a wheel was turned; Qt takes it for sideways while Alt is down."""
    return (event.angleDelta().y() or event.angleDelta().x()) / _NOTCH


class Trial(QObject):
    """What an input widget turns a drag, held keys or the wheel into.

    Signals:
        held: whether a hand is at it now.
        previewed: a value while the user is at it; the first one again when he takes it back.
        committed: the last value, once, if it is another than the first.
    """

    held = Signal(bool)
    previewed = Signal(float)
    committed = Signal(float)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._first: float | None = None
        self._value: float | None = None
        # A wheel has no release: its turn is over when it rests.
        self._rest = QTimer(self, interval=_REST_MS, singleShot=True)
        self._rest.timeout.connect(self.commit)

    @property
    def is_on(self) -> bool:
        """Whether a hand is at it."""
        return self._first is not None

    @property
    def value(self) -> float | None:
        """The value tried; None while nothing is."""
        return self._value

    def begin(self, value: float) -> None:
        """Begin from a value, unless begun: what takes over from a wheel goes on with what that has done."""
        self._rest.stop()
        if not self.is_on:
            self._first = self._value = value
            gc.disable()  # a look at all objects of the program takes a tenth of a second: not under the hand
            self.held.emit(True)

    def preview(self, value: float) -> None:
        """Try another value."""
        if value != self._value:
            self._value = value
            self.previewed.emit(value)

    def commit_at_rest(self) -> None:
        """Commit when nothing has happened for a moment."""
        self._rest.start()

    def commit(self) -> None:
        """End with the value tried."""
        first, value = self._first, self._value
        self.drop()
        if value is not None and value != first:
            self.committed.emit(value)

    def take_back(self) -> None:
        """End with the first value."""
        if self._first is not None:
            self.preview(self._first)
        self.drop()

    def began_at(self, value: float) -> None:
        """Something else is stored meanwhile: that is what it goes back to."""
        self._first = value

    def drop(self) -> None:
        """End without a word."""
        self._rest.stop()
        if self.is_on:
            self._first = self._value = None
            gc.enable()
            self.held.emit(False)
