"""Deeds: what is stored when something is done with a node; each is one undo step."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from isplanner.desktop.goal_tree import graft
from isplanner.desktop.goal_tree.edits_of_cells import Cells, edit_of_cells, priority_edit
from isplanner.desktop.goal_tree.graft import Graft
from isplanner.desktop.goal_tree.tryout import Tryout
from isplanner.desktop.goal_tree.what_if import is_locked, levers_of
from isplanner.desktop.language import language
from isplanner.desktop.notices import Notice
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey
from isplanner.plan.template import Template
from isplanner.store import edits
from isplanner.text.problems import describe_problem, with_names

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from isplanner.desktop.session import Session
    from isplanner.plan.log import Influence
    from isplanner.plan.plan import Plan
    from isplanner.plan.problem import Problem
    from isplanner.store.edits import Edit


class Deeds(QObject):
    """Makes the edits of the goal tree and gives them to the session.

    Signals:
        noticed: a Notice of what could not be done.
        went: the NodeKey to look at now.
        undone: nothing was stored: what the hand left on the screen does not stand.
    """

    noticed = Signal(object)
    went = Signal(object)
    undone = Signal()

    def __init__(self, session: "Session", tryout: Tryout, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._tryout = session, tryout

    def commit(self, cells: Cells) -> None:
        """Store cells typed at once; PlanError with names in it for what is wrong with one of them."""
        plan = self._session.plan
        try:
            edit = edit_of_cells(plan, self._session.answer, cells)
        except PlanError as error:
            named = with_names(error.problem, plan, language())
            raise PlanError(named.code, named.place, **named.values) from None
        self._session.edit(edit)

    def store(self, edit: "Edit") -> bool:
        """Store an edit; whether that worked."""
        is_done = self._session.edit(edit)
        if not is_done:
            self.undone.emit()
        return is_done

    def write_formula(self, key: NodeKey, typed: str) -> None:
        """Give a node the formula typed for it."""
        from isplanner.jobs.set_values import formula_edit

        self._try(lambda: self.store(formula_edit(self._session.plan, key, typed)))

    def make_lever(self, key: NodeKey) -> None:
        """Take a node's formula away."""
        self.store(edits.set_formula(key, None))

    def rank(self, key: NodeKey, place: object) -> None:
        """Give a node a priority, or none."""
        self.store(priority_edit(self._session.plan, key, place))

    def grow(self, change: Graft, key: NodeKey) -> None:
        """Put a metric into the tree; into an empty one as its KGI."""
        plan = self._session.plan
        edit = change.edit("add_node", key)
        if plan.tree.root is None and key.channel is None:
            kgi = edits.choose_kgi(key.metric)
            edit = replace(edits.together([edit, kgi]), code=kgi.code, values=kgi.values)
        if self.store(edit):
            self.went.emit(key)

    def plant(self, template: Template) -> None:
        """Put the tree of a template into a plan that has none."""
        plan = self._session.plan
        formulas = template.formulas(plan.channels, plan.metrics, template.kgi)
        parts = [edits.add_node(key, text) for key, text in formulas.items() if key not in plan.tree.nodes]
        kgi = edits.choose_kgi(template.kgi)
        if self.store(replace(edits.together([*parts, kgi]), code=kgi.code, values=kgi.values)):
            self.went.emit(NodeKey(template.kgi))

    def move(self, change: Graft, key: NodeKey) -> None:
        """Move a metric in the tree."""
        if change.problem is not None:
            self._say(change.problem)
        elif self.store(change.edit("move_node", key)):
            self.went.emit(key)

    def split(self, key: NodeKey) -> None:
        """Have a node and what hangs on it in every channel."""
        change = graft.split(self._session.plan, key)
        if change.added:
            self.store(change.edit("split_node", key))

    def remove(self, keys: "Sequence[NodeKey]") -> None:
        """Take nodes out of the tree with what hangs on nothing else."""
        plan = self._session.plan
        wanted = [key for key in keys if key in plan.tree.nodes]
        if not wanted:
            return
        if plan.tree.root in wanted:
            self.store(edits.remove_node(plan.tree.root))  # says why not
            return
        next_one = _reader(plan, wanted[0])
        if self.store(graft.pruned(plan, wanted).edit("remove_node", wanted[0])) and next_one is not None:
            self.went.emit(next_one)

    def lock(self, key: NodeKey) -> None:
        """Fix a lever where it is, or let it vary again."""
        plan = self._session.plan
        levers = levers_of(plan, key)
        if is_locked(plan, key):
            free = edits.set_judgements(dict.fromkeys(levers))
            self.store(replace(free, code="free_lever", values={"node": str(key)}))
        elif (what_if := self._tryout.of(key)) is not None:
            self._try(lambda: self.store(replace(what_if.lock(), code="fix_lever", values={"node": str(key)})))

    def set_lever(self, key: NodeKey, value: float) -> None:
        """Leave a lever at a value."""
        if (what_if := self._tryout.of(key)) is not None:
            self._try(lambda: self.store(what_if.edit(value, language())))

    def add_influence(self, driver: NodeKey, driven: NodeKey) -> None:
        """Say that one node drives another."""
        self._try(lambda: self.store(edits.set_influence(driver, driven)))

    def drop_influence(self, influence: "Influence") -> None:
        """Take that back."""
        self.store(edits.remove_influence(influence))

    def _try(self, act: "Callable[[], object]") -> None:
        try:
            act()
        except PlanError as error:
            self._say(error.problem)
            self.undone.emit()

    def _say(self, problem: "Problem") -> None:
        words = describe_problem(problem, self._session.plan, language())
        self.noticed.emit(Notice(words, is_problem=True))


def _reader(plan: "Plan", key: NodeKey) -> NodeKey | None:
    """The node under which one is drawn."""
    return next((other for other in plan.tree.nodes if key in plan.tree.children(other) and other != key), None)
