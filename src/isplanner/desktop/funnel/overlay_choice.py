"""OverlayChoice: which scenarios lie over the distribution of the chosen one."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from isplanner.desktop.widgets.plain_label import plain_tip
from isplanner.plan.scenario import Scenario

MOST = 3


class OverlayChoice(QPushButton):
    """A button with a menu of the scenarios that are not worked in; at most three of them are ticked.

    Signals:
        chosen: what is overlaid has changed.
    """

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(self.tr("重ねる"))
        self.setProperty("kind", "text")
        self.setToolTip(plain_tip(self.tr("KGI の分布に重ねて描くシナリオを、3 つまで選びます。")))
        self.setMenu(QMenu(self))
        self._others: tuple[Scenario, ...] = ()
        self._left_out: frozenset[int] = frozenset()
        """Those that were unticked: a new scenario is overlaid where there is room."""

    @property
    def overlaid(self) -> tuple[Scenario, ...]:
        """The scenarios to overlay, in their order."""
        return tuple(one for one in self._others if one.id not in self._left_out)[:MOST]

    def show_scenarios(self, scenarios: Sequence[Scenario], worked_in: int) -> None:
        """Offer all scenarios but the one that is worked in."""
        self._others = tuple(one for one in scenarios if one.id != worked_in)
        self.setEnabled(bool(self._others))
        self._fill()

    def _fill(self) -> None:
        menu, taken = self.menu(), {one.id for one in self.overlaid}
        names = [(one.id, one.name.replace("&", "&&")) for one in self._others]
        if [(action.data(), action.text()) for action in menu.actions()] != names:
            menu.clear()
            for number, name in names:
                action = QAction(name, menu, checkable=True)
                action.setData(number)
                action.triggered.connect(self._on_triggered)
                menu.addAction(action)
        for action in menu.actions():
            action.setChecked(action.data() in taken)
            action.setEnabled(action.isChecked() or len(taken) < MOST)

    def _on_triggered(self) -> None:
        ticked = {action.data() for action in self.menu().actions() if action.isChecked()}
        self._left_out = frozenset(one.id for one in self._others if one.id not in ticked)
        self._fill()
        self.chosen.emit()
