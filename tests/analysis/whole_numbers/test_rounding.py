import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from isplanner.analysis.whole_numbers.rounding import Floats, Ints, MarginError, controlled_round, round_shares

SEEDS = st.integers(0, 2**32 - 1)


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        (100, [3, 5, 9], [18, 29, 53]),
        (1000, [21, 19, 23], [333, 302, 365]),
        (2, [1, 1, 1], [1, 1, 0]),
        (0, [1, 2], [0, 0]),
        (7, [0, 1], [0, 7]),
        (-10, [1, 2], [-3, -7]),
    ],
)
def test_largest_remainders_then_order(total: int, weights: list[float], shares: list[int]) -> None:
    assert round_shares(total, weights) == shares


@given(st.integers(0, 10**9), st.lists(st.floats(0, 1e6), min_size=1, max_size=30).filter(lambda w: sum(w) > 1e-3))
def test_shares_add_up_and_lie_within_one(total: int, weights: list[float]) -> None:
    shares = round_shares(total, weights)
    assert sum(shares) == total
    exact = np.array(weights) * (total / sum(weights))
    assert np.abs(np.array(shares) - exact).max() < 1 + 1e-6


def random_table(seed: int, height: int, width: int) -> tuple[Floats, Ints, Ints]:
    """Shares with many equal ones and some nothing, and sums of rows and columns near to theirs."""
    random = np.random.default_rng(seed)
    exact = random.choice([0, 0.25, 0.5, 1.0, 7.5, random.gamma(2, 10)], (height, width)) * random.uniform(
        0.9, 1.1, width
    )
    total = round(exact.sum())
    rows, columns = (
        np.array(round_shares(total, sums if sums.any() else np.ones(len(sums))))
        for sums in (exact.sum(1), exact.sum(0))
    )
    scale = total / exact.sum() if total else 0
    return exact * scale, rows, columns


@given(SEEDS, st.integers(1, 12), st.integers(1, 12))
def test_both_sums_are_exact_and_every_cell_lies_within_one(seed: int, height: int, width: int) -> None:
    exact, rows, columns = random_table(seed, height, width)
    # Sums that are themselves shares' sums rounded: such a table always exists.
    cells = controlled_round(exact, rows, columns)
    assert (cells.sum(1) == rows).all()
    assert (cells.sum(0) == columns).all()
    assert (cells >= 0).all()
    assert np.abs(cells - exact).max() < 1 + 1e-6


@pytest.mark.parametrize("seed", range(10))
def test_no_table_is_nearer(seed: int) -> None:
    exact, rows, columns = random_table(seed, 6, 5)
    cells = controlled_round(exact, rows, columns)
    assert np.abs(cells - exact).sum() == pytest.approx(least_deviation(exact, rows, columns), abs=1e-4)


def least_deviation(exact: Floats, rows: Ints, columns: Ints) -> float:
    """The least sum of distances among all tables of neighbouring whole numbers, by linear programming."""
    low = np.floor(exact + 1e-9)
    cost = 1 - 2 * (exact - low)
    height, width = exact.shape
    by_row = np.kron(np.eye(height), np.ones(width))
    by_column = np.kron(np.ones(height), np.eye(width))
    solved = linprog(
        cost.ravel(),
        A_eq=np.vstack((by_row, by_column)),
        b_eq=np.concatenate((rows - low.sum(1), columns - low.sum(0))),
        bounds=(0, 1),
    )
    return float((exact - low).sum() + solved.fun)


def test_cells_that_stay_are_kept_and_the_rest_goes_around_them() -> None:
    exact = np.array([[9.0, 1.5], [1.0, 3.5]])
    free = np.array([[False, True], [True, True]])
    cells = controlled_round(exact, [10, 5], [11, 4], free=free)
    assert cells.tolist() == [[9, 1], [2, 3]]


@pytest.mark.parametrize(
    ("rows", "columns", "axis", "index", "missing"),
    [([5, 4], [8, 1], "row", 0, -4), ([9, 4], [9, 4], "row", 1, 1), ([9, 3], [8, 4], "column", 0, -1)],
)
def test_sums_that_cannot_be_are_named(
    rows: list[int], columns: list[int], axis: str, index: int, missing: int
) -> None:
    free = np.array([[False, True], [False, False]])
    with pytest.raises(MarginError) as caught:
        controlled_round(np.array([[9.0, 0.5], [0.0, 3.0]]), rows, columns, free=free)
    assert (caught.value.axis, caught.value.index, caught.value.missing) == (axis, index, missing)


