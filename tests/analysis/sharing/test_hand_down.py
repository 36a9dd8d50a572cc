from dataclasses import replace
from itertools import product
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.analysis.sharing.allocate import Allocation, allocate
from isplanner.plan.period import Span
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import Member, NodeKey
from isplanner.plan.target import FixedCell, Target
from tests.analysis.plans import days, plan_of
from tests.analysis.shares import assert_adds_up, assert_sums
from tests.analysis.sharing.test_allocate import TEAM, cell_of

DIALS = NodeKey("dials")
WEB, WEBINAR = NodeKey("dials", "web_inquiry"), NodeKey("dials", "webinar")
OCTOBER, PERIOD = days("2026-10-01", "2026-10-31"), days("2026-10-01", "2026-12-31")
WEEK = days("2026-11-09", "2026-11-15")


def plan_with(*cells: FixedCell, whole: float = 4000) -> Plan:
    """Two channels of 3,000 and 1,000 dials, and the plan's own target."""
    plan = plan_of({"dials": "sum(dials)", str(WEB): None, str(WEBINAR): None}, "dials", members=TEAM)
    targets = {WEB: 3000.0, WEBINAR: 1000.0, DIALS: whole}
    return replace(plan, targets={key: Target(1, key, value) for key, value in targets.items()}, fixed_cells=cells)


def in_channels(plan: Plan, allocation: Allocation, cell: FixedCell) -> list[int]:
    return [cell_of(plan, part, cell) for part in allocation.channels.values()]


@pytest.mark.parametrize(
    ("member", "span", "value", "channels"),
    [
        (1, OCTOBER, 100, [75, 25]),
        (None, OCTOBER, 1000, [750, 250]),
        (1, WEEK, 8, [6, 2]),
        (None, WEEK, 400, [300, 100]),
        (1, PERIOD, 440, [330, 110]),
    ],
)
def test_a_cell_of_the_whole_is_divided_in_proportion(
    member: int | None, span: Span, value: int, channels: list[int]
) -> None:
    cell = FixedCell(1, DIALS, member, span, value)
    plan = plan_with(cell)
    allocation = allocate(plan, "dials")
    assert cell_of(plan, allocation, cell) == value
    assert in_channels(plan, allocation, cell) == channels
    assert_adds_up(plan, allocation)


def test_what_a_channel_has_fixed_itself_is_kept() -> None:
    own, cell = FixedCell(1, WEBINAR, 1, OCTOBER, 90), FixedCell(2, DIALS, 1, OCTOBER, 100)
    plan = plan_with(own, cell)
    assert in_channels(plan, allocate(plan, "dials"), cell) == [10, 90]


def test_a_negative_rest_keeps_what_it_has() -> None:
    cell = FixedCell(1, DIALS, 1, OCTOBER, 100)
    free, plan = plan_with(whole=3900), plan_with(cell, whole=3900)
    before, after = allocate(free, "dials").rest, allocate(plan, "dials").rest
    assert before is not None
    assert after is not None
    assert before.total == after.total == -100
    assert after.rows[0].months[0] == before.rows[0].months[0] < 0
    allocation = allocate(plan, "dials")
    assert cell_of(plan, allocation, cell) == 100
    assert_adds_up(plan, allocation)


def test_what_no_channel_can_have_names_the_whole() -> None:
    both = FixedCell(1, WEB, 1, OCTOBER, 80), FixedCell(2, WEBINAR, 1, OCTOBER, 40)
    with pytest.raises(PlanError, match="contradiction") as caught:
        allocate(plan_with(*both, FixedCell(3, DIALS, 1, OCTOBER, 100)), "dials")
    values = caught.value.problem.values
    assert (values["node"], values["at"], values["difference"]) == (DIALS, ["青木 一郎", OCTOBER], 20)


@pytest.mark.parametrize(
    ("cells", "total", "difference"),
    [
        ([FixedCell(i, DIALS, i, OCTOBER, 200) for i in range(1, 9)], 1400, 200),
        ([FixedCell(i, DIALS, i, OCTOBER, 170) for i in range(1, 9)], 1400, 40),
        ([FixedCell(1, DIALS, None, PERIOD, 4100)], 4000, 100),
        ([FixedCell(i, DIALS, None, month, 1400) for i, month in enumerate(plan_with().months)], 4000, 200),
    ],
)
def test_what_cannot_add_up_in_the_whole_names_the_whole(cells: list[FixedCell], total: int, difference: int) -> None:
    with pytest.raises(PlanError, match="contradiction") as caught:
        allocate(plan_with(*cells), "dials")
    values = caught.value.problem.values
    assert (values["node"], values["total"], values["difference"]) == (DIALS, total, difference)


