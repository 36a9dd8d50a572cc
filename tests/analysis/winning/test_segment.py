"""What wins (design: numbers.md 11): shrunk rates, lift against the rest, and few false discoveries."""

import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control, fisher_exact

from isplanner.analysis.winning.segment import Segment, Segments, segment
from isplanner.plan.activity import ActivityLog
from isplanner.plan.actuals import Actuals
from isplanner.plan.scope import Member
from tests.analysis.logs import calls, log_of
from tests.analysis.plans import Row, actuals_of, days, plan_of

PLAN = plan_of(
    {"dials": None, "connects": None},
    members=(Member(1, "佐藤 花子"), Member(2, "高橋 健一")),
)
NO_FACTS: Actuals = actuals_of([], PLAN)


def segments_of(*logs: ActivityLog, metric: str = "connect_rate", by: str = "hour") -> Segments:
    return segment(PLAN, logs, NO_FACTS, metric, by.split(","))


def by_label(found: Segments) -> dict[object, Segment]:
    """Segments by their label, or their labels."""
    return {part.labels if len(part.labels) > 1 else part.labels[0]: part for part in found.segments}


def test_each_part_has_its_rate_and_the_rest_to_compare_with() -> None:
    found = segments_of(log_of([*calls(40, 20, hour=10), *calls(60, 10, hour=11), *calls(100, 20, hour=9)]))
    parts = by_label(found)
    assert found.rate == 50 / 200
    assert list(parts) == [9, 10, 11]
    ten = parts[10]
    assert (ten.trials, ten.successes, ten.rate) == (40, 20, 0.5)
    assert 50 / 200 < ten.shrunk < 0.5
    assert ten.p10 < ten.shrunk < ten.p90
    assert ten.lift == pytest.approx(ten.shrunk / (30 / 160))
    tables = (np.array([[k, n - k], [50 - k, 150 - n + k]]) for k, n in ((20, 100), (20, 40), (10, 60)))
    chances = [fisher_exact(table)[1] for table in tables]
    assert [parts[hour].q for hour in (9, 10, 11)] == pytest.approx(false_discovery_control(chances).tolist())
    assert [parts[hour].stands_out for hour in (9, 10, 11)] == [False, True, False]


def test_few_trials_look_uncertain_and_not_extreme() -> None:
    rng = random.Random(7)
    rows = [row for hour in range(9, 18) for row in calls(200, 30 + rng.randrange(-3, 4), hour=hour)]
    lucky = by_label(segments_of(log_of([*rows, *calls(2, 2, hour=20), *calls(2, 0, hour=21)])))
    for hour, rate in ((20, 1.0), (21, 0.0)):
        part = lucky[hour]
        assert part.rate == rate
        assert abs(part.shrunk - 0.15) < 0.02
        assert not part.stands_out or hour == 20
    assert not lucky[21].stands_out
    assert lucky[20].p90 - lucky[20].p10 > lucky[10].p90 - lucky[10].p10 - 1e-12


def test_what_was_planted_is_found_and_luck_is_not() -> None:
    generator = np.random.default_rng(11)
    weeks = range(7)
    false, found = 0, 0
    for _ in range(20):
        rows = []
        for hour in range(9, 18):
            for day in weeks:
                rate = 0.28 if hour == 10 else 0.16
                rows += calls(60, int(generator.binomial(60, rate)), hour=hour, day=f"2026-07-{6 + day:02d}")
        for part in segments_of(log_of(rows), by="hour").segments:
            if part.stands_out and part.labels != (10,):
                # The rest holds the good hour: an ordinary one is truly below it.
                assert part.lift is not None
                false += part.lift > 1
            found += part.stands_out and part.labels == (10,)
    assert found == 20
    assert false <= 4


def test_pure_luck_seldom_stands_out() -> None:
    generator = np.random.default_rng(5)
    wrong = 0
    for _ in range(40):
        rows = [row for n in range(30) for row in calls(50, int(generator.binomial(50, 0.2)), industry=f"{n}")]
        wrong += any(part.stands_out for part in segments_of(log_of(rows), by="業種").segments)
    # With no true difference, 10 % of false discoveries means that one run in ten has any.
    assert wrong <= 8


def test_mails_of_one_mailing_go_together() -> None:
    generator = np.random.default_rng(3)
    rows = []
    for n in range(60):
        rate = generator.beta(8, 32)
        opened = int(generator.binomial(4_000, rate))
        rows.append({"mails_delivered": 4_000, "mails_opened": opened, "subject": "AB"[n % 2], "hour": 8 + n % 3})
    log = log_of(rows, metrics=("mails_delivered", "mails_opened"))
    parts = segments_of(log, metric="open_rate", by="件名").segments
    assert not any(part.stands_out for part in parts)
    assert all(part.p90 - part.p10 > 0.02 for part in parts)


