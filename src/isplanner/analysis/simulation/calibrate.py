"""Worlds laid so that, with all levers at their paces, they are spread as the KGI's forecast is.

A forecast knows how unsteady the KGI has been and is tried on actuals (`prospects`); worlds know how levers make it.
Each world keeps its rank and gets the forecast's quantile of that rank; what that adds or takes stays with the world
while levers move. So both say one chance, and moving a lever tells what it changes.
"""

from dataclasses import dataclass

import numpy as np

from isplanner.analysis.chance.draws import Samples
from isplanner.analysis.prospects.distribution import Outcome
from isplanner.analysis.tree.compile import Array


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """What each world's rest of the KGI is `times`, and what is added to it by the end of each month (None: nothing).

    `done` is what has been done by the end of each month (a column). `missed` is by how much the mean of all worlds is
    below the forecast's, as there are only so many.
    """

    times: Samples | None
    more: Samples | None
    done: Samples
    missed: float

    @classmethod
    def of(cls, kgi: Samples, done: Array, outlook: Outcome, shares: Array, *, is_sum: bool) -> "Calibration":
        """Lay worlds to an outlook.

        Args:
            kgi: The KGI world by world, all levers at their paces.
            done: What of it is done by the end of each month; nothing of a rate.
            outlook: What the KGI comes to (one row).
            shares: The part of what is still open that is over by the end of each month.
            is_sum: Whether the KGI adds up over months, so that the rest of a world grows with its levers.
        """
        column = done.astype(np.float32).reshape(-1, 1)
        rest, sure = kgi.astype(np.float64) - done[-1], float(done[-1])
        known = np.isfinite(rest)
        wanted = np.full(len(rest), np.nan)
        wanted[np.argsort(kgi, kind="stable")[: known.sum()]] = _quantiles(outlook, int(known.sum())) - sure
        missed = outlook.expected.item() - sure - float(wanted[known].mean()) if known.any() else 0.0
        if not is_sum or not (rest[known] >= 0).all():
            return cls(None, _spread(shares, wanted - rest), column, missed)
        some = rest > 0
        times = np.divide(wanted, rest, out=np.ones(len(rest)), where=some).astype(np.float32)
        more = np.where(some, 0.0, wanted)
        return cls(times, _spread(shares, more) if more.any() else None, column, missed)

    def lay(self, by_month: Samples) -> None:
        """Lay the running sums of worlds (months × samples), in their place."""
        if self.times is not None:
            by_month -= self.done
            by_month *= self.times
            by_month += self.done
        if self.more is not None:
            by_month += self.more


def _spread(shares: Array, more: Array) -> Samples:
    return np.multiply.outer(shares, more).astype(np.float32)


def _quantiles(outlook: Outcome, number: int) -> Array:
    """The outlook's quantiles of so many ranks, rising; the first and last half a step within their ends."""
    edge = 0.5 / max(number, 1)
    chances = (np.arange(number) / max(number - 1, 1)).clip(edge, 1 - edge)
    return outlook.quantile(chances.reshape(-1, 1))[:, 0]
