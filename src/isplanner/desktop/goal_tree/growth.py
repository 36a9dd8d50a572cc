"""Where a metric may go in the tree, which ones are near at hand there, and metrics of the user's own. No Qt."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from isplanner.desktop.goal_tree import graft
from isplanner.desktop.goal_tree.formula_check import FormulaCheck
from isplanner.desktop.goal_tree.graft import Graft
from isplanner.plan.formula import Formula, NameTable, format_formula
from isplanner.plan.metric import Kind, Metric
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError, Problem
from isplanner.plan.scope import NodeKey
from isplanner.plan.template import shipped_template
from isplanner.text.language import Language


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for one more metric: under a node, behind one of its factors or all; or with no node above it."""

    above: NodeKey | None
    after: str | None = None
    channel: str | None = None


def spot_beside(plan: Plan, key: NodeKey, above: NodeKey | None) -> Spot:
    """The place behind a node, under what it hangs on."""
    return Spot(above, key.metric, key.channel) if above is not None else Spot(None, channel=key.channel)


def offered(plan: Plan, spot: Spot) -> list[Metric]:
    """The metrics for a place: those that lead to the node above, those not in the tree, then all others."""
    above = spot.above.metric if spot.above else None
    present = {key.metric for key in plan.tree.nodes if key.channel == spot.channel}
    near = set(_leading(plan.metrics.values(), above)) if above else set()
    below = {key.metric for key in plan.tree.children(spot.above)} if spot.above else present

    def rank(metric: Metric) -> int:
        return 0 if metric.key in near - present else 2 if metric.key in present else 1

    return sorted((one for one in plan.metrics.values() if one.key != above and one.key not in below), key=rank)


def own_metric(plan: Plan, name: str, unit: str, kind: Kind, above: NodeKey | None) -> Metric:
    """A metric of the user's own; a rate is what it hangs on ÷ the one factor that is there already."""
    taken = plan.metrics.keys()
    plain = re.sub(r"[^a-z0-9]+", "_", name.strip().lower()).strip("_")
    stem = plain if plain and not plain[0].isdigit() else "own"
    key = next(one for one in (stem, *(f"{stem}_{number}" for number in range(2, 10_000))) if one not in taken)
    metric = Metric(key, name.strip(), name.strip(), unit, kind)
    formula = plan.tree.nodes[graft.leading(plan, above)[0]].formula if above and kind is Kind.RATE else None
    if above and formula and formula.text in plan.metrics:
        return replace(metric, numerator=above.metric, denominator=formula.text)
    return metric


def text_of(plan: Plan, change: Graft, language: Language) -> str:
    """The formula of a graft as one would type it."""
    expression = next(iter(change.formulas.values()), None)
    if expression is None:
        return ""
    metrics = {**plan.metrics, **{metric.key: metric for metric in change.metrics}}
    names = NameTable(metrics, plan.channels)
    return format_formula(Formula("", expression), names, language)


@dataclass(frozen=True, slots=True)
class GrowthCheck(FormulaCheck):
    """Checks the formula of a node that is to grow: it may name metrics that are not in the tree yet."""

    text: str
    metric: Metric | None = None

    @classmethod
    def of_growth(cls, plan: Plan, node: NodeKey, text: str, metric: Metric | None) -> "GrowthCheck":
        """The check for a node, and a metric of the user's own that comes with it."""
        metrics = {**plan.metrics, **({metric.key: metric} if metric else {})}
        return cls(replace(plan, metrics=metrics), node, NameTable(metrics, plan.channels), text, metric)

    def shown(self, language: Language) -> str:
        """The formula that is proposed."""
        del language
        return self.text

    def problem(self, typed: str) -> Problem | None:
        """What is wrong with a text, with its place in it."""
        try:
            return graft.typed(self.plan, self.node, typed, self.metric).flaw(self.plan)
        except PlanError as error:
            return error.problem


def is_readable(problem: Problem | None) -> bool:
    """Whether a formula can be stored all the same: its units may come right with the next factor."""
    return problem is None or problem.code in {"wrong_unit", "unit_mismatch"}


def _leading(metrics: Iterable[Metric], above: str) -> Iterator[str]:
    """What the template makes it of, and what shares of it are known."""
    template = shipped_template("inside_sales")
    for chain in (template.phone, template.mail):
        yield from chain.get(above, "").split()
    for metric in metrics:
        if metric.numerator == above and metric.denominator:
            yield metric.key
            yield metric.denominator
