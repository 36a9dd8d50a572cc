import numpy as np
import pytest
from scipy.stats import beta

from isplanner.analysis.chance.draws import Streams, Tables, chances, grid_of, mean_of
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


def levels(spread: Spread, centre: float, samples: int = 10_000) -> np.ndarray:
    table = spread.quantiles(centre, chances()).astype(np.float32)
    out, scratch = np.empty((2, samples), np.float32)
    grid_of(samples).read(table, np.append(np.diff(table), np.float32(0)), out, scratch)
    return out


def test_levels_are_the_quantiles_of_equal_slices() -> None:
    exact = beta.ppf((np.arange(10_000) + 0.5) / 10_000, 100 * 0.3, 100 * 0.7)
    assert levels(ShareSpread(100.0), 0.3) == pytest.approx(exact, rel=2e-5)


def test_so_their_mean_is_what_they_are_laid_around() -> None:
    assert levels(ShareSpread(100.0), 0.3).mean() == pytest.approx(0.3, rel=1e-5)
    assert levels(AmountSpread(0.2), 1e6).mean() == pytest.approx(1e6, rel=1e-4)


@pytest.mark.parametrize(
    ("spread", "centre", "mean"),
    [
        (FixedSpread(), 5.0, 5.0),
        (ShareSpread(30.0), 0.2, 0.2),
        (NormalSpread(0.5, is_share=False), 100.0, 100 * np.exp(0.125)),
        (NormalSpread(0.5, is_share=True), 0.5, 0.5),
    ],
)
def test_the_mean_of_a_level(spread: Spread, centre: float, mean: float) -> None:
    assert mean_of(spread, centre) == pytest.approx(mean, rel=1e-5)


def test_streams_are_named() -> None:
    streams = Streams(1, 1000, 3)
    first = streams.normal("luck", "orders")
    streams.normal("month", "orders")
    assert (streams.normal("luck", "orders") == first).all()
    for other in (
        streams.normal("luck", "connects"),
        streams.normal("month", "orders"),
        Streams(2, 1000, 3).normal("luck", "orders"),
    ):
        assert abs(np.corrcoef(other.ravel(), first.ravel())[0, 1]) < 0.1


def test_months_that_follow_change_nothing() -> None:
    assert (Streams(1, 100, 12).normal("luck", "orders")[:3] == Streams(1, 100, 3).normal("luck", "orders")).all()


def test_the_draws_are_those_of_every_machine() -> None:
    """Kept numbers: a change here changes every probability that a manager has seen."""
    streams = Streams(1, 10, 1)
    assert streams.order("dials").tolist() == [5, 3, 1, 4, 7, 6, 0, 8, 2, 9]
    assert streams.normal("luck", "dials")[0, :3].tolist() == pytest.approx([0.753043, 0.957631, 1.322591], abs=1e-6)


def test_an_order_has_every_sample_once() -> None:
    assert sorted(Streams(3, 500, 1).order("dials").tolist()) == list(range(500))


@pytest.mark.parametrize(
    ("trials", "centre"),
    [(300.0, 0.2), (5.0, 0.3), (2.0, 0.5), (60.0, 0.01), (20_000.0, 0.6), (30.0, 0.95), (2.0, 1e-4)],
)
def test_a_table_of_a_share_is_that_of_its_quantiles(trials: float, centre: float) -> None:
    spread = ShareSpread(trials)
    found = Tables(spread, is_share=True).at(centre)
    assert found == pytest.approx(spread.quantiles(centre, chances()), rel=1e-5, abs=1e-12)


@pytest.mark.parametrize(
    "spread",
    [
        CountSpread(40.0),
        AmountSpread(0.3),
        NormalSpread(0.2, is_share=False),
        JudgedSpread(Judgement(8, 10, 15), is_share=False),
    ],
)
@pytest.mark.parametrize("centre", [0.0, 0.3, 12.0, 1e6])
def test_a_table_of_anything_else_grows_with_its_centre(spread: Spread, centre: float) -> None:
    assert Tables(spread, is_share=False).at(centre) == pytest.approx(spread.quantiles(centre, chances()), rel=1e-12)


@pytest.mark.parametrize("centre", [0.0, 1.0])
def test_a_share_at_an_end_stays_there(centre: float) -> None:
    assert (Tables(ShareSpread(50.0), is_share=True).at(centre) == centre).all()
