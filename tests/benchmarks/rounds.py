"""Rounds: each side once, one after the other, so that what slows the machine down slows both."""

import gc
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Generic, TypeVar

from tests.benchmarks.machine import Machine
from tests.benchmarks.outcome import Measured, slope

Key = TypeVar("Key")
Run = TypeVar("Run")

ROUNDS = 7
SHORT_ROUNDS = 21
"""Of what takes less than 50 ms and is measured within one process."""
GROWTH_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Rounds(Generic[Key, Run]):
    """What each side's runs gave, in the order of the rounds."""

    runs: Mapping[Key, tuple[Run, ...]]
    repeated: int
    busy: bool

    def measured(self, ratios: tuple[float, ...], note: str = "") -> Measured:
        """Ratios worked out of these rounds, with how quiet they were."""
        return Measured(ratios, self.repeated, self.busy, note)


def take_rounds(
    machine: Machine, sides: Mapping[Key, Callable[[], Run]], rounds: int, *, warm_up: bool = True
) -> Rounds[Key, Run]:
    """Run all sides in turns, after a round that does not count."""
    if warm_up:
        for run in sides.values():
            run()
    runs: dict[Key, list[Run]] = {side: [] for side in sides}
    for _ in range(rounds):
        machine.settle()
        for side, run in sides.items():
            runs[side].append(run())
    return Rounds({side: tuple(found) for side, found in runs.items()}, machine.repeated, machine.busy)


def timed(work: Callable[[], object]) -> Callable[[], float]:
    """Work that is done within this process, as the seconds it takes."""

    def run() -> float:
        gc.collect()
        began = time.perf_counter()
        work()
        return time.perf_counter() - began

    return run


def compare(machine: Machine, ours: Callable[[], object], peer: Callable[[], object], rounds: int) -> Measured:
    """The seconds of ours ÷ the peer's, round by round, both within this process."""
    return compare_sides(machine, timed(ours), timed(peer), rounds)


def compare_sides(machine: Machine, ours: Callable[[], float], peer: Callable[[], float], rounds: int) -> Measured:
    """The same of two sides that say themselves how many seconds they took."""
    taken = take_rounds(machine, {"ours": ours, "peer": peer}, rounds)
    ratios = tuple(mine / theirs for mine, theirs in zip(taken.runs["ours"], taken.runs["peer"], strict=True))
    return taken.measured(ratios, in_milliseconds(taken.runs))


def grow(machine: Machine, works: Mapping[int, Callable[[], object]], rounds: int = GROWTH_ROUNDS) -> Measured:
    """How time grows with size, round by round; `works` are by size, 0 among them."""
    taken = take_rounds(machine, {size: timed(work) for size, work in works.items()}, rounds)
    of_rounds = [{size: times[number] for size, times in taken.runs.items()} for number in range(rounds)]
    return taken.measured(tuple(map(slope, of_rounds)), in_milliseconds(taken.runs))


def in_milliseconds(runs: Mapping[Key, tuple[float, ...]]) -> str:
    """The median of each side, for a reader: `ours 1.03 ms, peer 7.7 ms`."""
    return ", ".join(f"{side} {median(times) * 1e3:.3g} ms" for side, times in runs.items())
