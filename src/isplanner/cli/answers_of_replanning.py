"""The JSON of `replan`."""

from isplanner.analysis.forecasting.replan import Replanned, ReplannedMonth
from isplanner.analysis.sharing.allocate import Allocation
from isplanner.analysis.solving.proposal import Proposal
from isplanner.cli.answers import Json, days, significant
from isplanner.jobs.replanning import Replanning
from isplanner.plan.plan import Plan


def replan_answer(replanning: Replanning) -> Json:
    """`replan`: each metric's pace and what is left of it shared out; the KGI as it goes, and three ways back."""
    recovery = replanning.recovery
    return {
        "as_of": replanning.as_of.isoformat(),
        "metrics": {one.metric: _metric(one) for one in replanning.targets},
        "goal": recovery and recovery.goal,
        "projected": recovery and significant(recovery.present),
        "probability": recovery and significant(recovery.chance),
        "proposals": [{"kind": kind} | _proposal(p) for kind, p in recovery.proposals.items()] if recovery else [],
    }


def _metric(one: Replanned) -> Json:
    return {
        "target": one.target,
        "actual": one.actual,
        "left": one.left,
        "days_done": one.days_done,
        "days_left": one.days_left,
        "pace": one.pace,
        "pace_needed": one.pace_needed,
        "months": [_month(month) for month in one.months],
        "freed": one.are_freed,
        "rest": None if one.rest is None else _rest(one, one.plan, one.rest),
    }


def _month(month: ReplannedMonth) -> Json:
    numbers = {"planned": month.planned, "actual": month.actual, "rest": month.rest, "total": month.total}
    return days(month.span) | numbers | {"too_much": month.is_too_much}


def _rest(one: Replanned, plan: Plan, rest: Allocation) -> Json:
    """What is left, by the months and weeks to come."""
    names = {member.id: member.name for member in plan.members}
    answer: dict[str, object] = {
        "total": rest.total,
        "months": list(rest.months),
        "weeks": [days(week) | {"total": total} for week, total in zip(plan.weeks, rest.weeks, strict=True)],
        "rows": [
            {
                "member": names[row.member],
                "actual": one.done[row.member],
                "months": list(row.months),
                "weeks": list(row.weeks),
                "total": one.done[row.member] + row.total,
            }
            for row in rest.rows
        ],
    }
    if rest.channels:
        answer["channels"] = {channel: {"total": part.total} for channel, part in rest.channels.items()}
    return answer


def _proposal(proposal: Proposal) -> dict[str, object]:
    staffing = proposal.staffing
    return {
        "feasible": proposal.is_feasible,
        "kgi": significant(proposal.kgi),
        "probability": significant(proposal.chance),
        "objective": significant(proposal.objective),
        "levers": [
            {
                "node": str(lever.node),
                "present": significant(lever.present),
                "value": significant(lever.value),
                "stretch": significant(lever.stretch),
            }
            for lever in proposal.levers
        ],
        "binding": [str(condition) for condition in proposal.binding],
        "people": staffing and {"needed": significant(staffing.needed), "team": significant(staffing.team)},
    }
