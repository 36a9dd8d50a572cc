from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from isplanner.analysis.simulation.remaining import Remaining, measure_remaining
from isplanner.plan.scope import NodeKey
from tests.analysis.plans import demo_actuals, template_plan

DIALS, CONNECTS, RATE = (NodeKey(key) for key in ("dials", "connects", "connect_rate"))
PLAN = template_plan()
TREE = PLAN.tree
AS_OF = date(2026, 11, 20)


def remaining(done: Mapping[NodeKey, tuple[float, ...]]) -> Remaining:
    return Remaining(AS_OF, (0.0, 0.4, 1.0), done)


def test_the_path_ends_where_the_days_do() -> None:
    assert remaining({DIALS: (100.0, 30.0, 0.0)}).path(DIALS) == ((1.0, 100.0), (1.6, 130.0))
    assert remaining({}).path(DIALS) == ()
    assert replace(remaining({DIALS: (0.0, 0.0, 0.0)}), open=(1.0, 1.0, 1.0)).path(DIALS) == ()


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
