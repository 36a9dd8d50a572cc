"""Trials and successes of a rate, unit by unit: the records of logs, or, where there are none, facts.

A unit is a call, a deal, a mailing; of facts the number of a day, member and channel.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from isplanner.analysis.counting.choose import Bools, Ints, are_chosen, month_edges, newest, number_groups
from isplanner.analysis.counting.count import Floats, count
from isplanner.analysis.tree.baseline import DIFFERENCES
from isplanner.plan.activity import NOTHING, ActivityLog, Texts
from isplanner.plan.actuals import NONE, Actuals
from isplanner.plan.attribute import Attribute, dimensions, shipped_attributes
from isplanner.plan.metric import Kind
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey

Label = str | int
"""What a unit says: an hour, a weekday (Monday is 0), a member's name, a channel's key, an attribute's text."""

_STANDS_FOR = {"worked_leads": "dials"}
"""In a log of calls nobody counts the leads behind them: there a rate per lead is one per dial."""
_MOST_NUMBERS, _BANDS = 12, (0.2, 0.4, 0.6, 0.8)
"""Of how many values numbers stand one by one, and where the ranges of more end."""
_ABSENT = -2
"""The code of units whose log has no such column; NOTHING is that of an empty cell."""


@dataclass(frozen=True, slots=True, eq=False)
class Facet:
    """What units are told apart by: unit i says `labels[codes[i]]`, or NOTHING."""

    key: str
    labels: tuple[Label, ...]
    codes: Ints

    def only(self, wanted: Bools) -> "Facet":
        """The facet of some units."""
        return replace(self, codes=self.codes[wanted])


@dataclass(frozen=True, slots=True)
class Share:
    """What is counted per what: `above` ÷ `below`."""

    above: str
    below: str

    def is_counted_by(self, metrics: Iterable[str]) -> bool:
        """Whether both are among metrics, the upper one perhaps by what it is made of."""
        known = set(metrics)
        return self.below in known and bool({self.above, DIFFERENCES.get(self.above, (self.above,))[0]} & known)


@dataclass(frozen=True, slots=True, eq=False)
class Trials:
    """The trials and successes of units, and all that these are told apart by."""

    share: Share
    from_records: bool
    facets: Mapping[str, Facet]
    trials: Floats
    successes: Floats

    def only(self, wanted: Bools) -> "Trials":
        """Those of some units."""
        facets = {key: facet.only(wanted) for key, facet in self.facets.items()}
        return replace(self, facets=facets, trials=self.trials[wanted], successes=self.successes[wanted])

    def by(self, keys: Sequence[str]) -> "Trials":
        """Told apart by these facets only, without the units that do not have them."""
        has = np.ones(len(self.trials), np.bool_)
        for key in keys:
            has &= self.facets[key].codes != _ABSENT
        return replace(self, facets={key: self.facets[key] for key in keys}).only(has)


def gather(plan: Plan, logs: Sequence[ActivityLog], actuals: Actuals, metric: str, names: Sequence[str]) -> Trials:
    """The trials of a share or count, told apart by facets under any of their names.

    Raises:
        PlanError: not_a_share, no_trials; unknown_attribute with the attributes there are.
    """
    offered = []
    for trials in _sources(plan, logs, actuals, _share(plan, metric, logs), names):
        keys = [_key(name, trials.facets) for name in names]
        if trials.trials.sum() > 0 and all(keys):
            return trials.by([key for key in keys if key])
        offered += [trials] if trials.trials.sum() > 0 and trials.facets else []
    if not offered:
        raise PlanError("no_trials", node=NodeKey(metric))
    unknown = next(name for name in names if not _key(name, offered[0].facets))
    raise PlanError("unknown_attribute", name=unknown, known=[attribute(key) for key in offered[0].facets])


def _sources(
    plan: Plan, logs: Sequence[ActivityLog], actuals: Actuals, share: Share, names: Sequence[str]
) -> Iterator[Trials]:
    """What tells of a share, the best first: it is looked at only as far as needed."""
    yield of_records(plan, logs, share)
    yield of_facts(plan, actuals, share, {key for name in names if (key := _key(name, dimensions()))})


def sum_by(group: Ints, values: Floats, groups: int = 0) -> Floats:
    """The sum of the values of each group."""
    return np.bincount(group, values, groups).astype(np.float64, copy=False)


def attribute(key: str) -> Attribute:
    """What a facet is called; one that is not shipped has its header for all names."""
    return dimensions().get(key) or shipped_attributes().get(key) or Attribute(key, key, key)


