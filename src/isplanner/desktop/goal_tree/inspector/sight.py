"""Sight: what the inspector looks at."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from isplanner.desktop.language import language
from isplanner.plan.metric import Metric
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey
from isplanner.plan.tree import Node
from isplanner.text.numbers import MoneyUnit, Written, write_value

if TYPE_CHECKING:
    from datetime import date

    from isplanner.analysis.forecasting.forecast import Forecast
    from isplanner.jobs.answer import Answer
    from isplanner.jobs.inspection import Inspection


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """A node of a plan, with what is known of it so far; answer and inspection may be of the plan before."""

    plan: Plan
    key: NodeKey
    answer: "Answer | None"
    inspection: "Inspection | None"
    money: MoneyUnit

    @property
    def node(self) -> Node:
        """The node itself."""
        return self.plan.tree.nodes[self.key]

    @property
    def metric(self) -> Metric:
        """What it counts."""
        return self.plan.metrics[self.key.metric]

    @property
    def target(self) -> float | None:
        """Its 必達 target."""
        target = self.plan.targets.get(self.key)
        return target.value if target else None

    @property
    def forecast(self) -> "Forecast | None":
        """Where it is going."""
        return self.answer.forecasts.get(self.key) if self.answer else None

    @property
    def as_of(self) -> "date":
        """The day looked at; the plan's first before anything is worked out."""
        return self.answer.as_of if self.answer else self.plan.period.start

    def written(self, value: float | None, money: MoneyUnit | None = None) -> Written:
        """A value of the node as screens show it."""
        return write_value(value, self.metric, language(), self.money if money is None else money)

    def exact(self, value: float | None) -> str:
        """The same to the yen."""
        return str(self.written(value, MoneyUnit.YEN))
