"""Rows: all nodes of a program at once, a row of months each, and what each comes to over the period."""

import numpy as np
from numpy.typing import NDArray

from isplanner.analysis.tree.compile import Array, Program

Places = NDArray[np.intp]


class Rows:
    """Where nodes stand in a table of nodes × months: in the order of the program's `slots`.

    `whole` are the places of counts and amounts, which add up over months.
    """

    def __init__(self, program: Program) -> None:
        keys = list(program.slots)
        place = {key: row for row, key in enumerate(keys)}
        self._slots = np.array([program.slots[key] for key in keys], np.intp)
        shape = (1, program.months)
        self._constants = {
            row: np.broadcast_to(program.constants[slot], shape)[0]
            for row, slot in enumerate(self._slots.tolist())
            if slot in program.constants
        }
        self.keys = tuple(keys)
        self.whole: Places = np.array([place[key] for key in keys if key not in program.rates], np.intp)
        self._rates: Places = np.array([place[key] for key in keys if key in program.rates], np.intp)
        ratios = {place[key]: ratio for key, ratio in program.ratios.items()}
        self._ratios: Places = np.array(list(ratios), np.intp)
        self._above: Places = np.array([place[ratio.numerator] for ratio in ratios.values()], np.intp)
        self._below: Places = np.array([place[ratio.denominator] for ratio in ratios.values()], np.intp)
        less = [(row, place[ratio.less]) for row, ratio in enumerate(ratios.values()) if ratio.less]
        self._with_less, self._less = np.array(less, np.intp).reshape(-1, 2).T

    def read(self, block: Array) -> Array:
        """The table out of the slots of a program (slots × months), as a copy."""
        months = block[self._slots]
        for row, constant in self._constants.items():
            months[row] = constant
        return months

    def divide(self, months: Array) -> None:
        """Set rates to what their parts come to, month by month; where there is nothing to divide by, they stay."""
        found = self._quotients(months)
        months[self._ratios] = np.where(np.isnan(found), months[self._ratios], found)

    def totals(self, months: Array) -> Array:
        """Each node for the period: months added up; of a rate its numerator ÷ denominator, NaN where it has none.

        A rate that is the same in each month is just that, also where there is nothing to divide by.
        """
        totals: Array = months.sum(axis=1)
        quotients = np.full(len(totals), np.nan)
        quotients[self._ratios] = self._quotients(totals[:, None])[:, 0]
        steady = months[self._rates]
        is_steady = (steady == steady[:, :1]).all(axis=1)
        totals[self._rates] = np.where(is_steady, steady[:, 0], quotients[self._rates])
        return totals

    def _quotients(self, months: Array) -> Array:
        """The rates that have parts, column by column; NaN where there is nothing to divide by."""
        above, below = months[self._above], months[self._below]
        above[self._with_less] -= months[self._less]
        found: Array = np.divide(above, below, out=np.full_like(above, np.nan), where=below != 0)
        return found
