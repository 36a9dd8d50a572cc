"""Whether groups differ by more than luck: exact tests, how often they may be wrong, and trials that go together."""

import numpy as np

from isplanner.analysis.counting.choose import Ints
from isplanner.analysis.counting.count import Floats

_REACH = 40.0
"""Standard deviations from the mean beyond which a hypergeometric number is never looked for."""
_AS_LIKELY = 1e-7
"""How much more likely, relative to the number seen, another may be and still count as no more likely."""


def compare_with_rest(successes: Floats, trials: Floats) -> Floats:
    """For each group the chance that luck alone parts it from the rest at least so much.

    Fisher's exact test (1934), two-sided: the chances of all splits of the successes that are no more likely than the
    one seen. Numbers are rounded to whole ones; 1 where there is nothing to compare.
    """
    seen, drawn = np.rint(successes).astype(np.int64), np.rint(trials).astype(np.int64)
    good, all_ = int(seen.sum()), int(drawn.sum())
    return np.array([_chance(int(k), int(n), good, all_) for k, n in zip(seen, drawn, strict=True)])


def _chance(seen: int, drawn: int, good: int, total: int) -> float:
    """The chance of a split at least so unlikely, when `drawn` of `total` are drawn of which `good` are good."""
    if not 0 < drawn < total or not 0 < good < total:
        return 1.0
    mean = drawn * good / total
    deviation = (mean * (1 - good / total) * (total - drawn) / max(total - 1, 1)) ** 0.5
    # Further out chances are nothing beside that of the number seen, however large the groups.
    reach = abs(seen - mean) + _REACH * deviation + 1
    first = max(0, drawn - (total - good), int(mean - reach))
    numbers = np.arange(first, min(good, drawn, int(mean + reach) + 1) + 1)
    logs = _log_choose(good, numbers) + _log_choose(total - good, drawn - numbers)
    chances = np.exp(logs - logs.max())
    unlikely = chances <= chances[seen - first] * (1 + _AS_LIKELY)
    return min(1.0, float(chances[unlikely].sum() / chances.sum()))


def _log_choose(total: int, chosen: Ints) -> Floats:
    """The logarithm of how many ways there are to choose some of a total."""
    from scipy.special import betaln

    ways: Floats = -betaln(total - chosen + 1, chosen + 1) - np.log(total + 1)
    return ways


def false_discovery_rates(chances: Floats) -> Floats:
    """For each test the share of false ones among all that are believed when it is (Benjamini and Hochberg 1995)."""
    order = np.argsort(chances)[::-1]
    ranks = np.arange(len(chances), 0, -1)
    rates = np.empty(len(chances))
    rates[order] = np.minimum.accumulate(chances[order] * len(chances) / ranks).clip(max=1.0)
    return rates


def overdispersion(successes: Floats, trials: Floats, group: Ints) -> float:
    """How many trials are worth one, because those of a unit go together: the mails of a mailing, the calls of a day.

    Pearson's χ² of the units around the rate of their group, per degree of freedom (McCullagh and Nelder 1989). At
    least 1; 1 where each unit is one trial. Where no group has two units, they are held against all.
    """
    told = trials > 0
    if not (trials > 1).any():
        return 1.0
    successes, trials, group = np.minimum(successes, trials)[told], trials[told], group[told]
    group = np.unique(group, return_inverse=True)[1]
    if len(group) == group.max() + 1:
        group = np.zeros_like(group)
    rate = (np.bincount(group, successes) / np.bincount(group, trials))[group]
    varies = (rate > 0) & (rate < 1)
    freedom = len(group) - int(group.max()) - 1
    if not varies.any() or not freedom:
        return 1.0
    noise = trials[varies] * rate[varies] * (1 - rate[varies])
    surplus = float(((successes[varies] - trials[varies] * rate[varies]) ** 2 / noise).sum())
    return max(1.0, surplus / freedom)
