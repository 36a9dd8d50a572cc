"""The machine that is measured on: what it is, and whether it is quiet enough for a round to count."""

import json
import os
import platform
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np

from tests.benchmarks.child import ROOT

BEST_OF_THE_DAY = ROOT / "build" / "kernel-of-the-day.json"
PACKAGES = ("numpy", "scipy", "PySide6-Essentials", "numba", "pandas", "highspy", "XlsxWriter")
SLOW = 1.3
TRIES = 3
PAUSE = 0.3


def kernel() -> float:
    """The seconds of a fixed piece of work, some 20 ms on a laptop: bytecode, and passes over 1 MB of numbers."""
    began = time.perf_counter()
    total = 0
    for number in range(230_000):
        total += number * number % 7
    numbers = np.arange(120_000, dtype=np.float64)
    scratch = numbers.copy()
    for _ in range(60):
        np.multiply(numbers, 1.0000001, out=scratch)
        np.add(scratch, numbers, out=scratch)
    return time.perf_counter() - began


@dataclass(slots=True)
class Machine:
    """`best` is the kernel's best time of the day, in seconds; a slower kernel means that others use the machine."""

    best: float
    kernel: Callable[[], float] = kernel
    pause: Callable[[float], None] = time.sleep
    repeated: int = 0
    busy: bool = False
    kernels: list[float] = field(default_factory=list)

    def settle(self) -> None:
        """Before a round: wait until the machine is quiet, but not for ever. Then it is `busy`."""
        for attempt in range(1 + TRIES):
            took = self.kernel()
            self.best = min(self.best, took)
            if took <= SLOW * self.best:
                break
            if attempt < TRIES:
                self.repeated += 1
                self.pause(PAUSE)
        else:
            self.busy = True
        self.kernels.append(took)


def best_of_the_day(file: Path = BEST_OF_THE_DAY) -> float:
    """The kernel's best time today, of this run and the ones before."""
    today = time.strftime("%Y-%m-%d")
    try:
        before = float(json.loads(file.read_text(encoding="utf-8"))[today])
    except (OSError, ValueError, KeyError):
        before = float("inf")
    best = min(before, *(kernel() for _ in range(40)))
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps({today: best}), encoding="utf-8")
    return best


def describe(best: float) -> dict[str, object]:
    """What the figures were taken on."""
    return {
        "system": platform.platform(),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "versions": {name: found for name in PACKAGES if (found := _version(name))},
        "kernel_ms": round(best * 1e3, 3),
        "load": [round(load, 2) for load in os.getloadavg()],
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "")


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
