"""Sources: the numbers that an import brought and how many of them count, for whoever follows one back to its cell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from isplanner.plan.actuals import Actuals
from isplanner.plan.fact import Batch, Fact, MetricMonth
from isplanner.plan.overlap import Overlap, Telling
from isplanner.plan.plan import Plan
from isplanner.store.document import Document
from isplanner.store.facts import StoredFact

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


def brought_by(document: Document, batch: int) -> Brought:
    """The first numbers of a batch."""
    return Brought(batch, tuple(islice(_of(document, batch), MOST)))


def brought_with(document: Document, fact: Fact) -> Brought | None:
    """The numbers that came with one, out of the same sheet; None where it is not in force any more."""
    found = next((each for each in document.facts(fact.kind, fact.metric) if each.fact == fact), None)
    return None if found is None else Brought(found.batch, tuple(_beside(document, found)))


def counting_of(plan: Plan, actuals: Actuals, batches: Sequence[Batch]) -> dict[int, int]:
    """How many numbers of each batch in force count, in any month and on any axis; of what amends one with its own."""
    import numpy as np  # on a worker: the window paints before

    from isplanner.analysis.counting.count import counting

    found, times = np.unique(actuals.batch[counting(actuals, plan)], return_counts=True)
    by_rank = dict(zip(found.tolist(), times.tolist(), strict=True))
    return {batch.id: by_rank.get(batch.rank, 0) for batch in batches if not batch.withdrawn}


def _beside(document: Document, stored: StoredFact) -> Iterator[Fact]:
    place, is_seen = (stored.fact.source.file, stored.fact.source.sheet), False
    own = (each for each in _of(document, stored.batch) if (each.source.file, each.source.sheet) == place)
    for fact in islice(own, MOST):
        is_seen = is_seen or fact == stored.fact
        yield fact
    if not is_seen:
        yield stored.fact


def _of(document: Document, batch: int) -> Iterator[Fact]:
    return (each.fact for each in document.facts() if each.batch == batch)
