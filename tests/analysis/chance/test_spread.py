import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from isplanner.analysis.chance.spread import (
    AmountSpread,
    CountSpread,
    FixedSpread,
    JudgedSpread,
    NormalSpread,
    ShareSpread,
    Spread,
)
from isplanner.plan.judgement import Judgement

ENDS = np.array([0.1, 0.5, 0.9])
FINE = (np.arange(200_000) + 0.5) / 200_000
"""So many equal chances that the mean of their quantiles is the mean of the distribution."""
NORMAL_SCORES = np.array(stats.norm.cdf(np.linspace(-6, 6, 511)))


def of_a_share(judged: Judgement) -> JudgedSpread:
    return JudgedSpread(judged, is_share=True)


def test_a_share_is_a_beta_distribution_with_its_trials_wherever_it_is_laid() -> None:
    spread = ShareSpread(160)
    assert spread.quantiles(0.5625, ENDS) == pytest.approx(stats.beta(90, 70).ppf(ENDS))
    assert spread.quantiles(0.25, ENDS) == pytest.approx(stats.beta(40, 120).ppf(ENDS))


def test_a_count_is_a_gamma_distribution_as_wide_for_its_size_wherever_it_is_laid() -> None:
    spread = CountSpread(50)
    assert spread.quantiles(1000, ENDS) == pytest.approx(stats.gamma(50, scale=20).ppf(ENDS))
    assert spread.quantiles(3000, ENDS) == pytest.approx(3 * spread.quantiles(1000, ENDS))


def test_an_amount_is_log_normal_around_its_mean() -> None:
    found = AmountSpread(0.3).quantiles(1_000_000, ENDS)
    assert found == pytest.approx(stats.lognorm(0.3, scale=1_000_000 * np.exp(-0.045)).ppf(ENDS))


def test_normal_on_its_own_scale_has_its_median_at_the_centre() -> None:
    step = 0.1 * stats.norm.ppf(0.9)
    assert NormalSpread(0.1, is_share=False).quantiles(12_000, ENDS)[2] == pytest.approx(12_000 * np.exp(step))
    odds = 0.25 * np.exp(step)
    assert NormalSpread(0.1, is_share=True).quantiles(0.2, ENDS)[1:] == pytest.approx([0.2, odds / (1 + odds)])


@pytest.mark.parametrize(
    ("spread", "centre"),
    [(ShareSpread(12), 0.3), (ShareSpread(4), 0.02), (CountSpread(3), 40.0), (AmountSpread(0.7), 1e6)],
)
def test_the_mean_is_the_centre(spread: Spread, centre: float) -> None:
    assert spread.quantiles(centre, FINE).mean() == pytest.approx(centre, rel=2e-3)


def test_a_judgement_is_honoured_exactly() -> None:
    share, amount = Judgement(0.1, 0.12, 0.18), Judgement(800_000, 1_000_000, 1_500_000)
    assert of_a_share(share).quantiles(0.12, ENDS) == pytest.approx([0.1, 0.12, 0.18])
    assert JudgedSpread(amount, is_share=False).quantiles(1_000_000, ENDS) == pytest.approx([8e5, 1e6, 1.5e6])


def test_a_judgement_moves_with_the_centre_as_levers_do() -> None:
    amount = JudgedSpread(Judgement(80, 100, 150), is_share=False)
    assert amount.quantiles(200, ENDS) == pytest.approx([160, 200, 300])
    moved = of_a_share(Judgement(0.1, 0.2, 0.4)).quantiles(0.5, ENDS)  # the odds four times as high
    assert moved == pytest.approx([4 / 13, 0.5, 8 / 11])


def test_a_judgement_that_reaches_an_end_stops_there() -> None:
    found = JudgedSpread(Judgement(0, 10, 12), is_share=False).quantiles(10, np.array([0.01, 0.1, 0.5]))
    assert found == pytest.approx([0, 0, 10])
    assert of_a_share(Judgement(0.5, 0.9, 1.0)).quantiles(0.9, np.array([0.9, 0.99])) == pytest.approx([1, 1])


OF_SHARES: list[Spread] = [
    FixedSpread(),
    ShareSpread(2),
    ShareSpread(1e6),
    NormalSpread(0.5, is_share=True),
    of_a_share(Judgement(0.1, 0.2, 0.4)),
]
OF_TOTALS: list[Spread] = [
    FixedSpread(),
    CountSpread(0.5),
    CountSpread(1e6),
    AmountSpread(0.0),
    AmountSpread(2.0),
    NormalSpread(0.2, is_share=False),
    JudgedSpread(Judgement(1, 2, 3), is_share=False),
]


@pytest.mark.parametrize("spread", OF_SHARES)
@given(centre=st.floats(1e-6, 1 - 1e-6))
def test_shares_stay_shares_and_rise_with_the_chance(spread: Spread, centre: float) -> None:
    found = spread.quantiles(centre, NORMAL_SCORES)
    assert ((found >= 0) & (found <= 1)).all()
    assert (np.diff(found) >= -1e-9 * centre).all()


@pytest.mark.parametrize("spread", OF_TOTALS)
@given(centre=st.floats(1e-3, 1e12))
def test_counts_and_amounts_stay_positive_and_rise_with_the_chance(spread: Spread, centre: float) -> None:
    found = spread.quantiles(centre, NORMAL_SCORES)
    assert (np.isfinite(found) & (found >= 0)).all()
    assert (np.diff(found) >= -1e-9 * centre).all()


@pytest.mark.parametrize("spread", [*OF_SHARES, *OF_TOTALS])
def test_a_lever_at_nothing_stays_there(spread: Spread) -> None:
    assert spread.quantiles(0.0, ENDS).tolist() == [0, 0, 0]


@pytest.mark.parametrize("spread", OF_SHARES)
def test_a_share_of_all_stays_there(spread: Spread) -> None:
    assert spread.quantiles(1.0, ENDS).tolist() == [1, 1, 1]
