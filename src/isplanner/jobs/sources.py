"""Sources: the numbers that an import brought and how many of them count, for whoever follows one back to its cell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from isplanner.plan.actuals import Actuals
from isplanner.plan.fact import Batch, Fact, MetricMonth
from isplanner.plan.overlap import Overlap, Telling
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey
from isplanner.store.document import Document

MOST = 5_000
"""So many numbers of an import are shown; a workbook shows the rest."""


@dataclass(frozen=True, slots=True)
class Brought:
    """Numbers of one batch that are in force, in the order stored."""

    batch: int
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Rival:
    """One of several imports that tell of a metric in a month; `is_chosen` where somebody chose among them."""

    overlap: Overlap
    telling: Telling
    batch: Batch
    is_chosen: bool

    @property
    def key(self) -> tuple[MetricMonth, int]:
        """What tells it from others."""
        return self.overlap.place, self.batch.id


def rivals(document: Document) -> tuple[Rival, ...]:
    """The imports that tell of the same metric and month, next to each other, those that go before others first."""
    from isplanner.analysis.counting.overlaps import overlaps  # on a worker, as numpy below

    plan, batches = document.plan, {batch.rank: batch for batch in document.batches() if batch.rank}
    return tuple(
        Rival(overlap, telling, batches[telling.rank], overlap.place in plan.chosen_batches)
        for overlap in overlaps(plan, document.actuals(replaced=True))
        for telling in overlap.tellings
    )


@dataclass(frozen=True, slots=True)
class Origin:
    """What a number is of that is to be followed down to its cells: a node, or what a member did of its metric."""

    node: NodeKey
    member: int | None = None


@dataclass(frozen=True, slots=True)
class Behind:
    """The numbers that count for a node in the base period and in the plan's own, in the order stored."""

    origin: Origin
    facts: tuple[Fact, ...]


def behind(document: Document, origin: Origin) -> Behind:
    """The first numbers behind a node; behind one that has none of its own, those of what it is made of."""
    from isplanner.analysis.estimates.trace import counted_metrics, trace  # on a worker, as numpy below

    plan, actuals = document.plan, document.actuals()
    for keys in _downwards(plan, origin.node):
        metrics = {metric for key in keys for metric in counted_metrics(plan, key)}
        channel = origin.node.channel
        spans = (plan.base, plan.period)
        ids = frozenset[int]().union(*(trace(plan, actuals, span, metrics, channel, origin.member) for span in spans))
        if ids:
            return Behind(origin, tuple(each.fact for each in document.facts(ids=sorted(ids)[:MOST])))
    return Behind(origin, ())


def _downwards(plan: Plan, node: NodeKey) -> Iterator[tuple[NodeKey, ...]]:
    """A node, then what it is made of, and so on down to the levers."""
    seen: set[NodeKey] = set()
    level: tuple[NodeKey, ...] = (node,)
    while level:
        yield level
        seen.update(level)
        below = dict.fromkeys(child for key in level for child in plan.tree.children(key))
        level = tuple(key for key in below if key not in seen)


def brought_by(document: Document, batch: int) -> Brought:
    """The first numbers of a batch, and of what was settled of it."""
    rank = next(each.rank for each in document.batches() if each.id == batch)
    return Brought(batch, tuple(islice(_of(document, rank), MOST)))


def brought_with(document: Document, fact: Fact) -> Brought | None:
    """The numbers that came with one, out of the same sheet; None where it is not in force any more."""
    found = next((each for each in document.facts(fact.kind, fact.metric) if each.fact == fact), None)
    if found is None:
        return None
    actuals = document.actuals()
    rank = int(actuals.batch[actuals.id == found.id][0])
    batch = next(each.id for each in document.batches() if each.rank == rank)
    return Brought(batch, tuple(_beside(document, rank, fact)))


def counting_of(plan: Plan, actuals: Actuals, batches: Sequence[Batch]) -> dict[int, int]:
    """How many numbers of each batch in force count, in any month and on any axis; of what amends one with its own."""
    import numpy as np  # on a worker: the window paints before

    from isplanner.analysis.counting.count import counting

    found, times = np.unique(actuals.batch[counting(actuals, plan)], return_counts=True)
    by_rank = dict(zip(found.tolist(), times.tolist(), strict=True))
    return {batch.id: by_rank.get(batch.rank, 0) for batch in batches if not batch.withdrawn}


def _beside(document: Document, rank: int, wanted: Fact) -> Iterator[Fact]:
    place, is_seen = (wanted.source.file, wanted.source.sheet), False
    own = (each for each in _of(document, rank) if (each.source.file, each.source.sheet) == place)
    for fact in islice(own, MOST):
        is_seen = is_seen or fact == wanted
        yield fact
    if not is_seen:
        yield wanted


def _of(document: Document, rank: int) -> Iterator[Fact]:
    """The numbers in force of the import of a rank."""
    actuals = document.actuals()
    return (each.fact for each in document.facts(ids=actuals.id[actuals.batch == rank].tolist()))
