"""Equal chance: the targets that all members reach with the same probability."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from isplanner.analysis.people.frame import Frame
from isplanner.analysis.prospects.prospect import Prospect
from isplanner.analysis.whole_numbers.rounding import Floats
from isplanner.plan.scope import Member

_HALVINGS = 26
_ROUNDS = 200
_CLOSE = 1e-10


@dataclass(frozen=True, slots=True, eq=False)
class EqualChance:
    """That members reach what they get of a total with the same chance, as far as their prospects are known.

    The total is what is still to come, and so are `loads`, on which their prospects are.
    """

    total: float
    prospect: Prospect
    members: Sequence[Member]
    loads: Floats

    @classmethod
    def of(cls, frame: Frame, total: float, prospect: Prospect) -> "EqualChance":
        return cls(total, prospect, frame.members, frame.full_load().sum(1))

    @property
    def is_known(self) -> bool:
        """Whether anything is known of anybody."""
        return bool(np.isfinite(self._along(self.prospect.outcome.expected)).any())

    def load(self, frame: Frame) -> Floats:
        """Members' loads (members × weeks), each times a factor, so that chances are equal."""
        load = frame.full_load()
        return even_out(load, frame.time, self._targets(load.sum(1)))

    def _targets(self, loads: Floats) -> Floats:
        """The targets, not yet whole, that add up to the total; in proportion to the nearest where none do."""
        low, high = 0.0, 1.0
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            low, high = (middle, high) if self._reached(middle, loads).sum() < self.total else (low, middle)
        return self._reached((low + high) / 2, loads)

    def _reached(self, chance: float, loads: Floats) -> Floats:
        """What each comes to at least, but for this chance; one of whom nothing is known like the others, by load."""
        a_load = np.divide(loads, self.loads, out=np.zeros_like(loads), where=self.loads > 0)
        to_come = self.prospect.outcome.quantile(chance) - np.nan_to_num(self.prospect.actual)
        found = np.where(loads > 0, self._along(to_come) * a_load, 0.0)
        known = np.isfinite(found)
        of_known = loads[known].sum()
        pace = found[known].sum() / of_known if of_known else 1.0
        return np.where(known, found, pace * loads).clip(0.0)

    def _along(self, numbers: Floats) -> Floats:
        by_row = dict(zip(self.prospect.rows, numbers.tolist(), strict=True))
        return np.array([by_row.get(member.id, np.nan) for member in self.members], np.float64)


def even_out(load: Floats, time: Floats, targets: Floats) -> Floats:
    """Members' loads (members × weeks), each times a factor, so that they share the time out like these targets.

    By proportional fitting; a member who is there too little for his target comes as near to it as it goes.
    """
    if not targets.any():
        return load
    wanted = targets * (time[load.any(0)].sum() / targets.sum())
    for _ in range(_ROUNDS):
        together = load.sum(0)
        got = (load * np.divide(time, together, out=np.zeros_like(together), where=together > 0)).sum(1)
        if np.abs(got - wanted).max(initial=0.0) <= _CLOSE * (1 + wanted.sum()):
            break
        load = load * np.divide(wanted, got, out=np.zeros_like(got), where=got > 0)[:, None]
    return load
