"""The steps of a Program in the order in which samples run through them: only what is wanted, chains of luck as one.

Thinnings compose: of those who are left by one share, the next leaves some, so both together are one thinning by the
product of the shares, if nobody asks how many there were in between. That is decided by the goal tree and by what is
wanted of it, never by what is shown.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from isplanner.analysis.compile import LUCKY, Program, Step


@dataclass(frozen=True, slots=True, eq=False)
class Schedule:
    """Steps by the slot they fill, each after what it reads, and near to it; `luck` names those with luck."""

    size: int
    wanted: tuple[int, ...]
    steps: Mapping[int, Step]
    luck: Mapping[int, str]

    def reading(self, slots: Iterable[int]) -> frozenset[int]:
        """These slots and all that are made from them."""
        found = set(slots)
        for out, step in self.steps.items():
            if step.left in found or step.right in found:
                found.add(out)
        return frozenset(found)


def schedule(program: Program, wanted: Iterable[int], *, luck: bool = True) -> Schedule:
    """Order what some slots are made of; without luck, products are what is to be expected."""
    steps = {step.out: step for step in program.steps}
    if not luck:
        steps |= {out: steps[out]._replace(operation="multiply") for out in program.luck}
    slots = tuple(dict.fromkeys(wanted))
    needed = _depth_first(steps, slots)
    size = program.size
    if luck:
        needed, size = _compose(needed, slots, size)
        needed = _depth_first(needed, slots)
    names = {out: program.luck[out] for out, step in needed.items() if step.operation in LUCKY}
    return Schedule(size, slots, needed, names)


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


def _compose(steps: Mapping[int, Step], wanted: tuple[int, ...], size: int) -> tuple[dict[int, Step], int]:
    """Make one thinning of two where the count in between is read by the second alone."""
    readers = Counter(slot for step in steps.values() for slot in (step.left, step.right))
    readers.update(wanted)
    composed: dict[int, Step] = {}
    for out, step in steps.items():
        before = composed.get(step.left)
        if step.operation == "thin" and before and before.operation == "thin" and readers[step.left] == 1:
            del composed[step.left]
            composed[size] = Step("multiply", before.right, step.right, size)
            composed[out] = Step("thin", before.left, size, out)
            size += 1
        else:
            composed[out] = step
    return composed, size


def is_linear(order: Schedule, moving: Iterable[int]) -> bool:
    """Whether what is wanted is linear in each of some independent slots: then its mean is that of their means."""
    reads = {slot: 1 << number for number, slot in enumerate(moving)}
    for out, step in order.steps.items():
        left, right = reads.get(step.left, 0), reads.get(step.right, 0)
        is_product = step.operation == "multiply" or step.operation in LUCKY
        if (is_product and left & right) or (step.operation == "divide" and right):
            return False
        if step.operation in {"minimum", "maximum"} and left | right:
            return False
        reads[out] = left | right
    return True