def _key(name: str, facets: Iterable[str]) -> str | None:
    """The facet of a name. The columns of logs go before what every record has: リードソース may be one."""
    return next(
        (key for key in sorted(facets, key=lambda key: key in dimensions()) if attribute(key).is_called(name)), None
    )


def _share(plan: Plan, key: str, logs: Sequence[ActivityLog]) -> Share:
    """A share as defined; a count per what its logs count first: appointments per dial, opened mails per sent one."""
    metric = plan.metrics[key]
    if metric.is_share and metric.numerator and metric.denominator:
        share = Share(metric.numerator, metric.denominator)
        instead = Share(share.above, _STANDS_FOR.get(share.below, share.below))
        is_told = any(share.is_counted_by(log.counts) for log in logs)
        return instead if not is_told and any(instead.is_counted_by(log.counts) for log in logs) else share
    counted = {name for log in logs if key in log.counts for name in log.counts}
    first = next((name for name, each in plan.metrics.items() if each.kind is Kind.COUNT and name in counted), key)
    if metric.kind is not Kind.COUNT or first == key:
        raise PlanError("not_a_share", node=NodeKey(key))
    return Share(key, first)


# ----------------------------------------------------------------------------------------------------------- records


def of_records(plan: Plan, logs: Sequence[ActivityLog], share: Share) -> Trials:
    """The records of the logs that count both parts of a share; those of newer batches go before older ones."""
    used = [log for log in logs if share.is_counted_by(log.counts) and len(log)]
    used = [log.only(wanted) for log, wanted in zip(used, _in_force(used, plan, share.below), strict=True)]
    successes = _joined([_parts(log.counts, share.above) for log in used])
    facets = {key: _facet(key, used) for key in dict.fromkeys(key for log in used for key in _keys(log))}
    # A later stage implies the earlier: an order without a day of its appointment had one.
    trials = np.maximum(_joined([log.counts[share.below] for log in used]), successes)
    return Trials(share, True, facets, trials, successes)


def _in_force(logs: Sequence[ActivityLog], plan: Plan, metric: str) -> Iterator[Bools]:
    """Which records of each log count: in a month a newer batch stands on all days from its first to its last.

    A batch that was chosen for the month of the metric they are counted by goes before newer ones.
    """
    if not logs:
        return
    day = np.concatenate([log.day for log in logs])
    batch = np.repeat([log.batch for log in logs], [len(log) for log in logs])
    edges = month_edges(plan.rule, day, day + 1)
    ids, first = number_groups(batch, day)
    month = np.searchsorted(edges, day[first], side="right")
    day = day[first].astype(np.int64)
    batch = np.where(are_chosen(batch[first], day, plan, metric), batch.max() + 1, batch[first])
    chosen = newest(batch, day, day + 1, month)[ids]
    yield from np.split(chosen, np.cumsum([len(log) for log in logs])[:-1])


def _parts(counts: Mapping[str, Floats], metric: str) -> Floats:
    """What records add to a metric; to 電話着電数, where nobody wrote it down, by what it is made of."""
    if metric in counts:
        return counts[metric]
    whole, less = DIFFERENCES[metric]
    parts: Floats = np.maximum(counts[whole] - counts.get(less, 0.0), 0.0)
    return parts


def _keys(log: ActivityLog) -> Iterator[str]:
    """The facets that a log has: of its dates, times, members and channels, and its attributes."""
    if (log.minute != NOTHING).any():
        yield "hour"
    yield "weekday"
    for key, texts in (("member", log.member), ("channel", log.channel)):
        if (texts.codes != NOTHING).any():
            yield key
    yield from log.attributes


def _facet(key: str, logs: Sequence[ActivityLog]) -> Facet:
    """A facet of all records."""
    columns = [_column(key, log) if key in _keys(log) else None for log in logs]
    labels: dict[Label, int] = {}
    codes = []
    for log, column in zip(logs, columns, strict=True):
        if column is None:
            codes.append(np.full(len(log), _ABSENT))
            continue
        # The last stands for none: NOTHING is -1.
        own = np.array([*(labels.setdefault(label, len(labels)) for label in column[0]), NOTHING])
        codes.append(own[column[1]])
    facet = Facet(key, tuple(labels), np.concatenate(codes))
    return facet if key in dimensions() else _in_bands(facet)


