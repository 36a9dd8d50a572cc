"""FloatingPanel: a small form over the workspace, beside what it is about."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from isplanner.desktop.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

_GAP = 6


class FloatingPanel(QFrame):
    """Esc or a click elsewhere closes it; the keyboard then goes back to where it was.

    It is a part of the window and no window of its own: input methods and screen readers know their way in it.
    `fields` are its controls in the order of Tab.
    """

    def __init__(self, over: QWidget, width: int) -> None:
        super().__init__(over)
        self.setProperty("part", "notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(width)
        self._over = over
        self._back: QWidget | None = None
        self.fields: tuple[QWidget, ...] = ()
        self.title = PlainLabel("", "section")
        self.title.setWordWrap(True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12, 10, 12, 12)
        self.column.setSpacing(8)
        self.column.addWidget(self.title)
        self.hide()

    def open_beside(self, about: QRect, first: QWidget) -> None:
        """Open right of a place of the workspace (left of it or lower where there is no room); `first` has the keys."""
        self._back = QApplication.focusWidget()
        self.setAccessibleName(self.title.text())
        self.show()
        self.raise_()
        self.place_beside(about)
        first.setFocus(Qt.FocusReason.PopupFocusReason)
        self._app.focusChanged.connect(self._on_focus_changed)

    def place_beside(self, about: QRect) -> None:
        """Lie beside a place, whole within the workspace."""
        for child in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if not child.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
                child.show()  # what has just been put in would not count yet
        self.column.activate()
        self.adjustSize()
        room = self._over.rect()
        right, left = about.right() + _GAP, about.left() - _GAP - self.width()
        corner = QPoint(right if right + self.width() <= room.right() else left, about.top())
        if left < 0 and right + self.width() > room.right():
            corner = QPoint(about.left(), about.bottom() + _GAP)
        corner.setX(max(0, min(corner.x(), room.right() - self.width())))
        corner.setY(max(0, min(corner.y(), room.bottom() - self.height())))
        self.move(corner)

    def close_up(self) -> None:
        """Close, and give the keyboard back."""
        if self.isHidden():
            return
        self._app.focusChanged.disconnect(self._on_focus_changed)
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self)
        self.hide()
        if had_focus and self._back is not None:
            self._back.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_up()
        else:
            super().keyPressEvent(event)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes round within the panel."""
        # Not by nextInFocusChain(): PySide makes what it returns a child of what was asked, and forgets it with that.
        reached = [field for field in self.fields if field.isVisible() and field.isEnabled()]
        here = QApplication.focusWidget()
        if here not in reached:
            return False
        step = 1 if next else -1
        reached[(reached.index(here) + step) % len(reached)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _on_focus_changed(self, _old: "QObject | None", new: "QObject | None") -> None:
        # A list of a combo box is a window of its own; no widget at all has the focus while another program has.
        if isinstance(new, QWidget) and not self.isAncestorOf(new) and new.window() is self.window():
            self.close_up()

    @property
    def _app(self) -> QApplication:
        return cast("QApplication", QApplication.instance())
