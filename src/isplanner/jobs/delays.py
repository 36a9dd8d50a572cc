"""段階のあいだの期間: how long one stage takes to the next, put into formulas, read back and taken out again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from isplanner.analysis.tree.baseline import Baseline, months_before
from isplanner.analysis.tree.begun import Begun
from isplanner.plan.actuals import Actuals
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

    `made` is what rates make of that, None where one is not known. `months` are those that were looked at, the first
    one first; of `missing` nothing is told.
    """

    begun: float
    comes: float
    made: float | None
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


def later_shares(plan: Plan, metric: str, channel: str | None) -> tuple[float, float] | None:
    """What part of a stage comes after its month, in the channel where it is least and where it is most."""
    found = [1 - one.shares[0] for one in delays(plan, metric) if channel in {None, one.node.channel}]
    return (round(min(found), 9), round(max(found), 9)) if found else None


def untold(plan: Plan, baseline: Baseline) -> dict[str, tuple[Span, ...]]:
    """Of metrics that come through later, the months before the period of which nothing is told: they bring nothing."""
    first, found = plan.rule.month_of(plan.period.start), dict[str, tuple[Span, ...]]()
    for metric in dict.fromkeys(node.metric for node in baseline.earlier):
        told = [months[::-1] for node, months in baseline.earlier.items() if node.metric == metric]
        reach = max(map(len, told))
        missing = [n for n in range(reach, 0, -1) if all(len(one) < n or one[n - 1] is None for one in told)]
        if missing:
            found[metric] = tuple(plan.rule.month(first.plus(-n)) for n in missing)
    return found


def changed_delays(plan: Plan, metric: str, shares: Sequence[float], channel: str | None = None) -> tuple[Delay, ...]:
    """A stage's delays in one channel or in all as they would be by these shares.

    Raises:
        PlanError: as `check_shares`; `no_delay_here` where no formula is a count × a rate.
    """
    kept = check_shares(shares)
    changing = [delay for delay in delays(plan, metric) if channel in {None, delay.node.channel}]
    if not changing:
        raise PlanError("no_delay_here", node=str(NodeKey(metric, channel)))
    return tuple(replace(delay, shares=kept) for delay in changing)


def delay_edit(plan: Plan, metric: str, shares: Sequence[float], channel: str | None = None) -> Edit:
    """Let a stage come through by these shares, in one channel or in all; (1,) is at once again.

    Where all channels then take the same, the rate of the whole plan is of what comes through, as theirs is; else it is
    what it was before: orders ÷ appointments of the period.

    Raises:
        PlanError: as `changed_delays`.
    """
    changed = changed_delays(plan, metric, shares, channel)
    formulas = {delay.node: _formula(plan, delay) for delay in changed}
    afterwards = {delay.node: delay for delay in (*delays(plan, metric), *changed)}
    formulas |= _rate_of_plan(plan, [delay for delay in afterwards.values() if delay.node.channel is not None])
    several = edits.together([edits.set_formula(node, canonical_text(text)) for node, text in formulas.items()])
    code = "take_out_delay" if changed[0].shares == AT_ONCE else "set_delay"
    return Edit(code, {"node": str(NodeKey(metric, channel))}, several.apply)


def carry_in(
    plan: Plan, actuals: Actuals, found: Sequence[Delay], values: Mapping[NodeKey, float | None]
) -> CarryIn | None:
    """What delays bring into the period from before, at rates of these values; None where they reach back no month."""
    reach = max((len(delay.shares) - 1 for delay in found), default=0)
    if not reach:
        return None
    earlier = months_before(plan, actuals, {node: reach for one in found for node in (one.count, _whole(one.count))})
    if all(value is None for delay in found for value in earlier[delay.count]):  # told without channels, if at all
        whole = found[0]
        found = [Delay(_whole(whole.node), _whole(whole.count), _whole(whole.rate), whole.shares)]
    first, begun = plan.rule.month_of(plan.period.start), Begun(earlier)
    months = tuple(plan.rule.month(first.plus(-back)) for back in range(reach, 0, -1))
    comes = [float(begun.comes(one.count, one.shares, len(plan.months))[0].sum()) for one in found]
    rates = [values.get(one.rate) for one in found]
    made = [count * rate for count, rate in zip(comes, rates, strict=True) if rate is not None]
    told = [place for place in range(reach) if any(earlier[one.count][place] is not None for one in found)]
    return CarryIn(
        begun=sum(value or 0.0 for one in found for value in earlier[one.count][reach + 1 - len(one.shares) :]),
        comes=sum(comes),
        made=sum(made) if len(made) == len(found) else None,
        months=months,
        missing=tuple(month for place, month in enumerate(months) if place not in told),
    )


def _whole(node: NodeKey) -> NodeKey:
    return NodeKey(node.metric)


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


def _formula(plan: Plan, delay: Delay) -> Expression:
    formula = plan.tree.nodes[delay.node].formula
    assert formula is not None
    return with_shares(formula.expression, delay.count.metric, delay.shares)


def _rate_of_plan(plan: Plan, in_channels: Sequence[Delay]) -> dict[NodeKey, Expression]:
    """The plan's own rate, said anew, where it is the channels' count ÷ what it is made of."""
    ways, counts = {delay.shares for delay in in_channels}, {delay.count for delay in in_channels}
    formulas: dict[NodeKey, Expression] = {}
    for stage, count, rate in dict.fromkeys((d.node.metric, d.count.metric, d.rate.metric) for d in in_channels):
        is_alike = len(ways) == 1 and counts.issuperset(plan.tree.channel_nodes(count))
        shares = next(iter(ways)) if is_alike else AT_ONCE
        node = plan.tree.nodes.get(NodeKey(rate))
        expression = node.formula.expression if node and node.formula and not node.formula.problem else None
        said = quotient_due(expression, stage, count, shares) if expression else None
        if said is not None and said != expression:
            formulas[NodeKey(rate)] = said
    return formulas
