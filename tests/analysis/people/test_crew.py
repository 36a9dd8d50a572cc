import pytest

from isplanner.analysis.counting.count import count
from isplanner.analysis.people.crew import Crew
from isplanner.plan.scope import Member
from tests.analysis.plans import SECOND_QUARTER, Row, actuals_of, days, template_plan

PLAN = template_plan((Member(1, "青木"), Member(2, "井上")))
JULY, AUGUST = days("2026-07-01", "2026-07-31"), days("2026-08-01", "2026-08-31")


def crew(*rows: Row) -> Crew:
    return Crew.of(count(PLAN, actuals_of(rows, PLAN)), SECOND_QUARTER)


def test_members_are_counted_in_each_channel() -> None:
    found = crew(
        Row("dials[webinar]", JULY, 100, member=1),
        Row("dials[webinar]", AUGUST, 50, member=1),
        Row("dials[outbound]", JULY, 30, member=1),
        Row("dials[webinar]", JULY, 7, member=2),
    )
    assert found.of_metric("dials") == {(1, "webinar"): 150, (1, "outbound"): 30, (2, "webinar"): 7}


def test_what_names_no_channel_counts_where_nothing_else_is_told() -> None:
    found = crew(
        Row("dials[webinar]", JULY, 100, member=1),
        Row("dials", JULY, 130, member=1),
        Row("dials", JULY, 40, member=2),
    )
    assert found.of_metric("dials") == {(1, "webinar"): 100, (2, None): 40}


def test_the_newer_import_counts() -> None:
    found = crew(Row("dials[webinar]", JULY, 100, member=1), Row("dials[webinar]", JULY, 90, member=1, batch=2))
    assert found.of_metric("dials") == {(1, "webinar"): 90}


def test_phone_connects_are_connects_without_replies() -> None:
    found = crew(
        Row("connects[mail_magazine]", JULY, 20, member=1),
        Row("mail_replies[mail_magazine]", JULY, 20, member=1),
        Row("connects[webinar]", JULY, 12, member=1),
    )
    assert found.of_metric("phone_connects") == {(1, "mail_magazine"): 0, (1, "webinar"): 12}
    assert found.of_metric("talk_minutes") == {}


def test_only_the_span_counts() -> None:
    found = Crew.of(count(PLAN, actuals_of([Row("dials[webinar]", JULY, 100, member=1)], PLAN)), AUGUST)
    assert found.of_metric("dials") == {}
    half = days("2026-07-01", "2026-07-15")
    found = Crew.of(count(PLAN, actuals_of([Row("dials[webinar]", JULY, 100, member=1)], PLAN)), half)
    assert found.of_metric("dials") == {(1, "webinar"): pytest.approx(50)}
