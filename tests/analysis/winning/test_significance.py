import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control, fisher_exact

from isplanner.analysis.winning.significance import compare_with_rest, false_discovery_rates, overdispersion

COUNTS = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: (min(pair), max(pair)))


@given(st.lists(COUNTS, min_size=1, max_size=6))
def test_the_comparison_is_fishers_exact_test(groups: list[tuple[int, int]]) -> None:
    successes, trials = (np.array(column, float) for column in zip(*groups, strict=True))
    chances = compare_with_rest(successes, trials)
    for k, n, chance in zip(successes, trials, chances, strict=True):
        good, bad = successes.sum() - k, trials.sum() - n - successes.sum() + k
        assert chance == pytest.approx(fisher_exact(np.array([[k, n - k], [good, bad]]))[1], abs=1e-9)


@pytest.mark.parametrize(
    ("k", "n", "good", "total"),
    [(50, 1_000, 20_000, 1_000_000), (130_000, 500_000, 250_000, 1_000_000), (3, 3, 9, 9_000)],
)
def test_large_groups_are_compared_exactly_too(k: int, n: int, good: int, total: int) -> None:
    chance = compare_with_rest(np.array([k, good - k], float), np.array([n, total - n], float))[0]
    table = np.array([[k, n - k], [good - k, total - n - good + k]])
    assert chance == pytest.approx(fisher_exact(table)[1], rel=1e-6, abs=1e-12)


def test_nothing_to_compare_is_no_difference() -> None:
    assert compare_with_rest(np.array([3.0]), np.array([9.0])).tolist() == [1.0]
    assert compare_with_rest(np.array([0.0, 0.0]), np.array([9.0, 5.0])).tolist() == [1.0, 1.0]
    assert compare_with_rest(np.array([9.0, 5.0]), np.array([9.0, 5.0])).tolist() == [1.0, 1.0]
    assert compare_with_rest(np.array([0.0, 5.0]), np.array([0.0, 9.0])).tolist() == [1.0, 1.0]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_false_discovery_rates_are_those_of_benjamini_and_hochberg(chances: list[float]) -> None:
    found = false_discovery_rates(np.array(chances))
    assert found == pytest.approx(false_discovery_control(chances))
    assert (found >= chances).all()


def test_no_tests_have_no_rates() -> None:
    assert len(false_discovery_rates(np.empty(0))) == 0


def test_single_trials_do_not_go_together() -> None:
    ones = np.ones(50)
    assert overdispersion(np.tile([0.0, 1.0], 25), ones, np.arange(50) % 5) == 1.0


def test_units_that_differ_more_than_luck_are_worth_less() -> None:
    generator, mails = np.random.default_rng(1), 400
    trials = np.full(mails, 1_000.0)
    group = np.arange(mails) % 4
    by_luck = generator.binomial(1_000, 0.2, mails).astype(float)
    assert overdispersion(by_luck, trials, group) == pytest.approx(1.0, abs=0.25)
    by_mail = generator.binomial(1_000, generator.beta(20, 80, mails)).astype(float)
    # A Beta of strength 100: each mail's opens vary (1,000 + 100) ÷ (1 + 100) times as much.
    assert overdispersion(by_mail, trials, group) == pytest.approx(1_100 / 101, rel=0.2)


def test_where_each_group_has_one_unit_they_are_held_against_all() -> None:
    trials = np.full(4, 1_000.0)
    successes = np.array([150.0, 250.0, 180.0, 220.0])
    surplus = ((successes - 200) ** 2 / (1_000 * 0.2 * 0.8)).sum() / 3
    assert overdispersion(successes, trials, np.arange(4)) == pytest.approx(surplus)


@pytest.mark.parametrize(
    ("successes", "trials"),
    [([5.0], [9.0]), ([0.0, 0.0], [9.0, 9.0]), ([9.0, 9.0], [9.0, 9.0]), ([0.0, 0.0], [0.0, 0.0])],
)
def test_what_cannot_be_told_counts_as_luck(successes: list[float], trials: list[float]) -> None:
    group = np.zeros(len(trials), np.int64)
    assert overdispersion(np.array(successes), np.array(trials), group) == 1.0
