"""Which trials a share is counted from, and what they are told apart by."""

import numpy as np
import pytest

from isplanner.analysis.winning.trials import Trials, gather
from isplanner.plan.activity import NOTHING, ActivityLog
from isplanner.plan.attribute import Attribute
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import Member
from tests.analysis.logs import calls, log_of
from tests.analysis.plans import Row, actuals_of, days, plan_of

PLAN = plan_of({"dials": None}, members=(Member(1, "佐藤 花子"), Member(2, "高橋 健一")))
MONDAY, TUESDAY = days("2026-07-06"), days("2026-07-07")
DEALS = ("appointments", "valid_appointments", "orders", "revenue")
MAILS = ("mails_sent", "mails_delivered", "mails_opened")


def gathered(*logs: ActivityLog, metric: str = "connect_rate", by: str = "業種", facts: tuple[Row, ...] = ()) -> Trials:
    return gather(PLAN, logs, actuals_of(facts, PLAN), metric, by.split(","))


def counted(trials: Trials) -> dict[object, tuple[float, float]]:
    """Trials and successes by the labels of the only facet."""
    (facet,) = trials.facets.values()
    found = {}
    for code in np.unique(facet.codes):
        mine = facet.codes == code
        label = None if code == NOTHING else facet.labels[code]
        found[label] = float(trials.trials[mine].sum()), float(trials.successes[mine].sum())
    return found


def refused(
    *logs: ActivityLog, metric: str = "connect_rate", by: str = "業種", facts: tuple[Row, ...] = ()
) -> PlanError:
    with pytest.raises(PlanError) as error:
        gathered(*logs, metric=metric, by=by, facts=facts)
    return error.value


IT = log_of([*calls(10, 4, 1, industry="IT"), *calls(5, 1, 0)])
MAKERS = log_of(calls(20, 2, 2, industry="製造", hour=9), batch=1)
DEAL_LOG = log_of(
    [
        {"appointments": 1, "valid_appointments": 1, "orders": 1, "revenue": 500, "industry": "IT"},
        {"appointments": 1, "industry": "IT"},
        {"orders": 1, "revenue": 900, "industry": "IT"},
    ],
    metrics=DEALS,
)


def test_logs_are_added_up() -> None:
    assert counted(gathered(IT, MAKERS)) == {"IT": (10, 4), None: (5, 1), "製造": (20, 2)}


def test_a_log_without_the_column_is_left_out() -> None:
    assert counted(gathered(IT, log_of(calls(50, 50)))) == {"IT": (10, 4), None: (5, 1)}
    assert counted(gathered(IT, MAKERS, by="時間帯")) == {9: (20, 2)}


@pytest.mark.parametrize(
    ("metric", "log", "expected"),
    [
        ("connect_rate", IT, (10, 4)),
        ("appointments_per_connect", IT, (4, 1)),
        ("appointment_rate", IT, (10, 1)),
        ("appointments", IT, (10, 1)),
        ("connects", IT, (10, 4)),
        ("valid_rate", DEAL_LOG, (2, 1)),
        ("win_rate", DEAL_LOG, (3, 2)),
        ("orders_per_valid", DEAL_LOG, (2, 2)),
        ("orders", DEAL_LOG, (3, 2)),
    ],
)
def test_what_is_counted_per_what(metric: str, log: ActivityLog, expected: tuple[float, float]) -> None:
    assert counted(gathered(log, metric=metric))["IT"] == expected


def test_mails_are_counted_one_by_one() -> None:
    log = log_of([{"mails_sent": 100, "mails_delivered": 90, "mails_opened": 18, "subject": "A"}], metrics=MAILS)
    assert counted(gathered(log, metric="open_rate", by="件名")) == {"A": (90, 18)}
    assert counted(gathered(log, metric="mails_opened", by="件名")) == {"A": (100, 18)}


def test_leads_are_the_denominator_where_a_log_counts_them() -> None:
    log = log_of(
        [{"worked_leads": 4, "dials": 9, "appointments": 1, "industry": "IT"}],
        ("worked_leads", "dials", "appointments"),
    )
    assert counted(gathered(log, metric="appointment_rate")) == {"IT": (4, 1)}


@pytest.mark.parametrize("metric", ["dials", "revenue", "talk_minutes", "deal_size", "dials_per_lead", "mails_sent"])
def test_what_is_no_share_is_refused(metric: str) -> None:
    assert refused(IT, DEAL_LOG, metric=metric).problem.code == "not_a_share"


def test_a_newer_batch_stands_on_its_days() -> None:
    old = log_of([row for day in (1, 2, 3, 4) for row in calls(10, 1, industry="IT", day=f"2026-07-0{day}")])
    new = log_of([row for day in (2, 3) for row in calls(5, 5, industry="IT", day=f"2026-07-0{day}")], batch=2)
    assert counted(gathered(old, new)) == {"IT": (30, 12)}
    deals = log_of([{"appointments": 1, "industry": "IT"}], metrics=DEALS, batch=3)
    assert counted(gathered(old, new, deals)) == {"IT": (30, 12)}


