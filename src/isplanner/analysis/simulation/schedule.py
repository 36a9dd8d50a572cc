"""The steps of a Program in the order in which samples run through them: only what is wanted, chains of luck as one.

Thinnings compose: of those who are left by one share, the next leaves some, so both together are one thinning by the
product of the shares, if nobody asks how many there were in between. What is left of a Poisson number is Poisson too
(Kingman, Poisson Processes, 1993, 5.1). All that is decided by the goal tree and by what is wanted of it, never by what
is shown.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count

from isplanner.analysis.tree.compile import LUCKY, Program, Step


@dataclass(frozen=True, slots=True, eq=False)
class Schedule:
    """Steps by the slot they fill, each after what it reads, and near to it.

    `luck` names those with luck. `happening` are the slots of levers that have Poisson luck of their own.
    """

    wanted: tuple[int, ...]
    steps: Mapping[int, Step]
    luck: Mapping[int, str]
    happening: frozenset[int]

    def reading(self, slots: Iterable[int]) -> frozenset[int]:
        """These slots and all that are made from them."""
        found = set(slots)
        for out, step in self.steps.items():
            if step.left in found or step.right in found:
                found.add(out)
        return frozenset(found)


def schedule(program: Program, wanted: Iterable[int], happening: Iterable[int] = (), *, luck: bool = True) -> Schedule:
    """Order what some slots are made of; without luck, products are what is to be expected.

    `happening` are the slots of counts that are Poisson around what they are set to.
    """
    steps = {step.out: step for step in program.steps}
    if not luck:
        steps |= {out: steps[out]._replace(operation="multiply") for out in program.luck}
    slots = tuple(dict.fromkeys(wanted))
    needed, poisson = _depth_first(steps, slots), frozenset(happening) if luck else frozenset()
    if luck:
        needed, poisson = _compose(needed, slots, program.size, poisson)
        needed = _depth_first(needed, slots)
    names = {out: program.luck[out] for out, step in needed.items() if step.operation in LUCKY}
    return Schedule(slots, needed, names, poisson)


def _depth_first(steps: Mapping[int, Step], wanted: Iterable[int]) -> dict[int, Step]:
    """The steps that lead to some slots, each right after those that it reads."""
    found: dict[int, Step] = {}
    waiting = [(slot, False) for slot in reversed(tuple(wanted))]
    while waiting:
        slot, is_ready = waiting.pop()
        if slot in found or slot not in steps:
            continue
        step = steps[slot]
        if is_ready:
            found[slot] = step
        else:
            waiting += [(slot, True), (step.right, False), (step.left, False)]
    return found


def _compose(
    steps: Mapping[int, Step], wanted: tuple[int, ...], size: int, happening: frozenset[int]
) -> tuple[dict[int, Step], frozenset[int]]:
    """Make one luck of two where the count in between is read by a thinning alone."""
    readers = Counter(slot for step in steps.values() for slot in (step.left, step.right))
    readers.update(wanted)
    lasts = dict(steps)
    ratios = {out: [step.right] for out, step in steps.items()}
    for out, step in steps.items():
        if step.operation != "thin" or readers[step.left] > 1:
            continue
        before = lasts.get(step.left)
        if step.left in happening:
            happening -= {step.left}
            lasts[out] = step._replace(operation="occur")
        elif before is not None and before.operation in {"thin", "occur"}:
            del lasts[step.left]
            lasts[out] = before._replace(out=out)
            ratios[out] = [*ratios[step.left], step.right]
    composed: dict[int, Step] = {}
    fresh = count(size)
    for out, step in lasts.items():
        slots = ratios[out]
        while len(slots) > 1:
            # In pairs, not one after the other: reading two arrays from memory takes no longer than reading one.
            pairs = [Step("multiply", *pair, next(fresh)) for pair in zip(slots[::2], slots[1::2], strict=False)]
            composed |= {pair.out: pair for pair in pairs}
            slots = [*(pair.out for pair in pairs), *slots[2 * len(pairs) :]]
        composed[out] = step._replace(right=slots[0])
    return composed, happening


def is_linear(order: Schedule, moving: Iterable[int]) -> bool:
    """Whether what is wanted is linear in each of some independent slots: then its mean is that of their means."""
    reads = {slot: 1 << number for number, slot in enumerate(moving)}
    for out, step in order.steps.items():
        left, right = reads.get(step.left, 0), reads.get(step.right, 0)
        is_product = step.operation == "multiply" or step.operation in LUCKY
        if (is_product and left & right) or (step.operation == "divide" and right):
            return False
        if step.operation in {"minimum", "maximum", "exprel"} and left | right:
            return False
        reads[out] = left | right
    return True
