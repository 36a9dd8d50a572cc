"""NodePanel: a small form in which a node is named; and FindPanel, which goes to it."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from isplanner.desktop.goal_tree.floating_panel import FloatingPanel
from isplanner.desktop.goal_tree.node_list import Choice, NodeList
from isplanner.desktop.language import language
from isplanner.desktop.widgets.plain_label import PlainLabel
from isplanner.plan.metric import spellings
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey
from isplanner.text.names import node_name

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_WIDTH = 300
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class NodePanel(FloatingPanel):
    """Type a name, Enter takes it.

    Signals:
        chosen: the NodeKey.
    """

    chosen = Signal(object)

    def __init__(self, over: QWidget, name: str, hint: str) -> None:
        super().__init__(over, _WIDTH)
        self.list = NodeList(name, self.tr("指標の名前"))
        self.list.taken.connect(self._take)
        self.found: tuple[NodeKey, ...] = ()
        """All that the name typed last fits."""
        self.list.line.installEventFilter(self)
        words = PlainLabel(hint, "hint")
        words.setWordWrap(True)
        self.column.addWidget(self.list)
        self.column.addWidget(words)
        self.fields = (self.list.line,)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_enter = event.type() == QEvent.Type.KeyPress and cast("QKeyEvent", event).key() in _ENTER
        if is_enter:
            self._take()
        return is_enter

    def _take(self) -> None:
        choice = self.list.choice
        if choice is not None and isinstance(choice.value, NodeKey):
            self.found = tuple(value for value in self.list.found if isinstance(value, NodeKey))
            self.close_up()
            self.chosen.emit(choice.value)


class FindPanel(NodePanel):
    """Every node of the plan, those of the scope that is shown first."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(
            over, self.tr("探す指標"), self.tr("読みや英語でも探せます。Enter でその指標へ移り、F3 で次へ進みます。")
        )

    def open_for(self, plan: Plan, channel: str | None, about: QRect) -> None:
        """Ask where to go."""
        self.title.setText(self.tr("指標を探す"))
        keys = sorted(plan.tree.nodes, key=lambda key: key.channel != channel)
        self.list.show_choices([choice_of(plan, key) for key in keys])
        self.open_beside(about, self.list)

    def step(self, plan: Plan, here: NodeKey | None, step: int) -> NodeKey | None:
        """The next one found after a node, or the one before, round and round; None where nothing was looked for."""
        found = [key for key in self.found if key in plan.tree.nodes]
        if not found:
            return None
        if here not in found:
            return found[0 if step > 0 else -1]
        return found[(found.index(here) + step) % len(found)]


def choice_of(plan: Plan, key: NodeKey) -> Choice:
    """A node as it is found in a list."""
    metric = plan.metrics[key.metric]
    name = node_name(key, plan.metrics, plan.channels, language())
    return Choice(key, name, spellings(metric))
