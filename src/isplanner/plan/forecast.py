"""Forecasts as they were shown, kept so that a period that is over can say how good they were."""

from dataclasses import dataclass
from datetime import date

from isplanner.plan.scope import NodeKey


@dataclass(frozen=True, slots=True)
class KeptForecast:
    """What was forecast on a day, with the plan of a revision, for the end of the period.

    `member` None is the whole team. `probability` is the chance to reach `target`, both None where there is no target.
    """

    day: date
    revision: int
    node: NodeKey
    member: int | None
    mean: float
    p10: float | None = None
    p50: float | None = None
    p90: float | None = None
    probability: float | None = None
    target: float | None = None
