"""What the tree comes to with one lever at another value, before anything is stored. No Qt."""

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from isplanner.plan.judgement import Judgement
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey
from isplanner.store import edits
from isplanner.text.language import Language

if TYPE_CHECKING:
    from isplanner.analysis.simulation.expect import Expectation
    from isplanner.analysis.tree.move import LeverValues
    from isplanner.analysis.tree.project import Projection
    from isplanner.jobs.answer import Answer
    from isplanner.store.edits import Edit

# The engine is imported inside: numpy is not needed for the first paint.

_NOISE = 1e-9


class Tried(NamedTuple):
    """What a node would be set to or come to, None where that is as it was; and what it ends at, before and then."""

    value: float | None
    before: float | None
    outlook: float | None


def levers_of(plan: Plan, key: NodeKey) -> tuple[NodeKey, ...]:
    """The levers that are set when a value is typed for a node: itself, or those of its channels; else none."""
    if key not in plan.tree.nodes:
        return ()
    if plan.tree.nodes[key].formula is None:
        return (key,)
    channels = plan.tree.channel_nodes(key.metric) if key.channel is None else ()
    return tuple(node for node in channels if plan.tree.nodes[node].formula is None)


def is_locked(plan: Plan, key: NodeKey) -> bool:
    """Whether a node's levers are fixed."""
    levers = levers_of(plan, key)
    return bool(levers) and all(lever in plan.judgements and plan.judgements[lever].is_fixed for lever in levers)


class WhatIf:
    """One lever under the hand. Inside the period it is moved for the days that remain, as the funnel does."""

    def __init__(self, plan: Plan, answer: "Answer", lever: NodeKey) -> None:
        from isplanner.analysis.simulation.model import standing_at
        from isplanner.analysis.tree.project import project

        self.lever = lever
        self._plan, self._answer = plan, answer
        self._remaining = answer.remaining if answer.remaining.has_begun and answer.as_of < plan.period.last else None
        self._standing = standing_at(plan, answer.baseline, answer.estimates, self._remaining)
        self._expectation = self._expect({})
        self._values: Projection = project(plan, self._standing)
        self._outlooks: Projection = self._expectation.projection()

    @property
    def present(self) -> float | None:
        """What the lever is set to now."""
        return self._values.values.get(self.lever)

    def at(self, value: float) -> dict[NodeKey, Tried]:
        """The nodes that change with the lever at a value.

        What a node ends at is what the funnel shows: done to date and the scenario for the rest. 見込み is the same
        with all levers at their paces, whatever the scenario says.

        Raises:
            PlanError: `not_a_lever`, `out_of_range`.
        """
        from isplanner.analysis.tree.project import project, resolve_overrides

        levers = resolve_overrides(self._plan, self._standing, None, {self.lever: value})
        values = project(self._plan, self._standing, overrides={self.lever: value})
        outlooks = self._expected(levers)
        shown, tried = self._answer.projection.values, dict[NodeKey, Tried]()
        for key in self._plan.tree.nodes:
            moved = value if key == self.lever else _moved(self._values, values, key, shown.get(key))
            before = self._outlooks.values.get(key)
            outlook = _moved(self._outlooks, outlooks, key, before)
            if moved is not None or outlook is not None:
                tried[key] = Tried(moved, before, outlook)
        return tried

    def edit(self, value: float, language: Language) -> "Edit":
        """The lever at a value as one undo step that names it; a fixed lever is fixed there.

        Raises:
            PlanError: `not_a_lever`, `out_of_range`.
        """
        from isplanner.jobs.set_values import lever_edit

        answer = replace(self._answer, plan=self._plan, baseline=self._standing)
        edit = lever_edit(answer, {self.lever: value}, language)
        if is_locked(self._plan, self.lever):
            edit = edits.together([edit, self.lock(value)])
        return replace(edit, code="set_lever", values={"node": str(self.lever), "value": value})

    def judge(self, low: float, high: float) -> "Edit":
        """A range typed for the lever: one time in ten it is below, one in ten above.

        Raises:
            PlanError: `not_a_lever`, `out_of_range`.
        """
        present = self.present
        likely = present if present is not None and low <= present <= high else (low + high) / 2
        parts = [self._resolved(each) for each in (low, likely, high)]
        judged = {lever: Judgement(*(part[lever] for part in parts)) for lever in parts[0]}
        edit = edits.set_judgements(judged)
        return replace(edit, code="set_judgement", values={"node": str(self.lever), "value": likely})

    def lock(self, value: float | None = None) -> "Edit":
        """Fix the lever where it is, or at a value."""
        fixed = self.present if value is None else value
        levers = self._resolved(fixed) if fixed is not None else {}
        return edits.set_judgements({lever: Judgement(at, at, at) for lever, at in levers.items()})

    def needed(self) -> float | None:
        """What the lever must be set to for the KGI to reach its goal, all else as it is; None: nothing is enough.

        Raises:
            PlanError: `not_a_lever`, `no_kgi`.
        """
        from isplanner.analysis.solving.solve import solve_lever
        from isplanner.analysis.tree.project import lever_values, movement_of

        plan, root = self._plan, self._plan.tree.root
        if plan.goal is None or root is None:
            return None
        if self._remaining is None:
            solution = solve_lever(plan, self._standing, self.lever, plan.goal.value)
            return solution.value if solution.feasible else None
        movement = movement_of(plan, self._standing, lever_values(plan, self._standing), self.lever)
        expectation = self._expect({})
        if not movement.levers or expectation.reach(movement, root, plan.goal.value) is None:
            return None
        return expectation.setting(self.lever)

    @property
    def is_of_rest(self) -> bool:
        """Whether the lever is moved for the days that remain only."""
        return self._remaining is not None

    def _resolved(self, value: float) -> dict[NodeKey, float]:
        """The levers with the node at a value, each as one number for the period."""
        from isplanner.analysis.tree.project import resolve_overrides

        found = resolve_overrides(self._plan, self._standing, None, {self.lever: value})
        whole = {key: self._plan.metrics[key.metric].is_whole for key in found}
        return {
            key: one if not isinstance(one, tuple) else sum(one) if whole[key] else sum(one) / len(one)
            for key, one in found.items()
        }

    def _expected(self, levers: "LeverValues") -> "Projection":
        if levers.keys() <= self._plan.chosen.values.keys() | self._standing.values.keys():
            self._expectation.stand(levers)
            return self._expectation.projection()
        return self._expect(levers).projection()

    def _expect(self, levers: "LeverValues") -> "Expectation":
        from isplanner.analysis.simulation.expect import Expectation
        from isplanner.analysis.simulation.model import model_of

        chosen, answer = self._plan.chosen, self._answer
        scenario = replace(chosen, values={**chosen.values, **levers})
        return Expectation(model_of(self._plan, answer.baseline, answer.estimates, scenario, self._remaining))


def _moved(before: "Projection", after: "Projection", key: NodeKey, shown: float | None) -> float | None:
    """What is shown of a node, moved as far as it moves; None where it does not."""
    old, new = before.values.get(key), after.values.get(key)
    if new is None or (old is not None and abs(new - old) <= _NOISE * abs(old)):
        return None
    return new if old is None or shown is None else shown + (new - old)
