"""Whatever members' cells are fixed: if some table has them, one is found."""

from dataclasses import replace
from datetime import date
from random import Random

import numpy as np
import pytest

from isplanner.analysis.sharing.allocate import allocate
from isplanner.analysis.whole_numbers.rounding import Ints
from isplanner.plan.plan import Plan
from isplanner.plan.scope import Member
from isplanner.plan.target import FixedCell
from tests.analysis.shares import ORDERS, assert_sums, plan_for
from tests.analysis.sharing.test_allocate import cell_of


def some_table(plan: Plan, random: Random) -> Ints:
    """Members × weeks that add up to the team's weeks: the shares, with units handed from one to another."""
    rows = allocate(plan, "orders").rows
    table, there = np.array([row.weeks for row in rows]), np.array([row.exact_weeks for row in rows]) > 0
    for _ in range(random.choice([0, 5, 40])):
        giver, taker = random.randrange(len(rows)), random.randrange(len(rows))
        week = random.randrange(len(plan.weeks))
        if table[giver, week] > 0 and there[taker, week]:
            table[giver, week] -= 1
            table[taker, week] += 1
    return table


def some_cells(plan: Plan, table: Ints, random: Random) -> list[FixedCell]:
    """Weeks, months and totals of members as a table has them."""
    kinds, share = random.choice(["w", "m", "wm", "wmt", "mt", "t", "wt"]), random.choice([0.1, 0.5, 0.8, 0.95])
    spans = {"w": plan.weeks, "m": plan.months, "t": (plan.period,)}
    cells: list[FixedCell] = []
    for member, row in zip(plan.members, table.tolist(), strict=True):
        for span in (span for kind in kinds for span in spans[kind] if random.random() < share):
            value = sum(units for week, units in zip(plan.weeks, row, strict=True) if span.covers(week))
            cells.append(FixedCell(len(cells) + 1, ORDERS, member.id, span, value))
    return cells


@pytest.mark.parametrize("seeds", [range(start, start + 60) for start in range(0, 180, 60)], ids=str)
def test_cells_that_some_table_has_are_no_contradiction(seeds: range) -> None:
    for random in map(Random, seeds):
        members = tuple(
            Member(
                number,
                f"{number}人目",
                capacity=random.choice([1.0, 1.0, 0.5, 0.75]),
                joined=date(2026, 11, 16) if random.random() < 0.1 else None,
                left=date(2026, 12, 1) if random.random() < 0.1 else None,
            )
            for number in range(1, random.randint(2, 5) + 1)
        )
        plan = plan_for(random.choice([7, 40, 100, 600]), members)
        if not any(member.joined is None for member in members) or all(member.left for member in members):
            continue
        plan = replace(plan, fixed_cells=tuple(some_cells(plan, some_table(plan, random), random)))
        allocation = allocate(plan, "orders")
        assert_sums(plan, allocation)
        assert all(cell_of(plan, allocation, cell) == cell.value for cell in plan.fixed_cells)
