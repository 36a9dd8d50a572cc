"""What is to be reached: the goal of the plan, targets of nodes, and the cells the manager fixed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from isplanner.plan.period import Span
from isplanner.plan.scope import NodeKey


class Line(StrEnum):
    """必達 or 努力."""

    MUST = "must"
    AIM = "aim"


class Edition(StrEnum):
    """案, 提示, 合意, 確定."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    AGREED = "agreed"
    FIXED = "fixed"


class Way(StrEnum):
    """分け方: how a target is shared out over people."""

    EVEN = "even"
    BUSINESS_DAYS = "business_days"
    LAST_PERIOD = "last_period"
    LAST_YEAR = "last_year"
    OWN_RATES = "own_rates"
    OWN_COLUMN = "own_column"
    EQUAL_CHANCE = "equal_chance"


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a goal is for (狙い): the superior goal and the strategy it serves, who set it and when."""

    superior: str = ""
    strategy: str = ""
    set_by: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """The KGI's goal: a metric and a value in its unit, with what it was set against and what it is for.

    `base` is the value it is relative to (last year's), `base_source` where that came from,
    `relative` the change as a fraction (+0.15), None for an absolute goal.
    """

    metric: str
    value: float
    base: float | None = None
    relative: float | None = None
    base_source: str | None = None
    purpose: Purpose = Purpose()


@dataclass(frozen=True, slots=True)
class Target:
    """A node's target: whole for counts, yen and minutes; a rate is target numerator ÷ target denominator.

    `markup` is the 上乗せ率: the members' sum is the target × (1 + markup). `weights` is the column the manager typed
    for `Way.OWN_COLUMN`, by member id; who is not in it gets nothing.
    """

    id: int
    node: NodeKey
    value: float
    line: Line = Line.MUST
    edition: Edition = Edition.DRAFT
    edition_date: date | None = None
    way: Way = Way.OWN_RATES
    markup: float = 0.0
    weights: Mapping[int, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FixedCell:
    """A share the manager typed: `value` of a node's target for a member (None: the whole team) in a month or week."""

    id: int
    node: NodeKey
    member: int | None
    span: Span
    value: int


class Level(StrEnum):
    """How a KPI stands: 計画通り, 挽回可能, 未達見込み."""

    ON_PLAN = "on_plan"
    RECOVERABLE = "recoverable"
    WILL_MISS = "will_miss"


@dataclass(frozen=True, slots=True)
class Levels:
    """Where the levels of evaluation are cut (design: numbers.md 8).

    On plan takes at least the chance `on_plan`; below `will_miss` it will be missed. A count whose target is under
    `least_count` has no level: one deal's luck is no level.
    """

    on_plan: float = 0.5
    will_miss: float = 0.2
    least_count: int = 20