def test_sheets_of_one_batch_are_parts_of_one() -> None:
    assert counted(gathered(log_of(calls(10, 1, industry="IT")), log_of(calls(10, 2, industry="IT")))) == {
        "IT": (20, 3)
    }


def test_names_in_both_languages_and_the_columns_of_logs_before_what_all_have() -> None:
    log = log_of([*calls(10, 4, industry="IT", channel="webinar"), *calls(10, 4, industry="IT", channel="event")])
    assert gathered(log, by="Industry").facets.keys() == {"industry"}
    assert counted(gathered(log, by="リードソース")) == {"webinar": (10, 4), "event": (10, 4)}
    second = log_of(calls(10, 4, リードソース="LINE"))
    assert counted(gathered(second, by="リードソース")) == {"LINE": (10, 4)}
    assert counted(gathered(log_of(calls(3, 1, 温度感="A")), by="温度感")) == {"A": (3, 1)}


def test_numbers_of_many_values_stand_in_ranges() -> None:
    rows = [row for size in range(10, 510, 10) for row in calls(4, 1, company_size=size)]
    log = log_of([*rows, *calls(2, 1)])
    assert counted(gathered(log, by="会社規模")) == {
        "10–100": (40, 10),
        "110–200": (40, 10),
        "210–300": (40, 10),
        "310–400": (40, 10),
        "410–500": (40, 10),
        None: (2, 1),
    }
    assert counted(gathered(log, log_of(calls(9, 9)), by="会社規模"))[None] == (2, 1)
    attempts = log_of([row for attempt in range(1, 13) for row in calls(4, 1, attempt=attempt)])
    assert len(counted(gathered(attempts, by="何回目"))) == 12
    mostly_one = log_of(
        [*calls(90, 9, company_size=1), *(row for n in range(2, 20) for row in calls(1, 0, company_size=n))]
    )
    assert counted(gathered(mostly_one, by="会社規模")) == {"1": (90, 9), "2–19": (18, 0)}


def test_an_unknown_name_is_told_what_there_is() -> None:
    problem = refused(IT, by="業種,従業員規模").problem
    assert problem.code == "unknown_attribute"
    assert problem.values["name"] == "従業員規模"
    known = problem.values["known"]
    assert isinstance(known, list)
    assert [each.key for each in known if isinstance(each, Attribute)] == ["weekday", "industry"]


def test_nothing_counted_is_said() -> None:
    assert refused().problem.code == "no_trials"
    assert refused(IT, metric="win_rate").problem.code == "no_trials"
    assert refused(IT.only(np.zeros(len(IT), np.bool_))).problem.code == "no_trials"
    assert refused(log_of(calls(9, 0, industry="IT")), metric="appointments_per_connect").problem.code == "no_trials"


FACTS = (
    Row("dials[webinar]", MONDAY, 40, member=1),
    Row("connects[webinar]", MONDAY, 12, member=1),
    Row("dials[webinar]", TUESDAY, 60, member=2),
    Row("connects[webinar]", TUESDAY, 6, member=2),
    Row("connects[mail_magazine]", TUESDAY, 50, member=2),
)


def test_facts_tell_by_weekday_member_and_channel() -> None:
    assert counted(gathered(facts=FACTS, by="weekday")) == {0: (40, 12), 1: (60, 6)}
    assert counted(gathered(facts=FACTS, by="担当")) == {"佐藤 花子": (40, 12), "高橋 健一": (60, 6)}
    assert counted(gathered(facts=FACTS, by="チャネル")) == {"webinar": (100, 18)}
    assert not gathered(facts=FACTS, by="weekday,member").from_records


def test_replies_to_mails_are_no_dials() -> None:
    facts = (Row("dials", MONDAY, 40), Row("connects", MONDAY, 12), Row("mail_replies", MONDAY, 5))
    assert counted(gathered(facts=facts, by="weekday")) == {0: (40, 7)}


def test_facts_of_months_tell_no_weekday() -> None:
    july = days("2026-07-01", "2026-07-31")
    facts = (Row("dials", july, 400, member=1), Row("connects", july, 80, member=1))
    assert counted(gathered(facts=facts, by="member")) == {"佐藤 花子": (400, 80)}
    assert refused(facts=facts, by="weekday").problem.code == "unknown_attribute"
    assert refused(facts=facts, by="channel").problem.code == "unknown_attribute"


def test_one_part_by_day_and_the_other_by_month_tell_no_weekday() -> None:
    facts = (Row("dials", MONDAY, 40), Row("phone_connects", days("2026-07-01", "2026-07-31"), 80))
    assert refused(facts=facts, by="weekday").problem.code == "no_trials"


def test_records_go_before_facts_and_facts_tell_what_they_do_not() -> None:
    assert counted(gathered(IT, by="weekday", facts=FACTS)) == {2: (15, 5)}
    assert counted(gathered(IT, by="member", facts=FACTS)) == {"佐藤 花子": (40, 12), "高橋 健一": (60, 6)}
    assert refused(IT, by="hour", facts=FACTS).problem.values["name"] == "hour"
