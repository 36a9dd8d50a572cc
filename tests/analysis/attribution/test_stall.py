import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.analysis.attribution.stall import Effort, Stall, who_stalls
from isplanner.plan.playbook import Serves


def stall(*reached: float, asked: float = 100.0, luck: float = 0.0) -> Stall | None:
    return who_stalls([Effort(number, each, asked, luck) for number, each in enumerate(reached, 1)])


def test_all_alike_low_is_common() -> None:
    found = stall(90, 90, 90, 90)
    assert found == Stall(1.0, {})
    assert found.serves is Serves.TEAM


def test_two_far_behind_are_named_the_furthest_first() -> None:
    found = stall(100, 80, 100, 70, 100, 100, 100, 100)
    assert found is not None
    assert list(found.behind) == [4, 2]
    assert found.behind[4] == pytest.approx(0.3)
    assert found.serves is Serves.MEMBER


def test_the_two_parts_are_those_of_the_mean_square() -> None:
    """Shortfalls 0.1 and 0.3: mean 0.2, variance 0.01; 0.04 of 0.05 is common."""
    found = stall(90, 70)
    assert found is not None
    assert found.common == pytest.approx(0.8)


def test_what_luck_explains_does_not_tell_members_apart() -> None:
    found = stall(88, 92, luck=100)
    assert found == Stall(1.0, {})


def test_some_behind_a_team_on_target() -> None:
    found = stall(130, 90, 80)
    assert found is not None
    assert found.common == 0
    assert list(found.behind) == [3, 2]


def test_nobody_stalls() -> None:
    assert stall(100, 100) is None
    assert stall(120, 120) is None
    assert stall(50) is None
    assert who_stalls([Effort(1, 5, 0, 1), Effort(2, 3, 10, 1)]) is None
    assert who_stalls([]) is None


def test_luck_alone_is_seldom_taken_for_members() -> None:
    """Poisson counts around one shortfall: the parts between members stay small."""
    random = np.random.default_rng(3)
    commons = []
    for _ in range(200):
        found = who_stalls([Effort(number, random.poisson(80), 100, 80) for number in range(8)])
        commons.append(found.common if found else 1.0)
    assert np.mean(commons) > 0.9


@given(st.lists(st.tuples(st.floats(0, 200), st.floats(0, 200), st.floats(0, 100)), max_size=9))
def test_parts_are_parts(rows: list[tuple[float, float, float]]) -> None:
    found = who_stalls([Effort(number, *row) for number, row in enumerate(rows)])
    if found is not None:
        assert 0 <= found.common <= 1
        assert all(lag > 0 for lag in found.behind.values())
