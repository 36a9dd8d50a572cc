"""The rail: which workspaces there are, and the buttons that lead to them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from isplanner.desktop.icons import icon
from isplanner.desktop.session import Session
from isplanner.desktop.theme import font, tokens
from isplanner.desktop.widgets.plain_label import plain_tip
from isplanner.desktop.workspace import Workspace

WIDTH = 68
BADGE = 14
MOST_ON_BADGE = 99


@dataclass(frozen=True, slots=True)
class RailItem:
    """A workspace's word and icon, and how it is built at its first visit."""

    name: str
    words: str
    icon: str
    build: Callable[[Session], Workspace]


def rail_items() -> tuple[RailItem, ...]:
    """The workspaces in the order of the rail, their words in the present language."""
    return (
        RailItem("goal_tree", QCoreApplication.translate("Rail", "目標ツリー"), "tree", _goal_tree),
        RailItem("funnel", QCoreApplication.translate("Rail", "ファネル"), "funnel", _funnel),
        RailItem("targets", QCoreApplication.translate("Rail", "目標配分"), "table", _targets),
        RailItem("data", QCoreApplication.translate("Rail", "データ"), "cylinder", _data),
    )


class Rail(QFrame):
    """A column of buttons, one of them chosen.

    Signals:
        chosen: the number of a workspace.
    """

    chosen = Signal(int)

    def __init__(self, items: Sequence[RailItem], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setFixedWidth(WIDTH + 1)
        self._buttons = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 8, 2, 8)
        column.setSpacing(4)
        for number, item in enumerate(items):
            button = RailButton()
            button.setObjectName(f"rail_{item.name}")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setText(item.words)
            button.setIcon(icon(item.icon))
            button.setIconSize(QSize(20, 20))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setFixedSize(WIDTH - 4, 54)
            button.setToolTip(plain_tip(f"{item.words}  Ctrl+{number + 1}"))
            self._buttons.addButton(button, number)
            column.addWidget(button)
        column.addStretch()
        self._buttons.idClicked.connect(self.chosen)

    def show_waiting(self, name: str, count: int) -> None:
        """Mark how much work waits in a workspace."""
        button = self.findChild(RailButton, f"rail_{name}")
        if isinstance(button, RailButton):
            button.show_waiting(count)

    def show_chosen(self, number: int) -> None:
        """Mark the workspace that is shown."""
        self._buttons.button(number).setChecked(True)


class RailButton(QToolButton):
    """A workspace's button; a number in its corner says how much work waits there."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting = 0

    def show_waiting(self, count: int) -> None:
        """Show the number; none for 0."""
        self._waiting = count
        self.setAccessibleDescription(str(count) if count else "")
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._waiting:
            return
        theme = tokens(self)
        words = str(self._waiting) if self._waiting <= MOST_ON_BADGE else f"{MOST_ON_BADGE}+"
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(10, bold=True))
        width = max(BADGE, painter.fontMetrics().horizontalAdvance(words) + 8)
        badge = QRectF(self.width() - width - 4, 2, width, BADGE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.bad)
        painter.drawRoundedRect(badge, BADGE / 2, BADGE / 2)
        painter.setPen(theme.panel)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, words)


# Each is imported at its first visit: the first paint waits for none but the one it shows.
def _goal_tree(session: Session) -> Workspace:
    from isplanner.desktop.goal_tree.workspace import GoalTreeWorkspace

    return GoalTreeWorkspace(session)


def _funnel(session: Session) -> Workspace:
    from isplanner.desktop.funnel.workspace import FunnelWorkspace

    return FunnelWorkspace(session)


def _targets(session: Session) -> Workspace:
    from isplanner.desktop.targets.workspace import TargetsWorkspace

    return TargetsWorkspace(session)


def _data(session: Session) -> Workspace:
    from isplanner.desktop.data.workspace import DataWorkspace

    return DataWorkspace(session)
