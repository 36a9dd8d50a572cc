"""Why a forecast moved between two days: new actuals, days gone, changed rates, a changed plan (design: numbers.md 8).

What the KGI will come to is what is done and what the days left bring: days × volumes a day × rates, by channel. Both
ends of the gap are put together from these, and it is shared out exactly, as the bottleneck's is (`attribute.py`). A
count's part falls into days and pace by the means of both ends, which for a product of two is the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from isplanner.analysis.attribution.bottleneck import stage_levers
from isplanner.analysis.attribution.state import State, StateName, lay_out
from isplanner.analysis.forecasting.forecast import Forecast
from isplanner.analysis.prospects.progress import share_over
from isplanner.analysis.tree.attribute import Attribution, attribute
from isplanner.analysis.tree.baseline import Baseline
from isplanner.analysis.tree.move import LeverValue, LeverValues
from isplanner.analysis.tree.project import compile_levers, month_weights
from isplanner.analysis.tree.ratio import ratio_of
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey

_EXACT = 1e-9


class Cause(StrEnum):
    """What moves a forecast."""

    PLAN = "changed_plan"
    ACTUALS = "new_actuals"
    DAYS = "days_gone"
    RATES = "changed_rates"
    DISAGREEMENT = "disagreement"


@dataclass(frozen=True, slots=True)
class Move:
    """By how much a cause moved the forecast; of changed rates each by itself, a lever of the whole plan."""

    cause: Cause
    node: NodeKey | None
    share: float


@dataclass(frozen=True, slots=True)
class Why:
    """The KGI's forecast on two days and what moved it; the shares add up to the difference.

    `is_kept` says whether the first is the one that was shown on its day; without it a changed plan cannot be told.
    """

    since: date
    as_of: date
    start: float
    end: float
    moves: tuple[Move, ...]
    is_kept: bool


class End(NamedTuple):
    """What a node will come to, and what of that is done."""

    expected: float
    done: float

    @property
    def rest(self) -> float:
        """What is still to come."""
        return self.expected - self.done


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is known of nodes at the end of a day."""

    day: date
    forecasts: Mapping[NodeKey, Forecast]

    def of(self, node: NodeKey | None) -> End | None:
        """What a node will come to; None where that is not known."""
        found = self.forecasts.get(node) if node else None
        return None if found is None or found.forecast is None else End(found.forecast, found.actual or 0.0)


def why_moved(plan: Plan, baseline: Baseline, before: Outlook, after: Outlook, kept: float | None = None) -> Why | None:
    """What moved the KGI's forecast from one day to a later one; None where it cannot be told.

    Args:
        plan: The plan as it is now.
        baseline: Its baseline.
        before: What this plan makes of the actuals up to the earlier day.
        after: The same up to the later one.
        kept: The forecast that was shown on the earlier day.
    """
    root = plan.tree.root
    start, end = (outlook.of(root) for outlook in (before, after))
    if root is None or start is None or end is None:
        return None
    first = start.expected if kept is None else kept
    gap = end.expected - start.expected
    split = _with_actuals if plan.metrics[root.metric].is_whole else _by_stage
    moves = [Move(Cause.PLAN, None, start.expected - first), *split(plan, baseline, root, before, after)]
    told = sum(move.share for move in moves)
    if abs(gap + start.expected - first - told) > _EXACT * (abs(start.expected) + abs(end.expected)):
        # Formulas make something else of the levers than the actuals say of the KGI itself.
        moves.append(Move(Cause.DISAGREEMENT, None, gap + start.expected - first - told))
    return Why(before.day, after.day, first, end.expected, tuple(moves), kept is not None)


def _with_actuals(plan: Plan, baseline: Baseline, root: NodeKey, before: Outlook, after: Outlook) -> list[Move]:
    """What is done and what the days left bring: for a KGI that is the sum of both."""
    levers = [_rest(plan, outlook) for outlook in (before, after)]
    found = _attribution(plan, baseline, root, *levers)
    done = [end.done if (end := outlook.of(root)) else 0.0 for outlook in (before, after)]
    new = Move(Cause.ACTUALS, None, done[1] - done[0])
    if found is None:
        return [new]
    left = [1 - share_over(plan, plan.period, outlook.day) for outlook in (before, after)]
    gone = {
        lever: _days_gone(found, lever, left) if plan.metrics[lever.metric].is_whole else 0.0 for lever in found.gains
    }
    shares = found.shares
    return [
        new,
        Move(Cause.DAYS, None, sum(gone.values())),
        *(
            Move(Cause.RATES, stage, sum(shares[lever] - gone[lever] for lever in levers))
            for stage, levers in stage_levers(plan.tree, found).items()
        ),
    ]


def _by_stage(plan: Plan, baseline: Baseline, root: NodeKey, before: Outlook, after: Outlook) -> list[Move]:
    """The whole period's volumes and rates: for any other KGI, as a margin."""
    levers = [
        {lever: end.expected for lever in plan.tree.levers if (end := outlook.of(lever))} for outlook in (before, after)
    ]
    found = _attribution(plan, baseline, root, *levers)
    if found is None:
        return []
    shares = found.shares
    return [
        Move(Cause.RATES, stage, sum(shares[lever] for lever in levers))
        for stage, levers in stage_levers(plan.tree, found).items()
    ]


def _attribution(
    plan: Plan, baseline: Baseline, root: NodeKey, start: LeverValues, end: LeverValues
) -> Attribution | None:
    states = [State(StateName.FORECAST, levers) for levers in (start, end)]
    return attribute(compile_levers(plan, baseline, {**start, **end}), root, *lay_out(plan, *states))


def _rest(plan: Plan, outlook: Outlook) -> dict[NodeKey, LeverValue]:
    """What the levers are in the days left: counts by month, rates out of the counts still to come."""
    open_ = month_weights(plan) * [1 - share_over(plan, month, outlook.day) for month in plan.months]
    rest: dict[NodeKey, LeverValue] = {}
    for lever in plan.tree.levers:
        if plan.metrics[lever.metric].is_whole:
            if end := outlook.of(lever):
                rest[lever] = tuple((end.rest * open_ / (open_.sum() or 1.0)).tolist())
        elif ratio := ratio_of(plan.tree, lever):
            above, below = outlook.of(ratio.numerator), outlook.of(ratio.denominator)
            if above and below and below.rest > 0:
                less = outlook.of(ratio.less) if ratio.less else None
                rest[lever] = (above.rest - (less.rest if less else 0.0)) / below.rest
    return rest


def _days_gone(found: Attribution, lever: NodeKey, left: list[float]) -> float:
    """What of a count's share comes from days gone: fewer days at the mean pace of both ends."""
    ends = [float(found.starts[lever].sum()), float((found.starts[lever] + found.changes[lever]).sum())]
    paces = [count / days if days > 0 else None for count, days in zip(ends, left, strict=True)]
    known = [pace for pace in paces if pace is not None]
    if not known:
        return 0.0
    change = ends[1] - ends[0]
    worth = found.shares[lever] / change if change else float(found.gains[lever].mean())
    return worth * sum(known) / len(known) * (left[1] - left[0])
