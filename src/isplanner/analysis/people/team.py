"""The team of a scenario: the plan's members without its leavers, and those it is to hire."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from isplanner.plan.plan import Plan
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import Member


def team_of(plan: Plan, scenario: Scenario) -> Plan:
    """The plan with a scenario's team as its members. Who is hired has no name yet, and an id below zero."""
    if scenario.headcount.is_same:
        return plan
    return replace(plan, members=(*_staying(plan, scenario), *_hired(scenario)))


def _staying(plan: Plan, scenario: Scenario) -> Iterator[Member]:
    leavers = scenario.headcount.leavers
    for member in plan.members:
        gone = leavers.get(member.id)
        yield member if gone is None else replace(member, left=min(gone, member.left or date.max))


def _hired(scenario: Scenario) -> Iterator[Member]:
    for number, hire in enumerate(scenario.headcount.hires, 1):
        yield Member(-number, "", hire.people, hire.start, ramp=hire.ramp)
