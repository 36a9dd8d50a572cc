"""ShortcutSheet: all keys of the window on one page."""

from collections.abc import Iterable

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QVBoxLayout, QWidget

from isplanner.desktop.actions import plain_words
from isplanner.desktop.widgets.plain_label import PlainLabel


class ShortcutSheet(QDialog):
    """Lists every action that has a key, with all its keys."""

    def __init__(self, parent: QWidget, actions: Iterable[QAction]) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("キーの一覧"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(6)
        with_keys = [action for action in actions if action.shortcuts() and action.isVisible()]
        for row, action in enumerate(with_keys):
            keys = "　".join(key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts())
            grid.addWidget(PlainLabel(plain_words(action.text()), "small"), row, 0)
            grid.addWidget(PlainLabel(keys, "section"), row, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(18)
        column.addLayout(grid)
        column.addWidget(buttons)
