from math import isnan, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.analysis.tree.seek import seek


@given(st.floats(1e-6, 1e6), st.floats(1e-3, 1e3), st.sampled_from([0.5, 1.0, 2.0, 3.0]))
def test_a_rising_function_is_zero_there(zero: float, start: float, power: float) -> None:
    found = seek(lambda x: x**power - zero**power, start, 1e-12 * zero**power)
    assert found == pytest.approx(zero, rel=1e-9)


def test_a_line_takes_one_step() -> None:
    asked: list[float] = []

    def gap(x: float) -> float:
        asked.append(x)
        return 3 * x - 4.5

    assert seek(gap, 1.0, 1e-12) == 1.5
    assert asked == [1.0, 2.0, 1.5]


def test_a_kink_costs_no_patience() -> None:
    asked: list[float] = []

    def gap(x: float) -> float:
        asked.append(x)
        return min(x, 7.0) - 7.0 + 1e-9

    assert seek(gap, 1.0, 1e-15) == pytest.approx(7)
    assert len(asked) < 60


def test_a_jump_is_bracketed_to_the_last_digit() -> None:
    assert seek(lambda x: -1.0 if x < 3 else 2.0, 1.0, 0.0) == pytest.approx(3)


@pytest.mark.parametrize("gap", [lambda x: -1.0, lambda x: 1.0 + x, lambda x: nan])
def test_nowhere_zero_is_no_number(gap: object) -> None:
    assert callable(gap)
    assert isnan(seek(gap, 1.0, 0.0))
