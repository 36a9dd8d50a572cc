"""The JSON of the bottleneck, of why a forecast moved, and of findings."""

from collections.abc import Iterable

from isplanner.analysis.attribution.bottleneck import Stage
from isplanner.analysis.attribution.why import Why
from isplanner.analysis.judging.finding import Finding
from isplanner.cli.answers import Json, significant
from isplanner.jobs.bottleneck import Diagnosis
from isplanner.plan.plan import Plan
from isplanner.plan.problem import Problem
from isplanner.plan.scope import NodeKey
from isplanner.text.findings import describe_finding, describe_mend
from isplanner.text.language import Language


def bottleneck_answer(found: Diagnosis) -> Json:
    """`bottleneck`: the gap and its shares, unrounded, the worst stage (null where none costs), every stage in full."""
    leak = found.bottleneck
    return {
        "from": leak.start.name.value,
        "to": leak.end.name.value,
        "gap": leak.gap,
        "shares": [{"node": str(stage.node), "share": stage.share} for stage in leak.stages],
        "worst": leak.worst and _worst(found, leak.worst),
        "as_of": found.as_of.isoformat(),
        "kgi": {"from": leak.start_kgi, "to": leak.end_kgi},
        "stages": [_stage(found, stage) for stage in leak.stages],
    }


def _worst(found: Diagnosis, stage: Stage) -> Json:
    return {
        "node": str(stage.node),
        "share": stage.share,
        "confidence": significant(stage.certainty.worst if stage.certainty else None),
        "countermeasures": [measure.code for measure in found.countermeasures],
    }


def _stage(found: Diagnosis, stage: Stage) -> Json:
    certainty = stage.certainty
    return {
        "node": str(stage.node),
        "from": stage.start,
        "to": stage.end,
        "share": stage.share,
        "p10": significant(certainty.p10 if certainty else None),
        "p90": significant(certainty.p90 if certainty else None),
        "confidence": significant(certainty.worst if certainty else None),
        "mix": stage.mix,
        "channels": [
            {"channel": part.lever.channel, "from": part.start, "to": part.end, "share": part.share}
            for part in stage.parts
            if part.lever.channel is not None
        ],
        "members": [
            {"member": None if member is None else found.plan.member(member).name, "share": share}
            for member, share in found.members.get(stage.node, {}).items()
        ],
    }


def why_answer(found: Why) -> Json:
    """`why`: what moved the KGI's forecast between two days; the shares add up to the gap."""
    return {
        "since": found.since.isoformat(),
        "as_of": found.as_of.isoformat(),
        "from": found.start,
        "to": found.end,
        "gap": found.end - found.start,
        "kept": found.is_kept,
        "shares": [
            {"cause": move.cause.value, "node": move.node and str(move.node), "share": move.share}
            for move in found.moves
        ],
    }


def findings_answer(findings: Iterable[Finding], plan: Plan, language: Language) -> list[Json]:
    """The findings of `check`: what was found of which node and members, and what would mend it."""
    return [
        {
            "code": one.code,
            "node": one.node and str(one.node),
            "members": [plan.member(member).name for member in one.members],
            "message": describe_finding(one.problem, one.members, plan, language),
            "values": _values(one.problem),
            "mend": one.mend
            and {
                "code": one.mend.code,
                "values": _values(one.mend),
                "message": describe_mend(one.mend, plan, language),
            },
        }
        for one in findings
    ]


def _values(problem: Problem) -> Json:
    return {name: _plain(value) for name, value in problem.values.items() if name != "node"}


def _plain(value: object) -> object:
    match value:
        case NodeKey():
            return str(value)
        case list():
            return [_plain(each) for each in value]
        case None | bool() | int() | float() | str():
            return value
    return str(value)
