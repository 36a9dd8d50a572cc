import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from isplanner.analysis.counting.borrow import (
    LEAST_STRENGTH,
    MOST_STRENGTH,
    Excess,
    excess_variance,
    prior_strengths,
    rate_posterior,
)
from isplanner.analysis.counting.count import Floats

rates = st.floats(0.001, 0.999)


def test_the_example_of_a_rate_from_few_trials() -> None:
    rate = rate_posterior(successes=60, trials=110, mean=0.60, strength=50)
    assert rate.mean == 0.5625
    assert (rate.quantile(0.1), rate.quantile(0.9)) == pytest.approx((0.5121, 0.6125), abs=5e-5)
    assert rate.chance_of(0.62) == pytest.approx(0.0699, abs=5e-5)
    assert rate.trials == 160


def test_the_chance_of_a_rate_that_cannot_be() -> None:
    rate = rate_posterior(3, 10, 0.5, 2)
    assert (rate.chance_of(-0.2), rate.chance_of(0), rate.chance_of(1), rate.chance_of(1.4)) == (1, 1, 0, 0)


@given(st.integers(0, 200), st.integers(0, 200), rates, st.floats(LEAST_STRENGTH, MOST_STRENGTH))
def test_a_posterior_lies_between_what_was_seen_and_what_was_believed(
    successes: int, failures: int, mean: float, strength: float
) -> None:
    trials = successes + failures
    rate = rate_posterior(successes, trials, mean, strength)
    raw = successes / trials if trials else mean
    assert min(raw, mean) - 1e-12 <= rate.mean <= max(raw, mean) + 1e-12
    assert rate.quantile(0.1) < rate.quantile(0.9)
    assert rate_posterior(successes + 1, trials + 1, mean, strength).mean > rate.mean


def columns(*rows: list[float]) -> Floats:
    return np.array(rows, np.float64)


def test_without_noise_the_excess_is_the_sample_variance() -> None:
    found = excess_variance(columns([1, 2, 6], [0, 4, np.nan]), np.zeros((2, 3)), guess=1.0)
    assert found is not None
    assert found.variance == pytest.approx((14 + 8) / 3)


def test_noise_is_taken_off() -> None:
    found = excess_variance(columns([1, 2, 6]), columns([2, 2, 2]), guess=1.0)
    assert found is not None
    assert found.variance == pytest.approx(7 - 2)


def test_one_observation_a_group_says_nothing_of_how_much_they_vary() -> None:
    assert excess_variance(columns([1, np.nan], [5, np.nan]), np.ones((2, 2)), guess=1.0) is None
    assert excess_variance(np.empty((0, 3)), np.empty((0, 3)), guess=1.0) is None


def test_an_uncertain_estimate_is_drawn_to_the_guess() -> None:
    assert Excess(4.0, doubt=9.0, freedom=2).towards(1.0) == 1 + (8 - 1) / 2
    assert Excess(4.0, doubt=1e-12, freedom=200).towards(1.0) == pytest.approx(4.04)
    assert Excess(4.0, doubt=1e12, freedom=200).towards(1.0) == pytest.approx(1.0)
    assert Excess(-4.0, doubt=9.0, freedom=2).towards(1.0) == 0.5


def test_what_is_expected_of_an_estimate_is_never_nothing() -> None:
    assert Excess(4.0, doubt=1e-6, freedom=9).expected == pytest.approx(4.0)
    assert Excess(0.0, doubt=1.0, freedom=9).expected == pytest.approx(stats.halfnorm.mean())
    assert Excess(-5.0, doubt=1.0, freedom=9).expected == pytest.approx(stats.truncnorm(5, np.inf, loc=-5).mean())
    assert Excess(-99.0, doubt=1.0, freedom=9).expected == pytest.approx(1 / 99, rel=1e-3)
    assert Excess(-1e6, doubt=1.0, freedom=9).expected == pytest.approx(1e-6)
    assert Excess(-5.0, doubt=0.0, freedom=9).expected == 0.0


def test_the_estimate_is_right_on_average_and_as_sure_as_it_says() -> None:
    rng = np.random.default_rng(1)
    noise = np.full((4, 6), 0.02)
    found = [
        excess_variance(rng.normal(0, np.sqrt(0.01 + noise)), noise, guess=0.01) or Excess(0, 0, 1) for _ in range(2000)
    ]
    variances = np.array([excess.variance for excess in found])
    assert variances.mean() == pytest.approx(0.01, rel=0.05)
    assert variances.var() == pytest.approx(found[0].doubt, rel=0.1)


def test_groups_that_agree_share_all_they_know_and_groups_that_differ_nothing() -> None:
    trials, unit = np.array([100.0, 300.0, 600.0]), np.full(3, 4.0)
    many = prior_strengths(np.zeros(3), trials * 1e9, unit)
    assert many.tolist() == pytest.approx([MOST_STRENGTH] * 3, rel=1e-3)
    few = prior_strengths(np.zeros(3), trials, unit)
    assert (few < [900, 700, 400]).all()
    assert (few > LEAST_STRENGTH).all()
    assert prior_strengths(np.array([-5.0, 0.0, 5.0]), trials, unit).tolist() == [LEAST_STRENGTH] * 3


def test_one_group_has_nobody_to_borrow_from() -> None:
    assert prior_strengths(np.zeros(1), np.array([50.0]), np.full(1, 4.0)).tolist() == [LEAST_STRENGTH]


@given(st.lists(st.tuples(st.floats(-3, 3), st.floats(0, 1e6)), min_size=1, max_size=12), rates)
def test_what_the_team_is_worth_stays_within_its_limits(groups: list[tuple[float, float]], rate: float) -> None:
    deviations, trials = np.array(groups).T
    strengths = prior_strengths(deviations, trials, np.full(len(groups), 1 / (rate * (1 - rate))))
    assert ((strengths >= LEAST_STRENGTH) & (strengths <= MOST_STRENGTH)).all()


def test_the_more_groups_differ_the_less_the_team_is_worth() -> None:
    trials, unit = np.full(5, 400.0), np.full(5, 5.0)
    steps = np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
    worth = [float(prior_strengths(steps * width, trials, unit)[0]) for width in (0.01, 0.1, 0.2, 0.4)]
    assert worth == sorted(worth, reverse=True)
    assert worth[0] > 2 * worth[-1]
