import pytest

from isplanner.analysis.borrow import rate_posterior


def test_the_example_of_a_rate_from_few_trials() -> None:
    rate = rate_posterior(successes=60, trials=110, mean=0.60, strength=50)
    assert rate.mean == 0.5625
    assert (rate.quantile(0.1), rate.quantile(0.9)) == pytest.approx((0.5121, 0.6125), abs=5e-5)
    assert rate.chance_of(0.62) == pytest.approx(0.0699, abs=5e-5)
    assert rate.trials == 160
