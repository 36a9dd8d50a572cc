"""Model: what is simulated, a plan's program with the values its levers stand at."""

from dataclasses import dataclass, replace
from math import isclose

import numpy as np

from isplanner.analysis.estimates.estimate import Estimates
from isplanner.analysis.simulation.remaining import Remaining
from isplanner.analysis.tree.baseline import Baseline
from isplanner.analysis.tree.begun import Begun, open_at_start
from isplanner.analysis.tree.compile import Array, Program
from isplanner.analysis.tree.evaluate import Evaluation
from isplanner.analysis.tree.move import LeverValue, LeverValues
from isplanner.analysis.tree.project import by_month, compile_levers, lever_values, month_weights
from isplanner.plan.plan import Plan
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import NodeKey

_ALIKE = 0.02
"""How far the forecast of a rate may be from what its parts come to."""


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A goal tree compiled for the levers that have a value; `levers` is where they stand.

    `weights` is how a count set for the period lies on the months that are simulated: all of them, or what remains.
    `lift` is what actuals say that the rest of the KGI comes to, relative to what the levers make of it: 1 where the
    tree is what the actuals add up to. `is_paced` where levers at their paces come to the KGI's forecast.
    """

    plan: Plan
    baseline: Baseline
    program: Program
    levers: LeverValues
    weights: Array
    remaining: Remaining | None
    lift: float = 1.0
    is_paced: bool = False

    def place(self, lever: NodeKey, value: LeverValue) -> Array:
        """A lever's months, of a count only what is still open."""
        months = by_month(self.plan, lever, value, self.weights)
        is_set_by_month = isinstance(value, tuple) and self.plan.metrics[lever.metric].is_whole
        return months * np.array(self.remaining.open) if self.remaining and is_set_by_month else months

    def done(self, node: NodeKey) -> Array:
        """What is done of a count or amount, by month."""
        nothing = (0.0,) * self.program.months
        if node in self.program.came:
            return self.program.came[node]
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
    standing = standing_at(plan, baseline, estimates, remaining)
    levers = lever_values(plan, standing, scenario)
    weights = month_weights(plan)
    if remaining is not None:
        weights *= np.array(remaining.open)
    begun = None
    if remaining is not None:
        begun = Begun(baseline.earlier, remaining.done, remaining.open, open_at_start(plan))
    program = compile_levers(plan, baseline, levers, begun)
    known = {key: value for key, value in levers.items() if key in program.slots}
    return _fit_to_outlook(Model(plan, standing, program, known, weights, remaining))


def standing_at(plan: Plan, baseline: Baseline, estimates: Estimates | None, remaining: Remaining | None) -> Baseline:
    """The baseline; of a remaining period where levers stand if all goes on: at their paces, or as judged."""
    if estimates is None or remaining is None:
        return baseline
    known = {node: found.mean for node, found in estimates.levers.items()}
    borrowed = {node: mean for node, mean in known.items() if node in baseline.values and remaining.has_begun}
    judged = {node: known[node] for node in plan.judgements if node in known}
    return replace(baseline, values={**baseline.values, **borrowed, **remaining.paces, **judged})


def _fit_to_outlook(model: Model) -> Model:
    """A model that says of levers at their paces what the KGI's forecast says, where actuals tell of all of them."""
    root, remaining = model.plan.tree.root, model.remaining
    if remaining is None or remaining.outlook is None or root is None or root not in model.program.slots:
        return model
    evaluation = Evaluation(model.program)
    for lever, value in {**model.levers, **paced(model)}.items():
        evaluation.set(lever, model.place(lever, value))
    evaluation.run()
    if any(_is_typed(model, lever) and gain.any() for lever, gain in evaluation.gradient(root).items()):
        return model
    expected = remaining.outlook.expected.item()
    if root in model.program.rates:
        return replace(model, is_paced=_quotient_is(model, root, evaluation, expected))
    rest = float(evaluation.of(root)[0][model.is_open > 0].sum())
    wanted = expected - float(model.done(root).sum())
    if rest > 0 and wanted > 0:
        return replace(model, lift=wanted / rest, is_paced=True)
    return replace(model, is_paced=isclose(rest, wanted, rel_tol=1e-9, abs_tol=1e-9))


def _is_typed(model: Model, lever: NodeKey) -> bool:
    """Whether a lever's value is not what actuals say. A count that nobody ever told of is none."""
    known, value = model.remaining.paces if model.remaining else {}, model.levers.get(lever)
    is_none = value == 0.0 and model.plan.metrics[lever.metric].is_whole
    return lever not in known and not is_none


def _quotient_is(model: Model, root: NodeKey, evaluation: Evaluation, expected: float) -> bool:
    """Whether a rate's parts, with what is done of them, come to about what is expected of it."""
    ratio = model.program.ratios.get(root)
    if ratio is None:
        return False

    def whole(node: NodeKey) -> float:
        return float(evaluation.of(node)[0][model.is_open > 0].sum() + model.done(node).sum())

    below = whole(ratio.denominator)
    above = whole(ratio.numerator) - (whole(ratio.less) if ratio.less else 0.0)
    return below != 0 and isclose(above / below, expected, rel_tol=_ALIKE)


def is_moved(model: Model) -> bool:
    """Whether a lever is set otherwise than its pace, or set where it has none."""
    moved = (
        isinstance(value := model.levers[lever], tuple) or not isclose(value, pace, rel_tol=1e-6)
        for lever, pace in paced(model).items()
    )
    return any(moved) or any(_is_typed(model, lever) for lever in model.levers)


def paced(model: Model) -> dict[NodeKey, float]:
    """The levers at their paces, those that have one."""
    paces = model.remaining.paces if model.remaining else {}
    return {lever: paces[lever] for lever in model.levers if lever in paces}
