"""Numbers with all their labels become facts or held cells: units, percents, rates and what stands twice."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import isclose
from typing import TYPE_CHECKING, NamedTuple

from isplanner.plan.activity import ActivityLog
from isplanner.plan.fact import Fact, FactKind, HeldCell, Source, Waiting
from isplanner.plan.metric import Metric
from isplanner.workbook.grid import Percent, Place, Value, cell_text
from isplanner.workbook.periods import Period
from isplanner.workbook.values import PERCENT, as_amount, metric_value
from isplanner.workbook.vocabulary import vocabulary

if TYPE_CHECKING:
    from isplanner.workbook.running import RunningTotal

TOLERANCE = 1e-9
_HALF_A_POINT = 0.005


class Reading(NamedTuple):
    """A number and the labels around it. `unit` is what they say of a unit, `series` what shares its percent rule."""

    place: Place
    value: Value
    metric: str
    kind: str
    period: Period
    member: str | None
    channel: str | None
    unit: str | None
    series: object

    @property
    def scope(self) -> tuple[object, ...]:
        """Its labels but the metric: the parts of a rate share them."""
        return self.kind, self.period.span, self.member, self.channel


@dataclass
class TableReading:
    """What a table says. `ignored` is the reason for each row that is not read, `derived` the rates not stored.

    `logs` has the records of a log, whose sums are among the facts. `uses` says of columns what they were read as where
    their own role does not: a role of a log, `attribute`, `total`; `kept_as` the keys of the attributes. `read` and
    `refused` count the numbers of each column. `running` are totals that nobody called so, which are not read;
    `titled` the columns whose metric is that of the titles, `lacking` the roles of columns without which nothing can be
    read.
    """

    facts: list[Fact] = field(default_factory=list)
    held: list[HeldCell] = field(default_factory=list)
    ignored: dict[int, str] = field(default_factory=dict)
    derived: set[str] = field(default_factory=set)
    logs: list[ActivityLog] = field(default_factory=list)
    uses: Mapping[int, str] = field(default_factory=dict)
    kept_as: Mapping[int, str] = field(default_factory=dict)
    read: Counter[int] = field(default_factory=Counter)
    refused: Counter[int] = field(default_factory=Counter)
    running: "tuple[RunningTotal, ...]" = ()
    titled: frozenset[int] = frozenset()
    lacking: tuple[str, ...] = ()


class Checker:
    """Turns the readings of one table into facts and held cells."""

    def __init__(
        self,
        file: str,
        sheet: str,
        said: Iterable[tuple[str, str]],
        first: dict[tuple[object, ...], float],
        metrics: Mapping[str, Metric],
    ) -> None:
        """Begin a table.

        Args:
            file: The file's name.
            sheet: The sheet's name.
            said: The metrics that the table has, each with target or actual.
            first: The facts of the file so far, by identity, to which the table's are added.
            metrics: All there are.
        """
        self._file, self._sheet = file, sheet
        self._said, self._first = set(said), first
        self._metrics = metrics
        self._numbers: dict[tuple[object, ...], float] = {}
        self._points: set[object] = set()

    def check(self, readings: Sequence[Reading]) -> TableReading:
        """The facts of a table; rates whose parts are in it are compared with them, not stored."""
        self._points = points = _points(readings, self._metrics)
        checked = TableReading()
        for reading in sorted(readings, key=self._is_rate):
            metric = self._metrics[reading.metric]
            found = metric_value(reading.value, metric, reading.unit, points=reading.series in points)
            if isinstance(found, str):
                waiting = self._waiting_value(reading)
                checked.held.append(self.held(reading.place, reading.value, found, waiting))
                checked.refused[reading.place.column] += 1
                continue
            checked.read[reading.place.column] += 1
            parts = self.parts(reading.metric, reading.kind)
            if parts is None:
                self._take(reading, found, checked)
            elif metric.unit == PERCENT and self._differs(reading, found, parts):
                checked.held.append(self.held(reading.place, reading.value, "rate_mismatch"))
        checked.derived = {rate for rate, kind in self._said if self.parts(rate, kind)}
        return checked

    def _take(self, reading: Reading, value: float, checked: TableReading) -> None:
        """Add a fact, unless the file has said it before: then an equal one goes, another value is held."""
        identity = (reading.metric, *reading.scope)
        self._numbers.setdefault(identity, value)
        if identity not in self._first:
            self._first[identity] = value
            checked.facts.append(self._fact(reading, value))
        elif not isclose(value, self._first[identity], rel_tol=TOLERANCE):
            checked.held.append(self.held(reading.place, reading.value, "conflict"))

    def parts(self, rate: str, kind: str) -> tuple[str, str] | None:
        """The numerator and denominator of a rate, if the table has them for this kind."""
        own = self._metrics[rate]
        pairs = vocabulary().rates.get(rate) or [(str(own.numerator), str(own.denominator))]
        return next((pair for pair in pairs if all((part, kind) in self._said for part in pair)), None)

    def held(self, place: Place, value: Value, reason: str, waiting: Waiting | None = None) -> HeldCell:
        """A cell that is not taken, with what waits for it."""
        return HeldCell(self._file, self._sheet, str(place), cell_text(value), reason, waiting)

    def waiting_member(self, readings: Iterable[Reading]) -> Waiting | None:
        """What waits for a person's name: the numbers of his row, but rates that follow from others."""
        facts = []
        for reading in readings:
            points = reading.series in self._points
            found = metric_value(reading.value, self._metrics[reading.metric], reading.unit, points=points)
            if isinstance(found, float | int) and self.parts(reading.metric, reading.kind) is None:
                facts.append(self._fact(reading, found))
        return Waiting("member", tuple(facts)) if facts else None

    def _waiting_value(self, reading: Reading) -> Waiting | None:
        if self.parts(reading.metric, reading.kind) is not None:
            return None
        return Waiting("value", (self._fact(reading, 0.0),), reading.unit, reading.series in self._points)

    def _is_rate(self, reading: Reading) -> bool:
        """Rates come last, when their parts are known."""
        return self.parts(reading.metric, reading.kind) is not None

    def _differs(self, reading: Reading, rate: float, parts: tuple[str, str]) -> bool:
        above, below = (self._numbers.get((part, *reading.scope)) for part in parts)
        return above is not None and bool(below) and abs(rate - above / (below or 1)) > _HALF_A_POINT + TOLERANCE

    def _fact(self, reading: Reading, value: float) -> Fact:
        period, kind = reading.period, FactKind(reading.kind)
        source = Source(self._file, self._sheet, str(reading.place))
        return Fact(reading.metric, kind, period.span, period.grain, reading.member, reading.channel, value, source)


def _points(readings: Sequence[Reading], metrics: Mapping[str, Metric]) -> set[object]:
    """The series in which a bare number means percent: labelled so, or mostly over 1."""
    bare: dict[object, list[float]] = {}
    labelled = set()
    for reading in readings:
        if metrics[reading.metric].unit != PERCENT:
            continue
        if reading.unit == PERCENT:
            labelled.add(reading.series)
        amount = None if isinstance(reading.value, Percent) else as_amount(reading.value)
        if amount and amount.unit is None and amount.number:
            bare.setdefault(reading.series, []).append(abs(amount.number))
    return labelled | {series for series, numbers in bare.items() if sum(n > 1 for n in numbers) * 2 > len(numbers)}
