"""Rows → Plan, keeping the parts that did not change: `new.tree is old.tree` means there is nothing to redraw."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, TypeVar

from isplanner.plan.calendar import Calendar
from isplanner.plan.fact import FactKind, MetricMonth
from isplanner.plan.formula import NameTable, read_formula
from isplanner.plan.headcount import Headcount, Hire
from isplanner.plan.judgement import Judgement
from isplanner.plan.log import Comment, Influence
from isplanner.plan.metric import Direction, Kind, Metric
from isplanner.plan.period import Month, PeriodRule, Span
from isplanner.plan.plan import Plan
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import Channel, Member, NodeKey
from isplanner.plan.season import MonthFactor
from isplanner.plan.spelling import Spelling
from isplanner.plan.target import Edition, FixedCell, Goal, Levels, Line, Purpose, Target, Way
from isplanner.plan.tree import GoalTree, Node, build_tree
from isplanner.store.batches import count_open, ranks
from isplanner.store.connection import pragma

TABLES = (
    "plan",
    "closing",
    "metric",
    "agreement",
    "channel",
    "member",
    "node",
    "goal",
    "target",
    "target_weight",
    "fixed_cell",
    "month_factor",
    "judgement",
    "open_at_start",
    "levels",
    "comment",
    "influence",
    "scenario",
    "lever_value",
    "hire",
    "leaver",
    "spelling",
    "import_template",
    "chosen_batch",
)
"""What a Plan is made of. Facts are not: opening a plan does not depend on how many there are."""

_PARTS = {
    "plan": ("name", "period", "base", "rule", "calendar"),
    "goal": ("goal",),
    "metrics": ("metrics",),
    "channels": ("channels",),
    "members": ("members",),
    "tree": ("tree",),
    "targets": ("targets", "aims", "fixed_cells"),
    "scenarios": ("scenarios", "scenario"),
    "factors": ("factors",),
    "judgements": ("judgements",),
    "open_at_start": ("open_at_start",),
    "levels": ("levels",),
    "comments": ("comments",),
    "influences": ("influences",),
    "spellings": ("spellings",),
    "templates": ("templates",),
}
_COUNTERS = {"document", "revision", "last_edit"}
_RULE = ("closing_day", "week_start", "fiscal_month")

Row = Mapping[str, Any]
Rows = Mapping[str, Mapping[int, Row]]
"""Table → id → column → value."""
_Part = TypeVar("_Part")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A Plan, the rows it was made of, the batches in force, and SQLite's `data_version` of that moment.

    `batches` are by id, each with its rank: the higher goes before the lower. `held` counts cells that are open.
    """

    plan: Plan
    rows: Rows
    batches: Mapping[int, int]
    held: int
    version: int

    def says_the_same(self, before: "Loaded") -> bool:
        """Whether all that was written between the two is no part of a plan: kept forecasts."""
        return (self.plan, self.batches, self.held) == (before.plan, before.batches, before.held)


def load(connection: sqlite3.Connection, before: Loaded | None = None, tables: Iterable[str] = TABLES) -> Loaded:
    """Read the plan; given what was loaded `before`, only these tables are read and only what differs is made anew.

    For all to be of one moment, a transaction must be running.
    """
    read = {table: _read(connection, table) for table in tables}
    rows: Rows = read
    if before is not None:
        rows = {**before.rows, **{table: found for table, found in read.items() if found != before.rows[table]}}
    document, revision = connection.execute("select document, revision from plan").fetchone()
    version = pragma(connection, "data_version")
    batches = ranks(connection)
    plan = _plan(document, revision, rows, batches, before)
    return Loaded(plan, rows, batches, count_open(connection), version)


def changed_parts(before: Loaded, after: Loaded) -> frozenset[str]:
    """Which parts of a Change differ between what was loaded and what was loaded from it."""
    parts = {
        part
        for part, names in _PARTS.items()
        if any(getattr(before.plan, name) is not getattr(after.plan, name) for name in names)
    }
    same = before.batches == after.batches and before.plan.chosen_batches is after.plan.chosen_batches
    brought = set() if same else {"facts"}
    settled = set() if before.held == after.held else {"held"}
    return frozenset(parts | brought | settled)


