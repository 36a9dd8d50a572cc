from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import chain

import pytest

from isplanner.analysis.simulation.remaining import Remaining, measure_remaining
from isplanner.plan.scope import NodeKey
from tests.analysis.plans import Row, actuals_of, days, demo_actuals, template_plan

DIALS, CONNECTS, RATE = (NodeKey(key) for key in ("dials", "connects", "connect_rate"))
PLAN = template_plan()
TREE = PLAN.tree
AS_OF = date(2026, 11, 20)


def remaining(told: Mapping[NodeKey, tuple[float, ...]]) -> Remaining:
    return Remaining(AS_OF, (0.0, 0.4, 1.0), {}, told=AS_OF, so_far=told)


def test_the_path_ends_where_the_days_do() -> None:
    assert remaining({DIALS: (100.0, 30.0, 0.0)}).path(DIALS) == ((1.0, 100.0), (1.6, 130.0))
    assert remaining({}).path(DIALS) == ()
    assert replace(remaining({DIALS: (0.0, 0.0, 0.0)}), open=(1.0, 1.0, 1.0)).path(DIALS) == ()


def test_the_path_ends_where_nothing_is_told_yet() -> None:
    by_month = replace(remaining({DIALS: (100.0, 0.0, 0.0)}), untold={DIALS: (0.0, 0.6, 0.0)})
    assert by_month.path(DIALS) == ((1.0, 100.0),)
    late = replace(remaining({DIALS: (100.0, 20.0, 0.0)}), untold={DIALS: (0.0, 0.2, 0.0)})
    assert [*chain(*late.path(DIALS))] == pytest.approx([1.0, 100.0, 1.4, 120.0])


def test_what_is_written_down_once_a_month_is_told_by_the_month() -> None:
    """October in one number, of the whole month; by 20 November nothing is told of November."""
    fact = Row("revenue[webinar]", days("2026-10-01", "2026-10-31"), 30e6)
    found = measure_remaining(PLAN, actuals_of([fact], PLAN), AS_OF)
    revenue = NodeKey("revenue")
    assert found.path(revenue) == ((1.0, 30e6),)
    assert found.done[revenue][1] > 0 == found.so_far[revenue][1]
    assert found.to_date(TREE)[revenue] == 30e6


def test_a_rate_to_date_is_its_parts_divided() -> None:
    webinar = {key: key._replace(channel="webinar") for key in (DIALS, CONNECTS, RATE)}
    done = {webinar[DIALS]: (100.0, 50.0, 0.0), webinar[CONNECTS]: (20.0, 13.0, 0.0)}
    found = remaining(done).to_date(TREE)
    assert found[webinar[DIALS]] == 150.0
    assert found[webinar[RATE]] == pytest.approx(33 / 150)
    assert NodeKey("order_value") not in found


def test_nothing_done_is_no_rate() -> None:
    nothing = {NodeKey("dials", "webinar"): (0.0, 0.0, 0.0)}
    assert NodeKey("connect_rate", "webinar") not in remaining(nothing).to_date(TREE)


def test_it_knows_how_far_actuals_tell() -> None:
    actuals = demo_actuals(PLAN)  # of the quarter before the plan's
    assert measure_remaining(PLAN, actuals, date(2027, 6, 1)).told is None
    later = replace(actuals, end=actuals.end + 61)
    assert measure_remaining(PLAN, later, date(2027, 6, 1)).told == date(2026, 11, 30)
    assert measure_remaining(PLAN, later, date(2026, 11, 10)).told == date(2026, 11, 10)
