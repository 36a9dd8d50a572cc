from isplanner.analysis.estimates.trace import counted_metrics, trace
from isplanner.plan.scope import NodeKey
from tests.analysis.plans import SECOND_QUARTER, Row, actuals_of, days, template_plan

JULY, OCTOBER = days("2026-07-01", "2026-07-31"), days("2026-10-01", "2026-10-31")


def test_a_rate_is_counted_from_its_parts() -> None:
    plan = template_plan()
    assert counted_metrics(plan, NodeKey("orders")) == ("orders",)
    assert counted_metrics(plan, NodeKey("connect_rate")) == ("connects", "mail_replies", "dials")
    assert counted_metrics(plan, NodeKey("connect_rate", "webinar")) == ("connects", "dials")


def test_the_cells_of_a_number_are_those_that_count_in_its_span_and_scope() -> None:
    plan = template_plan()
    facts = actuals_of(
        [
            Row("dials[webinar]", JULY, 100),
            Row("dials[outbound]", JULY, 50),
            Row("connects[webinar]", JULY, 20),
            Row("dials[webinar]", OCTOBER, 90),
            Row("dials[webinar]", JULY, 120, is_target=True),
        ],
        plan,
    )
    first, second, third = facts.id.tolist()[:3]
    assert trace(plan, facts, SECOND_QUARTER, ["dials"], None) == {first, second}
    assert trace(plan, facts, SECOND_QUARTER, ["dials", "connects"], "webinar") == {first, third}
    assert trace(plan, facts, SECOND_QUARTER, ["orders"], None) == frozenset()


def test_what_a_newer_import_overrules_is_no_source() -> None:
    plan = template_plan()
    facts = actuals_of(
        [Row("dials", JULY, 100, batch=1), Row("dials", days("2026-07-01", "2026-07-15"), 60, batch=2)], plan
    )
    chosen = trace(plan, facts, SECOND_QUARTER, ["dials"], None)
    assert chosen == {facts.id.tolist()[1]}