def _in_bands(facet: Facet) -> Facet:
    """Numbers of many values, as those of employees, as a few ranges with about as many records each."""
    numbers = _numbers(facet.labels)
    if len(numbers) <= _MOST_NUMBERS:
        return facet
    edges = np.unique(np.quantile(numbers[facet.codes[facet.codes >= 0]], _BANDS, method="inverted_cdf"))
    band = np.unique(np.searchsorted(edges, numbers), return_inverse=True)[1]
    ranges = [numbers[band == number] for number in range(band.max() + 1)]
    labels = tuple("–".join(f"{end:.15g}" for end in sorted({inside.min(), inside.max()})) for inside in ranges)
    # The last two stand for what is no label: NOTHING is -1, _ABSENT -2.
    return Facet(facet.key, labels, np.array([*band, _ABSENT, NOTHING])[facet.codes])


def _numbers(labels: Sequence[Label]) -> Floats:
    """The labels as numbers; none where one is no number."""
    try:
        return np.array([float(label) for label in labels])
    except ValueError:
        return np.empty(0)


def _column(key: str, log: ActivityLog) -> tuple[Sequence[Label], Ints]:
    """The labels of a log's facet, and the label of each record."""
    if key == "hour":
        return range(24), np.where(log.minute == NOTHING, NOTHING, log.minute // 60).astype(np.int64)
    if key == "weekday":
        return range(7), _weekdays(log.day.astype(np.int64))
    texts: Texts = {"member": log.member, "channel": log.channel, **log.attributes}[key]
    return texts.words, texts.codes.astype(np.int64)


def _weekdays(days: Ints) -> Ints:
    weekdays: Ints = (days + 6) % 7
    return weekdays


def _joined(columns: Sequence[Floats]) -> Floats:
    return np.concatenate([np.empty(0), *columns])


# ------------------------------------------------------------------------------------------------------------- facts


def of_facts(plan: Plan, actuals: Actuals, share: Share, wanted: Collection[str]) -> Trials:
    """The facts of both parts of a share, told apart by weekday where they are of days, by member and by channel."""
    counted = count(plan, actuals)
    axes = (("member", counted.by_member), ("channel", counted.by_channel))
    chosen = next((chosen for key, chosen in axes if key in wanted and chosen.any()), counted.whole)
    facts = np.unique(counted.pieces.fact[chosen])
    start, end = actuals.start[facts].astype(np.int64), actuals.end[facts].astype(np.int64)
    member, channel = actuals.member[facts].astype(np.int64), actuals.channel[facts].astype(np.int64)
    ids, first = number_groups(start, end, member, channel)
    start, end, member, channel = (column[first] for column in (start, end, member, channel))

    def sums(metric: str) -> Floats | None:
        number = actuals.metrics.index(metric) if metric in actuals.metrics else NONE
        mine = actuals.metric[facts] == number
        return sum_by(ids[mine], actuals.value[facts[mine]], len(first)) if mine.any() else None

    above, below = _difference(share.above, sums), sums(share.below)
    if above is None or below is None:
        return Trials(share, False, {}, np.empty(0), np.empty(0))
    names = {each.id: each.name for each in plan.members}
    facets = [
        Facet("weekday", tuple(range(7)), np.where(end - start == 1, _weekdays(start), _ABSENT)),
        _numbered("member", member, lambda number: names.get(number, str(number))),
        _numbered("channel", channel, actuals.channels.__getitem__),
    ]
    told = {facet.key: facet for facet in facets if _tells(facet, above, below)}
    lacks = _without_below(channel, below)
    trials = Trials(share, False, told, below, above)
    return trials if not lacks.any() else trials.only(~lacks)


def _difference(metric: str, sums: Callable[[str], Floats | None]) -> Floats | None:
    """The sums of a metric; of 電話着電数, where nobody wrote it down, by what it is made of."""
    found = sums(metric)
    if found is not None or metric not in DIFFERENCES:
        return found
    whole, less = (sums(part) for part in DIFFERENCES[metric])
    return whole if whole is None or less is None else np.maximum(whole - less, 0.0)


def _numbered(key: str, numbers: Ints, name: Callable[[int], str]) -> Facet:
    """A facet of ids, NONE where there is none."""
    found, codes = np.unique(numbers, return_inverse=True)
    labels = tuple(name(number) for number in found[found != NONE].tolist())
    return Facet(key, labels, codes - int(NONE in found))


def _tells(facet: Facet, above: Floats, below: Floats) -> bool:
    """Whether both parts of a share are told apart by a facet."""
    has = facet.codes >= 0
    return below[has].sum() > 0 and (above[has].sum() > 0 or not above.sum() > 0)


def _without_below(channel: Ints, below: Floats) -> Bools:
    """Which units are of a channel that has no denominator, where others have one (words.md)."""
    has = channel[(channel != NONE) & (below > 0)]
    lacks: Bools = (channel != NONE) & ~np.isin(channel, has)
    return lacks if len(has) else np.zeros_like(lacks)
