"""The KGI's goal: against an earlier period (前年度比 +15 %), what it is for, and the edit that sets it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from isplanner.analysis.tree.baseline import measure_baseline
from isplanner.analysis.tree.project import project
from isplanner.jobs.new_plan import base_period
from isplanner.jobs.set_values import goal_edit
from isplanner.plan.actuals import Actuals
from isplanner.plan.metric import Kind, Metric
from isplanner.plan.period import MONTHS_A_YEAR, Span
from isplanner.plan.plan import Plan
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import NodeKey
from isplanner.plan.target import Goal, Purpose
from isplanner.plan.template import NAMES, shipped_template
from isplanner.plan.tree import Node, build_tree
from isplanner.store import edits
from isplanner.store.edits import Edit


@dataclass(frozen=True, slots=True)
class EarlierGoal:
    """What the KGI came to in an earlier period as long as the plan's; None where no actuals say.

    `months_known` of its `months` have actuals; where they are fewer, `value` is multiplied up from them.
    """

    span: Span
    is_last_year: bool
    value: float | None
    months_known: int
    months: int


def relative_goal(metric: Metric, base: float, change: float, source: str | None = None) -> Goal:
    """A goal so much above (or, negative, below) a base value; whole yen and counts."""
    value = base * (1 + change)
    return Goal(metric.key, round(value) if metric.is_whole else value, base, change, source)


def earlier_goals(plan: Plan, actuals: Actuals) -> tuple[EarlierGoal, ...]:
    """The KGI in the same period of last year, and in the period just before."""
    root = plan.tree.root
    return tuple(_earlier(plan, actuals, root, span) for span in _spans(plan)) if root else ()


def changed_goal(plan: Plan, goal: Goal) -> Edit | None:
    """The edit that makes the goal another, or what it is for; None where both are as they are."""
    before = plan.goal
    if before is not None and replace(before, purpose=goal.purpose) == goal:
        return None if before == goal else edits.set_purpose(goal.purpose)
    setting = goal_edit(goal)
    if goal.purpose == (before.purpose if before else Purpose()):
        return setting
    both = edits.together([setting, edits.set_purpose(goal.purpose)])
    return replace(both, code=setting.code, values=setting.values)


def likely_kgis(plan: Plan) -> list[Metric]:
    """The plan's metrics that can be its KGI: those that templates are made for, then the others but rates."""
    usual = dict.fromkeys(key for name in NAMES for key in shipped_template(name).kgis)
    others = (key for key, metric in plan.metrics.items() if metric.kind is not Kind.RATE)
    return [plan.metrics[key] for key in dict.fromkeys([*usual, *others]) if key in plan.metrics]


def with_kgi(plan: Plan, metric: str) -> Plan:
    """The plan with its KGI; one that has none with this metric, which is in its tree then."""
    if plan.tree.root is not None:
        return plan
    root = NodeKey(metric)
    nodes = {root: Node(0, root), **plan.tree.nodes}
    return replace(plan, tree=build_tree(nodes.values(), plan.metrics, plan.channels, root))


def _spans(plan: Plan) -> Iterator[Span]:
    yield _last_year(plan)
    if (before := base_period(plan.period, plan.rule)) != _last_year(plan):
        yield before


def _last_year(plan: Plan) -> Span:
    rule = plan.rule
    first, last = (rule.month_of(day).plus(-MONTHS_A_YEAR) for day in (plan.period.start, plan.period.last))
    return Span(rule.month(first).start, rule.month(last).end)


def _earlier(plan: Plan, actuals: Actuals, root: NodeKey, span: Span) -> EarlierGoal:
    then = replace(plan, base=span)
    baseline = measure_baseline(then, actuals)
    value, known = baseline.values.get(root), baseline.months_known
    if value is None:
        value = project(then, baseline, Scenario(0, "", {})).kgi
        months = min(known.values(), default=0)
    else:
        months = known.get(root.metric, baseline.months)
    return EarlierGoal(span, span == _last_year(plan), value, months, baseline.months)
