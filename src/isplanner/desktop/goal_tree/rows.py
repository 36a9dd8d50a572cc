"""What the outline shows: the tree as it is drawn, one record a row."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from types import MappingProxyType
from typing import TYPE_CHECKING

from isplanner.desktop.goal_tree.what_if import Tried, is_locked, levers_of
from isplanner.desktop.models.tree_model import Branch
from isplanner.plan.metric import Metric
from isplanner.plan.plan import Plan
from isplanner.plan.problem import Problem
from isplanner.plan.scope import Channel, NodeKey
from isplanner.plan.target import Level

if TYPE_CHECKING:
    from isplanner.analysis.forecasting.forecast import Forecast
    from isplanner.jobs.answer import Answer


class RowKind(Enum):
    """What a row is: a node, the fold with its channels, a node drawn in full elsewhere, or the head of the others."""

    NODE = auto()
    CHANNELS = auto()
    REFERENCE = auto()
    BESIDE = auto()


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """One row. A fold of channels bears the key of its node; the head of what is beside the KGI has none.

    `is_one_of_channels`: it stands under its metric, and is called by its channel. `is_settable`: a value can be typed
    for it, as for a lever; `is_locked`: its lever is fixed. `comments` are those still open. `tried` is what a lever
    under the hand makes of it.
    """

    kind: RowKind
    key: NodeKey | None
    metric: Metric | None = None
    channel: Channel | None = None
    target: float | None = None
    value: float | None = None
    baseline: float | None = None
    forecast: float | None = None
    actual: float | None = None
    level: Level | None = None
    formula: str | None = None
    priority: int | None = None
    problem: Problem | None = None
    is_kgi: bool = False
    is_one_of_channels: bool = False
    count: int = 0
    owner: str = ""
    is_settable: bool = False
    is_locked: bool = False
    comments: int = 0
    tried: Tried | None = None

    @property
    def gap(self) -> float | None:
        """How far the outlook lies from the target."""
        return None if self.target is None or self.outlook is None else self.outlook - self.target

    @property
    def outlook(self) -> float | None:
        """Where the node is going: its forecast, or before there is one what the scenario makes of it."""
        return self.value if self.forecast is None else self.forecast


def outline(
    plan: Plan,
    answer: "Answer | None",
    formulas: Mapping[NodeKey, str],
    channel: str | None = None,
    tried: Mapping[NodeKey, Tried] = MappingProxyType({}),
) -> tuple[Branch[OutlineRow], ...]:
    """The rows of a plan, or of one of its channels; `formulas` are the texts shown, `tried` what is tried out."""
    return tuple(_Drawing(plan, answer, formulas, tried).branches(channel))


def row_key(row: OutlineRow) -> object:
    """What tells siblings apart."""
    return row.kind, row.key


class _Drawing:
    """Draws each node once in full; where it comes again, it is a reference."""

    def __init__(
        self,
        plan: Plan,
        answer: "Answer | None",
        formulas: Mapping[NodeKey, str],
        tried: Mapping[NodeKey, Tried],
    ) -> None:
        self.plan, self.tree, self.formulas, self.tried = plan, plan.tree, formulas, tried
        self.comments = Counter(comment.node for comment in plan.comments if not comment.is_settled)
        self.values: Mapping[NodeKey, float | None] = answer.projection.values if answer else {}
        self.baseline: Mapping[NodeKey, float] = answer.baseline.values if answer else {}
        self.forecasts: Mapping[NodeKey, Forecast] = answer.forecasts if answer else {}
        self.drawn: set[NodeKey] = set()

    def branches(self, channel: str | None) -> Iterator[Branch[OutlineRow]]:
        root = self.tree.root
        if root is not None and (key := NodeKey(root.metric, channel)) in self.tree.nodes:
            yield self.node(key)
        beside = tuple(self.beside(channel))
        if beside and root is not None:
            yield Branch(OutlineRow(RowKind.BESIDE, None), beside)
        else:
            yield from beside

    def beside(self, channel: str | None) -> Iterator[Branch[OutlineRow]]:
        """Trees of their own: nodes of the scope that nothing drawn leads to, each under what it is a factor of."""
        left = [key for key in self.tree.nodes if key.channel == channel and key not in self.drawn]
        below = {child for key in left for child in self.tree.children(key) if child != key}
        for key in [key for key in left if key not in below] + left:
            if key not in self.drawn:
                yield self.node(key)

    def node(self, key: NodeKey) -> Branch[OutlineRow]:
        if key in self.drawn:
            return Branch(self.row(RowKind.REFERENCE, key))
        self.drawn.add(key)
        factors = [child for child in self.tree.children(key) if child in self.tree.nodes]
        channels = self.tree.channel_nodes(key.metric) if key.channel is None else ()
        if set(factors) == set(channels):
            return Branch(self.row(RowKind.NODE, key), tuple(map(self.channel, factors)))
        if not channels:
            return Branch(self.row(RowKind.NODE, key), tuple(map(self.node, factors)))
        fold = OutlineRow(RowKind.CHANNELS, key, metric=self.plan.metrics[key.metric], count=len(channels))
        below = [*map(self.node, factors), Branch(fold, tuple(map(self.channel, channels)))]
        return Branch(self.row(RowKind.NODE, key), tuple(below))

    def channel(self, key: NodeKey) -> Branch[OutlineRow]:
        self.drawn.add(key)
        return Branch(replace(self.row(RowKind.NODE, key), is_one_of_channels=True))

    def row(self, kind: RowKind, key: NodeKey) -> OutlineRow:
        node, target, forecast = self.tree.nodes[key], self.plan.targets.get(key), self.forecasts.get(key)
        return OutlineRow(
            kind,
            key,
            metric=self.plan.metrics[key.metric],
            channel=self.plan.channels[key.channel] if key.channel else None,
            target=target.value if target else None,
            value=self.values.get(key),
            baseline=self.baseline.get(key),
            forecast=forecast.forecast if forecast else None,
            actual=forecast.actual if forecast else None,
            level=forecast.level if forecast else None,
            formula=self.formulas.get(key) if node.formula else None,
            priority=node.priority,
            problem=self.tree.problems.get(key),
            is_kgi=key == self.tree.root,
            owner=node.owner,
            is_settable=bool(levers_of(self.plan, key)),
            is_locked=is_locked(self.plan, key),
            comments=self.comments[key],
            tried=self.tried.get(key),
        )
