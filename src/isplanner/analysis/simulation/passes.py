"""Pass: a part of a schedule as a flat list of array operations for each tile, on arrays that are made once."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from isplanner.analysis.chance.draws import Samples
from isplanner.analysis.chance.luck import Call, Chance, Spare, occur, pay, thin
from isplanner.analysis.simulation.levers import VaryingLever
from isplanner.analysis.simulation.schedule import Schedule
from isplanner.analysis.simulation.tiles import Tiles
from isplanner.analysis.tree.saturate import exprel_into

Arrays = Mapping[int, Sequence[Samples]]
"""The arrays of slots, tile by tile."""


_ALL = np.ones((1, 1), np.float32)


class Workshop:
    """Room the size of a tile, in which passes work one after the other."""

    def __init__(self, tiles: Tiles) -> None:
        self.tiles = tiles
        self.spares = [Spare(*rooms) for rooms in zip(tiles.shared(), tiles.shared(), strict=True)]
        self._rooms: list[list[Samples]] = []

    def room(self, number: int) -> list[Samples]:
        """One of the rooms; there are as many as are asked for."""
        while len(self._rooms) <= number:
            self._rooms.append(self.tiles.shared())
        return self._rooms[number]


@dataclass(frozen=True, slots=True, eq=False)
class Sources:
    """What passes are made from: steps, the levers that vary and luck, each by the slot it fills."""

    schedule: Schedule
    levers: Mapping[int, VaryingLever]
    luck: Mapping[int, Sequence[Chance]]


class Pass:
    """Fills slots out of those that are given.

    `kept` slots stay. Of `sums` the running sum over months is written there, of those months that are `open`.
    """

    def __init__(
        self,
        workshop: Workshop,
        sources: Sources,
        given: Arrays,
        kept: Iterable[int] = (),
        sums: Mapping[int, Samples] | None = None,
        is_open: Samples = _ALL,
    ) -> None:
        tiles = workshop.tiles
        self.kept = {slot: tiles.empty() for slot in kept}
        order = _order(sources, given, [*self.kept, *(sums or ())])
        shared = _share_room(workshop, sources, order, {*given, *self.kept}, sums or ())
        arrays = {**given, **self.kept, **shared}
        self._tiles: list[list[Call]] = []
        for number, spare in enumerate(workshop.spares):
            calls = [call for slot in order for call in _fill(sources, arrays, slot, number, spare)]
            for slot, out in (sums or {}).items():
                calls += _add_up(arrays[slot][number], is_open, spare.swing, out[:, tiles.cuts[number]])
            self._tiles.append(calls)

    def run(self) -> None:
        """Fill all tiles."""
        with np.errstate(all="ignore"):
            for calls in self._tiles:
                for operate, read, out in calls:
                    operate(*read, out=out)


def _order(sources: Sources, given: Collection[int], wanted: Iterable[int]) -> list[int]:
    """The slots to fill, each lever just before it is read first."""
    steps = sources.schedule.steps
    ends = [slot for slot in wanted if slot not in given]
    needed = {*ends}
    for out, step in reversed(list(steps.items())):
        if out in needed:
            needed |= {slot for slot in (step.left, step.right) if slot not in given}
    levers = needed & sources.levers.keys()
    order = dict.fromkeys(slot for slot in ends if slot in levers)
    for out, step in steps.items():
        if out in needed:
            order |= dict.fromkeys(slot for slot in (step.left, step.right) if slot in levers)
            order[out] = None
    return list(order)


def _share_room(
    workshop: Workshop, sources: Sources, order: Sequence[int], elsewhere: Collection[int], ends: Collection[int]
) -> dict[int, list[Samples]]:
    """A room for each slot of the order that has none; a room is free again once its slot is read for the last time."""
    last = {slot: place for place, out in enumerate(order) for slot in _reads(sources, out)}
    last |= dict.fromkeys(ends, len(order))
    rooms: dict[int, int] = {}
    free: list[int] = []
    opened = 0
    for place, out in enumerate(order):
        if out not in elsewhere:
            if not free:
                free.append(opened)
                opened += 1
            rooms[out] = free.pop()
        free += [rooms[slot] for slot in dict.fromkeys(_reads(sources, out)) if slot in rooms and last[slot] == place]
    return {slot: workshop.room(number) for slot, number in rooms.items()}


def _reads(sources: Sources, out: int) -> tuple[int, ...]:
    step = sources.schedule.steps.get(out)
    return (step.left, step.right) if step else ()


def _fill(sources: Sources, arrays: Arrays, slot: int, number: int, spare: Spare) -> list[Call]:
    out = arrays[slot][number]
    if slot in sources.levers:
        return sources.levers[slot].calls(number, out, spare)
    step = sources.schedule.steps[slot]
    left, right = arrays[step.left][number], arrays[step.right][number]
    if slot in sources.luck:
        return _LUCKY[step.operation](left, right, sources.luck[slot][number], out, spare)
    if step.operation == "divide":
        # Over zero there is no value: 0 ÷ 0 is NaN, and spreads.
        is_known: Call = (np.divide, (right, right), spare.swing)
        return [is_known, (np.divide, (left, right), out), (np.multiply, (out, spare.swing), out)]
    return [(_OWN.get(step.operation) or getattr(np, step.operation), (left, right), out)]


_LUCKY = {"thin": thin, "occur": occur, "pay": pay}


def _add_up(months: Samples, is_open: Samples, scratch: Samples, out: Samples) -> list[Call]:
    """The running sum over the months that are open."""
    return [(np.multiply, (months, is_open), scratch), (_run_up, (scratch,), out)]


def _run_up(months: Samples, out: Samples) -> None:
    """The sum up to each month, row by row: `np.add.accumulate` takes ten times as long down a column."""
    out[0] = months[0]
    for month in range(1, len(months)):
        np.add(out[month - 1], months[month], out=out[month])


def _shift(left: Samples, right: Samples, out: Samples) -> None:
    """Each value as many months later as `right` says; nothing before."""
    months = len(out)
    back = min(int(right.item()), months)
    out[:back] = 0.0
    out[back:] = left[: months - back]


_OWN = {"shift": _shift, "exprel": exprel_into}
