"""Luck and drift out of weeks and months, on numbers whose luck and drift are known."""

from datetime import date

import numpy as np
import pytest

from isplanner.analysis.counting.count import Floats
from isplanner.analysis.estimates.levels import Scale
from isplanner.analysis.prospects.record import Record, Weeks
from isplanner.analysis.prospects.unrest import measure_unrest, walk
from isplanner.plan.period import DAY, Span

DAYS = 5


def weeks_of(months: int, weeks_a_month: int = 4) -> Weeks:
    """So many whole months of as many weeks, all past."""
    weeks = months * weeks_a_month
    starts = [date(2026, 1, 5) + 7 * n * DAY for n in range(weeks)]
    return Weeks(
        spans=tuple(Span(start, start + 7 * DAY) for start in starts),
        days=np.full(weeks, float(DAYS)),
        month=np.repeat(np.arange(months), weeks_a_month),
        is_whole=np.ones(months, np.bool_),
        base=np.zeros(weeks, np.bool_),
        period=np.zeros(weeks, np.bool_),
        past=weeks,
    )


def record_of(above: Floats, below: Floats | None = None, scale: Scale = Scale.COUNT) -> Record:
    below = np.full(above.shape, float(DAYS)) if below is None else below
    return Record(scale, tuple(range(len(above))), above, below, np.ones(above.shape[1], np.bool_), below)


def levels(generator: np.random.Generator, rows: int, weeks: int, drift: float) -> Floats:
    """Rates that walk at random, by week."""
    steps = generator.normal(0, np.sqrt(drift * DAYS), (rows, weeks)).cumsum(axis=1)
    return np.asarray(20 * np.exp(steps))


class TestWalk:
    def test_a_month_against_the_month_before_it(self) -> None:
        # The mean of 20 days of a walk against that of the 20 before: 2 × 20 ÷ 3.
        weights = np.repeat([0.25, -0.25], 4)
        assert walk(weights, np.full(8, 5.0)) == pytest.approx(40 / 3)

    def test_time_between_counts_in_full(self) -> None:
        weights = np.array([1.0, 0.0, -1.0])
        assert walk(weights, np.array([6.0, 10.0, 6.0])) == pytest.approx(2 + 10 + 2)


class TestLuck:
    def test_independent_events_have_the_luck_of_one(self) -> None:
        generator = np.random.default_rng(1)
        found = measure_unrest(record_of(generator.poisson(100.0, (40, 24)).astype(float)), weeks_of(6), 3)
        assert np.median(found.luck) == pytest.approx(1.0, abs=0.1)

    def test_events_in_clumps_have_more(self) -> None:
        generator = np.random.default_rng(2)
        clumps = 4 * generator.poisson(25.0, (40, 24)).astype(float)
        assert measure_unrest(record_of(clumps), weeks_of(6), 3).luck.mean() == pytest.approx(4.0, rel=0.1)

    def test_evenly_made_numbers_are_no_surer_than_counts(self) -> None:
        assert measure_unrest(record_of(np.full((1, 24), 25.0)), weeks_of(6), 3).luck.tolist() == [1.0]

    def test_shares_of_trials_too(self) -> None:
        generator = np.random.default_rng(3)
        trials = np.full((40, 24), 200.0)
        successes = generator.binomial(200, 0.2, trials.shape).astype(float)
        found = measure_unrest(record_of(successes, trials, Scale.SHARE), weeks_of(6), 3)
        assert np.median(found.luck) == pytest.approx(1.0, abs=0.1)


class TestDrift:
    @pytest.mark.parametrize("monthly", [0.05, 0.2, 0.5])
    def test_a_walk_is_found_as_wide_as_it_is(self, monthly: float) -> None:
        generator = np.random.default_rng(4)
        drift = monthly**2 / (4 * DAYS)
        counts = generator.poisson(levels(generator, 60, 96, drift) * DAYS).astype(float)
        found = measure_unrest(record_of(counts), weeks_of(24), 3)
        assert found.is_known
        assert np.median(found.drift) == pytest.approx(drift, rel=0.35)

    def test_luck_is_not_taken_for_drift(self) -> None:
        generator = np.random.default_rng(5)
        counts = generator.poisson(4.0, (40, 96)).astype(float)
        found = measure_unrest(record_of(counts), weeks_of(24), 3)
        assert np.median(found.drift) < 0.05**2 / (4 * DAYS)

    def test_few_months_tell_only_of_what_they_show(self) -> None:
        steady = measure_unrest(record_of(np.full((1, 16), 25.0)), weeks_of(4), 3)
        assert not steady.is_known
        assert steady.drift.tolist() == [0.0]
        shaken = measure_unrest(record_of(np.repeat([[100.0, 300.0, 100.0, 300.0]], 4, axis=1)), weeks_of(4), 3)
        assert shaken.drift[0] > 0.1**2 / (4 * DAYS)

    def test_a_row_that_began_later_is_no_jump(self) -> None:
        late = np.concatenate((np.zeros((1, 16)), np.full((1, 8), 25.0)), axis=1)
        assert measure_unrest(record_of(late), weeks_of(6), 3).drift.tolist() == [0.0]

    def test_months_of_which_nothing_is_told_are_left_out(self) -> None:
        gap = np.full((1, 24), 25.0)
        gap[0, 8:12] = np.nan
        assert np.isfinite(measure_unrest(record_of(gap), weeks_of(6), 3).drift).all()

    def test_nothing_at_all(self) -> None:
        found = measure_unrest(record_of(np.full((2, 24), np.nan)), weeks_of(6), 3)
        assert found.luck.tolist() == [1.0, 1.0]
        assert found.drift.tolist() == [0.0, 0.0]
