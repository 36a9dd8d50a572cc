"""段階のあいだの期間: how long one stage takes to the next, put into formulas, read back and taken out again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from isplanner.analysis.tree.baseline import Baseline
from isplanner.analysis.tree.begun import Begun
from isplanner.plan.delay import AT_ONCE, Shares, check_shares, counted, quotient_due, shares_of, with_shares
from isplanner.plan.expression import Binary, Expression
from isplanner.plan.formula import canonical_text
from isplanner.plan.metric import Kind
from isplanner.plan.period import Span
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey
from isplanner.store import edits
from isplanner.store.edits import Edit


@dataclass(frozen=True, slots=True)
class Delay:
    """How long a stage takes: `count` × `rate` is `node`, and the count comes through by these shares."""

    node: NodeKey
    count: NodeKey
    rate: NodeKey
    shares: Shares


@dataclass(frozen=True, slots=True)
class CarryIn:
    """What was begun before the period and how much of it comes into it.

    `months` are those that were looked at, the first one first; of `missing` nothing is told for any node.
    """

    begun: float
    comes: float
    months: tuple[Span, ...]
    missing: tuple[Span, ...]


def delays(plan: Plan, metric: str) -> tuple[Delay, ...]:
    """A stage's delays, one for each scope in which it is a count × a rate of it, in the plan's order."""
    nodes = (NodeKey(metric), *plan.tree.channel_nodes(metric))
    return tuple(delay for node in nodes if (delay := _delay(plan, node)))


def left_alone(plan: Plan, metric: str) -> tuple[NodeKey, ...]:
    """The channels in which a stage has another formula than a count × a rate, or is set itself."""
    timed = {delay.node for delay in delays(plan, metric)}
    return tuple(node for node in plan.tree.channel_nodes(metric) if node not in timed)


def stages(plan: Plan) -> tuple[str, ...]:
    """The metrics that can take some months, in the plan's order."""
    return tuple(dict.fromkeys(node.metric for node in plan.tree.nodes if _delay(plan, node)))


def stage_of(plan: Plan, key: NodeKey) -> str | None:
    """The stage that a node of any scope stands for: itself, or the one that it is the rate of."""
    scopes = (key, *plan.tree.channel_nodes(key.metric)) if key.channel is None else (key,)
    for metric in stages(plan):
        if any(scope in {delay.node, delay.rate} for delay in delays(plan, metric) for scope in scopes):
            return metric
    return None


def delay_edit(plan: Plan, metric: str, shares: Sequence[float], channel: str | None = None) -> Edit:
    """Let a stage come through by these shares, in one channel or in all; (1,) is at once again.

    Where all channels then take the same, the rate of the whole plan is of what comes through, as theirs is; else it is
    what it was before: orders ÷ appointments of the period.

    Raises:
        PlanError: as `check_shares`; `no_delay_here` where no formula is a count × a rate.
    """
    kept, present = check_shares(shares), delays(plan, metric)
    changing = [delay for delay in present if channel in {None, delay.node.channel}]
    if not changing:
        raise PlanError("no_delay_here", node=str(NodeKey(metric, channel)))
    formulas = {delay.node: _with(plan, delay, kept) for delay in changing}
    afterwards = {delay.node: kept if delay in changing else delay.shares for delay in present}
    formulas |= _rate_of_plan(plan, present, afterwards)
    several = edits.together([edits.set_formula(node, canonical_text(text)) for node, text in formulas.items()])
    code = "take_out_delay" if kept == AT_ONCE else "set_delay"
    return Edit(code, {"node": str(NodeKey(metric, channel))}, several.apply)


def carry_in(plan: Plan, baseline: Baseline, metric: str, channel: str | None = None) -> CarryIn | None:
    """What a stage's delays bring into the period from before; None where it has none."""
    found = [one for one in delays(plan, metric) if channel in {None, one.node.channel} and len(one.shares) > 1]
    reach = max((len(delay.shares) - 1 for delay in found), default=0)
    if not reach:
        return None
    first = plan.rule.month_of(plan.period.start)
    months = tuple(plan.rule.month(first.plus(-back)) for back in range(reach, 0, -1))
    told, begun, comes = set[int](), 0.0, 0.0
    for delay in found:
        earlier, back = baseline.earlier.get(delay.count, ()), len(delay.shares) - 1
        known = earlier[max(0, len(earlier) - back) :]
        told |= {reach - len(known) + place for place, value in enumerate(known) if value is not None}
        begun += sum(value or 0.0 for value in known)
        comes += float(Begun(baseline.earlier).comes(delay.count, delay.shares, len(plan.months))[0].sum())
    return CarryIn(begun, comes, months, tuple(month for place, month in enumerate(months) if place not in told))


def _delay(plan: Plan, node: NodeKey) -> Delay | None:
    formula = plan.tree.nodes[node].formula if node in plan.tree.nodes else None
    match formula.expression if formula and not formula.problem else None:
        case Binary("*", left, right) as product if shares := shares_of(product):
            for one, other in ((left, right), (right, left)):
                count, rate = plan.metrics.get(counted(one) or ""), plan.metrics.get(counted(other) or "")
                if count and rate and count.kind is Kind.COUNT and rate.is_share:
                    parts = NodeKey(count.key, node.channel), NodeKey(rate.key, node.channel)
                    return Delay(node, *parts, shares) if _is_here(plan, node, product) else None
    return None


def _is_here(plan: Plan, node: NodeKey, product: Expression) -> bool:
    """Whether a formula reads nothing of other scopes."""
    return all(read.channel == node.channel for read in plan.tree.reads(product, node.channel))


def _with(plan: Plan, delay: Delay, shares: Shares) -> Expression:
    formula = plan.tree.nodes[delay.node].formula
    assert formula is not None
    return with_shares(formula.expression, delay.count.metric, shares)


def _rate_of_plan(
    plan: Plan, present: Sequence[Delay], afterwards: Mapping[NodeKey, Shares]
) -> dict[NodeKey, Expression]:
    """The plan's own rate, said anew, where it is the channels' count ÷ what it is made of."""
    in_channels = [delay for delay in present if delay.node.channel is not None]
    ways = {afterwards[delay.node] for delay in in_channels}
    shares = ways.pop() if len(ways) == 1 else AT_ONCE
    formulas: dict[NodeKey, Expression] = {}
    for stage, count, rate in dict.fromkeys((d.node.metric, d.count.metric, d.rate.metric) for d in in_channels):
        node = plan.tree.nodes.get(NodeKey(rate))
        expression = node.formula.expression if node and node.formula and not node.formula.problem else None
        said = quotient_due(expression, stage, count, shares) if expression else None
        if said is not None and said != expression:
            formulas[NodeKey(rate)] = said
    return formulas
