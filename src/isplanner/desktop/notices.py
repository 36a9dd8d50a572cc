"""Notices: what the window has to say, over its lower right corner, without asking for a click."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from isplanner.desktop.icons import icon
from isplanner.desktop.widgets.plain_label import PlainLabel
from isplanner.desktop.widgets.status_shape import Level, StatusShape

SHOWN_MS = 10_000
WIDTH = 460
MARGIN = 14
KEPT = 20


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to say. A problem stays until it is closed; `action` is offered as a button with `action_words`."""

    text: str
    is_problem: bool = False
    action_words: str = ""
    action: Callable[[], object] | None = None


class Notices(QFrame):
    """Shows the newest notice over its parent and keeps the last ones for a list.

    Signals:
        noted: a notice was added to the list.
    """

    noted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.kept: list[Notice] = []
        self.setProperty("part", "notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._over = parent
        self._row = QHBoxLayout(self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(SHOWN_MS)
        self._rest.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()
        self._build()

    def show_notice(self, notice: Notice) -> None:
        """Say something; what was shown before makes room."""
        others = [other for other in self.kept if other is not notice]
        self.kept = [*others[-KEPT + 1 :], notice]
        self._good.setVisible(not notice.is_problem)
        self._bad.setVisible(notice.is_problem)
        self._text.setText(notice.text)
        self._action.setText(notice.action_words)
        self._action.setVisible(notice.action is not None)
        self.setProperty("tone", "bad" if notice.is_problem else "good")
        self.style().polish(self)
        self._place()
        self.show()
        self.raise_()
        self._rest.stop()
        if not notice.is_problem:
            self._rest.start()
        self.noted.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        # The accessible text of the shape is the notice itself, which follows.
        self._good = StatusShape(Level.ON_PLAN, "")
        self._bad = StatusShape(Level.WILL_MISS, "")
        self._text = PlainLabel()
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._action = QPushButton()
        self._action.clicked.connect(self._on_action_clicked)
        close = QToolButton()
        close.setIcon(icon("close"))
        close.setAccessibleName(self.tr("閉じる"))
        close.setToolTip(self.tr("閉じる"))
        close.clicked.connect(self.hide)
        row = self._row
        row.setContentsMargins(14, 10, 8, 10)
        row.setSpacing(10)
        for widget in (self._good, self._bad, self._text, self._action, close):
            row.addWidget(widget)
        row.setStretchFactor(self._text, 1)

    def _place(self) -> None:
        """Lie in the lower right corner, as high as the text needs."""
        room = self._over.rect()
        width = min(WIDTH, room.width() - 2 * MARGIN)
        self.setFixedWidth(width)
        height = max(self._row.heightForWidth(width), 44)
        self.setFixedHeight(height)
        self.move(room.right() - width - MARGIN, room.bottom() - height - MARGIN)

    def _on_action_clicked(self) -> None:
        action = self.kept[-1].action
        self.hide()
        if action is not None:
            action()
