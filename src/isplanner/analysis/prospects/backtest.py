"""How good the forecasts would have been on the actuals there are: month after month, each from its own past alone.

The total of every month that is over is forecast as the program would have, with the months before as base period: on
the month's first day, and at the ends of the weeks nearest to a quarter, a half and three quarters of it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple, TypeVar

import numpy as np

from isplanner.analysis.counting.choose import Bools
from isplanner.analysis.counting.count import Counted, Floats, count
from isplanner.analysis.prospects.distribution import Outcome
from isplanner.analysis.prospects.prospect import look_ahead
from isplanner.analysis.prospects.record import Record, Records, Weeks
from isplanner.analysis.prospects.unrest import measure_unrest
from isplanner.plan.actuals import Actuals
from isplanner.plan.metric import Direction
from isplanner.plan.period import Span
from isplanner.plan.plan import Plan

ELAPSED = (0.0, 0.25, 0.5, 0.75)
"""As of which parts of a month it is forecast."""
INTERVALS = (0.5, 0.8, 0.95)
_ENOUGH = 3.0
"""A series is tried in months for which so many pieces are to be expected: one deal's luck tells of no method."""


_POINT = 1e-12
"""Less probability at what came means a continuum."""
_Key = TypeVar("_Key")


class SeriesKey(NamedTuple):
    """A metric of the whole plan, of a channel, or of a member (by id)."""

    metric: str
    channel: str | None = None
    member: int | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """One forecast of a month's total, and what came.

    `held` says of each of INTERVALS, laid around the middle, whether it held; a whole number on its edge counts with
    the part of its probability that lies inside (Czado, Gneiting and Held 2009: the nonrandomised PIT). `run_rate` is
    what plain extrapolation says: last month's total, or what was done so far, by business days.
    """

    series: SeriesKey
    month: Span
    elapsed: float
    held: tuple[float, ...]
    median: float
    run_rate: float
    actual: float


@dataclass(frozen=True, slots=True)
class Score:
    """Of so many forecasts, how often each of INTERVALS held, and how far median and run-rate lay off on average.

    Errors are in parts of an average month of their series, so that each series weighs the same.
    """

    forecasts: int
    held: tuple[float, ...]
    error: float
    run_rate_error: float

    @classmethod
    def of(cls, trials: Sequence[Trial], usual: dict[SeriesKey, float]) -> "Score":
        """The score of some trials (one at least), `usual` being each series' average month."""
        scale = np.array([usual[trial.series] for trial in trials])
        actual, median, run_rate = np.array([(t.actual, t.median, t.run_rate) for t in trials]).T
        held = np.array([trial.held for trial in trials]).mean(axis=0)
        return cls(
            forecasts=len(trials),
            held=tuple(held.tolist()),
            error=float((np.abs(median - actual) / scale).mean()),
            run_rate_error=float((np.abs(run_rate - actual) / scale).mean()),
        )


@dataclass(frozen=True, slots=True)
class BackTest:
    """The scores of all forecasts together, by how much of the month was over, and by series; None without any."""

    months: tuple[Span, ...]
    overall: Score | None
    by_elapsed: dict[float, Score]
    by_series: dict[SeriesKey, Score]

    @classmethod
    def of(cls, trials: Sequence[Trial]) -> "BackTest":
        months: dict[SeriesKey, dict[Span, float]] = {}
        for trial in trials:
            months.setdefault(trial.series, {})[trial.month] = trial.actual
        usual = {series: sum(totals.values()) / len(totals) for series, totals in months.items()}
        judged = [trial for trial in trials if usual[trial.series] > 0]
        return cls(
            months=tuple(sorted({trial.month for trial in judged})),
            overall=Score.of(judged, usual) if judged else None,
            by_elapsed=_scores(((trial.elapsed, trial) for trial in judged), usual),
            by_series=_scores(((trial.series, trial) for trial in judged), usual),
        )


def _scores(keyed: Iterable[tuple[_Key, Trial]], usual: dict[SeriesKey, float]) -> dict[_Key, Score]:
    groups: dict[_Key, list[Trial]] = {}
    for key, trial in keyed:
        groups.setdefault(key, []).append(trial)
    return {key: Score.of(trials, usual) for key, trials in groups.items()}


def backtest(plan: Plan, actuals: Actuals) -> tuple[Trial, ...]:
    """Try the forecast on every month of every count and amount: of the whole, of channels, of members."""
    counted = count(plan, actuals)
    history = _history(plan, counted)
    if history is None:
        return ()
    after = plan.rule.month(plan.rule.month_of(history.end))
    records = Records.of(replace(plan, base=history, period=after), counted, history.last)
    base_months = len(plan.rule.months(plan.base))
    known = [
        (metric.key, record)
        for metric in plan.metrics.values()
        if metric.is_whole
        for axis, told in records.by_axis.items()
        if metric.key in told.values and (record := records.record(metric, axis)) is not None
    ]
    return tuple(trial for metric, record in known for trial in _try_out(metric, record, records.weeks, base_months))


