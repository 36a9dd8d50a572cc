"""Sums that cross each other, against all tables there are."""

from itertools import product

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from isplanner.analysis.whole_numbers.crossing import Family, round_crossing
from isplanner.analysis.whole_numbers.rounding import Bools, Floats, Ints, MarginError

SHAPE = (2, 2, 2)
"""Channels, members, weeks."""
TABLES = np.array(list(product(range(3), repeat=8)), np.int64).reshape(-1, *SHAPE)
AXES = {"columns": 1, "whole": 0, "months": 2}
"""What each family adds up: over members, over channels, over weeks."""

tables = st.lists(st.integers(0, 2), min_size=8, max_size=8).map(lambda cells: np.array(cells).reshape(SHAPE))
shares = st.lists(st.floats(0, 2).map(lambda share: round(share, 2)), min_size=8, max_size=8).map(
    lambda cells: np.array(cells).reshape(SHAPE)
)
masks = st.lists(st.booleans(), min_size=8, max_size=8).map(lambda cells: np.array(cells).reshape(SHAPE))
some = st.lists(st.booleans(), min_size=4, max_size=4).map(lambda cells: np.array(cells).reshape(2, 2))


def family(table: Ints, axis: int, fixed: Bools) -> Family:
    """The sums of a table over an axis that are fixed, one after the other."""
    numbers = np.where(fixed, fixed.cumsum().reshape(2, 2) - 1, -1)
    of = np.broadcast_to(np.expand_dims(numbers, axis), SHAPE).ravel()
    return Family(of, table.sum(axis)[fixed].astype(float))


def possible(table: Ints, free: Bools, fixed: dict[str, Bools]) -> Ints:
    fits = (free | (table == TABLES)).all((1, 2, 3))
    for name, axis in AXES.items():
        fits &= (~fixed[name] | (TABLES.sum(axis + 1) == table.sum(axis))).all((1, 2))
    found: Ints = TABLES[fits]
    return found


@given(tables, shares, masks, some, some)
@example(  # each flow alone would take the dearer corner of the other
    np.array([[[1, 0], [0, 1]], [[0, 1], [1, 0]]]),
    np.full(SHAPE, 0.5),
    np.ones(SHAPE, bool),
    np.ones((2, 2), bool),
    np.ones((2, 2), bool),
)
def test_where_there_is_a_table_one_is_found(
    table: Ints, exact: Floats, free: Bools, whole: Bools, months: Bools
) -> None:
    fixed = {"columns": np.ones((2, 2), bool), "whole": whole, "months": months}
    columns, *families = (family(table, axis, fixed[name]) for name, axis in AXES.items())
    shares_ = np.where(free, exact, table).ravel()
    found = round_crossing(shares_, free.ravel(), columns, families).reshape(SHAPE)
    assert (possible(table, free, fixed) == found).all((1, 2, 3)).any() or found.max() > 2
    assert (found >= 0).all()
    for name, axis in AXES.items():
        assert (found.sum(axis) == table.sum(axis))[fixed[name]].all()
    assert (found == table)[~free].all()


@given(tables, masks, some, some, st.integers(0, 3))
def test_where_there_is_none_that_is_said(table: Ints, free: Bools, whole: Bools, months: Bools, more: int) -> None:
    """One channel's first week is to be `more` larger than it can be with all else as it is."""
    fixed = {"columns": np.ones((2, 2), bool), "whole": whole, "months": months}
    columns, *families = (family(table, axis, fixed[name]) for name, axis in AXES.items())
    totals = columns.totals.copy()
    totals[0] += more
    wanted = table.sum(1).astype(float)
    wanted[0, 0] += more
    fits = (free | (table == TABLES)).all((1, 2, 3)) & (TABLES.sum(2) == wanted).all((1, 2))
    fits &= (~whole | (TABLES.sum(1) == table.sum(0))).all((1, 2)) & (~months | (TABLES.sum(3) == table.sum(2))).all(
        (1, 2)
    )
    try:
        found = round_crossing(table.ravel().astype(float), free.ravel(), Family(columns.of, totals), families)
    except MarginError:
        assert not fits.any()
    else:
        assert fits.any() or found.max() > 2


def test_a_table_that_only_shares_keep_is_said_to_be_none() -> None:
    """All sums 1 over each axis but one cell fixed against them."""
    table = np.array([[[1, 0], [0, 1]], [[0, 1], [1, 0]]])
    every = np.ones((2, 2), bool)
    columns, *families = (family(table, axis, every) for axis in AXES.values())
    fixed = np.full(SHAPE, 0.5)
    fixed[0, 0] = [1.0, 1.0]
    free = np.ones(SHAPE, bool)
    free[0, 0] = False
    with pytest.raises(MarginError):
        round_crossing(fixed.ravel(), free.ravel(), columns, families)
