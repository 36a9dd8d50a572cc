"""A person at the window: keys and the mouse as the window system sends them, with the time a practised hand takes.

Nothing is called on a widget: keys go to the window that has them, the mouse to whatever lies under the pointer. The
time is that of the keystroke-level model (Card, Moran & Newell, The Psychology of Human-Computer Interaction, 1983,
chapter 8), operators for an average typist: K 0.28 s a key (Shift and Ctrl are keys of their own), P 1.1 s to point,
B 0.1 s to press or release a button, H 0.4 s to move the hand between keyboard and mouse, M 1.35 s to make up one's
mind: before each text, each command, each thing pointed at; not within a text or a row of the same key. A Japanese
text costs three keys a sign (its reading in Roman letters), and two to convert it and to end that.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QMenu, QWidget

K, P, B, H, M = 0.28, 1.1, 0.1, 0.4, 1.35
KEYS_A_SIGN, KEYS_TO_CONVERT = 3, 2
NONE, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
_WAIT = 10_000


@dataclass
class Person:
    """Does one thing after the other, and counts.

    Where a folder is named by ISPLANNER_PICTURES, `look` keeps what is seen there.
    """

    name: str
    keys: int = 0
    signs: int = 0
    clicks: int = 0
    seconds: float = 0.0
    _is_at_mouse: bool = field(default=False, repr=False)
    _last: tuple[object, ...] = field(default=(), repr=False)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        """Press a key with what is held."""
        self._to(mouse=False)
        for _ in range(times):
            held = modifiers.value.bit_count()
            self.seconds += (0 if self._last == (key, modifiers) else M) + (1 + held) * K
            self._last = (key, modifiers)
            self.keys += 1
            QTest.keyClick(_window(), key, modifiers)
            settle()

    def write(self, text: str) -> None:
        """Type a text; all but ASCII comes from the input method, as a Japanese keyboard sends it."""
        self._to(mouse=False)
        self.seconds += M
        self._last = (text,)
        foreign = [sign for sign in text if not sign.isascii()]
        self.signs += len(text)
        self.seconds += K * (len(text) - len(foreign))
        if foreign:
            self.seconds += K * (KEYS_A_SIGN * len(foreign) + KEYS_TO_CONVERT)
        for sign in text:
            if sign.isascii():
                QTest.keyClick(_window(), sign)  # type: ignore[call-overload]  # the stubs have it of widgets only
            else:
                event = QInputMethodEvent()
                event.setCommitString(sign)
                QApplication.sendEvent(QGuiApplication.focusObject(), event)
        settle()

    def click(
        self, on: QWidget, at: QPoint | None = None, button: Qt.MouseButton = LEFT, *, twice: bool = False
    ) -> None:
        """Click on what is seen of a widget, in its middle or at a place in it."""
        self._to(mouse=True)
        self._last = ()
        self.seconds += M + P + (4 if twice else 2) * B
        self.clicks += 1
        place = on.mapTo(on.window(), on.rect().center() if at is None else at)
        assert on.isVisible(), f"{on.objectName() or type(on).__name__} is not seen"
        assert on.visibleRegion().contains(on.rect().center() if at is None else at), "it cannot be pointed at"
        handle = _handle(on)
        QTest.mouseMove(handle, place)
        QTest.mouseClick(handle, button, NONE, place)
        if twice:
            QTest.mouseDClick(handle, button, NONE, place)
        settle()

    def scroll(self, over: QWidget, notches: int = 1) -> None:
        """Turn the wheel towards oneself; the pointer is there already, and a notch counts as a key."""
        self._to(mouse=True)
        self.seconds += K * notches
        place = over.mapTo(over.window(), over.rect().center())
        QTest.wheelEvent(_handle(over), place, QPoint(0, -120 * notches))
        settle()

    def choose(self, words: str) -> None:
        """Click an entry of the menu that is open."""
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu), "no menu is open"
        action = next(one for one in menu.actions() if one.text() == words)
        assert action.isEnabled(), words
        self.click(menu, menu.actionGeometry(action).center())

    def pick(self, combo: QComboBox, words: str) -> None:
        """Open a combo box by the mouse and click an entry."""
        self.click(combo)
        rows = combo.view()
        found = combo.model().index(combo.findText(words, Qt.MatchFlag.MatchStartsWith), 0)
        assert found.isValid(), words
        self.click(rows.viewport(), rows.visualRect(found).center())

    def in_dialog(self, open_it: Callable[[], None], act: Callable[[QDialog], None]) -> None:
        """Do something that opens a dialog, and what is done in it."""
        failed: list[BaseException] = []

        def go_on() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QDialog) or not dialog.isVisible():
                QTimer.singleShot(20, go_on)
                return
            if QGuiApplication.focusWindow() is not _handle(dialog):
                dialog.activateWindow()  # as a window manager does; offscreen there is none
                QTimer.singleShot(20, go_on)
                return
            try:
                act(dialog)
            except BaseException as error:
                failed.append(error)
            if dialog.isVisible():
                dialog.reject()

        below = QApplication.activeWindow()
        QTimer.singleShot(0, go_on)
        open_it()
        if below is not None and QGuiApplication.focusWindow() is None:
            below.activateWindow()  # as a window manager does when a dialog is gone; offscreen there is none
            QTest.qWaitForWindowActive(below, _WAIT)
        if failed:
            raise failed[0]

    def look(self, window: QWidget, station: str) -> None:
        """Keep a picture of a station."""
        if folder := os.environ.get("ISPLANNER_PICTURES"):
            settle()
            window.grab().save(str(Path(folder) / f"{self.name}_{station}.png"))

    def _to(self, *, mouse: bool) -> None:
        if mouse is not self._is_at_mouse:
            self._is_at_mouse = mouse
            self.seconds += H


def settle() -> None:
    """Let the window do what it was asked."""
    for _ in range(3):
        QApplication.processEvents()


def _window() -> QWindow:
    """The window that has the keys."""
    popup = QApplication.activePopupWidget()
    if popup is not None:
        return _handle(popup)
    window = QGuiApplication.focusWindow()
    assert window is not None
    return window


def _handle(widget: QWidget) -> QWindow:
    """A widget's window. Not by windowHandle(): PySide may hold one that is gone."""
    shown = int(widget.window().winId())
    return next(one for one in QGuiApplication.topLevelWindows() if int(one.winId()) == shown)