def _history(plan: Plan, counted: Counted) -> Span | None:
    """The months from the first actual to the last that is told to its end; None where there are not two."""
    pieces = counted.pieces
    if not len(pieces.start):
        return None
    first, end = (date.fromordinal(int(day)) for day in (pieces.start.min(), pieces.end.max()))
    months = [plan.rule.month(plan.rule.month_of(month.start)) for month in plan.rule.months(Span(first, end))]
    if plan.calendar.business_days(Span(end, months[-1].end)):
        months.pop()
    return Span(months[0].start, months[-1].end) if len(months) > 1 else None


def _try_out(metric: str, record: Record, weeks: Weeks, base_months: int) -> Iterator[Trial]:
    """All trials of a metric's rows. Which are tried in a month is decided at its start."""
    for month in range(1, int(weeks.month[weeks.past - 1]) + 1):
        expected: Floats | None = None
        for elapsed, past in _moments(record, weeks, month):
            known, view = _as_of(record, weeks, month, past, base_months)
            outcome = look_ahead(known, view, measure_unrest(known, view, base_months)).outcome
            expected = outcome.expected if expected is None else expected
            shown = _Shown(metric, record, weeks, month, past, elapsed)
            yield from shown.judge(outcome, expected >= _ENOUGH * record.piece)


def _moments(record: Record, weeks: Weeks, month: int) -> Iterator[tuple[float, int]]:
    """The parts of a month as of which it is forecast, each with how many weeks are over then."""
    of_month = np.flatnonzero(weeks.month == month)
    yield 0.0, int(of_month[0])
    done = weeks.days[of_month].cumsum()
    between = np.flatnonzero((done > 0) & (done < done[-1]))
    if len(between) and (record.is_fine | (weeks.days == 0))[of_month].all():
        for elapsed in ELAPSED[1:]:
            week = between[np.abs(done[between] - elapsed * done[-1]).argmin()]
            yield elapsed, int(of_month[week]) + 1


def _as_of(record: Record, weeks: Weeks, month: int, past: int, base_months: int) -> tuple[Record, Weeks]:
    """What was known after so many weeks, with that month as the period and the months before it as the base."""
    end = int(np.searchsorted(weeks.month, month, side="right"))
    number = weeks.month[:end]
    view = Weeks(
        spans=weeks.spans[:end],
        days=weeks.days[:end],
        month=number,
        is_whole=weeks.is_whole[: month + 1],
        base=(month - base_months <= number) & (number < month),
        period=number == month,
        past=past,
    )
    return record.until(past, end), view


@dataclass(frozen=True, slots=True, eq=False)
class _Shown:
    """A month of a record, as it was forecast after so many weeks."""

    metric: str
    record: Record
    weeks: Weeks
    month: int
    past: int
    elapsed: float

    def judge(self, outcome: Outcome, is_tried: Bools) -> Iterator[Trial]:
        """The trials of the rows that are tried."""
        actual, median, run_rate = self._total(self.weeks.month == self.month), outcome.quantile(0.5), self._run_rate()
        held = _held(outcome, actual)
        span = Span(
            self.weeks.spans[int(np.searchsorted(self.weeks.month, self.month))].start,
            self.weeks.spans[int(np.searchsorted(self.weeks.month, self.month, side="right")) - 1].end,
        )
        known = is_tried & np.isfinite(actual + median + run_rate)
        for row in np.flatnonzero(known).tolist():
            yield Trial(
                series=self._key(row),
                month=span,
                elapsed=self.elapsed,
                held=tuple(held[:, row].tolist()),
                median=float(median[row]),
                run_rate=float(run_rate[row]),
                actual=float(actual[row]),
            )

    def _total(self, weeks: Bools) -> Floats:
        """What was counted in some weeks; NaN where they are not all told."""
        total: Floats = self.record.above[:, weeks].sum(axis=1)
        return total

    def _run_rate(self) -> Floats:
        of_month = self.weeks.month == self.month
        past = np.arange(len(of_month)) < self.past
        seen = of_month & past if self.elapsed else self.weeks.month == self.month - 1
        below = self.record.below
        with np.errstate(all="ignore"):
            run_rate: Floats = self._total(seen) / below[:, seen].sum(axis=1) * below[:, of_month].sum(axis=1)
        return run_rate

    def _key(self, row: int) -> SeriesKey:
        label = self.record.rows[row]
        return SeriesKey(
            self.metric, label if isinstance(label, str) else None, label if isinstance(label, int) else None
        )


def _held(outcome: Outcome, actual: Floats) -> Floats:
    """In which part each of INTERVALS held what came (intervals × rows)."""
    under, upto = 1 - outcome.chance(actual), outcome.chance(actual, Direction.LOWER)
    ends = np.array([((1 - size) / 2, (1 + size) / 2) for size in INTERVALS])[:, :, None]
    inside = np.minimum(upto, ends[:, 1]) - np.maximum(under, ends[:, 0])
    weight = upto - under
    with np.errstate(all="ignore"):
        share = np.where(weight > _POINT, inside.clip(0) / weight, (ends[:, 0] <= under) & (under <= ends[:, 1]))
    held: Floats = share.astype(float)
    return held
