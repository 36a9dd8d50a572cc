"""Middle: what stands between the levers and the result: the funnel, or scenarios side by side, or people."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from isplanner.desktop.funnel.comparing import Comparing
from isplanner.desktop.funnel.staffing import Staffing
from isplanner.desktop.funnel.tool_bar import FunnelBar


class Middle(QStackedWidget):
    """Shows the funnel while neither scenarios nor people are asked for; turning on one turns off the other."""

    def __init__(self, funnel: QWidget, comparing: Comparing, staffing: Staffing, bar: FunnelBar) -> None:
        super().__init__()
        self._comparing, self._staffing, self._bar = comparing, staffing, bar
        for part in (funnel, comparing.panel, staffing.panel):
            self.addWidget(part)
        bar.comparing_turned.connect(lambda is_on: comparing.turn(is_on=is_on))
        comparing.turned.connect(self._on_comparing_turned)
        staffing.turned.connect(self._on_staffing_turned)

    def _on_comparing_turned(self, is_on: bool) -> None:
        if is_on:
            self._staffing.turn_off()
        self._show()

    def _on_staffing_turned(self, is_on: bool) -> None:
        if is_on:
            self._bar.compare.setChecked(False)
        self._show()

    def _show(self) -> None:
        self.setCurrentIndex(1 if self._comparing.is_on else 2 if self._staffing.is_on else 0)