def _read(connection: sqlite3.Connection, table: str) -> dict[int, Row]:
    cursor = connection.execute(f"select * from {table} order by id")
    names = [column[0] for column in cursor.description]
    rows = (dict(zip(names, row, strict=True)) for row in cursor)
    return {row["id"]: {name: row[name] for name in names if name not in _COUNTERS} for row in rows}


def _plan(document: str, revision: int, rows: Rows, batches: Mapping[int, int], before: Loaded | None) -> Plan:
    head, keys = rows["plan"][1], _node_keys(rows)

    def part(name: str, make: Callable[[], _Part], *sources: str) -> _Part:
        """What was there before, where its tables and columns of the plan's row are as before, or come to the same."""
        if before is None:
            return make()
        old: _Part = getattr(before.plan, name)
        old_head = before.rows["plan"][1]
        if all(head[s] == old_head[s] if s in head else rows[s] is before.rows[s] for s in sources):
            return old
        new = make()
        return old if new == old else new

    naming = ("node", "metric", "channel")
    staging = ("scenario", "lever_value", "hire", "leaver", "member")
    sharing = ("target", "target_weight", *naming)
    metrics = part("metrics", lambda: _metrics(rows), "metric", "agreement")
    channels = part("channels", lambda: _channels(rows), "channel")
    chosen = _chosen_batches(rows, batches)
    return Plan(
        document=document,
        revision=revision,
        name=part("name", lambda: str(head["name"]), "name"),
        period=part("period", lambda: _span(head), "start", "stop"),
        base=part("base", lambda: _days(head["base_start"], head["base_stop"]), "base_start", "base_stop"),
        rule=part("rule", lambda: PeriodRule(*(head[name] for name in _RULE)), *_RULE),
        calendar=part("calendar", lambda: Calendar(tuple(sorted(map(_span, rows["closing"].values())))), "closing"),
        goal=part("goal", lambda: _goal(rows), "goal", "kgi", "metric"),
        metrics=metrics,
        channels=channels,
        members=part("members", lambda: tuple(map(_member, _present(rows["member"]))), "member"),
        tree=part("tree", lambda: _tree(rows, keys, metrics, channels, before), "kgi", *naming),
        targets=part("targets", lambda: _targets(rows, keys, Line.MUST), *sharing),
        aims=part("aims", lambda: _targets(rows, keys, Line.AIM), *sharing),
        fixed_cells=part("fixed_cells", lambda: _fixed_cells(rows, keys), "fixed_cell", *naming),
        scenarios=part("scenarios", lambda: _scenarios(rows, keys), *staging, *naming),
        scenario=part("scenario", lambda: int(head["chosen"]), "chosen"),
        factors=part("factors", lambda: _factors(rows), "month_factor"),
        judgements=part("judgements", lambda: _judgements(rows, keys), "judgement", *naming),
        open_at_start=part("open_at_start", lambda: _open_at_start(rows, keys), "open_at_start", *naming),
        levels=part("levels", lambda: _levels(rows), "levels"),
        comments=part("comments", lambda: _comments(rows, keys), "comment", *naming),
        influences=part("influences", lambda: _influences(rows, keys), "influence", *naming),
        spellings=part("spellings", lambda: _spellings(rows), "spelling", "member", "channel"),
        templates=part("templates", lambda: _templates(rows), "import_template"),
        chosen_batches=before.plan.chosen_batches if before and before.plan.chosen_batches == chosen else chosen,
    )


def _metrics(rows: Rows) -> dict[str, Metric]:
    texts = ("key", "ja", "en", "unit", "definition_ja", "definition_en", "conditions", "source")
    names = (*texts, "numerator", "denominator")
    agreements: dict[int, dict[str, date]] = {number: {} for number in rows["metric"]}
    for row in rows["agreement"].values():
        agreements[row["metric"]][row["department"]] = date.fromordinal(row["day"])
    return {
        row["key"]: Metric(
            kind=Kind(row["kind"]),
            direction=Direction(row["direction"]),
            agreements=agreements[row["id"]],
            since=_day(row["since"]),
            **{name: row[name] for name in names},
        )
        for row in _present(rows["metric"])
    }


