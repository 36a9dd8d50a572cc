"""Nested sums, against all tables there are."""

from itertools import product

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from isplanner.analysis.whole_numbers.nested import round_nested
from isplanner.analysis.whole_numbers.rounding import Bools, Floats, Ints, MarginError

GROUPS = (slice(0, 2), slice(2, 3))
SHAPE = (2, 3)
MOST = 4
TABLES = np.array(list(product(range(MOST), repeat=6)), np.int64).reshape(-1, *SHAPE)
"""All tables of two rows with three columns, numbers to 3."""


def in_groups(tables: Ints) -> Ints:
    return np.stack([tables[..., of].sum(-1) for of in GROUPS], axis=-1)


def cost(tables: Ints, exact: Floats) -> Floats:
    """How far tables are from shares: units beyond the numbers next to the share first, then squares."""
    away = np.abs(tables - exact)
    beyond = np.maximum(away, 1.0) - 1
    both: Floats = (beyond * 4096 + away**2).sum((-1, -2))
    return both


def possible(columns: Ints, sums: Floats, totals: Floats, free: Bools, exact: Floats) -> Ints:
    """The tables with these sums, around cells that are fixed."""
    fits = (TABLES.sum(1) == columns).all(1)
    fits &= (np.isnan(sums) | (in_groups(TABLES) == sums)).all((1, 2))
    fits &= (np.isnan(totals) | (TABLES.sum(2) == totals)).all(1)
    fits &= (free | (exact == TABLES)).all((1, 2))
    found: Ints = TABLES[fits]
    return found


shares = st.floats(0, 2.9, allow_subnormal=False).map(lambda share: round(share, 3))
maybe = st.booleans()


@st.composite
def problems(draw: st.DrawFn) -> tuple[Floats, Ints, Floats, Floats, Bools]:
    """Shares and sums, most of which some table has."""
    table = np.array(draw(st.lists(st.integers(0, 2), min_size=6, max_size=6)), np.int64).reshape(SHAPE)
    free = np.array(draw(st.lists(maybe, min_size=6, max_size=6))).reshape(SHAPE)
    exact = np.array(draw(st.lists(shares, min_size=6, max_size=6))).reshape(SHAPE)
    sums = np.where(np.array(draw(st.lists(maybe, min_size=4, max_size=4))).reshape(2, 2), in_groups(table), np.nan)
    totals = np.where(np.array(draw(st.lists(maybe, min_size=2, max_size=2))), table.sum(1), np.nan)
    columns = table.sum(0)
    if draw(st.integers(0, 4)) == 0:
        columns[draw(st.integers(0, 2))] = draw(st.integers(0, 3))
    return np.where(free, exact, table), columns, sums, totals, free


@given(problems())
@example(
    (
        np.array([[0.5, 0.5, 0.5], [0.5, 0.5, 0.5]]),
        np.array([1, 1, 1]),
        np.array([[2.0, np.nan], [np.nan, np.nan]]),
        np.array([np.nan, np.nan]),
        np.ones(SHAPE, bool),
    )
)
def test_the_nearest_of_all_tables_is_found(problem: tuple[Floats, Ints, Floats, Floats, Bools]) -> None:
    exact, columns, sums, totals, free = problem
    tables = possible(columns, sums, totals, free, exact)
    if not len(tables):
        with pytest.raises(MarginError):
            round_nested(exact, columns, GROUPS, sums, totals, free)
        return
    found = round_nested(exact, columns, GROUPS, sums, totals, free)
    assert (tables == found).all((1, 2)).any()
    assert cost(found, exact) == pytest.approx(cost(tables, exact).min(), abs=1e-4)


def test_what_is_missing_is_said_of_its_column() -> None:
    exact, free = np.array([[1.0, 1.0, 0.0], [1.0, 0.0, 0.0]]), np.zeros(SHAPE, bool)
    with pytest.raises(MarginError) as caught:
        round_nested(exact, np.array([2, 2, 0]), GROUPS, np.full((2, 2), np.nan), np.full(2, np.nan), free)
    assert (caught.value.axis, caught.value.index, caught.value.total, caught.value.missing) == ("column", 1, 2, 1)


def test_a_team_of_fifty_over_a_year_is_settled() -> None:
    numbers = np.random.default_rng(1)
    members, weeks, months = 50, 53, [slice(at, min(at + 5, 53)) for at in range(0, 53, 5)]
    table = numbers.poisson(3.0, (members, weeks)).astype(np.int64)
    exact = table + numbers.uniform(-0.9, 0.9, table.shape)
    sums = np.stack([table[:, of].sum(1) for of in months], axis=1).astype(float)
    sums[numbers.random(sums.shape) < 0.5] = np.nan
    free = numbers.random(table.shape) < 0.7
    shares = np.where(free, exact.clip(0), table)
    found = round_nested(shares, table.sum(0), months, sums, np.full(members, np.nan), free)
    assert (found.sum(0) == table.sum(0)).all()
    assert (np.isnan(sums) | (np.stack([found[:, of].sum(1) for of in months], axis=1) == sums)).all()
    assert (found[~free] == table[~free]).all()
    assert (np.abs(found - shares) < 1).mean() > 0.99
