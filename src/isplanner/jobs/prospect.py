"""What an import would do, before it is done: what it changes, what to ask, which targets the files name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from isplanner.analysis.counting.count import tally
from isplanner.jobs.difference import Difference, compare
from isplanner.jobs.import_files import OpenFile, Reading
from isplanner.jobs.questions import Question, questions
from isplanner.plan.actuals import NONE, Actuals
from isplanner.plan.fact import Fact, FactKind
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey


@dataclass(frozen=True, slots=True)
class Prospect:
    """What was read, how it differs from what is stored, what to ask, and the targets of the plan that it names."""

    reading: Reading
    difference: Difference
    questions: tuple[Question, ...]
    targets: Mapping[NodeKey, float]


def foresee(plan: Plan, actuals: Actuals, files: Sequence[OpenFile], reading: Reading) -> Prospect:
    """What importing a reading of files would do to a plan."""
    facts = reading.facts
    return Prospect(
        reading=reading,
        difference=compare(plan, actuals, facts),
        questions=tuple(questions(plan, files, reading)),
        targets=_targets(plan, facts),
    )


# ----------------------------------------------------------------------------------------------------------- targets


def _targets(plan: Plan, facts: Sequence[Fact]) -> dict[NodeKey, float]:
    """The targets that the facts give nodes of the plan for all of its months."""
    wanted = [fact for fact in facts if fact.kind is FactKind.TARGET and fact.metric in plan.metrics]
    if not wanted:
        return {}
    found = tally(plan, _as_actuals(plan, wanted), plan.period, FactKind.TARGET)
    whole = {metric for metric, months in found.months.items() if months == len(plan.months)}
    values = {NodeKey(metric): value for metric, value in found.whole.items()} | dict(found.channels)
    return {key: value for key, value in values.items() if key in plan.tree.nodes and key.metric in whole}


def _as_actuals(plan: Plan, facts: Sequence[Fact]) -> Actuals:
    """Facts as columns, all of one batch."""
    metrics = list(plan.metrics)
    members = {member.name: member.id for member in plan.members}
    # People who are new are told apart by numbers that nobody has.
    for fact in facts:
        members.setdefault(fact.member or "", max(members.values(), default=0) + 1)
    named = dict.fromkeys([*plan.channels, *(fact.channel for fact in facts if fact.channel)])
    codes = {key: number for number, key in enumerate(named)}
    return Actuals(
        revision=plan.revision,
        metrics=tuple(metrics),
        channels=tuple(codes),
        id=np.arange(len(facts), dtype=np.int64),
        metric=np.array([metrics.index(fact.metric) for fact in facts], np.int32),
        member=np.array([NONE if fact.member is None else members[fact.member] for fact in facts], np.int32),
        channel=np.array([NONE if fact.channel is None else codes[fact.channel] for fact in facts], np.int32),
        start=np.array([fact.span.start.toordinal() for fact in facts], np.int32),
        end=np.array([fact.span.end.toordinal() for fact in facts], np.int32),
        is_target=np.ones(len(facts), np.bool_),
        value=np.array([fact.value for fact in facts], np.float64),
        batch=np.ones(len(facts), np.int32),
    )
