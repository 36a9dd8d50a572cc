"""Runs a function in a process of its own, so that nothing of another one is loaded or left over.

`python -m tests.benchmarks.child module:function [arguments as JSON]` prints what it returns, and the most
memory it had, as the last line. It imports nothing but the standard library: a bare peer is to be bare.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent


class ChildError(Exception):
    """A child process failed; its own words are on the screen already."""


@dataclass(frozen=True, slots=True)
class ChildRun:
    """What a child process returned and took: seconds of wall and CPU, and the most memory it had, in MB.

    `below` is the most that a process had which it started itself.
    """

    answer: Any
    wall: float
    cpu: float
    own: float
    below: float

    @property
    def peak(self) -> float:
        """The memory of the larger process."""
        return max(self.own, self.below)


def run_child(
    target: str, *arguments: object, environment: Mapping[str, str] | None = None, within: Sequence[str] = ()
) -> ChildRun:
    """Call a `module:function` in a child process, which another program may be asked to start (`xvfb-run`).

    Raises:
        ChildError: It failed.
    """
    command = [*within, sys.executable, "-m", "tests.benchmarks.child", target, json.dumps(arguments)]
    began = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stdout is not None
    with process.stdout as output:
        written = output.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        text = f"{target} ended with exit code {process.returncode}"
        raise ChildError(text)
    answer, own, below = json.loads(written.splitlines()[-1])
    return ChildRun(answer, wall, usage.ru_utime + usage.ru_stime, own, below)


def main() -> None:
    """What the child does."""
    target, arguments = sys.argv[1:]
    module, _, function = target.partition(":")
    answer = getattr(import_module(module), function)(*json.loads(arguments))
    sys.stdout.write("\n" + json.dumps([answer, *_peaks()]))


def _peaks() -> tuple[float, float]:
    """The most memory that this process has had, and one that it started, in MB.

    Its own is read here and not through `wait4`: on Linux a process inherits the figure of the one it is started from.
    """
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    below = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / unit
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (line for line in status.read_text(encoding="utf-8").splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024, below
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit, below


if __name__ == "__main__":
    main()
