"""StageMenu: what can be asked of a stage of the funnel, for the right button and the menu key."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from isplanner.jobs.sources import Origin
from isplanner.plan.scope import NodeKey


class StageMenu(QMenu):
    """The menu of a stage, gone when it closes.

    Signals:
        delay_wanted: how long the stage (NodeKey) takes is asked for.
        source_wanted: the Origin of its number, that is to be followed down to its cells.
    """

    delay_wanted = Signal(object)
    source_wanted = Signal(object)

    def __init__(self, stage: NodeKey, parent: QWidget, *, has_delay: bool) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if has_delay:
            self.addAction(self.tr("段階のあいだの期間…"), lambda: self.delay_wanted.emit(stage))
        self.addAction(self.tr("数値の出どころ"), lambda: self.source_wanted.emit(Origin(stage)))
