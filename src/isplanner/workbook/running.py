"""Running totals that nobody called so: a line of numbers beside another of the same metric, whose sums it shows."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, groupby, permutations
from math import isclose
from typing import NamedTuple

from isplanner.plan.metric import Kind, Metric
from isplanner.workbook.check import Reading
from isplanner.workbook.values import metric_value

_FEWEST = 3
_MOST_LINES = 40
_TOLERANCE = 1e-9
_Scope = tuple[object, ...]


class RunningTotal(NamedTuple):
    """A column, or a row if `is_row`, that adds up the one it stands beside.

    `total` is what the parts come to, `wrong` what adding the running totals up would give.
    """

    metric: str
    is_row: bool
    line: int
    beside: int
    total: float
    wrong: float


def running_totals(
    readings: Sequence[Reading], metrics: Mapping[str, Metric], *, is_row: bool
) -> Iterator[RunningTotal]:
    """The lines of a table that are running totals of another with the same metric, people, channels and days."""
    lines: dict[tuple[str, str], dict[int, list[Reading]]] = {}
    for reading in readings:
        if metrics[reading.metric].kind is not Kind.RATE:
            line = reading.place.row if is_row else reading.place.column
            lines.setdefault((reading.metric, reading.kind), {}).setdefault(line, []).append(reading)
    for (metric, _), alike in lines.items():
        if not 1 < len(alike) <= _MOST_LINES:
            continue
        numbers = {line: _numbers(own, metrics) for line, own in alike.items()}
        for line, beside in permutations(numbers, 2):
            if found := _running(numbers[line], numbers[beside]):
                yield RunningTotal(metric, is_row, line, beside, *found)
                break


def _numbers(readings: Sequence[Reading], metrics: Mapping[str, Metric]) -> dict[_Scope, float]:
    """The numbers of a line by whose they are and when; those that cannot be read are left out."""
    found = ((each, metric_value(each.value, metrics[each.metric], each.unit, points=False)) for each in readings)
    return {
        (str(each.member), str(each.channel), each.period.span.start, each.period.span.end): value
        for each, value in found
        if not isinstance(value, str)
    }


def _running(sums: Mapping[_Scope, float], parts: Mapping[_Scope, float]) -> tuple[float, float] | None:
    """What the parts and the sums come to, if these run: person by person they never fall and are the sums so far."""
    if len(sums) < _FEWEST or sums.keys() != parts.keys():
        return None
    rises = 0
    for _, group in groupby(sorted(sums), key=lambda scope: scope[:2]):
        scopes = list(group)
        so_far = list(accumulate(parts[scope] for scope in scopes))
        if any(
            not isclose(sums[scope], total, rel_tol=_TOLERANCE) for scope, total in zip(scopes, so_far, strict=True)
        ):
            return None
        rises += sum(part > 0 for part in (parts[scope] for scope in scopes[1:]))
    never_falls = all(part >= 0 for part in parts.values())
    return (sum(parts.values()), sum(sums.values())) if never_falls and rises + 1 >= _FEWEST else None