@given(SEEDS)
def test_the_same_table_is_rounded_alike_and_turned_alike(seed: int) -> None:
    exact, rows, columns = random_table(seed, 5, 4)
    cells = controlled_round(exact, rows, columns)
    assert (cells == controlled_round(exact, rows, columns)).all()
    turned = controlled_round(exact.T, columns, rows).T
    assert np.abs(turned - exact).sum() == pytest.approx(np.abs(cells - exact).sum(), abs=1e-6)


def test_a_sum_that_is_only_preferred_bends_before_a_cell_is_off_by_one() -> None:
    exact = np.array([[2.0, 1.5], [2.0, 1.5]])
    cells = controlled_round(exact, [5, 2], [4, 3], bending=np.array([True, True]))
    assert cells.tolist() == [[2, 2], [2, 1]]
    assert controlled_round(exact, [5, 2], [4, 3]).sum(1).tolist() == [5, 2]


def test_no_cell_falls_below_its_least() -> None:
    exact = np.array([[1.2, 0.8], [1.8, 3.2]])
    assert controlled_round(exact, [2, 5], [3, 4], least=np.array([[0, 2], [0, 0]])).tolist() == [[0, 2], [3, 2]]


def test_a_cell_leans_only_between_its_neighbouring_numbers() -> None:
    exact = np.array([[0.5, 0.5], [0.5, 0.5]])
    straight, turned = np.array([[2.0, 0.0], [0.0, 2.0]]), np.array([[0.0, 2.0], [2.0, 0.0]])
    assert controlled_round(exact, [1, 1], [1, 1], lean=straight).tolist() == [[1, 0], [0, 1]]
    assert controlled_round(exact, [1, 1], [1, 1], lean=turned).tolist() == [[0, 1], [1, 0]]


def test_ties_lean_before_they_go_by_order() -> None:
    assert round_shares(4, [1, 1, 1, 5], np.array([0, 0, 1, 0])) == [1, 0, 1, 2]
    assert round_shares(100, [3, 5, 9], np.array([9, 9, 0])) == [18, 29, 53]


def test_a_table_far_from_its_sums_still_gets_them() -> None:
    cells = controlled_round(np.zeros((2, 3)), [7, 20], [1, 13, 13])
    assert (cells.sum(1).tolist(), cells.sum(0).tolist()) == ([7, 20], [1, 13, 13])


@pytest.mark.parametrize("columns", [[2, 0], [0, 2]])
def test_sums_that_only_together_cannot_be_are_refused(columns: list[int]) -> None:
    with pytest.raises(MarginError):
        controlled_round(np.zeros((2, 2)), [1, 1], columns, free=np.eye(2, dtype=bool))


def test_thousands_of_tables_with_fixed_cells() -> None:
    """Sums of rows and columns are those of a table near the shares, some cells of which are fixed as it has them."""
    random = np.random.default_rng(20261120)
    for _ in range(3000):
        height, width = random.integers(1, 13, 2)
        exact, rows, columns = random_table(int(random.integers(2**32)), int(height), int(width))
        some = controlled_round(exact, rows, columns)
        free = random.random(exact.shape) > random.choice([0.0, 0.1, 0.5])
        cells = controlled_round(np.where(free, exact, some), rows, columns, free=free)
        assert (cells.sum(1) == rows).all()
        assert (cells.sum(0) == columns).all()
        assert (cells >= 0).all()
        assert (cells[~free] == some[~free]).all()
        assert np.abs(cells - exact).max() < 1 + 1e-6


def test_a_table_is_rounded_alike_beside_rows_and_columns_without_a_free_cell() -> None:
    for seed in range(50):
        exact, rows, columns = random_table(seed, 6, 5)
        alone = controlled_round(exact, rows, columns)
        wide = np.zeros((8, 7))
        wide[1:7, 1:6], wide[0, 0], wide[7, 6] = exact, 4, 9
        free = np.zeros(wide.shape, bool)
        free[1:7, 1:6] = True
        cells = controlled_round(wide, [4, *rows, 9], [4, *columns, 9], free=free)
        assert (cells[1:7, 1:6] == alone).all()
        with pytest.raises(MarginError) as caught:
            controlled_round(wide, [4, *rows, 9], [3, *columns, 9], free=free)
        assert (caught.value.axis, caught.value.index, caught.value.missing) == ("column", 0, -1)
