"""The JSON of `allocate`."""

from collections.abc import Mapping

from isplanner.analysis.forecasting.grounds import Grounds
from isplanner.analysis.sharing.allocate import Allocation, MemberRow
from isplanner.analysis.sharing.teams import TeamRow
from isplanner.cli.answers import Json, days, significant
from isplanner.jobs.shared_targets import SharedTarget, SharedTargets
from isplanner.plan.plan import Plan


def allocate_answer(shared: SharedTargets) -> Json:
    """`allocate`: each metric's total, months, weeks and members, the whole and channel by channel."""
    return {target.allocation.metric: _target(shared.plan, target) for target in shared.targets}


def _target(plan: Plan, target: SharedTarget) -> Json:
    answer = _allocation(plan, target.allocation, {one.member: one for one in target.grounds})
    if target.teams:
        answer["teams"] = [_team(team) for team in target.teams]
    channels = target.allocation.channels
    if channels:
        # Chances are of members' targets in all channels: nobody's work is told by channel.
        answer["channels"] = {channel: _allocation(plan, part, {}) for channel, part in channels.items()}
    return answer


def _allocation(plan: Plan, allocation: Allocation, grounds: Mapping[int, Grounds]) -> dict[str, object]:
    names = {member.id: member.name for member in plan.members}
    answer: dict[str, object] = {
        "total": allocation.total,
        "months": list(allocation.months),
        "weeks": [days(week) | {"total": total} for week, total in zip(plan.weeks, allocation.weeks, strict=True)],
        "ways": [{"wished": w.wished, "taken": w.taken, "reason": w.reason} for w in allocation.ways],
        "rows": [_row(names[row.member], row, grounds.get(row.member)) for row in allocation.rows],
    }
    if allocation.handed != allocation.total:
        months, weeks = list(allocation.handed_months), list(allocation.handed_weeks)
        answer["handed"] = {"total": allocation.handed, "months": months, "weeks": weeks}
    return answer


def _row(name: str, row: MemberRow, grounds: Grounds | None) -> Json:
    chance = grounds.chance if grounds else None
    answer = {
        "member": name,
        "months": list(row.months),
        "weeks": list(row.weeks),
        "probability": significant(chance.probability) if chance else None,
        "stretch": significant(chance.stretch) if chance else None,
    }
    return answer | {"flag": grounds.chance.flag, "grounds": _grounds(grounds)} if grounds else answer


def _grounds(grounds: Grounds) -> Json:
    """根拠: base, share, days and ramp, chance."""
    base, weights, chance = grounds.base, grounds.weights, grounds.chance
    return {
        "base": {"total": base.total, "handed": base.handed, "last_period": base.last_period},
        "share": {"share": grounds.share, "factor": weights[0].factor},
        "days": {
            "business_days": [month.days for month in weights],
            "capacity": weights[0].capacity,
            "ramp": [month.ramp for month in weights],
        },
        "chance": {
            "forecast": chance.forecast,
            "p10": significant(chance.p10),
            "p90": significant(chance.p90),
            "probability": significant(chance.probability),
            "stretch": significant(chance.stretch),
        },
    }


def _team(team: TeamRow) -> Json:
    return {"team": team.team, "months": list(team.months), "weeks": list(team.weeks)}
