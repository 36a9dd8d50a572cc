"""Reading: what the funnel shows at one moment, of the stored plan or of a preview."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from isplanner.desktop.funnel.shape import own_levers
from isplanner.desktop.widgets.slider_scale import SliderMarks, SliderScale
from isplanner.plan.metric import Direction, Metric
from isplanner.plan.scope import NodeKey

if TYPE_CHECKING:
    from collections.abc import Mapping

    from isplanner.analysis.forecasting.forecast import Forecast
    from isplanner.analysis.simulation.workload import Workload
    from isplanner.analysis.tree.project import Projection
    from isplanner.plan.period import Span
    from isplanner.plan.plan import Plan


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A plan with what its levers are set to in the chosen scenario (`now`, the preview in it) and in 基準 (`base`).

    `channel` is the tab: one channel's key, or None for the whole plan. `result` is what the setting comes to: `now`,
    or with `is_rest` what is done so far and what remains of the period. `bands` are the achievable bands of levers,
    `workload` says what the team can do. `forecast` is what the KGI comes to with no lever moved from its pace.
    `to_date` is what nodes have come to so far, and `path` the KGI as (months gone by, how much): where what remains is
    looked at. `is_as_whole` where actuals do not tell channels apart, and the plan is looked at without them.
    `untold` are, of counts that come through later, the months before the period of which nothing is told.
    """

    plan: "Plan"
    channel: str | None
    now: "Projection"
    base: "Projection"
    result: "Projection"
    is_rest: bool
    bands: "Mapping[NodeKey, tuple[float, float]]"
    workload: "Workload | None" = None
    forecast: "Forecast | None" = None
    is_as_whole: bool = False
    to_date: "Mapping[NodeKey, float]" = field(default_factory=dict)
    path: tuple[tuple[float, float], ...] = ()
    untold: "Mapping[str, tuple[Span, ...]]" = field(default_factory=dict)

    def has_worlds_of(self, other: "Reading") -> bool:
        """Whether it is of the same scenario and the same days as another."""
        return self.plan.scenario == other.plan.scenario and self.is_rest is other.is_rest

    def metric(self, key: NodeKey) -> Metric:
        """The metric of a node."""
        return self.plan.metrics[key.metric]

    def value(self, key: NodeKey) -> float | None:
        """What a lever is set to now."""
        return self.now.values.get(key)

    def lacking(self, key: NodeKey) -> NodeKey | None:
        """The channel's lever for want of which a lever of the whole plan has no value; None where all its own lack."""
        from isplanner.analysis.tree.lacking import unknown_levers

        tree = self.plan.tree
        known = {lever for lever in tree.levers if self.value(lever) is not None}
        if self.value(key) is not None or key.channel is not None or not own_levers(tree, key) & known:
            return None
        return next(iter(unknown_levers(tree.levers, known)), None)

    def outcome(self, key: NodeKey) -> float | None:
        """What a node comes to now."""
        return self.result.values.get(key)

    @property
    def kgi(self) -> float | None:
        """What the KGI comes to now."""
        return self.result.kgi

    def baseline(self, key: NodeKey) -> float | None:
        """A node's value in 基準."""
        return self.base.values.get(key)

    def target(self, key: NodeKey) -> float | None:
        """A node's target."""
        target = self.plan.targets.get(key)
        return target.value if target else None

    def marks(self, key: NodeKey, proposed: float | None = None) -> SliderMarks:
        """What a lever's slider marks."""
        return SliderMarks(self.target(key), self.baseline(key), self.bands.get(key), proposed, self.to_date.get(key))

    def scale(self, key: NodeKey, proposed: float | None = None) -> SliderScale:
        """The scale of a lever's slider: it shows all its marks."""
        metric = self.metric(key)
        done = None if metric.is_whole else self.to_date.get(key)
        marks = (self.value(key), self.target(key), self.baseline(key), done, proposed, *self.bands.get(key, ()))
        known = [mark for mark in marks if mark is not None]
        return SliderScale.around(known or [0.0], is_share=metric.is_share, is_whole=metric.is_whole)

    @property
    def root(self) -> NodeKey | None:
        """The KGI's node, whatever the tab."""
        return self.plan.tree.root

    @property
    def goal_by_month(self) -> tuple[float, ...]:
        """The goal shared over the plan's months by business days; () without a goal."""
        from isplanner.analysis.tree.project import month_weights

        return () if self.goal is None else tuple(self.goal * float(weight) for weight in month_weights(self.plan))

    @property
    def goal(self) -> float | None:
        """What the KGI is to reach."""
        return self.plan.goal.value if self.plan.goal else None


def difference(value: float | None, other: float | None) -> float | None:
    """How far a value is from another; None where one is not known."""
    return None if value is None or other is None else value - other


def is_behind(gap: float, metric: Metric) -> bool:
    """Whether a difference is on the bad side."""
    return gap > 0 if metric.direction is Direction.LOWER else gap < 0
