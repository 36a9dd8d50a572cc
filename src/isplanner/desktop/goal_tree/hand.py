"""Hand: carries what the user asks for to what does it: the line on the card, a panel, an edit."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication

from isplanner.desktop.goal_tree import moves
from isplanner.desktop.goal_tree.branch_clip import BranchClip
from isplanner.desktop.goal_tree.card_typing import CardTyping
from isplanner.desktop.goal_tree.deed import Deed
from isplanner.desktop.goal_tree.driver_panel import DriverPanel
from isplanner.desktop.goal_tree.grow_panel import GrowPanel
from isplanner.desktop.goal_tree.growth import Spot, spot_beside
from isplanner.desktop.goal_tree.landings import Landings
from isplanner.desktop.goal_tree.node_panel import FindPanel
from isplanner.desktop.goal_tree.outline_columns import FORMULA, TARGET, VALUE, parse_value_entry
from isplanner.desktop.goal_tree.rows import OutlineRow, RowKind
from isplanner.desktop.goal_tree.solve_panel import SolvePanel
from isplanner.desktop.language import language
from isplanner.jobs.sources import Origin
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey
from isplanner.plan.template import NAMES, Template, shipped_template
from isplanner.store import edits
from isplanner.text.names import metric_name

if TYPE_CHECKING:
    from isplanner.desktop.goal_tree.workspace import GoalTreeWorkspace


class Hand(QObject):
    """One method a Deed that needs more than an edit; all work on the row that is current in outline and canvas."""

    def __init__(self, workspace: "GoalTreeWorkspace") -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._deeds, self._tryout = workspace.deeds, workspace.tryout
        self.typing = CardTyping(workspace.session, workspace.canvas, self._tryout, self._deeds)
        self.grow, self.solve, self.driver = GrowPanel(workspace), SolvePanel(workspace), DriverPanel(workspace)
        self.grow.grown.connect(self._deeds.grow)
        self.solve.previewed.connect(self._tryout.show)
        self.solve.accepted.connect(self._deeds.set_lever)
        self.solve.closed.connect(self._tryout.settle)
        self.driver.linked.connect(self._deeds.add_influence)
        self.find = FindPanel(workspace)
        self.find.chosen.connect(self._go_to)
        for view in (workspace.canvas, workspace.outline):
            for said, shortcut, act in (
                (self.tr("指標を探す"), QKeySequence(QKeySequence.StandardKey.Find), self._find),
                (self.tr("次に見つかる指標へ"), QKeySequence("F3"), lambda: self._find_next(1)),
                (self.tr("前に見つかる指標へ"), QKeySequence("Shift+F3"), lambda: self._find_next(-1)),
            ):
                finding = QAction(said, view)
                finding.setShortcut(shortcut)
                finding.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                finding.triggered.connect(lambda _=False, act=act: act())
                view.addAction(finding)
        workspace.canvas.pointer.lands = Landings(workspace.session, self._deeds, self).of
        workspace.outline.value_typed.connect(self._on_value_typed)
        workspace.canvas.ghost.kgi_wanted.connect(self.add_child)
        for name in NAMES:
            self._offer_template(shipped_template(name))
        self._clip = BranchClip(workspace)
        self._acts = self._table()
        for words, keys, step in (
            (self.tr("ツリー、詳細、ツールバーを行き来する"), "F6", 1),
            (self.tr("ツールバー、詳細、ツリーを行き来する"), "Shift+F6", -1),
        ):
            going = QAction(words, workspace)
            going.setShortcut(QKeySequence(keys))
            going.triggered.connect(lambda _=False, step=step: self._go_round(step))
            workspace.addAction(going)

    def _offer_template(self, template: Template) -> None:
        plan = self._workspace.session.plan
        is_ja = language() == "ja"
        words = self.tr("{name}　KGI：{kgi}").format(
            name=template.ja if is_ja else template.en, kgi=metric_name(plan.metrics[template.kgi], language())
        )
        about = template.about_ja if is_ja else template.about_en
        self._workspace.canvas.ghost.add_template(words, about, lambda: self._deeds.plant(template))

    def do(self, deed: Deed) -> None:
        """Do it with the current row."""
        if deed in _ON_NO_NODE:
            self._acts[deed](None)
        elif (key := self._current) is not None:
            self._acts[deed](key)

    def _table(self) -> "Mapping[Deed, Callable[[NodeKey | None], object]]":
        deeds, workspace = self._deeds, self._workspace

        def of_node(act: Callable[[NodeKey], object]) -> Callable[[NodeKey | None], object]:
            return lambda key: act(key) if key is not None else None

        def move(deed: Deed) -> Callable[[NodeKey | None], object]:
            return of_node(lambda key: self._move(key, deed))

        return {
            Deed.EDIT_TARGET: of_node(self._edit_target),
            Deed.TRY_VALUE: of_node(self._try_value),
            Deed.EDIT_FORMULA: of_node(self._edit_formula),
            Deed.MAKE_LEVER: of_node(deeds.make_lever),
            Deed.MAKE_KGI: of_node(lambda key: deeds.store(edits.choose_kgi(key.metric))),
            Deed.ADD_CHILD: lambda _key: self.add_child(),
            Deed.ADD_SIBLING: lambda _key: self.add_sibling(),
            Deed.SOLVE: of_node(self._solve),
            Deed.LOCK: of_node(deeds.lock),
            Deed.ADD_INFLUENCE: of_node(self._add_influence),
            Deed.SPLIT: of_node(deeds.split),
            Deed.SHOW_SOURCE: of_node(lambda key: workspace.source_wanted.emit(Origin(key))),
            Deed.REMOVE: of_node(lambda key: deeds.remove(self._selected or [key])),
            Deed.COPY: of_node(self._clip.copy),
            Deed.CUT: of_node(self._clip.cut),
            Deed.PASTE: lambda _key: self._clip.paste(self._current),
            Deed.FOLD: lambda _key: workspace.fold(),
            Deed.OPEN_ALL: lambda _key: workspace.open_all(is_open=True),
            Deed.CLOSE_ALL: lambda _key: workspace.open_all(is_open=False),
            **{deed: move(deed) for deed in (Deed.MOVE_UP, Deed.MOVE_DOWN, Deed.MOVE_IN, Deed.MOVE_OUT)},
        }

    def add_child(self) -> None:
        """Ask for a metric under the current node; of an empty tree for its KGI."""
        key = self._current
        spot = Spot(key, channel=key.channel) if key is not None else Spot(None, channel=self._workspace.channel)
        self.grow.open_for(self._workspace.session.plan, spot, self._place(key))

    def add_sibling(self) -> None:
        """Ask for a metric behind the current node."""
        key, way = self._current, self._workspace.outline.way
        plan = self._workspace.session.plan
        spot = spot_beside(plan, key, way[0] if way else None) if key else Spot(None, channel=self._workspace.channel)
        self.grow.open_for(plan, spot, self._place(key))

    def _find(self) -> None:
        """Ctrl+F: any node, wherever it is folded away."""
        workspace = self._workspace
        self.find.open_for(workspace.session.plan, workspace.channel, self._place(self._current))

    def _find_next(self, step: int) -> None:
        """F3: to the next one of what was looked for last."""
        there = self.find.step(self._workspace.session.plan, self._current, step)
        if there is None:
            self._find()
        else:
            self._go_to(there)

    def _go_to(self, key: NodeKey) -> None:
        """Go to a node; one of another channel in that one's own tree."""
        session = self._workspace.session
        if key.channel != self._workspace.channel:
            session.focus_on(replace(session.focus, channel=key.channel, node=key))
        self._deeds.went.emit(key)

    def _go_round(self, step: int) -> None:
        """From the tree to the details of what is chosen there, to the bar above, and back to the tree."""
        focused, workspace = QApplication.focusWidget(), self._workspace
        parts = (workspace.views, workspace.inspector, workspace.bar)
        here = next((place for place, part in enumerate(parts) if focused and part.isAncestorOf(focused)), 0)
        there = parts[(here + step) % len(parts)]
        key = self._current
        if there is workspace.inspector and key is None:
            there = parts[(here + 2 * step) % len(parts)]
        if there is workspace.bar:
            workspace.bar.guide.take_focus()
        elif there is workspace.views:
            (workspace.focusProxy() or workspace.views).setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif key is not None:
            workspace.edit_formula(key)

    def _edit_target(self, key: NodeKey) -> None:
        if self._workspace.is_drawn:
            self.typing.type_target(key)
        else:
            self._workspace.outline.edit_column(TARGET)

    def _try_value(self, key: NodeKey) -> None:
        if self._workspace.is_drawn:
            self.typing.try_value(key)
        else:
            self._workspace.outline.edit_column(VALUE)

    def _edit_formula(self, key: NodeKey) -> None:
        if self._workspace.is_drawn:
            self._workspace.edit_formula(key)
        else:
            self._workspace.outline.edit_column(FORMULA)

    def _move(self, key: NodeKey, deed: Deed) -> None:
        change = moves.step(self._workspace.session.plan, key, self._workspace.outline.way, deed)
        if change is not None:
            self._deeds.move(change, key)

    def _solve(self, key: NodeKey) -> None:
        if (what_if := self._tryout.of(key)) is not None:
            session = self._workspace.session
            self.solve.open_for(session.plan, what_if, session.focus.money_unit, self._place(key))

    def _add_influence(self, key: NodeKey) -> None:
        self.driver.open_for(self._workspace.session.plan, key, self._place(key))

    def _on_value_typed(self, row: OutlineRow | None, text: str | None) -> None:
        if row is None or row.key is None or text is None:
            self._tryout.settle()
            return
        try:
            value = parse_value_entry(row, text)
        except PlanError:
            value = None
        self._tryout.show(row.key, sum(value) / 2 if isinstance(value, tuple) else value)

    @property
    def _selected(self) -> tuple[NodeKey, ...]:
        """What is selected in the outline; the canvas has one selected card only."""
        return () if self._workspace.is_drawn else self._workspace.outline.selected_nodes

    @property
    def _current(self) -> NodeKey | None:
        row = self._workspace.outline.current_row
        return row.key if row is not None and row.kind is RowKind.NODE else None

    def _place(self, key: NodeKey | None) -> QRect:
        return self._workspace.place_of(key)


_ON_NO_NODE = {Deed.ADD_CHILD, Deed.ADD_SIBLING, Deed.PASTE, Deed.FOLD, Deed.OPEN_ALL, Deed.CLOSE_ALL}
