"""A Program on numbers (1 × months) or samples (samples × months), and the reverse pass for gradients.

The reverse pass is the chain rule read backwards: what a node gains by a slot is passed on to the two slots that made
it. One pass gives the gradient by every lever at once (Griewank and Walther, Evaluating Derivatives, 2008).
"""

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import ArrayLike, NDArray

from isplanner.analysis.tree.compile import LUCKY, Array, Program
from isplanner.analysis.tree.saturate import exprel_into, exprel_slope
from isplanner.plan.scope import NodeKey


class Evaluation:
    """One program with its arrays: set levers, run, read nodes, as often as wanted and without new arrays."""

    def __init__(self, program: Program, samples: int = 1) -> None:
        self.program = program
        self._shape = (samples, program.months)
        self._block, mask = np.full((program.size, *self._shape), np.nan), np.empty(self._shape, np.bool_)
        self._arrays = [program.constants.get(slot, self._block[slot]) for slot in range(program.size)]
        self._calls = [
            (_forward(step.operation, mask), *(self._arrays[slot] for slot in step[1:])) for step in program.steps
        ]

    def set(self, lever: NodeKey, values: ArrayLike) -> None:
        """Give a lever its values: anything that fits samples × months."""
        self._arrays[self.program.slots[lever]][:] = values

    def run(self) -> None:
        """Compute every node. Division by zero gives no value (NaN), which spreads."""
        with np.errstate(all="ignore"):
            for forward, left, right, out in self._calls:
                forward(left, right, out=out)

    def of(self, key: NodeKey) -> Array:
        """A node's values (samples × months), until the next run."""
        array = self._arrays[self.program.slots[key]]
        return array if array.shape == self._shape else np.broadcast_to(array, self._shape)

    def block(self) -> Array:
        """The values of all slots by month (slots × months), of the first sample, until the next run."""
        return self._block[:, 0]

    def total(self, key: NodeKey) -> Array:
        """A node's values for the period (samples): the sum of its months; a rate's numerator ÷ denominator."""
        months = self.of(key)
        total: Array = months.sum(axis=1)
        if key not in self.program.rates:
            return total
        # What is the same in each month is just that, also where there is nothing to divide by.
        steady = (months == months[:, :1]).all(axis=1)
        return np.where(steady, months[:, 0], self._quotient(key))

    def gradient(self, key: NodeKey) -> dict[NodeKey, Array]:
        """The gradient of a node's value for the period by each month of every lever it depends on."""
        gains = self._seeds(key)
        with np.errstate(all="ignore"):
            for step in reversed(self.program.steps):
                if (gain := gains.get(step.out)) is not None:
                    left, right, out = (self._arrays[slot] for slot in step[1:])
                    by_left, by_right = _BACKWARD[step.operation](gain, left, right, out)
                    gains[step.left] = gains.get(step.left, 0.0) + by_left
                    gains[step.right] = gains.get(step.right, 0.0) + by_right
        slots = self.program.slots
        return {lever: gains[slots[lever]] for lever in self.program.levers if slots[lever] in gains}

    def _quotient(self, key: NodeKey) -> Array:
        """A rate's numerator ÷ denominator over the period; no value where the tree does not say what they are."""
        if (ratio := self.program.ratios.get(key)) is None:
            return np.full(self._shape[0], np.nan)
        above, below = self.of(ratio.numerator).sum(axis=1), self.of(ratio.denominator).sum(axis=1)
        if ratio.less:
            above = above - self.of(ratio.less).sum(axis=1)
        quotient: Array = np.divide(above, below, out=np.full_like(above, np.nan), where=below != 0)
        return quotient

    def _seeds(self, key: NodeKey) -> dict[int, Array]:
        """The gradient of a node's value for the period by the slots that it is read from."""
        slots, everywhere = self.program.slots, np.ones(self._shape)
        if key not in self.program.rates:
            return {slots[key]: everywhere}
        if (ratio := self.program.ratios.get(key)) is None:
            return {slots[key]: everywhere / self.program.months}
        with np.errstate(all="ignore"):
            by_above = everywhere / self.of(ratio.denominator).sum(axis=1, keepdims=True)
        seeds = {slots[ratio.numerator]: by_above}
        for part, by_part in [(ratio.denominator, -by_above * self._quotient(key)[:, None]), (ratio.less, -by_above)]:
            if part is not None:
                seeds[slots[part]] = seeds.get(slots[part], 0.0) + by_part
        return seeds


def _forward(operation: str, mask: NDArray[np.bool_]) -> Callable[..., object]:
    """What writes operation(left, right) into `out`; of a product with luck, what is to be expected."""
    if operation in LUCKY:
        return np.multiply
    if operation == "divide":
        return partial(_divide, mask)
    return _OWN[operation] if operation in _OWN else getattr(np, operation)


def _divide(mask: NDArray[np.bool_], left: Array, right: Array, out: Array) -> None:
    np.divide(left, right, out=out)
    np.equal(right, 0.0, out=mask)
    np.copyto(out, np.nan, where=mask)


def _shift(left: Array, right: Array, out: Array) -> None:
    """Each value as many months later as `right` says; nothing before."""
    months = out.shape[1]
    back = min(int(right.item()), months)
    out[:, :back] = 0.0
    out[:, back:] = left[:, : months - back]


def _shift_back(gain: Array, left: Array, right: Array, out: Array) -> tuple[Array, Array]:
    del left, out
    months, by_left = gain.shape[1], np.zeros_like(gain)
    back = min(int(right.item()), months)
    by_left[:, : months - back] = gain[:, back:]
    return by_left, np.zeros((1, 1))


def _multiply_back(gain: Array, left: Array, right: Array, out: Array) -> tuple[Array, Array]:
    del out
    return gain * right, gain * left


def _exprel_back(gain: Array, left: Array, right: Array, out: Array) -> tuple[Array, Array]:
    del right
    return gain * exprel_slope(left, out), np.zeros((1, 1))


_OWN: dict[str, Callable[..., None]] = {"shift": _shift, "exprel": exprel_into}
_BACKWARD: dict[str, Callable[[Array, Array, Array, Array], tuple[Array, Array]]] = {
    "add": lambda gain, left, right, out: (gain, gain),
    "subtract": lambda gain, left, right, out: (gain, -gain),
    **dict.fromkeys(("multiply", *LUCKY), _multiply_back),
    "divide": lambda gain, left, right, out: (gain / right, -gain * out / right),
    "minimum": lambda gain, left, right, out: (gain * (left <= right), gain * (left > right)),
    "maximum": lambda gain, left, right, out: (gain * (left >= right), gain * (left < right)),
    "shift": _shift_back,
    "exprel": _exprel_back,
}
"""From the gain by a result, and from left, right and result: the gains by left and right."""
