"""Whether all sums of targets add up: plan = channels, quarter = months = weeks, team = members."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from isplanner.analysis.sharing.allocate import Allocation
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError, Problem
from isplanner.plan.scope import NodeKey
from isplanner.plan.target import Line, Target

_UNABLE = frozenset({"no_business_days", "nobody_there"})
"""What keeps a target from being shared out at all is no wrong sum."""


Share = Callable[[str, Line], Allocation]
"""Shares out a metric's target of a line."""


def check_sums(plan: Plan, share: Share) -> tuple[Problem, ...]:
    """All sums that do not add up, on both lines, each with the `table` and `row` it is of."""
    found: list[Problem] = []
    for line, targets in ((Line.MUST, plan.targets), (Line.AIM, plan.aims)):
        for metric in dict.fromkeys(node.metric for node in targets if plan.metrics[node.metric].is_whole):
            found += (*_channels(plan, targets, metric, line), *_shares(plan, metric, line, share))
    return tuple(found)


def _channels(plan: Plan, targets: Mapping[NodeKey, Target], metric: str, line: Line) -> Iterator[Problem]:
    """A target of the plan that is drawn as the sum of its channels must be theirs."""
    key = NodeKey(metric)
    node, target = plan.tree.nodes.get(key), targets.get(key)
    parts = [targets[part].value for part in plan.tree.channel_nodes(metric) if part in targets]
    if target is None or not parts or node is None or not node.formula or node.formula.text != f"sum({metric})":
        return
    if round(sum(parts)) != round(target.value):
        values = {"node": key, "total": target.value, "reached": sum(parts), "difference": sum(parts) - target.value}
        code = "channels_differ" if line is Line.MUST else "aims_of_channels_differ"
        yield Problem(code, {"table": "target", "row": target.id, **values})


def _shares(plan: Plan, metric: str, line: Line, share: Share) -> Iterator[Problem]:
    try:
        allocation = share(metric, line)
    except PlanError as error:
        if error.problem.code not in _UNABLE:
            row = next((cell.id for cell in plan.fixed_cells if cell.node.metric == metric), None)
            yield Problem(error.problem.code, {**error.problem.values, "table": "fixed_cell", "row": row})
        return
    for part in (allocation, *allocation.channels.values()):
        yield from _within(metric, part)


def _within(metric: str, part: Allocation) -> Iterator[Problem]:
    """Of a part: its months and weeks make its total, its members what is handed to them, in every month and week."""
    sums = [
        (part.total, sum(part.months)),
        (part.total, sum(part.weeks)),
        *((sum(row.months), sum(row.weeks)) for row in part.rows),
        *_columns(part.handed_months, [row.months for row in part.rows]),
        *_columns(part.handed_weeks, [row.weeks for row in part.rows]),
    ]
    for total, reached in sums:
        if total != reached:
            values = {"node": NodeKey(metric), "total": total, "reached": reached, "difference": reached - total}
            yield Problem("shares_differ", {"table": "target", "row": None, **values})
            return


def _columns(totals: Sequence[int], rows: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    return list(zip(totals, map(sum, zip(*rows, strict=True)), strict=True)) if rows else []
