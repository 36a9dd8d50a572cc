"""InfluencesSection: what drives the node, and what it drives, beside all arithmetic; written down by hand."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from isplanner.desktop.goal_tree.inspector.folding import FoldingSection
from isplanner.desktop.goal_tree.inspector.sight import Sight
from isplanner.desktop.icons import icon
from isplanner.desktop.language import language
from isplanner.desktop.widgets.plain_label import ElidedLabel, PlainLabel
from isplanner.plan.log import Influence
from isplanner.plan.scope import NodeKey
from isplanner.store import edits
from isplanner.text.names import node_name


class InfluencesSection(FoldingSection):
    """影響.

    Signals:
        node_wanted: the NodeKey whose name was clicked.
    """

    node_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("influences", self.tr("影響"), parent)
        self._sight: Sight | None = None
        self._shown: tuple[tuple[Influence, ...], NodeKey] | None = None
        self.rows: list[InfluenceRow] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self.driven = QComboBox()
        self.driven.setAccessibleName(self.tr("影響する先"))
        self.driven.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.note = QLineEdit()
        self.note.setAccessibleName(self.tr("そう考える理由"))
        self.note.setPlaceholderText(self.tr("そう考える理由"))
        self.add = QPushButton(self.tr("記録する"))
        self.add.clicked.connect(self._on_add_clicked)
        self.note.returnPressed.connect(self._on_add_clicked)
        self.hint = PlainLabel(self.tr("計算には入らない「効いている」関係です。ツリーには点線で描かれます。"), "hint")
        self.hint.setWordWrap(True)
        form = QHBoxLayout()
        form.setSpacing(6)
        form.addWidget(self.driven, 1)
        form.addWidget(self.add)
        self.inside.addLayout(self._list)
        self.inside.addLayout(form)
        self.inside.addWidget(self.note)
        self.inside.addWidget(self.hint)

    @override
    def show_node(self, sight: Sight) -> None:
        self._sight = sight
        plan, key = sight.plan, sight.key
        mine = tuple(one for one in plan.influences if key in {one.driver, one.driven})
        self.title.setText(self.tr("影響　{count}").format(count=len(mine)) if mine else self.tr("影響"))
        if self._shown != (mine, key):
            self._shown = (mine, key)
            self._build(sight, mine)
            self._offer(sight, {one.driven for one in mine if one.driver == key})

    def _offer(self, sight: Sight, taken: set[NodeKey]) -> None:
        """The other nodes of the same scope."""
        self.driven.clear()
        self.driven.addItem(self.tr("影響する先を選ぶ"), None)
        for other in sight.plan.tree.nodes:
            if other.channel == sight.key.channel and other != sight.key and other not in taken:
                self.driven.addItem(_named(sight, other), other)
        self.note.clear()

    def _build(self, sight: Sight, influences: tuple[Influence, ...]) -> None:
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [InfluenceRow(one, sight) for one in influences]
        for row in self.rows:
            row.edited.connect(self.edited)
            row.clicked.connect(self.node_wanted)
            self._list.addWidget(row)

    def _on_add_clicked(self) -> None:
        driven = self.driven.currentData()
        if self._sight is None or driven is None:
            self.driven.setFocus()
            return
        self.edited.emit(edits.set_influence(self._sight.key, driven, self.note.text()))


class InfluenceRow(QFrame):
    """One link: → what it drives, or ← what drives it.

    Signals:
        edited: an Edit to be stored.
        clicked: the NodeKey at the other end.
    """

    edited = Signal(object)
    clicked = Signal(object)

    def __init__(self, influence: Influence, sight: Sight) -> None:
        super().__init__()
        is_driver = influence.driver == sight.key
        other = influence.driven if is_driver else influence.driver
        self.name = QPushButton(f"{'→' if is_driver else '←'} {_named(sight, other)}".replace("&", "&&"))
        self.name.setProperty("kind", "text")
        self.name.clicked.connect(lambda: self.clicked.emit(other))
        remove = QToolButton()
        remove.setIcon(icon("close"))
        remove.setToolTip(self.tr("影響を消す"))
        remove.setAccessibleName(self.tr("影響を消す"))
        remove.clicked.connect(lambda: self.edited.emit(edits.remove_influence(influence)))
        head = QHBoxLayout()
        head.addWidget(self.name, 0, Qt.AlignmentFlag.AlignLeft)
        head.addStretch(1)
        head.addWidget(remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        if influence.note:
            column.addWidget(ElidedLabel(influence.note, "hint"))


def _named(sight: Sight, key: NodeKey) -> str:
    return node_name(key, sight.plan.metrics, sight.plan.channels, language())
