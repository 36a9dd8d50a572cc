"""Model: what is simulated, a plan's program with the values its levers stand at."""

from dataclasses import dataclass, replace

import numpy as np

from isplanner.analysis.estimates.estimate import Estimates
from isplanner.analysis.simulation.remaining import Remaining
from isplanner.analysis.tree.baseline import Baseline
from isplanner.analysis.tree.compile import Array, Program
from isplanner.analysis.tree.move import LeverValue, LeverValues
from isplanner.analysis.tree.project import by_month, compile_levers, lever_values, month_weights
from isplanner.plan.plan import Plan
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import NodeKey


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A goal tree compiled for the levers that have a value; `levers` is where they stand.

    `weights` is how a count set for the period lies on the months that are simulated: all of them, or what remains.
    """

    plan: Plan
    baseline: Baseline
    program: Program
    levers: LeverValues
    weights: Array
    remaining: Remaining | None

    def place(self, lever: NodeKey, value: LeverValue) -> Array:
        """A lever's months, of a count only what is still open."""
        months = by_month(self.plan, lever, value, self.weights)
        is_set_by_month = isinstance(value, tuple) and self.plan.metrics[lever.metric].is_whole
        return months * np.array(self.remaining.open) if self.remaining and is_set_by_month else months

    def done(self, node: NodeKey) -> Array:
        """What is done of a count or amount, by month."""
        nothing = (0.0,) * self.program.months
        return np.array(self.remaining.done.get(node, nothing) if self.remaining else nothing)

    @property
    def is_open(self) -> Array:
        """1 for each month that is simulated, 0 for one that is closed."""
        is_open = np.array(self.remaining.open) > 0 if self.remaining else np.ones(self.program.months)
        return is_open.astype(np.float64)


def model_of(
    plan: Plan,
    baseline: Baseline,
    estimates: Estimates | None = None,
    scenario: Scenario | None = None,
    remaining: Remaining | None = None,
) -> Model:
    """What a scenario (the chosen one unless given) is simulated by.

    With a remaining period, levers that the scenario does not set stand where the actuals to date have brought them.
    """
    standing = standing_at(baseline, estimates, remaining)
    levers = lever_values(plan, standing, scenario)
    weights = month_weights(plan)
    if remaining is not None:
        weights *= np.array(remaining.open)
    program = compile_levers(plan, baseline, levers)
    known = {key: value for key, value in levers.items() if key in program.slots}
    return Model(plan, standing, program, known, weights, remaining)


def standing_at(baseline: Baseline, estimates: Estimates | None, remaining: Remaining | None) -> Baseline:
    """The baseline; once the period has begun, where levers stand now by the base period and the actuals so far."""
    if estimates is None or remaining is None or not remaining.has_begun:
        return baseline
    now = {key: estimates.levers[key].mean for key in baseline.values if key in estimates.levers}
    return replace(baseline, values={**baseline.values, **now})