def test_two_facets_cross_and_their_parts_add_up() -> None:
    rows = [
        *calls(30, 9, hour=9, day="2026-07-06"),
        *calls(20, 4, hour=10, day="2026-07-06"),
        *calls(50, 9, hour=9, day="2026-07-07"),
    ]
    found = segments_of(log_of(rows), by="曜日,時間帯")
    assert found.by == ("weekday", "hour")
    assert {labels: (part.trials, part.successes) for labels, part in by_label(found).items()} == {
        (0, 9): (30, 9),
        (0, 10): (20, 4),
        (1, 9): (50, 9),
    }


PARTS = st.lists(
    st.tuples(st.sampled_from(["製造", "IT", "医療", None]), st.integers(0, 12), st.integers(0, 12)),
    min_size=1,
    max_size=12,
)


@given(PARTS, st.randoms(use_true_random=False))
def test_parts_add_up_whatever_the_order_and_no_number_is_odd(
    parts: list[tuple[str | None, int, int]], rng: random.Random
) -> None:
    rows = [row for industry, dials, connects in parts for row in calls(dials, min(connects, dials), industry=industry)]
    rows += calls(1, 0, industry="IT")
    found = segments_of(log_of(rows), by="industry")
    assert sum(part.trials for part in found.segments) == len(rows)
    assert sum(part.successes for part in found.segments) == sum(int(str(row["connects"])) for row in rows)
    for part in found.segments:
        numbers = [part.shrunk, part.p10, part.p90, part.rate, part.lift or 0.0, part.q or 0.0]
        assert all(math.isfinite(number) for number in numbers if number is not None)
        assert 0 < part.p10 <= part.p90 < 1
        assert part.p10 <= part.shrunk <= part.p90 or part.shrunk < 0.2 or part.shrunk > 0.8
        assert part.rate is not None
        low, high = sorted((part.rate, found.rate))
        assert low - 0.5 / len(rows) <= part.shrunk <= high + 0.5 / len(rows)
    shuffled = list(rows)
    rng.shuffle(shuffled)
    again = {part.labels: part for part in segments_of(log_of(shuffled), by="industry").segments}
    for part in found.segments:
        twin = again[part.labels]
        assert (twin.trials, twin.successes, twin.stands_out) == (part.trials, part.successes, part.stands_out)
        assert twin.shrunk == pytest.approx(part.shrunk)


def test_one_value_only_is_compared_with_nothing() -> None:
    (part,) = segments_of(log_of(calls(20, 5, hour=10))).segments
    assert (part.rate, part.lift, part.q, part.stands_out) == (0.25, None, None, False)
    assert part.shrunk == pytest.approx(0.25)


@pytest.mark.parametrize("connects", [0, 20])
def test_nothing_or_everything_won_is_no_difference(connects: int) -> None:
    log = log_of([*calls(20, connects, hour=9), *calls(20, connects, hour=10)])
    for part in segments_of(log).segments:
        assert not part.stands_out
        assert part.q == 1.0
        assert 0 < part.p10 < part.p90 < 1
        assert abs(part.shrunk - connects / 20) < 0.02


def test_a_part_without_trials_says_what_is_known_of_all() -> None:
    log = log_of([*calls(20, 0, 0, hour=8), *calls(40, 10, 4, hour=9), *calls(40, 10, 2, hour=10)])
    parts = by_label(segments_of(log, metric="appointments_per_connect"))
    assert (parts[8].trials, parts[8].rate, parts[8].q, parts[8].stands_out) == (0, None, None, False)
    assert parts[8].shrunk == pytest.approx(0.3)
    assert parts[9].q is not None


def test_labels_stand_in_their_order() -> None:
    sizes = ["301〜1000名", "〜50名", None, "51〜300名"]
    rows = [row for size in sizes for row in calls(3, 1, company_size=size)]
    assert list(by_label(segments_of(log_of(rows), by="会社規模"))) == ["〜50名", "51〜300名", "301〜1000名", None]
    rows = [*calls(2, 1, industry="IT"), *calls(5, 1, industry="製造"), *calls(3, 1, industry="1次産業")]
    assert list(by_label(segments_of(log_of(rows), by="業種"))) == ["製造", "1次産業", "IT"]
    rows = [row for name in ("鈴木", "高橋 健一", "佐藤 花子") for row in calls(3, 1, member=name)]
    assert list(by_label(segments_of(log_of(rows), by="担当"))) == ["佐藤 花子", "高橋 健一", "鈴木"]


def test_facts_of_days_tell_by_weekday_too() -> None:
    monday, tuesday = days("2026-07-06"), days("2026-07-07")
    facts = [
        Row("dials", monday, 40, member=1),
        Row("phone_connects", monday, 20, member=1),
        Row("dials", tuesday, 60, member=2),
        Row("phone_connects", tuesday, 10, member=2),
    ]
    found = segment(PLAN, [], actuals_of(facts, PLAN), "connect_rate", ["曜日"])
    assert not found.from_records
    assert {label: (part.trials, part.successes) for label, part in by_label(found).items()} == {
        0: (40, 20),
        1: (60, 10),
    }
