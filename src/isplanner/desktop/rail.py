"""The rail: which workspaces there are, and the buttons that lead to them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout, QWidget

from isplanner.desktop.icons import icon
from isplanner.desktop.session import Session
from isplanner.desktop.widgets.plain_label import plain_tip
from isplanner.desktop.workspace import Workspace

WIDTH = 68


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
        column.setContentsMargins(5, 8, 5, 8)
        column.setSpacing(4)
        for number, item in enumerate(items):
            button = QToolButton()
            button.setObjectName(f"rail_{item.name}")
            button.setCheckable(True)
            button.setText(item.words)
            button.setIcon(icon(item.icon))
            button.setIconSize(QSize(20, 20))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setFixedSize(WIDTH - 10, 54)
            button.setToolTip(plain_tip(f"{item.words}  Ctrl+{number + 1}"))
            self._buttons.addButton(button, number)
            column.addWidget(button)
        column.addStretch()
        self._buttons.idClicked.connect(self.chosen)

    def show_chosen(self, number: int) -> None:
        """Mark the workspace that is shown."""
        self._buttons.button(number).setChecked(True)


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
