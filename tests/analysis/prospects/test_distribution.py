"""Distributions made to a mean and a variance, beside scipy's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from isplanner.analysis.counting.count import Floats
from isplanner.analysis.prospects.distribution import Beta, Distribution, Gamma, GammaPoisson, Outcome
from isplanner.plan.metric import Direction


def of(*numbers: float) -> Floats:
    return np.array(numbers, np.float64)


def moments(distribution: Distribution) -> tuple[float, float]:
    """Mean and variance by the quantiles of 20,000 evenly spread chances."""
    chances = (np.arange(20_000) + 0.5) / 20_000
    values = distribution.quantile(chances[:, None])[:, 0]
    return float(values.mean()), float(values.var())


class TestDistributions:
    def test_a_gamma_poisson_is_the_negative_binomial(self) -> None:
        peer = stats.nbinom(240, 240 / 365)
        ours = GammaPoisson.of(of(125.0), of(125.0 * (1 + 25 / 48)))
        values = of(-1.0, 0.0, 100.0, 125.5, 139.0, 300.0)
        assert ours.at_most(values) == pytest.approx(peer.cdf(values), abs=1e-12)
        assert ours.quantile(of(0.001, 0.1, 0.5, 0.9)) == pytest.approx(peer.ppf([0.001, 0.1, 0.5, 0.9]))

    @pytest.mark.parametrize(
        ("distribution", "mean", "variance"),
        [
            (GammaPoisson.of(of(3.0), of(7.5)), 3.0, 7.5),
            (GammaPoisson.of(of(40.0), of(40.0)), 40.0, 40.0),
            (Beta.of(of(0.2), of(0.01)), 0.2, 0.01),
            (Gamma.of(of(12.0), of(30.0)), 12.0, 30.0),
            (Gamma.of_pieces(of(2e6), of(3e12), of(1e6)), 2e6, 3e12),
        ],
    )
    def test_mean_and_variance_are_those_asked_for(
        self, distribution: Distribution, mean: float, variance: float
    ) -> None:
        assert moments(distribution) == pytest.approx((mean, variance), rel=0.01)

    def test_an_amount_is_nothing_where_no_deal_comes(self) -> None:
        ours = Gamma.of_pieces(of(1e6), of(1.5e12), of(1e6))
        assert ours.at_most(of(0.0)) == pytest.approx(GammaPoisson.of(of(1.0), of(1.5)).at_most(of(0.0)))
        assert ours.at_most(of(-1.0)) == 0
        assert ours.quantile(0.2) == 0

    def test_a_column_of_chances_gives_a_row_each(self) -> None:
        found = GammaPoisson.of(of(3.0, 90.0), of(4.0, 200.0)).quantile(of(0.1, 0.9)[:, None])
        assert found.shape == (2, 2)
        assert (found[0] < found[1]).all()

    @given(st.floats(0.01, 5_000), st.floats(1.0, 30.0), st.floats(0.01, 0.99))
    def test_the_quantile_of_a_count_is_the_least_that_is_enough(self, mean: float, luck: float, chance: float) -> None:
        ours = GammaPoisson.of(of(mean), of(mean * luck))
        found = ours.quantile(chance)
        assert ours.at_most(found) >= chance
        assert ours.at_most(found - 1) < chance


def outcome(rest: Distribution, expected: float, sure: float = 0.0, times: float = 1.0) -> Outcome:
    return Outcome(of(expected), of(sure), of(times), rest)


class TestOutcome:
    rest = GammaPoisson.of(of(125.0), of(125.0 * (1 + 25 / 48)))

    def test_the_chance_of_the_worked_example(self) -> None:
        assert outcome(self.rest, 315, 190).chance(of(330.0)) == pytest.approx(0.1468, abs=5e-5)

    def test_or_more_and_or_less_share_the_target_itself(self) -> None:
        both = outcome(self.rest, 315, 190)
        target = of(330.0)
        at = stats.nbinom(240, 240 / 365).pmf(140)
        assert both.chance(target) + both.chance(target, Direction.LOWER) == pytest.approx(1 + at)

    def test_what_is_done_already_is_certain(self) -> None:
        assert outcome(self.rest, 315, 190).chance(of(190.0)) == 1
        assert outcome(self.rest, 315, 190).chance(of(189.0), Direction.LOWER) == 0

    @pytest.mark.parametrize(("target", "is_reached"), [(190.0, True), (190.0 + 1e-12, True), (190.5, False)])
    def test_without_any_rest_the_target_is_reached_or_not(self, target: float, is_reached: bool) -> None:
        settled = outcome(self.rest, 190, 190, 0.0)
        assert settled.chance(of(target)) == is_reached
        assert settled.quantile(0.9) == 190

    def test_what_is_not_known_has_no_chance(self) -> None:
        assert np.isnan(outcome(self.rest, np.nan, np.nan).chance(of(1.0)))
        assert np.isnan(outcome(self.rest, 315, 190).chance(of(np.nan)))

    def test_a_share_of_the_period_is_what_was_and_what_comes(self) -> None:
        share = outcome(Beta.of(of(0.2), of(0.01)), 0.26, 0.2, 0.3)
        assert share.chance(of(0.26)) == pytest.approx(stats.beta(3.0, 12.0).sf(0.2))
        assert share.quantile(0.5) == pytest.approx(0.2 + 0.3 * stats.beta(3.0, 12.0).ppf(0.5))
