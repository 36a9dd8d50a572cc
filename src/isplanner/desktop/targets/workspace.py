"""TargetsWorkspace: a KPI's target shared out over members, months and weeks; what is typed is fixed."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from isplanner.analysis.forecasting.grounds import Chance
from isplanner.desktop.language import language
from isplanner.desktop.models.column import CellEdit
from isplanner.desktop.notices import Notice
from isplanner.desktop.session import Session
from isplanner.desktop.targets.deeds import ShareDeeds
from isplanner.desktop.targets.inspector import CellInspector
from isplanner.desktop.targets.node_lists import NodeLists
from isplanner.desktop.targets.outlooks import Outlooks
from isplanner.desktop.targets.share_grid import ShareGrid
from isplanner.desktop.targets.share_rows import Fold
from isplanner.desktop.targets.sharing import ShareRow, Sharing, channel_targets, metric_targets, read_sharing
from isplanner.desktop.targets.tool_bar import TargetsBar
from isplanner.desktop.targets.way_edits import shared_nodes
from isplanner.desktop.widgets.empty_state import EmptyState
from isplanner.desktop.widgets.plain_label import PlainLabel
from isplanner.desktop.workspace import Workspace
from isplanner.plan.period import Span
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey
from isplanner.plan.target import Way
from isplanner.text.problems import describe_problem

if TYPE_CHECKING:
    from isplanner.analysis.sharing.ways import TrackRecord
    from isplanner.jobs.answer import Answer
    from isplanner.store.edits import Change


class TargetsWorkspace(Workspace):
    """KPIs and channels at the left, shares in the middle, the current cell at the right."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._metric: str | None = None
        self._sharing: Sharing | None = None
        self._before: Sharing | None = None
        self._fold: Fold | None = None
        self.bar = TargetsBar()
        self.lists = NodeLists()
        self.grid = ShareGrid(self._commit)
        self.inspector = CellInspector()
        self.outlooks = Outlooks(session, self)
        self.deeds = ShareDeeds(session)
        self.problem = PlainLabel("", "warn")
        reason = self.tr("ファネルで「この設定を目標にする」を押すか、目標ツリーで目標を入れると、ここで配分できます。")
        self.empty = EmptyState("table", self.tr("配分する目標がまだありません"), reason)
        self._arrange()
        self._connect()

    @override
    def show_plan(self, plan: "Plan", change: "Change | None") -> None:
        # What an edit of the plan changed is bold until the next.
        self._before = self._sharing if change is not None else None
        self._draw()
        if change is None:
            self.grid.setFocus()

    @override
    def show_answer(self, answer: "Answer") -> None:
        del answer
        self._draw()  # which month is running, and what members did before, is known now

    @property
    def node(self) -> NodeKey | None:
        """What is shared out: what is looked at, where it has a target that can be; else what was before."""
        plan, focus = self.session.plan, self.session.focus
        targets = metric_targets(plan)
        if not targets:
            return None
        wanted = [focus.node.metric if focus.node else None, self._metric, "appointments", next(iter(targets))]
        metric = next(key for key in wanted if key in targets)
        assert metric is not None
        return NodeKey(metric, focus.channel if focus.channel in channel_targets(plan, metric) else None)

    def _draw(self) -> None:
        plan, node, money = self.session.plan, self.node, self.session.focus.money_unit
        self._pages.setCurrentIndex(int(node is not None))
        self.bar.setVisible(node is not None)
        if node is None:
            return
        self._metric = node.metric
        self.outlooks.ask(node.metric)
        fold = self._fold_of(plan)
        self.bar.show_node(plan, node, fold, money)
        targets = [plan.targets[one] for one in shared_nodes(plan, node)]
        by_column = [target for target in targets if target.way is Way.OWN_COLUMN]
        self.inspector.members.show_plan(plan, by_column[0].weights if by_column else None)
        self.lists.show_plan(plan, node.metric, node.channel, money)
        self._sharing = self._share(plan, node)
        if self._sharing is not None:
            self.grid.show_sharing(self._sharing, fold, money, self._today)
        self._middle.setCurrentIndex(int(self._sharing is not None))
        self.lists.show_sums(self._sharing)
        self._draw_cell()

    def _share(self, plan: Plan, node: NodeKey) -> Sharing | None:
        """The shares, with what the last edit changed; none until what members did is known, or where they clash."""
        if self._record is None:
            self.problem.setText("")
            return None
        try:
            sharing = read_sharing(plan, node, self._record)
        except PlanError as error:
            self.problem.setText(describe_problem(error.problem, plan, language()))
            return None
        is_same = self._before is not None and self._before.node == node
        sharing = sharing.since(self._before) if self._before and is_same else sharing
        return sharing if node.channel else sharing.with_chances(*self._chances(node))

    def _chances(self, node: NodeKey) -> tuple[dict[int, Chance], Chance | None]:
        """The chances of members' targets and of the team's, as far as they are known."""
        answer = self.session.answer
        members = {member: one.chance for member, one in self.outlooks.of(node.metric).items()}
        whole = answer.forecasts.get(node) if answer else None
        if whole is None:
            return members, None
        return members, Chance(whole.forecast, whole.p10, whole.p90, whole.probability)

    def _draw_cell(self) -> None:
        row, span = self.grid.current_row, self.grid.current_span
        if self._sharing is not None and row is not None and span is not None:
            node, money = self._sharing.node, self.session.focus.money_unit
            known = {} if node.channel or row.member is None else self.outlooks.of(node.metric)
            grounds = known.get(row.member.id) if row.member else None
            self.inspector.show_cell(self._sharing, row, span, money, grounds)

    def _fold_of(self, plan: Plan) -> Fold:
        """What was chosen; before that, months with the running one unfolded."""
        if self._fold is not None:
            return replace(self._fold, opened=self._fold.opened & frozenset(plan.months))
        today = self._today
        return Fold(opened=frozenset(month for month in plan.months if today and today in month))

    @property
    def _today(self) -> date | None:
        """The day looked at, where it is known yet."""
        return self.session.answer.as_of if self.session.answer else None

    @property
    def _record(self) -> "TrackRecord | None":
        """What members did before, where it is known yet."""
        return self.session.answer.record if self.session.answer else None

    def _commit(self, cells: Sequence[CellEdit[ShareRow]]) -> None:
        rows = self.grid.rows
        typed = {
            (cell.record.member.id if cell.record.member else None, rows.span_of(cell.column)): cell.value
            for cell in cells
        }
        if self.node is not None:
            shares = {place: value if isinstance(value, int) else None for place, value in typed.items()}
            self.deeds.store_shares(self.node, shares)

    def _on_fixing_toggled(self) -> None:
        row, span = self.grid.current_row, self.grid.current_span
        if row is None or span is None or self.node is None:
            return
        places = self.grid.selected_places()
        try:
            self.deeds.store_shares(self.node, dict.fromkeys(places) if row.shares[span].is_fixed else places)
        except PlanError as error:
            words = describe_problem(error.problem, self.session.plan, language())
            self.noticed.emit(Notice(words, is_problem=True))

    def _on_metric_chosen(self, metric: str) -> None:
        focus = self.session.focus
        self.session.focus_on(replace(focus, node=NodeKey(metric, focus.channel)))

    def _on_fineness_chosen(self, fineness: str) -> None:
        months = self.session.plan.months
        self._fold = Fold(fineness != "period", frozenset(months if fineness == "week" else ()))
        self._draw()

    def _on_month_clicked(self, month: Span) -> None:
        fold = self._fold_of(self.session.plan)
        self._fold = replace(fold, opened=fold.opened ^ {month})
        self._draw()

    def _draw_if_seen(self) -> None:
        if self.isVisible():
            self._draw()

    def _doing(self, deed: "Callable[[NodeKey, Any], None]") -> "Callable[[object], None]":
        """A deed on the node that is looked at."""

        def do(value: object) -> None:
            if self.node is not None:
                deed(self.node, value)

        return do

    def _connect(self) -> None:
        session = self.session
        self.origin_of = self.grid.origin
        session.focus_changed.connect(self._draw_if_seen)
        self.lists.metric_chosen.connect(self._on_metric_chosen)
        self.lists.channel_chosen.connect(lambda key: session.focus_on(replace(session.focus, channel=key)))
        self.grid.cell_chosen.connect(self._draw_cell)
        self.grid.month_clicked.connect(self._on_month_clicked)
        self.inspector.fixing_toggled.connect(self._on_fixing_toggled)
        self.inspector.members.members_typed.connect(self.deeds.set_members)
        self.inspector.members.weights_typed.connect(self._doing(self.deeds.set_weights))
        self.outlooks.found.connect(self._draw_if_seen)
        self.bar.way_chosen.connect(self._doing(self.deeds.set_way))
        self.bar.markup_typed.connect(self._doing(self.deeds.set_markup))
        self.bar.edition_chosen.connect(self._doing(self.deeds.set_edition))
        self.bar.fineness_chosen.connect(self._on_fineness_chosen)
        self.bar.freeing_wanted.connect(lambda: self.deeds.free_all(self.node) if self.node else None)
        self.bar.export_wanted.connect(self.folder_wanted)
        fix = QAction(self.tr("固定／解除"), self)
        fix.setShortcut(QKeySequence("Ctrl+L"))
        fix.triggered.connect(self._on_fixing_toggled)
        self.addAction(fix)

    def _arrange(self) -> None:
        self.problem.setWordWrap(True)
        self.problem.setMargin(32)
        self.problem.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._middle = QStackedWidget()
        self._middle.addWidget(self.problem)
        self._middle.addWidget(self.grid)
        page = QWidget()
        parts = QHBoxLayout(page)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(1)
        parts.addWidget(self.lists)
        parts.addWidget(self._middle, 1)
        parts.addWidget(self.inspector)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.empty)
        self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._pages, 1)
