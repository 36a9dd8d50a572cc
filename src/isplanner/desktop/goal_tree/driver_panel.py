"""DriverPanel: which metric drives a node beside all arithmetic."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from isplanner.desktop.goal_tree.floating_panel import FloatingPanel
from isplanner.desktop.goal_tree.node_list import Choice, NodeList
from isplanner.desktop.language import language
from isplanner.desktop.widgets.plain_label import PlainLabel
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey
from isplanner.text.names import node_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QKeyEvent

_WIDTH = 300


class DriverPanel(FloatingPanel):
    """Type a name, Enter links it.

    Signals:
        linked: (driver, driven), both NodeKeys.
    """

    linked = Signal(object, object)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, _WIDTH)
        self._driven: NodeKey | None = None
        self.list = NodeList(self.tr("影響する指標"), self.tr("指標の名前"))
        self.list.taken.connect(self._take)
        self.list.line.installEventFilter(self)
        hint = PlainLabel(self.tr("計算には入りません。点線で結ばれます。Enter で決めます。"), "hint")
        hint.setWordWrap(True)
        self.column.addWidget(self.list)
        self.column.addWidget(hint)
        self.fields = (self.list.line,)

    def open_for(self, plan: Plan, driven: NodeKey, about: QRect) -> None:
        """Ask what drives a node."""
        self._driven = driven
        name = node_name(driven, plan.metrics, plan.channels, language())
        self.title.setText(self.tr("{name} に影響する指標を選ぶ").format(name=name))
        self.list.show_choices(list(_choices(plan, driven)))
        self.open_beside(about, self.list)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_enter = event.type() == QEvent.Type.KeyPress and cast("QKeyEvent", event).key() in {
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
        }
        if is_enter:
            self._take()
        return is_enter

    def _take(self) -> None:
        choice = self.list.choice
        if choice is not None and isinstance(choice.value, NodeKey):
            self.close_up()
            self.linked.emit(choice.value, self._driven)


def _choices(plan: Plan, driven: NodeKey) -> "Iterator[Choice]":
    known = {one.driver for one in plan.influences if one.driven == driven}
    for key in plan.tree.nodes:
        if key.channel == driven.channel and key != driven and key not in known:
            metric = plan.metrics[key.metric]
            name = node_name(key, plan.metrics, plan.channels, language())
            yield Choice(key, name, (metric.ja, metric.en, metric.key))