def _channels(rows: Rows) -> dict[str, Channel]:
    names = ("id", "key", "ja", "en", "short_ja", "short_en")
    return {row["key"]: Channel(**{name: row[name] for name in names}) for row in _present(rows["channel"])}


def _member(row: Row) -> Member:
    joined, left = _day(row["joined"]), _day(row["gone"])
    teams = tuple((first and date.fromordinal(first), str(team)) for first, team in json.loads(row["teams"]))
    return Member(row["id"], row["name"], row["capacity"], joined, left, tuple(json.loads(row["ramp"])), teams)


def _tree(
    rows: Rows,
    keys: Mapping[int, NodeKey],
    metrics: Mapping[str, Metric],
    channels: Mapping[str, Channel],
    before: Loaded | None,
) -> GoalTree:
    # While the names stay, a canonical text means the same: only new ones are read.
    names_stay = before and before.plan.metrics is metrics and before.plan.channels is channels
    old = before.plan.tree.nodes.values() if before and names_stay else ()
    parsed = {node.formula.text: node.formula for node in old if node.formula}
    names = NameTable(metrics, channels)
    for row in rows["node"].values():
        if (text := row["formula"]) is not None and text not in parsed:
            parsed[text] = read_formula(text, names)
    nodes = [
        Node(
            id=row["id"],
            key=keys[row["id"]],
            formula=None if row["formula"] is None else parsed[row["formula"]],
            priority=row["priority"],
            owner=row["owner"],
            due=_day(row["due"]),
            low=row["low"],
            high=row["high"],
        )
        for row in rows["node"].values()
    ]
    kgi = rows["plan"][1]["kgi"]
    root = None if kgi is None else NodeKey(rows["metric"][kgi]["key"])
    return build_tree(nodes, metrics, channels, root if root in keys.values() else None)


def _goal(rows: Rows) -> Goal | None:
    for row in rows["goal"].values():
        metric = rows["metric"][rows["plan"][1]["kgi"]]["key"]
        purpose = Purpose(row["superior"], row["strategy"], row["set_by"], _day(row["set_day"]))
        return Goal(metric, row["value"], row["base"], row["relative"], row["base_source"], purpose)
    return None


def _targets(rows: Rows, keys: Mapping[int, NodeKey], line: Line) -> dict[NodeKey, Target]:
    weights: dict[int, dict[int, float]] = {number: {} for number in rows["target"]}
    for row in rows["target_weight"].values():
        weights[row["target"]][row["member"]] = row["weight"]
    return {
        keys[row["node"]]: Target(
            id=row["id"],
            node=keys[row["node"]],
            value=row["value"],
            line=Line(row["line"]),
            edition=Edition(row["edition"]),
            edition_date=_day(row["edition_day"]),
            way=Way(row["way"]),
            markup=row["markup"],
            weights=weights[row["id"]],
        )
        for row in rows["target"].values()
        if row["line"] == line
    }


def _fixed_cells(rows: Rows, keys: Mapping[int, NodeKey]) -> tuple[FixedCell, ...]:
    return tuple(
        FixedCell(row["id"], keys[row["node"]], row["member"], _span(row), row["value"])
        for row in rows["fixed_cell"].values()
    )


def _factors(rows: Rows) -> dict[int, MonthFactor]:
    by_month = sorted(rows["month_factor"].values(), key=lambda row: int(row["month"]))
    return {row["month"]: MonthFactor(row["factor"], row["source"], bool(row["is_estimated"])) for row in by_month}


def _judgements(rows: Rows, keys: Mapping[int, NodeKey]) -> dict[NodeKey, Judgement]:
    return {keys[row["node"]]: Judgement(row["low"], row["likely"], row["high"]) for row in rows["judgement"].values()}


def _open_at_start(rows: Rows, keys: Mapping[int, NodeKey]) -> dict[NodeKey, float]:
    return {keys[row["node"]]: row["count"] for row in rows["open_at_start"].values()}


