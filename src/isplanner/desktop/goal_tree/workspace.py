"""GoalTreeWorkspace: the goal tree drawn and as an outline, with an inspector of the node that is selected."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from isplanner.desktop.goal_tree.canvas.canvas import Canvas
from isplanner.desktop.goal_tree.canvas.zoom_bar import ZoomBar
from isplanner.desktop.goal_tree.edits_of_cells import Cells, edit_of_cells, priority_edit
from isplanner.desktop.goal_tree.formula_check import formula_texts
from isplanner.desktop.goal_tree.inspector import WIDE, WIDE_FROM, WIDTH, Inspector
from isplanner.desktop.goal_tree.outline import Outline
from isplanner.desktop.goal_tree.row_menu import RowMenu
from isplanner.desktop.goal_tree.rows import outline
from isplanner.desktop.goal_tree.tool_bar import TreeBar, TreeView
from isplanner.desktop.language import language
from isplanner.desktop.notices import Notice
from isplanner.desktop.session import Session
from isplanner.desktop.workspace import Workspace
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey
from isplanner.store import edits
from isplanner.text.problems import describe_problem, with_names

if TYPE_CHECKING:
    from isplanner.jobs.answer import Answer
    from isplanner.plan.formula import Formula
    from isplanner.plan.plan import Plan
    from isplanner.store.edits import Change, Edit

ROOM_FOR_INSPECTOR = 1_150
"""Below this width the inspector comes with F4 only."""


class GoalTreeWorkspace(Workspace):
    """Cards or rows at the left, the selected node at the right; all edit the same plan and share the selection."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.bar = TreeBar()
        self.canvas = Canvas()
        self.outline = Outline(self._commit)
        self.views = QStackedWidget()
        self.inspector = Inspector(session.document)
        self._is_inspector_wanted: bool | None = None
        self._shown_channel: str | None = None
        self.menu = RowMenu(self.outline)
        self._arrange()
        self._connect()

    @override
    def show_plan(self, plan: "Plan", change: "Change | None") -> None:
        self._shown_channel = self._channel
        self.bar.show_plan(plan, self._channel)
        self._draw()

    @override
    def show_answer(self, answer: "Answer") -> None:
        self._draw()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_inspector()

    @property
    def _channel(self) -> str | None:
        """The scope shown: the channel that is looked at, where this plan has it."""
        channel = self.session.focus.channel
        return channel if channel in self.session.plan.channels else None

    def _draw(self) -> None:
        plan, money = self.session.plan, self.session.focus.money_unit
        texts = formula_texts(plan, language(), self.tr("チャネルの合計"), self.tr("{formula}（チャネルの合計）"))
        branches = outline(plan, self.session.answer, texts, self._channel)
        self.outline.show_branches(plan, branches, money)
        answer = self.session.answer
        self.canvas.show_branches(branches, _drawn_formulas(plan), answer.elasticities if answer else {}, money)
        self._draw_node()

    def _draw_node(self) -> None:
        row = self.outline.current_row
        plan = self.session.plan
        if row is None or row.key is None or row.key not in plan.tree.nodes:
            self.inspector.show_nothing()
        else:
            self.inspector.show_node(plan, self.session.answer, row.key, self.session.focus.money_unit)

    def _commit(self, cells: Cells) -> None:
        plan = self.session.plan
        try:
            edit = edit_of_cells(plan, self.session.answer, cells)
        except PlanError as error:
            named = with_names(error.problem, plan, language())
            raise PlanError(named.code, named.place, **named.values) from None
        self.session.edit(edit)

    def _edit(self, edit: "Edit") -> None:
        if not self.session.edit(edit):
            self._draw()  # what the hand left there is not what is stored

    def _on_formula_committed(self, key: NodeKey, typed: str) -> None:
        from isplanner.jobs.set_values import formula_edit

        plan = self.session.plan
        try:
            self._edit(formula_edit(plan, key, typed))
        except PlanError as error:
            self.noticed.emit(Notice(describe_problem(error.problem, plan, language()), is_problem=True))

    def _on_metric_chosen(self, metric: str) -> None:
        key = NodeKey(metric, self._channel)
        if self.session.edit(edits.add_node(key, _first_formula(self.session.plan, key))):
            self.outline.show_node(key)

    def _on_node_chosen(self, key: NodeKey) -> None:
        if key in self.session.plan.tree.nodes:
            self.session.focus_on(replace(self.session.focus, node=key))
        self.outline.show_node(key)
        self.canvas.show_node(key)
        self._draw_node()

    def show_view(self, view: TreeView) -> None:
        """Show the tree as cards or as rows."""
        shown = {TreeView.CANVAS: self.canvas, TreeView.OUTLINE: self.outline}[view]
        had_focus = self.canvas.hasFocus() or self.outline.hasFocus()
        self.bar.show_view(view)
        self.views.setCurrentWidget(shown)
        self.setFocusProxy(shown)
        if had_focus:
            shown.setFocus()

    def _on_channel_opened(self, key: NodeKey) -> None:
        """Show a channel's own tree, at a node of it."""
        self.session.focus_on(replace(self.session.focus, channel=key.channel, node=key))

    def _on_focus_changed(self) -> None:
        if not self.isVisible():
            return
        wanted = self.session.focus.node  # drawing another scope goes to its first row
        if self._shown_channel != self._channel:
            self.show_plan(self.session.plan, None)
        if wanted is not None:
            self.outline.show_node(wanted)
            self.canvas.show_node(wanted)

    def _open_all(self, is_open: bool) -> None:
        self.canvas.fold_all(is_open=is_open)
        if is_open:
            self.outline.expandAll()
        else:
            self.outline.collapseAll()

    def _toggle_inspector(self) -> None:
        self._is_inspector_wanted = not self.inspector.isVisible()
        self._place_inspector()

    def _place_inspector(self) -> None:
        wanted = self._is_inspector_wanted
        self.inspector.setVisible(self.width() >= ROOM_FOR_INSPECTOR if wanted is None else wanted)
        self.inspector.setMinimumWidth(WIDE if self.width() >= WIDE_FROM else WIDTH)

    def _connect(self) -> None:
        session, bar, outline_ = self.session, self.bar, self.outline
        session.focus_changed.connect(self._on_focus_changed)
        bar.scope_chosen.connect(lambda key: session.focus_on(replace(session.focus, channel=key)))
        bar.metric_chosen.connect(self._on_metric_chosen)
        bar.goal_wanted.connect(self.goal_wanted)
        bar.opened.connect(self._open_all)
        outline_.node_chosen.connect(self._on_node_chosen)
        bar.view_chosen.connect(self.show_view)
        self.canvas.node_chosen.connect(self._on_node_chosen)
        self.canvas.opened.connect(self._on_channel_opened)
        self.menu.lever_wanted.connect(lambda key: self._edit(edits.set_formula(key, None)))
        self.menu.removal_wanted.connect(lambda key: self._edit(edits.remove_node(key)))
        self.inspector.formula_committed.connect(self._on_formula_committed)
        self.inspector.priority_chosen.connect(lambda key, place: self._edit(priority_edit(session.plan, key, place)))
        drawer = QAction(self.tr("詳細を表示"), self)
        drawer.setShortcut(QKeySequence("F4"))
        drawer.triggered.connect(self._toggle_inspector)
        self.addAction(drawer)

    def _arrange(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        self.bar.add_tools(TreeView.CANVAS, ZoomBar(self.canvas))
        self.views.addWidget(self.canvas)
        self.views.addWidget(self.outline)
        self.show_view(TreeView.CANVAS)
        split.addWidget(self.views)
        split.addWidget(self.inspector)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 0)
        split.setSizes([4_000, WIDTH])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(split, 1)


def _drawn_formulas(plan: "Plan") -> "dict[NodeKey, Formula]":
    """What is drawn under each node: the breakdown over channels where there is one, else its own formula."""
    drawn = {key: plan.tree.breakdown(key) or node.formula for key, node in plan.tree.nodes.items()}
    return {key: formula for key, formula in drawn.items() if formula and not formula.problem}


def _first_formula(plan: "Plan", key: NodeKey) -> str | None:
    """What a metric's node begins with: a rate its parts where both are in the tree, else nothing."""
    metric = plan.metrics[key.metric]
    if metric.numerator is None or metric.denominator is None:
        return None
    parts = (NodeKey(metric.numerator, key.channel), NodeKey(metric.denominator, key.channel))
    is_known = all(part in plan.tree.nodes for part in parts)
    return f"{metric.numerator} / {metric.denominator}" if is_known else None
