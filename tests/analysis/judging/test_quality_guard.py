import pytest

from isplanner.analysis.counting.count import count
from isplanner.analysis.judging.quality_guard import QualityLoss, guard_quality
from isplanner.plan.actuals import NONE
from isplanner.plan.period import Span
from isplanner.plan.scope import Member
from tests.analysis.plans import SECOND_QUARTER, Row, actuals_of, days, template_plan

PLAN = template_plan((Member(1, "青木"), Member(2, "井上")))
OCTOBER = days("2026-10-01", "2026-10-31")


def guard(*rows: Row, span: Span = OCTOBER) -> tuple[QualityLoss, ...]:
    return guard_quality(PLAN, count(PLAN, actuals_of(rows, PLAN)), span)


def calls(channel: str, base: tuple[float, float], now: tuple[float, float], member: int = NONE) -> list[Row]:
    """Dials and connects in the base quarter (61 business days) and in October (21)."""
    return [
        Row(f"{metric}[{channel}]", span, value, member)
        for span, values in ((SECOND_QUARTER, base), (OCTOBER, now))
        for metric, value in zip(("dials", "connects"), values, strict=True)
    ]


def test_more_calls_with_fewer_connects_each_are_said_by_channel() -> None:
    (loss,) = guard(*calls("webinar", (6000, 1200), (3000, 450)))
    assert (loss.quality, loss.volume, loss.channel, loss.member) == ("phone_connects", "dials", "webinar", None)
    worked = [PLAN.calendar.business_days(span) for span in (SECOND_QUARTER, OCTOBER)]
    assert loss.rise == pytest.approx(3000 / worked[1] / (6000 / worked[0]) - 1)
    assert loss.before == pytest.approx(0.2, abs=1e-3)
    assert loss.after == pytest.approx(0.15)
    assert loss.chance > 0.999


def test_by_member_on_his_own_channels() -> None:
    found = guard(
        *calls("webinar", (3000, 600), (1500, 220), member=1),
        *calls("webinar", (3000, 600), (1500, 300), member=2),
    )
    assert [(loss.channel, loss.member) for loss in found] == [("webinar", None), (None, 1)]


def test_moving_to_a_poorer_channel_is_no_loss_of_quality() -> None:
    """As a whole he connects less, on each channel as before."""
    found = guard(
        *calls("webinar", (3000, 600), (100, 20), member=1),
        *calls("outbound", (3000, 300), (2900, 290), member=1),
    )
    assert found == ()


@pytest.mark.parametrize(
    ("base", "now"),
    [
        ((6000, 1200), (1500, 220)),  # fewer calls
        ((6000, 1200), (3000, 600)),  # as good
        ((60, 12), (30, 4)),  # may be luck
        ((0, 0), (3000, 300)),  # nothing to compare with
        ((6000, 1200), (0, 0)),
    ],
)
def test_nothing_is_said_without_reason(base: tuple[float, float], now: tuple[float, float]) -> None:
    assert guard(*calls("webinar", base, now)) == ()


def test_shorter_talks_and_fewer_valid_appointments_count_too() -> None:
    rows = [
        Row(f"{metric}[webinar]", span, value)
        for span, values in ((SECOND_QUARTER, (600, 3000, 300, 180)), (OCTOBER, (300, 900, 200, 90)))
        for metric, value in zip(
            ("connects", "talk_minutes", "appointments", "valid_appointments"), values, strict=True
        )
    ]
    found = guard(*rows)
    assert [(loss.quality, loss.volume) for loss in found] == [
        ("talk_minutes", "connects"),
        ("valid_appointments", "appointments"),
    ]
    assert found[0].before == pytest.approx(5, rel=1e-2)
    assert found[0].after == pytest.approx(3)


def test_before_the_first_day_nothing_is_said() -> None:
    rows = calls("webinar", (6000, 1200), (3000, 450))
    assert guard(*rows, span=Span(OCTOBER.start, OCTOBER.start)) == ()
    assert guard() == ()
