"""Edits of the plan itself: its name, how time is cut, the goal, month factors, open counts, levels of evaluation."""

import sqlite3
from collections.abc import Iterable, Mapping

from isplanner.plan.period import PeriodRule, Span
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey
from isplanner.plan.season import MonthFactor
from isplanner.plan.target import Levels, Purpose
from isplanner.store.edit import Edit, words_of_values
from isplanner.store.stored import days, free_name, insert_node, number, stored_metric, stored_node


def rename_plan(name: str) -> Edit:
    """Call the plan something else."""

    def apply(connection: sqlite3.Connection, _plan: Plan) -> None:
        connection.execute("update plan set name = ?", [free_name(name, ())])

    return Edit("rename_plan", {"name": name}, apply)


def set_period(period: Span, base: Span) -> Edit:
    """Plan other days. Lever values by month are of the old months and go, and what was open at another start."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        connection.execute(
            "update plan set start = ?, stop = ?, base_start = ?, base_stop = ?", [*days(period), *days(base)]
        )
        if plan.rule.months(period) != plan.months:
            connection.execute("delete from lever_value where month is not null")
        if period.start != plan.period.start:
            connection.execute("delete from open_at_start")

    return Edit("set_period", {"start": period.start.isoformat(), "end": period.last.isoformat()}, apply)


def set_rule(rule: PeriodRule) -> Edit:
    """Cut time another way: closing day, first day of the week, first month of the fiscal year."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        connection.execute(
            "update plan set closing_day = ?, week_start = ?, fiscal_month = ?",
            [rule.closing_day, rule.week_start, rule.fiscal_month],
        )
        if rule.months(plan.period) != plan.months:
            connection.execute("delete from lever_value where month is not null")

    return Edit("set_rule", {"closing_day": rule.closing_day}, apply)


def set_closings(closings: Iterable[Span]) -> Edit:
    """Set the company's closing days."""
    wanted = {tuple(days(span)) for span in closings}

    def apply(connection: sqlite3.Connection, _plan: Plan) -> None:
        stored = set(connection.execute("select start, stop from closing"))
        connection.executemany("delete from closing where start = ? and stop = ?", sorted(stored - wanted))
        connection.executemany("insert into closing (start, stop) values (?, ?)", sorted(wanted - stored))

    return Edit("set_closings", {"count": len(wanted)}, apply)


def set_goal(
    metric: str,
    value: float,
    *,
    base: float | None = None,
    relative: float | None = None,
    base_source: str | None = None,
) -> Edit:
    """Set the KGI and its goal, with what it was set against (see `Goal`); of a plan without a KGI it comes with it."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        node = NodeKey(metric)
        if plan.tree.root is None:
            insert_node(connection, node)
        else:
            stored_node(plan, node)
        for each in (value, base, relative):
            if each is not None:
                number(node, each)
        connection.execute("update plan set kgi = (select id from metric where key = ? and present)", [metric])
        connection.execute(
            """insert into goal (id, value, base, relative, base_source) values (1, ?, ?, ?, ?) on conflict (id)
            do update set (value, base, relative, base_source) =
                (excluded.value, excluded.base, excluded.relative, excluded.base_source)""",
            [value, base, relative, base_source],
        )

    return Edit("set_goal", {"node": metric, "value": value}, apply)


def choose_kgi(metric: str) -> Edit:
    """Make a metric the KGI, in the tree if it is not there yet. A goal that was set for another one goes."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        insert_node(connection, NodeKey(metric))
        if plan.goal is not None and plan.goal.metric != metric:
            connection.execute("delete from goal")
        connection.execute("update plan set kgi = ?", [stored_metric(connection, metric)])

    return Edit("choose_kgi", {"node": metric}, apply)


def set_purpose(purpose: Purpose) -> Edit:
    """Say what the goal is for. Without a goal there is nothing to say it of."""

    def apply(connection: sqlite3.Connection, _plan: Plan) -> None:
        connection.execute(
            "update goal set superior = ?, strategy = ?, set_by = ?, set_day = ?",
            [purpose.superior, purpose.strategy, purpose.set_by, purpose.day and purpose.day.toordinal()],
        )

    return Edit("set_purpose", {}, apply)


def set_factors(factors: Mapping[int, MonthFactor | None]) -> Edit:
    """Set factors of months (1…12, the calendar month that names one); None: an ordinary month."""

    def apply(connection: sqlite3.Connection, _plan: Plan) -> None:
        for month, factor in factors.items():
            if factor is None:
                connection.execute("delete from month_factor where month = ?", [month])
                continue
            if number(month, factor.factor) <= 0:
                raise PlanError("bad_value", text=str(factor.factor), name=str(month))
            connection.execute(
                """insert into month_factor (month, factor, source, is_estimated) values (?, ?, ?, ?)
                on conflict (month) do update set (factor, source, is_estimated) =
                    (excluded.factor, excluded.source, excluded.is_estimated)""",
                [month, factor.factor, factor.source, factor.is_estimated],
            )

    return Edit("set_factors", {"count": len(factors)}, apply)


def set_open_at_start(counts: Mapping[NodeKey, float | None]) -> Edit:
    """Say how many of a count were open when the period began; None: as actuals tell, if they do."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        for key, count in counts.items():
            node = stored_node(plan, key).id
            if count is None:
                connection.execute("delete from open_at_start where node = ?", [node])
                continue
            if number(key, count) < 0:
                raise PlanError("bad_value", text=str(count), name=str(key))
            connection.execute(
                """insert into open_at_start (node, count) values (?, ?)
                on conflict (node) do update set count = excluded.count""",
                [node, count],
            )

    return Edit(*words_of_values("open_at_start", counts), apply)


def set_levels(levels: Levels) -> Edit:
    """Cut the levels of evaluation elsewhere."""

    def apply(connection: sqlite3.Connection, _plan: Plan) -> None:
        if not (0 <= levels.will_miss <= levels.on_plan <= 1 and levels.least_count >= 0):
            raise PlanError("bad_levels")
        connection.execute(
            """insert into levels (id, on_plan, will_miss, least_count) values (1, ?, ?, ?) on conflict (id)
            do update set (on_plan, will_miss, least_count) =
                (excluded.on_plan, excluded.will_miss, excluded.least_count)""",
            [levels.on_plan, levels.will_miss, levels.least_count],
        )

    return Edit("set_levels", {}, apply)