def _levels(rows: Rows) -> Levels:
    for row in rows["levels"].values():
        return Levels(row["on_plan"], row["will_miss"], row["least_count"])
    return Levels()


def _comments(rows: Rows, keys: Mapping[int, NodeKey]) -> tuple[Comment, ...]:
    return tuple(
        Comment(
            id=row["id"],
            node=keys[row["node"]],
            author=row["author"],
            day=date.fromordinal(row["day"]),
            words=row["words"],
            is_settled=bool(row["is_settled"]),
        )
        for row in rows["comment"].values()
    )


def _influences(rows: Rows, keys: Mapping[int, NodeKey]) -> tuple[Influence, ...]:
    return tuple(
        Influence(row["id"], keys[row["driver"]], keys[row["driven"]], row["note"])
        for row in rows["influence"].values()
    )


def _spellings(rows: Rows) -> tuple[Spelling, ...]:
    """Those of members and channels that are part of the plan."""
    channels = {number: str(row["key"]) for number, row in rows["channel"].items() if row["present"]}
    return tuple(
        Spelling(number, row["written"], row["member"], channels.get(row["channel"]))
        for number, row in rows["spelling"].items()
        if row["channel"] in channels or rows["member"].get(row["member"], {"present": 0})["present"]
    )


def _templates(rows: Rows) -> dict[str, str]:
    return {row["name"]: row["mapping"] for row in rows["import_template"].values()}


def _chosen_batches(rows: Rows, batches: Mapping[int, int]) -> dict[MetricMonth, int]:
    """The rank of the chosen batch, where that is in force."""
    kinds = (FactKind.ACTUAL, FactKind.TARGET)
    return {
        MetricMonth(
            rows["metric"][row["metric"]]["key"], kinds[row["is_target"]], Month(row["year"], row["month"])
        ): batches[row["batch"]]
        for row in rows["chosen_batch"].values()
        if row["batch"] in batches
    }


def _scenarios(rows: Rows, keys: Mapping[int, NodeKey]) -> tuple[Scenario, ...]:
    values: dict[int, dict[NodeKey, float | tuple[float, ...]]] = {number: {} for number in rows["scenario"]}
    by_place = sorted(rows["lever_value"].values(), key=lambda row: (row["scenario"], row["node"], row["month"] or 0))
    for (scenario, node), group in groupby(by_place, key=lambda row: (row["scenario"], row["node"])):
        cells = list(group)
        scalar = cells[0]["month"] is None
        values[scenario][keys[node]] = cells[0]["value"] if scalar else tuple(cell["value"] for cell in cells)
    return tuple(
        Scenario(number, row["name"], values[number], bool(row["is_baseline"]), row["note"], _headcount(rows, number))
        for number, row in rows["scenario"].items()
    )


def _headcount(rows: Rows, scenario: int) -> Headcount:
    """Whom a scenario hires, and which members of the plan go in it."""
    hires, leavers = (
        [row for row in rows[table].values() if row["scenario"] == scenario] for table in ("hire", "leaver")
    )
    return Headcount(
        tuple(Hire(row["people"], date.fromordinal(row["start"]), tuple(json.loads(row["ramp"]))) for row in hires),
        {row["member"]: date.fromordinal(row["day"]) for row in leavers if rows["member"][row["member"]]["present"]},
    )


def _node_keys(rows: Rows) -> dict[int, NodeKey]:
    metrics, channels = rows["metric"], rows["channel"]
    return {
        number: NodeKey(
            metrics[row["metric"]]["key"], None if row["channel"] is None else channels[row["channel"]]["key"]
        )
        for number, row in rows["node"].items()
    }


def _present(rows: Mapping[int, Row]) -> Iterable[Row]:
    return (row for row in rows.values() if row["present"])


def _day(ordinal: int | None) -> date | None:
    return None if ordinal is None else date.fromordinal(ordinal)


def _span(row: Row) -> Span:
    return _days(row["start"], row["stop"])


def _days(start: int, stop: int) -> Span:
    return Span(date.fromordinal(start), date.fromordinal(stop))
