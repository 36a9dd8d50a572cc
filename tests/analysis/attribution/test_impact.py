"""What each node costs the KGI: the gap of the KGI, exact, in every way it is cut."""

from dataclasses import replace

import pytest

from isplanner.analysis.attribution.impact import measure_impacts
from isplanner.analysis.attribution.state import StateName, told_kgis
from isplanner.plan.scope import NodeKey
from tests.analysis.attribution.test_state import ACTUALS, PLAN, known
from tests.analysis.plans import actuals_of, template_plan

ROOT = NodeKey("revenue")
NODES = {name: NodeKey(name) for name in ("orders", "deal_size", "connects", "dials", "connect_rate", "mail_replies")}


def test_the_kgi_has_the_gap_and_its_factors_share_it() -> None:
    found = known(PLAN, ACTUALS)
    impacts = measure_impacts(found)
    target, forecast = told_kgis(found, StateName.TARGET, StateName.FORECAST)
    assert target is not None
    assert forecast is not None
    assert impacts[ROOT] == pytest.approx(forecast - target, rel=1e-6)
    at = {name: impacts[key] for name, key in NODES.items()}
    assert at["orders"] + at["deal_size"] == pytest.approx(impacts[ROOT])
    assert at["dials"] + at["connect_rate"] + at["mail_replies"] == pytest.approx(at["connects"])
    channels = PLAN.tree.channel_nodes("connect_rate")
    assert sum(impacts[key] for key in channels) == pytest.approx(at["connect_rate"])
    assert sum(impacts[key] for key in PLAN.tree.levers if key in impacts) == pytest.approx(impacts[ROOT])


def test_what_stands_beside_the_tree_costs_nothing_that_could_be_said() -> None:
    assert NodeKey("leads") not in measure_impacts(known(PLAN, ACTUALS))


def test_nothing_is_said_without_targets_or_actuals() -> None:
    assert measure_impacts(known(replace(PLAN, targets={}), ACTUALS)) == {}
    assert measure_impacts(known(PLAN, actuals_of([], PLAN))) == {}
    empty = template_plan()
    assert measure_impacts(known(replace(empty, tree=replace(empty.tree, root=None)), ACTUALS)) == {}
