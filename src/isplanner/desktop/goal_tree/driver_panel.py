"""DriverPanel: which metric drives a node beside all arithmetic."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QWidget

from isplanner.desktop.goal_tree.node_panel import NodePanel, choice_of
from isplanner.desktop.language import language
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey
from isplanner.text.names import node_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from isplanner.desktop.goal_tree.node_list import Choice


class DriverPanel(NodePanel):
    """Type a name, Enter links it.

    Signals:
        linked: (driver, driven), both NodeKeys.
    """

    linked = Signal(object, object)

    def __init__(self, over: QWidget) -> None:
        hint = self.tr("計算には入りません。点線で結ばれます。Enter で決めます。")
        super().__init__(over, self.tr("影響する指標"), hint)
        self._driven: NodeKey | None = None
        self.chosen.connect(lambda driver: self.linked.emit(driver, self._driven))

    def open_for(self, plan: Plan, driven: NodeKey, about: QRect) -> None:
        """Ask what drives a node."""
        self._driven = driven
        name = node_name(driven, plan.metrics, plan.channels, language())
        self.title.setText(self.tr("{name} に影響する指標を選ぶ").format(name=name))
        self.list.show_choices(list(_choices(plan, driven)))
        self.open_beside(about, self.list)


def _choices(plan: Plan, driven: NodeKey) -> "Iterator[Choice]":
    known = {one.driver for one in plan.influences if one.driven == driven}
    for key in plan.tree.nodes:
        if key.channel == driven.channel and key != driven and key not in known:
            yield choice_of(plan, key)
