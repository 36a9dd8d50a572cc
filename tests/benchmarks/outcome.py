"""What a bar came to: the ratio of each round against its limit, and the verdict."""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Literal

Verdict = Literal["pass", "miss", "cannot_tell", "busy", "skipped"]


class MissingError(Exception):
    """What a bar is measured with is not there; the text says what."""


class DisprovedError(Exception):
    """A side did not do the work it was timed for; the text says how that shows."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Ours ÷ the peer or the limit, round by round. `repeated` counts rounds put off because the machine was slow.

    `busy` says that one was taken at last although it still was. `note` is what a reader wants to know beside it.
    """

    ratios: tuple[float, ...]
    repeated: int = 0
    busy: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A line of the report."""

    bar: int
    name: str
    ratio: float | None
    range: tuple[float, float] | None
    limit: float
    verdict: Verdict
    why: str
    rounds: tuple[float, ...]

    def json(self) -> dict[str, object]:
        """As `--json` writes it: figures with four digits, the rounds as they are."""
        found = asdict(self)
        found["ratio"] = None if self.ratio is None else _short(self.ratio)
        found["range"] = None if self.range is None else [_short(end) for end in self.range]
        return found


def judge(bar: int, name: str, limit: float, measured: Measured) -> Outcome:
    """The verdict on a bar: its median within the limit passes, unless the machine was too restless to say so."""
    ratio, ends = median(measured.ratios), (min(measured.ratios), max(measured.ratios))
    verdict: Verdict = "pass" if ratio <= limit else "miss"
    why = measured.note
    if measured.busy:
        verdict, why = "busy", _joined("the machine was busy with something else", measured.note)
    elif measured.repeated and ends[0] <= limit < ends[1]:
        verdict, why = "cannot_tell", _joined("a noisy run, on both sides of the limit", measured.note)
    return Outcome(bar, name, ratio, ends, limit, verdict, why, measured.ratios)


def skipped(bar: int, name: str, limit: float, why: str) -> Outcome:
    """A bar that could not be measured here."""
    return Outcome(bar, name, None, None, limit, "skipped", why, ())


def disproved(bar: int, name: str, limit: float, why: str) -> Outcome:
    """A bar whose sides did not do the same work: there is nothing to compare."""
    return Outcome(bar, name, None, None, limit, "miss", why, ())


def prove(holds: bool, text: str) -> None:
    """See that a side did its work.

    Raises:
        DisprovedError: It did not.
    """
    if not holds:
        raise DisprovedError(text)


def slope(seconds: dict[int, float]) -> float:
    """How time grows with size: least squares of log t on log n, after taking off the time at size 0."""
    floor = seconds[0]
    points = [(math.log(size), math.log(max(time - floor, 1e-9))) for size, time in seconds.items() if size]
    across = math.fsum(x for x, _ in points) / len(points)
    up = math.fsum(y for _, y in points) / len(points)
    return math.fsum((x - across) * (y - up) for x, y in points) / math.fsum((x - across) ** 2 for x, _ in points)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of all does not exceed, by rank: one of them, never between two."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


def _short(value: float) -> float:
    return float(f"{value:.4g}")
