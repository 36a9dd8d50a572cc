"""GoalTreeWorkspace: the goal tree drawn and as an outline, with an inspector of the node that is selected."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from isplanner.desktop.goal_tree.canvas.canvas import Canvas
from isplanner.desktop.goal_tree.canvas.zoom_bar import ZoomBar
from isplanner.desktop.goal_tree.deeds import Deeds
from isplanner.desktop.goal_tree.definitions.page import DefinitionsPage
from isplanner.desktop.goal_tree.details import Details
from isplanner.desktop.goal_tree.formula_check import formula_texts
from isplanner.desktop.goal_tree.guide.guide import Guide
from isplanner.desktop.goal_tree.hand import Hand
from isplanner.desktop.goal_tree.inspector.inspector import WIDTH
from isplanner.desktop.goal_tree.node_menu import NodeMenu
from isplanner.desktop.goal_tree.outline import Outline
from isplanner.desktop.goal_tree.rows import outline
from isplanner.desktop.goal_tree.tool_bar import TreeBar, TreeView
from isplanner.desktop.goal_tree.tryout import Tryout
from isplanner.desktop.language import language
from isplanner.desktop.session import Focus, Session
from isplanner.desktop.workspace import Workspace
from isplanner.jobs.sources import Origin
from isplanner.plan.scope import NodeKey

if TYPE_CHECKING:
    from isplanner.desktop.goal_tree.rows import OutlineRow
    from isplanner.desktop.models.tree_model import Branch
    from isplanner.jobs.answer import Answer
    from isplanner.plan.formula import Formula
    from isplanner.plan.plan import Plan
    from isplanner.store.edits import Change


class GoalTreeWorkspace(Workspace):
    """Cards or rows at the left, the selected node at the right; all edit the same plan and share the selection."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.tryout = Tryout(session, self)
        self.deeds = Deeds(session, self.tryout, self)
        self.bar = TreeBar()
        self.canvas = Canvas()
        self.outline = Outline(self.deeds.commit)
        self.definitions = DefinitionsPage(session)
        self.views = QStackedWidget()
        self.details = Details(session, self.deeds, self)
        self.inspector = self.details.inspector
        self.menu = NodeMenu(self)
        self._pages: dict[TreeView, QWidget] = {
            TreeView.CANVAS: self.canvas,
            TreeView.OUTLINE: self.outline,
            TreeView.DEFINITIONS: self.definitions,
        }
        self._shown_channel: str | None = None
        self._arrange()
        self.hand = Hand(self)
        self.guide = Guide(self)
        self._connect()

    @override
    def show_plan(self, plan: "Plan", change: "Change | None") -> None:
        self._shown_channel = self.channel
        self.bar.show_plan(plan, self.channel)
        self._draw()
        self.definitions.show_plan(plan)
        self.details.show_change(change)

    @override
    def show_answer(self, answer: "Answer") -> None:
        self.tryout.end()
        self._draw()
        self.details.look_through()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.details.place(self.width())

    @property
    def channel(self) -> str | None:
        """The scope shown: the channel that is looked at, where this plan has it."""
        channel = self.session.focus.channel
        return channel if channel in self.session.plan.channels else None

    @property
    def is_drawn(self) -> bool:
        """Whether the canvas is shown, not the outline."""
        return self.views.currentWidget() is self.canvas

    def place_of(self, key: NodeKey | None) -> QRect:
        """Where a node is in sight in the workspace; without one, where the first card would be."""
        if self.is_drawn:
            view, place = self.canvas.viewport(), self.canvas.place_of(key)
        else:
            view = self.outline.viewport()
            place = self.outline.visualRect(self.outline.currentIndex().siblingAtColumn(0))
        return QRect(view.mapTo(self, place.topLeft()), place.size())

    def edit_formula(self, key: NodeKey) -> None:
        """Have the formula of a node typed in the inspector, which comes up for it."""
        self._on_node_chosen(key)
        self.details.come_up(self.width())
        self.inspector.formula.edit.setFocus()
        self.inspector.formula.edit.selectAll()

    def fold(self) -> None:
        """Open or close what hangs on the current node."""
        row = self.outline.current_row
        if not self.is_drawn:
            self.outline.fold()
        elif row is not None and row.key is not None:
            self.canvas.fold(row.key)

    def open_all(self, *, is_open: bool) -> None:
        """Open everything, or close it."""
        self.canvas.fold_all(is_open=is_open)
        if is_open:
            self.outline.expandAll()
        else:
            self.outline.collapseAll()

    def show_view(self, view: TreeView) -> None:
        """Show the tree as cards or as rows."""
        shown = self._pages[view]
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.views.isAncestorOf(focused)
        self.bar.show_view(view)
        self.views.setCurrentWidget(shown)
        self.details.is_spared = view is TreeView.DEFINITIONS  # its columns say the same
        self.details.place(self.width())
        self.setFocusProxy(shown)
        if had_focus:
            shown.setFocus()

    def _draw(self) -> None:
        plan, answer, money = self.session.plan, self.session.answer, self.session.focus.money_unit
        branches = self._draw_rows()
        influences = [(one.driver, one.driven) for one in plan.influences]
        elasticities = answer.elasticities if answer else {}
        self.canvas.show_branches(branches, _drawn_formulas(plan), elasticities, money, influences)
        self._draw_node()

    def _draw_rows(self) -> "tuple[Branch[OutlineRow], ...]":
        plan, money = self.session.plan, self.session.focus.money_unit
        texts = formula_texts(plan, language(), self.tr("チャネルの合計"), self.tr("{formula}（チャネルの合計）"))
        branches = outline(plan, self.session.answer, texts, self.channel, self.tryout.tried)
        self.outline.show_branches(plan, branches, money)
        return branches

    def _draw_tried(self) -> None:
        if self.is_drawn:
            self.canvas.show_tried(self.tryout.tried)
        else:
            self._draw_rows()

    def _draw_node(self) -> None:
        row = self.outline.current_row
        self.details.show_node(row.key if row is not None else None)

    def _on_node_chosen(self, key: NodeKey) -> None:
        if key in self.session.plan.tree.nodes:
            self.session.focus_on(replace(self.session.focus, node=key))
        self.outline.show_node(key)
        self.canvas.show_node(key)
        self._draw_node()

    def _on_focus_changed(self) -> None:
        if not self.isVisible():
            return
        wanted = self.session.focus.node  # drawing another scope goes to its first row
        if self._shown_channel != self.channel:
            self.show_plan(self.session.plan, None)
        if wanted is not None:
            self.outline.show_node(wanted)
            self.canvas.show_node(wanted)

    def _show_menu(self, place: QPoint) -> None:
        self.menu.show_at(place, self.outline.current_row, self.session.plan)

    def _connect(self) -> None:
        session, bar, hand, deeds = self.session, self.bar, self.hand, self.deeds
        self.origin_of = lambda: _origin_of(self.outline.current_row)
        session.focus_changed.connect(self._on_focus_changed)
        bar.scope_chosen.connect(lambda key: session.focus_on(_in_scope(session.focus, key, session.plan)))
        bar.growth_wanted.connect(hand.add_child)
        bar.view_chosen.connect(self.show_view)
        for view in (self.canvas, self.outline):
            view.node_chosen.connect(self._on_node_chosen)
            view.deed_wanted.connect(hand.do)
            view.menu_wanted.connect(self._show_menu)
        # Another scope: the channel's own tree, at that node.
        self.canvas.opened.connect(lambda key: session.focus_on(replace(session.focus, channel=key.channel, node=key)))
        self.definitions.node_chosen.connect(self._on_node_chosen)
        self.definitions.noticed.connect(self.noticed)
        self.menu.chosen.connect(hand.do)
        self.menu.influence_dropped.connect(deeds.drop_influence)
        self.tryout.changed.connect(self._draw_tried)
        deeds.noticed.connect(self.noticed)
        deeds.undone.connect(self._draw)
        deeds.went.connect(self._on_node_chosen)
        self.details.node_wanted.connect(self._on_node_chosen)
        self.details.import_wanted.connect(self.files_wanted)
        self.details.source_wanted.connect(self.source_wanted)
        bar.checks_wanted.connect(lambda is_wanted: self.details.show_checks(is_shown=is_wanted))
        self.details.checks.counted.connect(bar.show_checks)
        self.details.checks_shown.connect(bar.checks.setChecked)
        for words, keys, act in (
            (self.tr("詳細を表示"), "F4", lambda: self.details.toggle(self.width())),
            (self.tr("次の点検へ"), "F8", lambda: self.details.step(1)),
            (self.tr("前の点検へ"), "Shift+F8", lambda: self.details.step(-1)),
            (self.tr("アウトラインを絞り込む"), "Ctrl+Shift+L", self.outline.narrow.setFocus),
            (self.tr("次の範囲へ"), "Ctrl+PgDown", lambda: bar.step_scope(1)),
            (self.tr("前の範囲へ"), "Ctrl+PgUp", lambda: bar.step_scope(-1)),
        ):
            action = QAction(words, self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(lambda _=False, act=act: act())
            self.addAction(action)

    def _arrange(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        self.bar.add_tools(TreeView.CANVAS, ZoomBar(self.canvas))
        self.bar.add_tools(TreeView.OUTLINE, self.outline.narrow)
        for page in self._pages.values():
            self.views.addWidget(page)
        self.show_view(TreeView.CANVAS)
        split.addWidget(self.details.above_checks(self.views))
        split.addWidget(self.inspector)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 0)
        split.setSizes([4_000, WIDTH])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(split, 1)


def _in_scope(focus: Focus, channel: str | None, plan: "Plan") -> Focus:
    """Another scope, at the same metric where it has that."""
    there = NodeKey(focus.node.metric, channel) if focus.node else None
    return replace(focus, channel=channel, node=there if there in plan.tree.nodes else None)


def _origin_of(row: "OutlineRow | None") -> Origin | None:
    return Origin(row.key) if row is not None and row.key is not None else None


def _drawn_formulas(plan: "Plan") -> "dict[NodeKey, Formula]":
    """What is drawn under each node: the breakdown over channels where there is one, else its own formula."""
    drawn = {key: plan.tree.breakdown(key) or node.formula for key, node in plan.tree.nodes.items()}
    return {key: formula for key, formula in drawn.items() if formula and not formula.problem}
