"""持ち込み: what was begun before the period and comes into it, told by actuals or typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from isplanner.analysis.tree.baseline import Baseline, months_before
from isplanner.analysis.tree.begun import Begun, open_at_start
from isplanner.analysis.tree.compile import later_reach
from isplanner.analysis.tree.project import lever_values
from isplanner.analysis.whole_numbers.rounding import round_shares
from isplanner.jobs.delays import Delay, delay_edit, delays
from isplanner.plan.actuals import Actuals
from isplanner.plan.delay import AT_ONCE
from isplanner.plan.period import Span
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import NodeKey
from isplanner.store import edits
from isplanner.store.edits import Edit


@dataclass(frozen=True, slots=True)
class CarryIn:
    """What was begun before the period and how much of it comes into it.

    Of `begun` so many are `typed` to be open at its start; `unused` are those typed where actuals tell after all.
    `made` is what rates make of what comes, None where one is not known. `months` are those that were looked at, the
    first one first; of `missing` nothing is told, nor is anything typed.
    """

    begun: float
    typed: float
    unused: float
    comes: float
    made: float | None
    months: tuple[Span, ...]
    missing: tuple[Span, ...]


def carry_in(
    plan: Plan, actuals: Actuals, found: Sequence[Delay], values: Mapping[NodeKey, float | None]
) -> CarryIn | None:
    """What delays bring into the period from before, at rates of these values; None where they reach back no month."""
    reach = max((len(delay.shares) - 1 for delay in found), default=0)
    if not reach:
        return None
    earlier = months_before(plan, actuals, {node: reach for one in found for node in (one.count, _whole(one.count))})
    if _is_as_whole(found, earlier, values):
        whole = found[0]
        found = [Delay(_whole(whole.node), _whole(whole.count), _whole(whole.rate), whole.shares)]
    first, begun = plan.rule.month_of(plan.period.start), Begun(earlier, at_start=open_at_start(plan))
    months = tuple(plan.rule.month(first.plus(-back)) for back in range(reach, 0, -1))
    comes = [float(begun.comes(one.count, one.shares, len(plan.months))[0].sum()) for one in found]
    rates = [values.get(one.rate) for one in found]
    made = [count * rate for count, rate in zip(comes, rates, strict=True) if rate is not None]
    typed = {one.count: begun.at_start.get(one.count) for one in found}
    used, unused = (
        sum(count or 0.0 for node, count in typed.items() if begun.is_told(node) is told) for told in (False, True)
    )
    told = [place for place in range(reach) if any(earlier[one.count][place] is not None for one in found)]
    is_typed = all(count is not None or begun.is_told(node) for node, count in typed.items())
    return CarryIn(
        begun=used + sum(value or 0.0 for one in found for value in earlier[one.count][reach + 1 - len(one.shares) :]),
        typed=used,
        unused=unused,
        comes=sum(comes),
        made=sum(made) if len(made) == len(found) else None,
        months=months,
        missing=tuple(month for place, month in enumerate(months) if place not in told and (told or not is_typed)),
    )


def untold(plan: Plan, baseline: Baseline) -> dict[str, tuple[Span, ...]]:
    """Of metrics that come through later, the months before the period of which nothing is told: they bring nothing."""
    first, found = plan.rule.month_of(plan.period.start), dict[str, tuple[Span, ...]]()
    begun = Begun(baseline.earlier, at_start=open_at_start(plan))
    for metric in dict.fromkeys(node.metric for node in baseline.earlier):
        nodes = [node for node in baseline.earlier if node.metric == metric]
        if all(node in begun.at_start and not begun.is_told(node) for node in nodes):
            continue
        told = [baseline.earlier[node][::-1] for node in nodes]
        missing = [
            n for n in range(max(map(len, told)), 0, -1) if all(len(one) < n or one[n - 1] is None for one in told)
        ]
        if missing:
            found[metric] = tuple(plan.rule.month(first.plus(-n)) for n in missing)
    return found


def typed_counts(plan: Plan, baseline: Baseline, scenario: Scenario) -> dict[str, tuple[float, float]]:
    """Of metrics, how many are typed to be open at the start: those that come in, and those that actuals go before.

    Channels none of whose levers has a value are left out, as of all sums.
    """
    begun, found = Begun(baseline.earlier), dict[str, tuple[float, float]]()
    known = {None, *(lever.channel for lever in lever_values(plan, baseline, scenario))}
    for node, count in plan.open_at_start.items():
        if node.channel not in known and plan.tree.channel_nodes(node.metric):
            continue
        used, unused = found.get(node.metric, (0.0, 0.0))
        is_told = begun.is_told(node)
        found[node.metric] = (used + count * (not is_told), unused + count * is_told)
    return found


def open_counts(plan: Plan, node: NodeKey) -> tuple[NodeKey, ...]:
    """The counts that come through later of which a node is one, or of which it is the whole plan's.

    Raises:
        PlanError: `nothing_comes_later` where there is none.
    """
    later = [known for known in later_reach(plan.tree) if known.metric == node.metric]
    found = [known for known in later if known.channel is not None and node.channel in {None, known.channel}]
    if not found and node not in later:
        raise PlanError("nothing_comes_later", node=str(node))
    return tuple(found) or (node,)


def open_edit(nodes: Sequence[NodeKey], count: float | None, values: Mapping[NodeKey, float | None]) -> Edit:
    """Say how many of a count were open at the start, shared out over channels by what they come to; None: forget it.

    Raises:
        PlanError: `bad_open_count` for what is no whole number.
    """
    return edits.set_open_at_start(_share_open(nodes, count, values))


def typed_count(plan: Plan, nodes: Sequence[NodeKey]) -> float | None:
    """How many of some nodes are typed to be open at the start; None where nothing is typed of any."""
    found = [plan.open_at_start[node] for node in nodes if node in plan.open_at_start]
    return sum(found) if found else None


def timing_edit(
    plan: Plan, changed: Sequence[Delay], count: float | None, values: Mapping[NodeKey, float | None]
) -> Edit:
    """Let a stage's delays be these, and so many of its count be open at the start.

    Args:
        plan: What is edited.
        changed: As `changed_delays` gives them.
        count: None for nothing that is typed. Where it is what is typed already, each channel keeps its own.
        values: What counts of channels come to: by them it is shared out.

    Raises:
        PlanError: as `delay_edit` and `open_edit`; `nothing_comes_later` where all comes at once.
    """
    node, shares, nodes = changed[0].node, changed[0].shares, [one.count for one in changed]
    timed = delay_edit(plan, node.metric, shares, node.channel if len(changed) == 1 else None)
    if shares == AT_ONCE and count is not None and count != typed_count(plan, nodes):
        raise PlanError("nothing_comes_later", node=str(nodes[0] if len(nodes) == 1 else _whole(nodes[0])))
    if shares == AT_ONCE or count == typed_count(plan, nodes):
        return timed
    opened = open_edit(nodes, count, values)
    if {*changed} <= {*delays(plan, node.metric)}:
        return opened
    return replace(timed, apply=edits.together([timed, opened]).apply)


def with_open(
    plan: Plan, nodes: Sequence[NodeKey], count: float | None, values: Mapping[NodeKey, float | None]
) -> Plan:
    """The plan as `open_edit` would leave it.

    Raises:
        PlanError: as `open_edit`.
    """
    changed = {**plan.open_at_start, **_share_open(nodes, count, values)}
    return replace(plan, open_at_start={node: each for node, each in changed.items() if each is not None})


def _share_open(
    nodes: Sequence[NodeKey], count: float | None, values: Mapping[NodeKey, float | None]
) -> dict[NodeKey, float | None]:
    if count is None:
        return dict.fromkeys(nodes)
    if count < 0 or count != int(count):
        raise PlanError("bad_open_count", text=f"{count:g}")
    weights = [values.get(node) or 0.0 for node in nodes]
    shares = round_shares(int(count), weights if any(weights) else [1.0] * len(nodes))
    return dict(zip(nodes, shares, strict=True))


def _is_as_whole(
    found: Sequence[Delay],
    earlier: Mapping[NodeKey, Sequence[float | None]],
    values: Mapping[NodeKey, float | None],
) -> bool:
    """Whether only the whole plan's numbers are told: then rates of channels have no value either."""
    is_told = any(value is not None for delay in found for value in earlier[delay.count])
    return not is_told and all(values.get(delay.rate) is None for delay in found)


def _whole(node: NodeKey) -> NodeKey:
    return NodeKey(node.metric)
