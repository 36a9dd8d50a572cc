"""What stands at the right end of the menu bar: undo and redo with a plan, language and theme without one."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget
from typing_extensions import override

from isplanner.desktop.actions import TURN_PX, plain_words


def undo_corner(undo: QAction, redo: QAction) -> QWidget:
    """Undo with the name of the edit it takes back, and redo."""
    named, bare = QToolButton(), QToolButton()
    named.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    for button, action in ((named, undo), (bare, redo)):
        button.setDefaultAction(action)
        button.setIconSize(QSize(16, 16))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return _Corner((named, bare), TURN_PX + 90)


def start_corner(languages: QMenu, theme: QMenu) -> QWidget:
    """日本語, English, 明るさ."""
    buttons = []
    for action in languages.actions():
        buttons.append(_text_button(action.text()))
        buttons[-1].clicked.connect(action.trigger)
    choose_theme = _text_button(plain_words(theme.title()))
    choose_theme.setMenu(theme)
    choose_theme.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    return _Corner((*buttons, choose_theme))


class _Corner(QWidget):
    """Buttons at the right end; it asks for the same width whatever they say, as a menu bar asks only once."""

    def __init__(self, buttons: Sequence[QToolButton], width: int = 0) -> None:
        super().__init__()
        self._width = width
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 10, 0)
        row.setSpacing(2)
        row.addStretch()
        for button in buttons:
            row.addWidget(button)

    @override
    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(self._width, 0))


def _text_button(words: str) -> QToolButton:
    button = QToolButton()
    button.setText(words)
    return button
