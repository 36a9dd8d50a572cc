"""Why a forecast moved: the parts add up, and each is what it says."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isplanner.analysis.attribution.why import Cause, Outlook, Why, why_moved
from isplanner.analysis.forecasting.forecast import forecast
from isplanner.analysis.tree.baseline import measure_baseline
from isplanner.plan.actuals import Actuals
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey
from tests.analysis.attribution.test_state import ACTUALS, BASE_ROWS, NOW_ROWS
from tests.analysis.plans import SECOND_QUARTER, Row, actuals_of, days, plan_of, template_plan

PLAN = template_plan()
OCTOBER, NOVEMBER = date(2026, 10, 30), date(2026, 11, 20)


def outlook(plan: Plan, actuals: Actuals, day: date) -> Outlook:
    return Outlook(day, {one.node: one for one in forecast(plan, actuals, day) if one.member is None})


def why(
    actuals: Actuals, since: date = OCTOBER, day: date = NOVEMBER, plan: Plan = PLAN, kept: float | None = None
) -> Why | None:
    ends = (outlook(plan, actuals, since), outlook(plan, actuals, day))
    return why_moved(plan, measure_baseline(plan, actuals), *ends, kept)


def shares(found: Why | None) -> dict[str, float]:
    assert found is not None
    return {str(move.node or move.cause): move.share for move in found.moves}


def daily(*paces: tuple[float, float], per_order: float = 1_000_000) -> list[Row]:
    """Orders and revenue a business day of a plan with one channel: in October, in November, and so on."""
    rows = []
    for day in days("2026-10-01", "2026-12-31"):
        if PLAN.calendar.is_business_day(day) and day.month - 10 < len(paces):
            orders, size = paces[day.month - 10]
            rows += [Row("orders", days(str(day)), orders), Row("revenue", days(str(day)), orders * size * per_order)]
    return rows


ONE = plan_of({"revenue": "orders * deal_size", "orders": None, "deal_size": None}, "revenue", ())
BASE = [Row("orders", SECOND_QUARTER, 122), Row("revenue", SECOND_QUARTER, 122e6)]  # 2 a business day of 1,000,000 yen


def test_parts_add_up_to_the_difference() -> None:
    found = why(ACTUALS)
    assert found is not None
    assert sum(move.share for move in found.moves) == pytest.approx(found.end - found.start, abs=1e-3)
    assert (found.since, found.as_of, found.is_kept) == (OCTOBER, NOVEMBER, False)
    assert shares(found)[Cause.PLAN] == 0


def test_days_that_bring_what_they_should_move_nothing() -> None:
    found = why(actuals_of([*BASE, *daily((2, 1), (2, 1))], ONE), plan=ONE)
    moved = shares(found)
    assert moved[Cause.ACTUALS] == pytest.approx(-moved[Cause.DAYS])
    assert moved["orders"] == pytest.approx(0, abs=1)
    assert moved["deal_size"] == pytest.approx(0, abs=1)


def test_a_quicker_pace_shows_in_actuals_and_in_the_days_left() -> None:
    moved = shares(why(actuals_of([*BASE, *daily((2, 1), (4, 1))], ONE), plan=ONE))
    assert moved[Cause.ACTUALS] > -moved[Cause.DAYS] > 0
    assert moved["orders"] > 0
    assert moved["deal_size"] == pytest.approx(0, abs=1)


def test_smaller_deals_show_as_such() -> None:
    moved = shares(why(actuals_of([*BASE, *daily((2, 1), (2, 0.5))], ONE), plan=ONE))
    assert moved["deal_size"] < 0
    assert moved["orders"] == pytest.approx(0, abs=1)


def test_what_was_shown_then_tells_a_changed_plan() -> None:
    found = why(ACTUALS, kept=100_000_000.0)
    assert found is not None
    assert (found.start, found.is_kept) == (100_000_000.0, True)
    assert sum(move.share for move in found.moves) == pytest.approx(found.end - 100_000_000.0, abs=1e-3)
    assert shares(found)[Cause.PLAN] == pytest.approx(outlook(PLAN, ACTUALS, OCTOBER).of(NodeKey("revenue"))[0] - 1e8)  # type: ignore[index]


MARGIN = plan_of(
    {
        "profit_rate": "profit / revenue",
        "profit": "revenue - cost",
        "revenue": "orders * deal_size",
        **dict.fromkeys(("orders", "deal_size", "cost")),
    },
    "profit_rate",
    (),
)


def test_a_margin_moves_by_its_levers() -> None:
    rows = [*BASE, Row("cost", SECOND_QUARTER, 46e6), Row("profit", SECOND_QUARTER, 76e6)]
    for row in daily((2, 1), (3, 1)):
        rows.append(row)
        if row.node == "revenue":
            rows += [Row("cost", row.span, 900_000), Row("profit", row.span, row.value - 900_000)]
    found = why(actuals_of(rows, MARGIN), plan=MARGIN)
    assert found is not None
    assert sum(move.share for move in found.moves) == pytest.approx(found.end - found.start, abs=1e-9)
    assert {move.cause for move in found.moves} == {Cause.PLAN, Cause.RATES}
    assert shares(found)["orders"] > 0 > shares(found)["cost"]


def test_levers_and_a_kgi_that_do_not_agree_are_said() -> None:
    """The plan says that connects of mails are replies; the actuals say otherwise."""
    rows = [replace(row, value=row.value * 2) if row.node == "connects[mail_magazine]" else row for row in NOW_ROWS]
    moved = shares(why(actuals_of([*BASE_ROWS, *rows], PLAN)))
    assert moved[Cause.DISAGREEMENT] != 0


def test_the_same_day_and_a_period_that_is_over() -> None:
    assert set(shares(why(ACTUALS, NOVEMBER, NOVEMBER)).values()) == {0.0}
    told = [row for row in daily((2, 1), (2, 1)) if row.span.last <= NOVEMBER]
    found = why(actuals_of([*BASE, *told], ONE), NOVEMBER, date(2026, 12, 31), plan=ONE)
    assert found is not None
    assert found.end == sum(row.value for row in told if row.node == "revenue")
    assert shares(found)[Cause.DAYS] == pytest.approx(found.end - found.start)


def test_what_is_not_told_by_the_day_is_still_to_come_after_the_period() -> None:
    found = why(ACTUALS, NOVEMBER, date(2026, 12, 31))
    assert found is not None
    assert found.end == pytest.approx(found.start)


def test_without_a_forecast_nothing_is_told() -> None:
    assert why(actuals_of([], PLAN)) is None
    assert why(ACTUALS, plan=plan_of({"dials": None})) is None


def test_a_kgi_without_levers_moves_by_itself() -> None:
    found = why(actuals_of([row for row in (*BASE, *daily((2, 1))) if row.node == "revenue"], ONE), plan=ONE)
    assert found is not None
    moved = shares(found)
    assert sum(moved.values()) == pytest.approx(found.end - found.start)
    assert moved[Cause.DISAGREEMENT] == pytest.approx(found.end - found.start - moved[Cause.ACTUALS])


@settings(max_examples=15)
@given(st.lists(st.floats(0.2, 2), min_size=6, max_size=6), st.integers(1, 40))
def test_parts_add_up_whatever_happens(factors: list[float], since: int) -> None:
    metrics = list(dict.fromkeys(row.node.partition("[")[0] for row in NOW_ROWS))
    by_metric = dict(zip(metrics, [*factors, 1.0], strict=True))
    rows = [replace(row, value=round(row.value * by_metric[row.node.partition("[")[0]])) for row in NOW_ROWS]
    found = why(actuals_of([*BASE_ROWS, *rows], PLAN), date.fromordinal(date(2026, 10, 1).toordinal() + since))
    assert found is not None
    assert sum(move.share for move in found.moves) == pytest.approx(found.end - found.start, abs=1)