@given(st.sets(st.tuples(st.integers(1, 8), st.integers(0, 17)), max_size=3), st.sampled_from([DIALS, WEB]))
def test_cells_fixed_as_they_stand_stay(places: set[tuple[int, int]], node: NodeKey) -> None:
    plan = plan_with()
    whole = allocate(plan, "dials")
    allocation = whole if node == DIALS else whole.channels["web_inquiry"]
    spans = (*plan.months, *plan.weeks)
    open_cells = [FixedCell(i, node, member, spans[column], 0) for i, (member, column) in enumerate(sorted(places))]
    cells = [replace(cell, value=cell_of(plan, allocation, cell)) for cell in open_cells]
    again = allocate(plan_with(*cells), "dials")
    assert_adds_up(plan, again)
    part = again if node == DIALS else again.channels["web_inquiry"]
    assert [cell_of(plan, part, cell) for cell in cells] == [cell.value for cell in cells]


@pytest.mark.parametrize("seed", [0, 4, 7, 14, 19, 22, 23])
def test_what_some_table_has_is_no_contradiction(seed: int) -> None:
    """Cells of channels and of the whole, by week, month and period, as in a table some moves away from the shares."""
    chance = Random(seed)
    plan = plan_of({"dials": "sum(dials)", str(WEB): None, str(WEBINAR): None}, "dials", members=TEAM[:3])
    targets = {WEB: 40.0, WEBINAR: 20.0, DIALS: 60.0}
    plan = replace(plan, targets={key: Target(1, key, value) for key, value in targets.items()})
    shared = allocate(plan, "dials")
    tables = {key: np.array([row.weeks for row in shared.channels[key.channel or ""].rows]) for key in (WEB, WEBINAR)}
    for table in tables.values():
        for _ in range(20):
            giver, taker, week = chance.randrange(3), chance.randrange(3), chance.randrange(table.shape[1])
            if table[giver, week]:
                table[giver, week] -= 1
                table[taker, week] += 1
    tables[DIALS] = tables[WEB] + tables[WEBINAR]
    share, spans = chance.choice([0.3, 0.6, 0.9]), chance.choice([plan.weeks, (*plan.weeks, *plan.months, plan.period)])
    nodes = chance.choice([[DIALS], [DIALS, WEBINAR], [DIALS, WEB, WEBINAR]])
    places = [place for place in product(nodes, range(3), spans) if chance.random() < share]
    fixed = []
    for number, (node, member, span) in enumerate(places):
        inside = [span.covers(week) for week in plan.weeks]
        fixed.append(FixedCell(number, node, member + 1, span, int(tables[node][member][inside].sum())))
    again = allocate(replace(plan, fixed_cells=tuple(fixed)), "dials")
    assert_sums(plan, again)
    for cell in fixed:
        part = again.channels[cell.node.channel] if cell.node.channel else again
        assert cell_of(plan, part, cell) == cell.value


def moved(seed: int, team: tuple[Member, ...]) -> tuple[Plan, list[FixedCell]]:
    """Two channels, and cells of their teams and of the whole's as in weeks that are moved away from the shares."""
    chance = Random(seed)
    plan = plan_of({"dials": "sum(dials)", str(WEB): None, str(WEBINAR): None}, "dials", members=team)
    targets = {WEB: 9.0, WEBINAR: 7.0, DIALS: 16.0}
    plan = replace(plan, targets={key: Target(1, key, value) for key, value in targets.items()})
    shared = allocate(plan, "dials")
    weeks = {key: np.array(shared.channels[key.channel or ""].weeks) for key in (WEB, WEBINAR)}
    for row in weeks.values():
        for _ in range(12):
            giver, taker = chance.randrange(len(row)), chance.randrange(len(row))
            if row[giver]:
                row[giver] -= 1
                row[taker] += 1
    weeks[DIALS] = weeks[WEB] + weeks[WEBINAR]
    cells: list[FixedCell] = []
    for node, span in product((DIALS, WEB, WEBINAR), (*plan.weeks, *plan.months)):
        if chance.random() < 0.4:
            value = int(weeks[node][[span.covers(week) for week in plan.weeks]].sum())
            cells.append(FixedCell(len(cells), node, None, span, value))
    return plan, cells


@pytest.mark.parametrize("team", [(), TEAM[:2]])
@pytest.mark.parametrize("seed", [0, 10, 13, 19, 31, 41, 43])
def test_what_some_weeks_of_the_team_have_is_no_contradiction(seed: int, team: tuple[Member, ...]) -> None:
    plan, cells = moved(seed, team)
    again = allocate(replace(plan, fixed_cells=tuple(cells)), "dials")
    assert_sums(plan, again)
    for cell in cells:
        part = again.channels[cell.node.channel] if cell.node.channel else again
        assert cell_of(plan, part, cell) == cell.value
