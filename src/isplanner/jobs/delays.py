"""段階のあいだの期間: how long one stage takes to the next, put into formulas, read back and taken out again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from isplanner.plan.delay import AT_ONCE, Shares, check_shares, counted, quotient_due, shares_of, with_shares
from isplanner.plan.expression import Binary, Expression
from isplanner.plan.formula import NameTable, canonical_text, read_formula
from isplanner.plan.metric import Kind
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
    parts = [edits.set_formula(node, canonical_text(text)) for node, text in formulas.items()]
    code = "set_delay"
    if changed[0].shares == AT_ONCE:
        code = "take_out_delay"
        parts.append(edits.set_open_at_start({one.count: None for one in changed if one.count in plan.open_at_start}))
    several = edits.together(parts)
    return Edit(code, {"node": str(NodeKey(metric, channel))}, several.apply)


def timed_as_others(plan: Plan, formulas: Mapping[str, str | None]) -> dict[str, str | None]:
    """The formulas of a channel to be, by metric, each with the time it takes in all channels where they are alike."""
    names, timed = NameTable.of(plan), dict(formulas)
    for metric, text in formulas.items():
        found = [delay for delay in delays(plan, metric) if delay.node.channel is not None] if text else []
        if text and len({(delay.count.metric, delay.shares) for delay in found}) == 1:
            formula = read_formula(text, names)
            if not formula.problem:
                timed[metric] = canonical_text(with_shares(formula.expression, found[0].count.metric, found[0].shares))
    return timed


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
