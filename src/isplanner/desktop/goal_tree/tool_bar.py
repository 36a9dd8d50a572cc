"""TreeBar: the line over the tree."""

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QToolButton, QWidget

from isplanner.desktop.goal_tree.guide.strip import GuideStrip
from isplanner.desktop.icons import icon
from isplanner.desktop.language import language
from isplanner.desktop.widgets.plain_label import plain_tip
from isplanner.desktop.widgets.segments import Segments
from isplanner.jobs.guide_steps import steps_of
from isplanner.text.names import channel_name, node_name

if TYPE_CHECKING:
    from isplanner.plan.plan import Plan

HEIGHT = 40


class TreeView(Enum):
    """How the tree is shown."""

    CANVAS = auto()
    OUTLINE = auto()
    DEFINITIONS = auto()


class TreeBar(QFrame):
    """How the tree is shown, of what scope, what can be added, and which step comes next.

    Signals:
        view_chosen: a TreeView.
        scope_chosen: a channel's key, None for the whole plan.
        growth_wanted: the user asks for one more metric.
        checks_wanted: the list of checks is to be shown (True) or hidden.
    """

    view_chosen = Signal(object)
    scope_chosen = Signal(object)
    growth_wanted = Signal()
    checks_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "tool_bar")
        self.setFixedHeight(HEIGHT)
        self._tools: dict[TreeView, QWidget] = {}
        self._is_whole = False
        self.views = Segments(self.tr("表示"))
        self.views.chosen.connect(self.view_chosen)
        self.add = QToolButton()
        self.add.setProperty("segment", "only")
        self.add.setText(self.tr("指標"))
        self.add.setIcon(icon("plus"))
        self.add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.add.setToolTip(plain_tip(self.tr("選んだ指標の要因を加えます（Tab）。並びには Shift+Enter。")))
        self.add.clicked.connect(lambda _=False: self.growth_wanted.emit())
        self.scope = QComboBox()
        self.scope.setAccessibleName(self.tr("範囲"))
        self.scope.setToolTip(plain_tip(self.tr("全体か、チャネルごとか（Ctrl+PgUp／Ctrl+PgDn で切り替え）")))
        self.scope.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.scope.activated.connect(lambda place: self.scope_chosen.emit(self.scope.itemData(place)))
        self.guide = GuideStrip()
        self.checks = QToolButton()
        self.checks.setProperty("segment", "only")
        self.checks.setText(self.tr("点検"))
        self.checks.setCheckable(True)
        self.checks.setToolTip(plain_tip(self.tr("目標に足りないもの、気になる点の一覧（F8 で 1 つずつ）")))
        self.checks.clicked.connect(self.checks_wanted)
        self._arrange()

    def add_tools(self, view: TreeView, tools: QWidget) -> None:
        """Put tools at the right that are there while a view is shown."""
        self._tools[view] = tools
        self._right.addWidget(tools)

    def show_view(self, view: TreeView) -> None:
        """Show how the tree is shown."""
        for of_view, tools in self._tools.items():
            tools.setVisible(of_view is view)
        words = [
            (TreeView.CANVAS, self.tr("キャンバス")),
            (TreeView.OUTLINE, self.tr("アウトライン")),
            (TreeView.DEFINITIONS, self.tr("定義一覧")),
        ]
        self.views.show_choices(words, view)
        for part in (self.add, self.scope):
            part.setEnabled(view is not TreeView.DEFINITIONS)

    def show_plan(self, plan: "Plan", channel: str | None) -> None:
        """Show what there is to choose from."""
        self.scope.clear()
        self.scope.addItem(self.tr("範囲：全体"), None)
        for key, one in plan.channels.items():
            self.scope.addItem(self.tr("範囲：{channel}").format(channel=channel_name(one, language())), key)
        self.scope.setCurrentIndex(max(self.scope.findData(channel), 0))
        steps = steps_of(plan)
        self._is_whole = steps.current is None
        names = (node_name(key, plan.metrics, plan.channels, language()) for key in steps.without_target)
        self.guide.show_steps(steps, self.tr("、").join(names))

    def step_scope(self, step: int) -> None:
        """Go to the next scope, as Excel goes to the next sheet."""
        place = self.scope.currentIndex() + step
        if 0 <= place < self.scope.count():
            self.scope_chosen.emit(self.scope.itemData(place))

    def show_checks(self, count: int) -> None:
        """Show how many checks there are to look at."""
        words = self.tr("点検　✓") if self._is_whole else self.tr("点検")  # without targets there was little to check
        self.checks.setText(self.tr("点検　{count}").format(count=count) if count else words)

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self.views)
        row.addWidget(self.add)
        row.addWidget(self.scope)
        row.addSpacing(12)
        row.addWidget(self.guide)
        row.addStretch()
        row.addWidget(self.checks)
        self._right = QHBoxLayout()
        self._right.setSpacing(8)
        row.addLayout(self._right)
