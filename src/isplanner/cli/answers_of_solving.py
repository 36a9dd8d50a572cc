"""The JSON of solving."""

from math import isfinite

from isplanner.analysis.solving.proposal import Proposal, ProposedLever, Staffing
from isplanner.analysis.solving.solve import Solution
from isplanner.cli.answers import Json, significant
from isplanner.jobs.solving import Proposals


def lever_answer(solution: Solution, staffing: Staffing | None) -> Json:
    """`solve --lever`: the value that reaches the goal, or the best there is with `feasible` false."""
    value = solution.value if isfinite(solution.value) else None
    return {
        "feasible": solution.feasible,
        "levers": [{"node": str(solution.lever), "baseline": solution.baseline, "value": value, "stretch": None}],
        "kgi": solution.kgi,
        "objective": None,
        "binding": [] if solution.feasible else [str(solution.lever)],
        "people": _people(staffing),
    }


def proposals_answer(proposals: Proposals, asked: float | None) -> Json:
    """`solve`: the least stretch, or the plan for the asked probability and beside it those for all."""
    if asked is None:
        return _proposal(proposals, proposals.least)
    plans = [{"probability": chance} | _proposal(proposals, plan) for chance, plan in proposals.by_chance.items()]
    return {"probability": asked} | _proposal(proposals, proposals.by_chance[asked]) | {"proposals": plans}


def _proposal(proposals: Proposals, proposal: Proposal) -> dict[str, object]:
    goal = proposals.goal
    return {
        "feasible": proposal.is_feasible,
        "levers": [_lever(lever) for lever in proposal.levers],
        "kgi": significant(proposal.kgi),
        "objective": significant(proposal.objective),
        "binding": [str(condition) for condition in proposal.binding],
        "goal": goal,
        "aim": significant(proposal.aim / goal) if goal else None,
        "missing": significant(proposal.missing),
        "chance": significant(proposal.chance),
        "volume_share": significant(proposal.volume_share),
        "volume_alone": proposal.is_volume_alone,
        "people": _people(proposal.staffing),
    }


def _lever(lever: ProposedLever) -> Json:
    """A lever, unrounded where it stays."""
    return {
        "node": str(lever.node),
        "baseline": lever.baseline,
        "present": lever.present,
        "value": significant(lever.value) if lever.is_moved else lever.value,
        "stretch": significant(lever.stretch),
        "locked": lever.is_locked,
        "beyond_band": lever.is_beyond,
    }


def _people(staffing: Staffing | None) -> Json | None:
    """How many people it takes, the team has, and it would take without that limit."""
    if staffing is None:
        return None
    return {
        "needed": significant(staffing.needed),
        "team": significant(staffing.team),
        "unlimited": significant(staffing.unlimited),
    }
