"""The back-test on made-up teams whose numbers behave as they are said to."""

from collections.abc import Iterator
from datetime import date

import numpy as np
import pytest

from isplanner.analysis.prospects.backtest import BackTest, Score, SeriesKey, Trial, backtest
from isplanner.plan.period import DAY, Span
from isplanner.plan.scope import Member
from tests.analysis.plans import Row, actuals_of, days, plan_of

MEMBERS = tuple(Member(number, f"担当 {number}") for number in range(1, 13))
PLAN = plan_of({"dials": None}, members=MEMBERS)
FIRST, LAST = date(2025, 4, 1), date(2026, 9, 30)


def made_up(seed: int, monthly_drift: float, clump: int = 1, pace: float = 2.0) -> list[Row]:
    """A year and a half of daily numbers of twelve members, whose paces walk at random."""
    generator = np.random.default_rng(seed)
    rows, paces = [], np.full(len(MEMBERS), pace)
    for day in Span(FIRST, LAST + DAY):
        if PLAN.calendar.is_business_day(day):
            paces = paces * np.exp(generator.normal(0, monthly_drift / np.sqrt(21), len(MEMBERS)))
            counts = clump * generator.poisson(paces / clump)
            rows += [
                Row("dials", days(day.isoformat()), int(n), member.id)
                for member, n in zip(MEMBERS, counts, strict=True)
            ]
    return rows


def summary(rows: list[Row]) -> BackTest:
    return BackTest.of(backtest(PLAN, actuals_of(rows, PLAN)))


def overall(rows: list[Row]) -> Score:
    found = summary(rows).overall
    assert found is not None
    return found


class TestCalibration:
    @pytest.mark.parametrize(("drift", "clump"), [(0.02, 1), (0.15, 1), (0.4, 1), (0.1, 3)])
    def test_intervals_hold_as_often_as_they_say(self, drift: float, clump: int) -> None:
        scores = [overall(made_up(seed, drift, clump)) for seed in range(3)]
        held = np.array([score.held for score in scores]).mean(axis=0)
        assert held[0] == pytest.approx(0.5, abs=0.09)
        assert held[1] == pytest.approx(0.8, abs=0.06)
        assert held[2] == pytest.approx(0.95, abs=0.035)

    @pytest.mark.parametrize("drift", [0.02, 0.15])
    def test_the_median_is_nearer_than_the_run_rate(self, drift: float) -> None:
        score = overall(made_up(1, drift))
        assert score.error < score.run_rate_error


class TestTrials:
    def test_each_month_from_its_past_alone(self) -> None:
        rows = made_up(1, 0.1)
        before = [row for row in rows if row.span.start < date(2026, 8, 17)]
        until = Span(date(2026, 7, 1), date(2026, 8, 1))
        whole, part = (backtest(PLAN, actuals_of(some, PLAN)) for some in (rows, before))
        assert [trial for trial in whole if trial.month <= until] == list(part)

    def test_a_month_that_still_runs_is_not_tried(self) -> None:
        rows = [row for row in made_up(1, 0.1) if row.span.start < date(2026, 9, 30)]
        assert summary(rows).months[-1] == days("2026-08-01", "2026-08-31")

    def test_monthly_numbers_are_tried_at_the_start_of_the_month_alone(self) -> None:
        months = [days("2026-07-01", "2026-07-31"), days("2026-08-01", "2026-08-31"), days("2026-09-01", "2026-09-30")]
        found = backtest(PLAN, actuals_of([Row("dials", month, 100.0) for month in months], PLAN))
        assert [(trial.month, trial.elapsed) for trial in found] == [(month, 0.0) for month in months[1:]]
        assert found[0].run_rate == pytest.approx(100 * 20 / 22)  # by business days

    def test_within_a_month_the_run_rate_is_what_was_done_so_far(self) -> None:
        rows = [row for row in made_up(1, 0.1) if row.member == 1 and row.span.start >= date(2026, 8, 1)]
        trial = next(t for t in backtest(PLAN, actuals_of(rows, PLAN)) if t.elapsed == 0.5 and t.series.member == 1)
        done = sum(row.value for row in rows if date(2026, 9, 1) <= row.span.start < date(2026, 9, 14))
        assert trial.run_rate == pytest.approx(done * 19 / 9)

    def test_series_of_few_are_not_tried(self) -> None:
        assert backtest(PLAN, actuals_of(made_up(1, 0.1, pace=0.05)[:4000], PLAN)) != ()
        assert all(
            trial.series.member is None for trial in backtest(PLAN, actuals_of(made_up(1, 0.0, pace=0.02), PLAN))
        )

    @pytest.mark.parametrize("rows", [[], [Row("dials", days("2026-07-01", "2026-07-31"), 100.0)]])
    def test_without_two_months_there_is_nothing_to_try(self, rows: list[Row]) -> None:
        found = summary(rows)
        assert found.overall is None
        assert (found.months, found.by_elapsed, found.by_series) == ((), {}, {})


def trials(held: Iterator[float], actual: float = 10.0) -> list[Trial]:
    month = days("2026-07-01", "2026-07-31")
    return [Trial(SeriesKey("dials"), month, 0.0, (share,) * 3, 8.0, 15.0, actual) for share in held]


def test_a_score_is_in_parts_of_the_series_average_month() -> None:
    score = Score.of(trials(iter([1.0, 0.0, 0.5])), {SeriesKey("dials"): 10.0})
    assert (score.forecasts, score.held) == (3, (0.5, 0.5, 0.5))
    assert (score.error, score.run_rate_error) == pytest.approx((0.2, 0.5))


def test_a_series_that_came_to_nothing_is_left_out() -> None:
    assert BackTest.of(trials(iter([1.0]), actual=0.0)).overall is None
