"""Members' parts of a stage: exact, and those of who is behind."""

from dataclasses import replace

import pytest

from isplanner.analysis.attribution.bottleneck import Bottleneck, Stage, find_bottleneck
from isplanner.analysis.attribution.sources import Sources
from isplanner.analysis.attribution.state import StateName, states_between
from isplanner.analysis.counting.count import count
from isplanner.analysis.people.crew import Crew
from isplanner.analysis.prospects.progress import days_over
from isplanner.analysis.sharing.allocate import allocate
from isplanner.analysis.tree.whole import as_whole
from isplanner.plan.actuals import NONE
from isplanner.plan.scope import Member, NodeKey
from tests.analysis.attribution.test_state import AS_OF, BASE_ROWS, NOW_ROWS, SO_FAR, between, known, with_targets
from tests.analysis.plans import Row, actuals_of, template_plan

PLAN = template_plan((Member(1, "青木"), Member(2, "井上"), Member(3, "上田")))


def split(rows: list[Row], *shares: float) -> list[Row]:
    """Facts of the whole team told of members, by these shares."""
    return [replace(row, member=n, value=row.value * share) for row in rows for n, share in enumerate(shares, 1)]


def bottleneck(rows: list[Row]) -> tuple[Bottleneck, Sources]:
    actuals = actuals_of([*BASE_ROWS, *rows], PLAN)
    plan = with_targets(actuals, PLAN, connect_rate=1.1, dials=1.05)
    found = known(plan, actuals)
    counted = count(plan, actuals)
    shared = {metric: allocate(plan, metric) for metric in ("dials", "mail_replies")}
    return between(found, StateName.TARGET, StateName.FORECAST), Sources(
        found, Crew.of(counted, days_over(plan, AS_OF)), shared
    )


def stage(found: Bottleneck, metric: str) -> Stage:
    return next(stage for stage in found.stages if stage.node.metric == metric)


def test_parts_add_up_to_every_stage() -> None:
    found, sources = bottleneck(split(NOW_ROWS, 0.5, 0.3, 0.2))
    for each in found.stages:
        members = sources.members(each)
        assert sum(members.values()) == pytest.approx(each.share, abs=1e-3)
        assert members[None] == pytest.approx(0, abs=1e-3)


def test_who_connects_less_costs_more() -> None:
    rows = split([row for row in NOW_ROWS if not row.node.startswith("connects")], 1 / 3, 1 / 3, 1 / 3)
    rows += split([row for row in NOW_ROWS if row.node.startswith("connects")], 0.36, 0.36, 0.28)
    found, sources = bottleneck(rows)
    members = sources.members(stage(found, "connect_rate"))
    assert members[3] < members[1] < 0
    assert members[1] == pytest.approx(members[2])


def test_who_calls_less_than_his_share_costs_more() -> None:
    rows = split([row for row in NOW_ROWS if not row.node.startswith("dials")], 1 / 3, 1 / 3, 1 / 3)
    rows += split([row for row in NOW_ROWS if row.node.startswith("dials")], 0.4, 0.4, 0.2)
    found, sources = bottleneck(rows)
    members = sources.members(stage(found, "dials"))
    assert members[3] < 0 < members[1]


def test_what_is_told_of_nobody_is_nobodys() -> None:
    found, sources = bottleneck([*NOW_ROWS, *split(NOW_ROWS, 0.5, 0.2)])
    members = sources.members(stage(found, "connect_rate"))
    assert set(members) == {1, 2, None}
    assert sum(members.values()) == pytest.approx(stage(found, "connect_rate").share)
    assert members[None] == pytest.approx(0.3 * stage(found, "connect_rate").share, rel=0.05)


def test_members_told_without_channels_have_their_parts_too() -> None:
    totals: dict[str, float] = {}
    for row in NOW_ROWS:
        metric = row.node.partition("[")[0]
        totals[metric] = totals.get(metric, 0.0) + row.value
    alone = [Row(metric, SO_FAR, value, batch=2) for metric, value in totals.items()]
    found, sources = bottleneck([*NOW_ROWS, *split(alone, 0.5, 0.3, 0.2)])
    members = sources.members(stage(found, "valid_rate"))
    assert sum(members.values()) == pytest.approx(stage(found, "valid_rate").share, abs=1e-3)


def test_a_plan_without_channels_sums_members_over_them() -> None:
    found, sources = bottleneck(split(NOW_ROWS, 0.5, 0.3, 0.2))
    whole = replace(sources.known, plan=as_whole(sources.known.plan))
    states = states_between(whole, StateName.TARGET, StateName.FORECAST)
    answer = find_bottleneck(whole.plan, whole.baseline, *states, worlds=100)
    assert answer is not None
    for each in answer.stages:
        members = replace(sources, known=whole).members(each)
        assert sum(members.values()) == pytest.approx(each.share, abs=1e-3)
        assert set(members) == {1, 2, 3, None}
    assert answer.gap == pytest.approx(found.gap)


def test_members_counts_told_without_channels_are_held_to_the_whole() -> None:
    totals: dict[str, float] = {}
    for row in NOW_ROWS:
        metric = row.node.partition("[")[0]
        totals[metric] = totals.get(metric, 0.0) + row.value
    alone = [Row(metric, SO_FAR, value, batch=2) for metric, value in totals.items()]
    found, sources = bottleneck([*NOW_ROWS, *split(alone, 0.5, 0.3, 0.2)])
    dials = stage(found, "dials")
    assert sum(sources.members(dials).values()) == pytest.approx(dials.share, abs=1e-3)


def test_efforts_are_those_of_counts_and_rates_only() -> None:
    _, sources = bottleneck(split(NOW_ROWS, 0.5, 0.3, 0.2))
    dials = {effort.member: effort for effort in sources.efforts(NodeKey("dials"))}
    assert dials[1].reached > dials[3].reached
    assert dials[1].asked == pytest.approx(dials[3].asked)
    assert sources.efforts(NodeKey("revenue")) == []
    (webinar,) = [e for e in sources.efforts(NodeKey("connect_rate", "webinar")) if e.member == 1]
    (everywhere,) = [e for e in sources.efforts(NodeKey("connect_rate")) if e.member == 1]
    assert webinar.asked < everywhere.asked


def test_without_members_nobody_is_named() -> None:
    found, sources = bottleneck([replace(row, member=NONE) for row in NOW_ROWS])
    assert all(sources.members(each) == {} for each in found.stages)
