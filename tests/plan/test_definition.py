from dataclasses import replace
from datetime import date

from isplanner.plan.definition import Lack, definitions, redefined
from isplanner.plan.metric import DEPARTMENTS, shipped_metrics
from tests.analysis.plans import plan_of

DIALS = shipped_metrics()["dials"]
THEN, NOW = date(2026, 10, 1), date(2026, 11, 20)


def test_metrics_of_the_tree_come_first_and_only_they_lack_something() -> None:
    plan = plan_of({"orders": None})
    first, *others = definitions(plan)
    assert (first.metric.key, first.is_used) == ("orders", True)
    assert {Lack.OWNER, Lack.AGREEMENT} <= set(first.lacks)
    assert all(not one.lacks for one in others if not one.is_used)


def test_an_agreement_to_an_earlier_definition_is_to_be_renewed() -> None:
    agreed = replace(DIALS, agreements=dict.fromkeys(DEPARTMENTS, THEN), since=NOW)
    plan = plan_of({"dials": None})
    plan = replace(plan, metrics={**plan.metrics, "dials": agreed})
    (one,) = (one for one in definitions(plan) if one.metric.key == "dials")
    assert one.missing == ()
    assert set(one.outdated) == set(DEPARTMENTS)
    assert Lack.RENEWAL in one.lacks


def test_another_definition_begins_a_new_series_the_first_words_do_not() -> None:
    first = replace(DIALS, conditions="")
    worded = replace(first, conditions="A")
    assert redefined(first, worded, NOW).since == first.since
    assert redefined(worded, replace(worded, conditions="B"), NOW).since == NOW
    assert redefined(worded, replace(worded, conditions="B", since=THEN), NOW).since == THEN
