import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from isplanner.analysis.whole_numbers.fit import fit_shares
from isplanner.analysis.whole_numbers.rounding import Floats, MarginError

ANY = np.nan
FREE = np.full((2, 2), np.nan)


def fit(seed: list[list[float]], rows: list[float], columns: list[float], fixed: Floats = FREE) -> Floats:
    return fit_shares(np.array(seed, float), fixed, np.array(rows, float), np.array(columns, float))


@given(arrays(float, (4, 3), elements=st.floats(0.1, 100)), arrays(float, (4, 3), elements=st.floats(0.1, 100)))
def test_rows_and_columns_have_their_sums(seed: Floats, sums: Floats) -> None:
    table = fit_shares(seed, np.full(seed.shape, np.nan), sums.sum(1), sums.sum(0))
    assert table.sum(1) == pytest.approx(sums.sum(1), rel=1e-6)
    assert table.sum(0) == pytest.approx(sums.sum(0))


def test_what_fits_already_stays() -> None:
    assert fit([[1, 3], [2, 4]], [4, 6], [3, 7]).tolist() == [[1, 3], [2, 4]]


def test_fixed_cells_stay_and_the_rest_is_scaled_around_them() -> None:
    fixed = np.array([[5, np.nan], [np.nan, np.nan]])
    assert fit([[1, 1], [1, 1]], [ANY, ANY], [8, 6], fixed).tolist() == [[5, 3], [3, 3]]


def test_a_row_of_any_sum_takes_what_the_others_leave() -> None:
    assert fit([[1, 1], [1, 1]], [2, ANY], [5, 5]) == pytest.approx(np.array([[1, 1], [4, 4]]))


def test_cells_that_have_to_become_nothing_do() -> None:
    table = fit([[1, 1], [0, 1]], [1e7, 1e7], [1e7, 1e7])
    assert table == pytest.approx(np.array([[1e7, 0], [0, 1e7]]), abs=1e-3)


@pytest.mark.parametrize(
    ("seed", "rows", "axis", "index", "missing"),
    [([[1, 0], [1, 1]], [15, ANY], "row", 0, 5), ([[1, 1], [1, 0]], [0, ANY], "column", 1, 10)],
)
def test_a_sum_that_cannot_be_had_is_named(
    seed: list[list[float]], rows: list[float], axis: str, index: int, missing: float
) -> None:
    with pytest.raises(MarginError) as caught:
        fit(seed, rows, [10, 10])
    assert (caught.value.axis, caught.value.index) == (axis, index)
    assert caught.value.missing == pytest.approx(missing)
