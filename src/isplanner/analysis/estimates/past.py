"""What is over: what a KPI reached in each closed month or week, and what was asked of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from isplanner.analysis.counting.choose import Bools
from isplanner.analysis.counting.count import Counted, count
from isplanner.analysis.estimates.series import Axis, Series, business_days, series
from isplanner.analysis.tree.baseline import DIFFERENCES
from isplanner.analysis.tree.compile import Array
from isplanner.plan.actuals import Actuals
from isplanner.plan.fact import FactKind
from isplanner.plan.metric import Direction
from isplanner.plan.period import DAY, MONTHS_A_YEAR, Span
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey

_NOISE = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """A KPI in closed spans that follow each other; NaN is not known, or not asked.

    `pace` is what was reached: of a count a business day, of a rate the rate itself. `asked` is what the target asked
    on the same terms. `weights` is how much a point tells: business days, or what the rate is out of. `is_fine` tells
    which points come from numbers no coarser than the span.
    """

    spans: tuple[Span, ...]
    pace: Array
    asked: Array
    weights: Array
    is_fine: Bools
    direction: Direction

    @property
    def misses(self) -> int:
        """How many of the last spans missed what was asked, in a row."""
        sign = 1.0 if self.direction is Direction.HIGHER else -1.0
        missed = sign * (self.asked - self.pace) > _NOISE * np.abs(self.asked)
        return int(np.logical_and.accumulate(missed[::-1]).sum())


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    """Facts in spans. `days` are business days × month factor."""

    spans: tuple[Span, ...]
    days: Array
    actual: Mapping[Axis, Series]
    planned: Mapping[Axis, Series]

    @classmethod
    def of(cls, plan: Plan, spans: Sequence[Span], counted: Counted, planned: Counted) -> "_Told":
        axes = (Axis.WHOLE, Axis.CHANNEL)
        return cls(
            tuple(spans),
            business_days(plan.calendar, spans) * [plan.factor(span) for span in spans],
            {axis: series(counted, spans, axis) for axis in axes},
            {axis: series(planned, spans, axis) for axis in axes},
        )


@dataclass(frozen=True, slots=True, eq=False)
class Past:
    """The closed months of a year back, or since the base period began, and the closed weeks since then."""

    plan: Plan
    months: _Told
    weeks: _Told | None

    @classmethod
    def of(cls, plan: Plan, actuals: Actuals, as_of: date) -> "Past":
        """What is over by the end of a day."""
        counted, planned = (count(plan, actuals, kind) for kind in (FactKind.ACTUAL, FactKind.TARGET))
        now = min(as_of + DAY, plan.period.end)
        running = plan.rule.month(plan.rule.month_of(now))
        year_ago = plan.rule.month(plan.rule.month_of(now).plus(-MONTHS_A_YEAR)).start
        months = plan.rule.months(Span(min(plan.base.start, year_ago), running.start))
        weeks = [week for week in plan.rule.weeks(Span(plan.base.start, plan.period.end)) if week.end <= now]
        return cls(
            plan,
            _Told.of(plan, months, counted, planned),
            _Told.of(plan, weeks, counted, planned) if weeks else None,
        )

    def by_month(self, node: NodeKey) -> Track:
        """A KPI in closed months."""
        return self._track(self.months, node)

    def by_week(self, node: NodeKey) -> Track | None:
        """A KPI in closed weeks; None before the first is over. Nothing is asked of those before the period."""
        return self._track(self.weeks, node) if self.weeks else None

    def _track(self, told: _Told, node: NodeKey) -> Track:
        metric = self.plan.metrics[node.metric]
        axis = Axis.WHOLE if node.channel is None else Axis.CHANNEL
        actual, planned = told.actual[axis], told.planned[axis]
        with np.errstate(all="ignore"):
            if metric.is_whole:
                weights, fine = told.days, _is_fine(actual, metric.key)
                pace, asked = (found.row(metric.key, node.channel) / told.days for found in (actual, planned))
            else:
                above, below = metric.numerator or "", metric.denominator or ""
                weights = actual.row(below, node.channel)
                fine = _is_fine(actual, above) & _is_fine(actual, below)
                pace, asked = (
                    found.row(above, node.channel) / found.row(below, node.channel) for found in (actual, planned)
                )
        asked = np.where(self._is_ours(told), self._target_pace(node), asked)
        if metric.since is not None:
            # A changed definition starts a new series.
            pace = np.where([span.start >= metric.since for span in told.spans], pace, np.nan)
        worked = told.days > 0
        pace, asked = (np.where(np.isfinite(numbers), numbers, np.nan)[worked] for numbers in (pace, asked))
        spans = tuple(span for span, is_worked in zip(told.spans, worked, strict=True) if is_worked)
        return Track(spans, pace, asked, np.nan_to_num(weights)[worked], fine[worked], metric.direction)

    def _is_ours(self, told: _Told) -> Bools:
        return np.array([span.start in self.plan.period for span in told.spans], np.bool_)

    def _target_pace(self, node: NodeKey) -> float:
        """What the plan's target asks: of a count for a business day, of a rate all along."""
        target = self.plan.targets.get(node)
        if target is None or not self.plan.metrics[node.metric].is_whole:
            return target.value if target else np.nan
        months = self.plan.months
        days = business_days(self.plan.calendar, months) @ np.array([self.plan.factor(month) for month in months])
        return float(target.value / days)


def _is_fine(told: Series, metric: str) -> Bools:
    written = DIFFERENCES[metric][0] if metric in DIFFERENCES else metric
    return told.is_fine.get(written, np.zeros(len(told.spans), np.bool_))
