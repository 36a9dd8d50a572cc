"""What wins: a rate told apart by what its trials say, and which parts stand out (design: numbers.md 11)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

import numpy as np

from isplanner.analysis.counting.borrow import prior_strengths
from isplanner.analysis.counting.choose import Ints, number_groups
from isplanner.analysis.counting.count import Floats
from isplanner.analysis.winning.significance import compare_with_rest, false_discovery_rates, overdispersion
from isplanner.analysis.winning.trials import Facet, Label, Share, Trials, gather, sum_by
from isplanner.plan.activity import NOTHING, ActivityLog
from isplanner.plan.actuals import Actuals
from isplanner.plan.plan import Plan

FALSE_DISCOVERIES = 0.10
"""What share of the segments that stand out may do so by luck."""
_NUMBER = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of the trials, with a label a facet, None where it is empty.

    `rate` is successes ÷ trials; `shrunk` the mean of what is known of it when it borrows from the whole, `p10` and
    `p90` the band around that. `lift` is the shrunk rate ÷ the rate of the rest. `q` is the share of false ones among
    the segments that stand out if this does.
    """

    labels: tuple[Label | None, ...]
    trials: float
    successes: float
    rate: float | None
    shrunk: float
    p10: float
    p90: float
    lift: float | None
    q: float | None
    stands_out: bool


@dataclass(frozen=True, slots=True)
class Segments:
    """A share told apart by one facet or two: `rate` is that of the whole."""

    share: Share
    from_records: bool
    by: tuple[str, ...]
    rate: float
    segments: tuple[Segment, ...]


def segment(plan: Plan, logs: Sequence[ActivityLog], actuals: Actuals, metric: str, names: Sequence[str]) -> Segments:
    """Tell a share, or a count by what it is counted per, apart by facets under any of their names.

    Raises:
        PlanError: not_a_share, no_trials; unknown_attribute with the attributes there are.
    """
    told = gather(plan, logs, actuals, metric, names)
    facets = [_in_order(facet, told.trials, plan) for facet in told.facets.values()]
    group, first = number_groups(*(facet.codes for facet in facets))
    labels = list(zip(*(_labels(facet, first) for facet in facets), strict=True))
    cells = _Cells.of(told, group)
    return Segments(
        share=told.share,
        from_records=told.from_records,
        by=tuple(told.facets),
        rate=cells.whole,
        segments=tuple(cells.segment(number, labels[number]) for number in range(len(first))),
    )


def _labels(facet: Facet, units: Ints) -> list[Label | None]:
    """What units say of a facet."""
    return [facet.labels[code] if code < len(facet.labels) else None for code in facet.codes[units].tolist()]


def _in_order(facet: Facet, trials: Floats, plan: Plan) -> Facet:
    """The facet with its codes in the order of its labels; those of empty cells come last.

    Members and channels stand as in the plan, texts with numbers by these, other texts by their trials.
    """
    told = facet.codes != NOTHING
    weight = sum_by(facet.codes[told], trials[told], len(facet.labels)).tolist()
    known: dict[str, Sequence[Label]] = {
        "member": [member.name for member in plan.members],
        "channel": list(plan.channels),
        "hour": range(24),
        "weekday": range(7),
    }
    ranks = known.get(facet.key, ())
    numbers = [_NUMBER.search(str(label)) for label in facet.labels]
    in_numbers = all(numbers)

    def place(code: int) -> tuple[float, ...]:
        label, number = facet.labels[code], numbers[code]
        if label in ranks:
            return 0.0, float(ranks.index(label))
        return 1.0, float(number[0]) if number and in_numbers else -weight[code]

    order = sorted(range(len(facet.labels)), key=place)
    # The last stands for none: NOTHING is -1.
    ranked = np.append(np.argsort(order), len(order))
    return Facet(facet.key, tuple(facet.labels[code] for code in order), ranked[facet.codes])


@dataclass(frozen=True, slots=True, eq=False)
class _Cells:
    """What is known of all segments together, an entry each."""

    trials: Floats
    successes: Floats
    means: Floats
    bands: Floats
    rest: Floats
    rates: Floats

    @property
    def whole(self) -> float:
        return float(self.successes.sum() / self.trials.sum())

    @classmethod
    def of(cls, told: Trials, group: Ints) -> "_Cells":
        successes = sum_by(group, told.successes)
        trials = np.maximum(sum_by(group, told.trials), successes)
        worth = overdispersion(told.successes, told.trials, group)
        means, bands = _borrow(successes / worth, trials / worth)
        chances = compare_with_rest(successes / worth, trials / worth)
        rest_trials, rest_successes = trials.sum() - trials, successes.sum() - successes
        rest = np.divide(rest_successes, rest_trials, out=np.zeros(len(trials)), where=rest_trials > 0)
        # NaN, which is no more than anything: nothing to be compared.
        rates = np.full(len(trials), np.nan)
        comparable = (trials > 0) & (rest_trials > 0)
        rates[comparable] = false_discovery_rates(chances[comparable])
        return cls(trials, successes, means, bands, rest, rates)

    def segment(self, number: int, labels: tuple[Label | None, ...]) -> Segment:
        trials, successes = float(self.trials[number]), float(self.successes[number])
        shrunk, rest, q = float(self.means[number]), float(self.rest[number]), float(self.rates[number])
        return Segment(
            labels=labels,
            trials=trials,
            successes=successes,
            rate=successes / trials if trials else None,
            shrunk=shrunk,
            p10=float(self.bands[0, number]),
            p90=float(self.bands[1, number]),
            lift=shrunk / rest if rest else None,
            q=None if isnan(q) else q,
            stands_out=q <= FALSE_DISCOVERIES,
        )


def _borrow(successes: Floats, trials: Floats) -> tuple[Floats, Floats]:
    """The means and P10 and P90 (2 × segments) of rates that borrow from the whole (design: numbers.md 4)."""
    from scipy.special import betaincinv

    total, good = trials.sum(), successes.sum()
    # Where all failed, or all succeeded, that is as little known as after one trial more that did not (Jeffreys 1946).
    pooled = good / total if 0 < good < total else (good + 0.5) / (total + 1)
    deviations = np.divide(successes, trials, out=np.full(len(trials), pooled), where=trials > 0) - pooled
    strength = prior_strengths(deviations, trials, np.full(len(trials), pooled * (1 - pooled)))
    above, below = strength * pooled + successes, strength * (1 - pooled) + trials - successes
    means: Floats = above / (above + below)
    bands: Floats = betaincinv(above, below, np.array([[0.1], [0.9]]))
    return means, bands
