"""FoldingSection: a section of the inspector that can be folded, and is found folded again."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from isplanner.desktop.goal_tree.inspector.sight import Sight
from isplanner.desktop.icons import icon
from isplanner.desktop.settings import Settings
from isplanner.desktop.widgets.sections import Section

FOLDED_AT_FIRST = frozenset({"limits", "influences"})
_SIDE = 16


class FoldingSection(Section):
    """A title with a triangle, and a body below it.

    Signals:
        edited: an Edit to be stored.
        opened: the body is seen now.
    """

    edited = Signal(object)
    opened = Signal()

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._name = name
        self.fold = QToolButton()
        self.fold.setFixedSize(_SIDE, _SIDE)
        self.fold.setProperty("form", "fold")
        self.title_row.insertWidget(0, self.fold)
        self.title_row.setSpacing(4)
        self.title.installEventFilter(self)
        self.title.setCursor(Qt.CursorShape.PointingHandCursor)
        self.body = QWidget()
        self.inside = QVBoxLayout(self.body)
        self.inside.setContentsMargins(0, 0, 0, 0)
        self.inside.setSpacing(6)
        self.column.addWidget(self.body)
        self.fold.clicked.connect(self._turn)
        self.is_open = name not in _folded()
        """Whether the body is seen."""
        self._draw()

    def open_up(self) -> None:
        """Have the body seen."""
        if not self.is_open:
            self._turn()

    def show_node(self, sight: Sight) -> None:
        """Show what the section has to say of a node."""
        raise NotImplementedError

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease and watched is self.title:
            self._turn()
        return False

    def _draw(self) -> None:
        self.fold.setIcon(icon("chevron_down" if self.is_open else "chevron_right"))
        words = self.tr("{title}を閉じる") if self.is_open else self.tr("{title}を開く")
        self.fold.setAccessibleName(words.format(title=self.title.text()))
        self.fold.setToolTip(self.tr("閉じる") if self.is_open else self.tr("開く"))
        self.body.setVisible(self.is_open)

    def _turn(self) -> None:
        self.is_open = not self.is_open
        self._draw()
        Settings().folded = _folded() - {self._name} if self.is_open else _folded() | {self._name}
        if self.is_open:
            self.opened.emit()


def _folded() -> frozenset[str]:
    folded = Settings().folded
    return FOLDED_AT_FIRST if folded is None else folded
