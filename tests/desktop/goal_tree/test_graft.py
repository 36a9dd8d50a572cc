"""What grafts make of the tree: tried on plans of a few nodes, with and without channels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.desktop.goal_tree import graft
from isplanner.desktop.goal_tree.deed import Deed
from isplanner.desktop.goal_tree.graft import Graft
from isplanner.desktop.goal_tree.growth import Spot, offered, own_metric, spot_beside, text_of
from isplanner.desktop.goal_tree.moves import step
from isplanner.plan.metric import Kind, Metric, shipped_metrics
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey
from isplanner.plan.template import shipped_channels, shipped_template
from tests.benchmarks.funnels import QUARTER, plan_in_memory

METRICS, CHANNELS = shipped_metrics(), shipped_channels()
REVENUE, ORDERS, SIZE, VALID, WIN = (
    NodeKey(name) for name in ("revenue", "orders", "deal_size", "valid_appointments", "orders_per_valid")
)


def plan(formulas: dict[str, str | None], channels: tuple[str, ...] = ()) -> Plan:
    nodes = {NodeKey.parse(key): text for key, text in formulas.items()}
    kept = {key: CHANNELS[key] for key in channels}
    return plan_in_memory(dict(METRICS), kept, nodes, REVENUE, QUARTER)


@pytest.fixture
def small() -> Plan:
    """Revenue of orders, orders of valid appointments; no channels."""
    return plan(
        {
            "revenue": "orders * deal_size",
            "orders": "valid_appointments * orders_per_valid",
            "deal_size": None,
            "valid_appointments": None,
            "orders_per_valid": None,
            "leads": None,
        }
    )


@pytest.fixture
def whole() -> Plan:
    """The shipped template with two channels of which one is mail."""
    channels = ("webinar", "mail_magazine")
    formulas = shipped_template("inside_sales").formulas(channels, METRICS, "revenue")
    return plan({str(key): text for key, text in formulas.items()}, channels)


def texts(made: Plan) -> dict[str, str]:
    return {str(key): node.formula.text for key, node in made.tree.nodes.items() if node.formula}


def test_a_first_factor_brings_the_rate_that_makes_it_fit() -> None:
    bare = plan({"revenue": None})
    change = graft.proposed(bare, REVENUE, METRICS["orders"])
    assert text_of(bare, change, "ja") == "受注数 × 平均受注単価"
    assert set(change.added) == {ORDERS, SIZE}
    assert change.flaw(bare) is None


def test_a_metric_nobody_knows_stands_alone_at_first() -> None:
    bare = plan({"revenue": None})
    own = own_metric(bare, "会員数", "件", Kind.COUNT, REVENUE)
    change = graft.proposed(bare, REVENUE, own)
    assert change.metrics == (own,)
    flaw = change.flaw(bare)
    assert flaw is not None
    assert flaw.code == "wrong_unit"


def test_an_own_rate_is_what_it_hangs_on_by_the_one_factor_there_is() -> None:
    bare = plan({"revenue": None, "orders": "valid_appointments", "valid_appointments": None})
    own = own_metric(bare, "決裁率", "%", Kind.RATE, ORDERS)
    assert (own.numerator, own.denominator) == ("orders", "valid_appointments")
    assert graft.proposed(bare, ORDERS, own).flaw(bare) is None


def test_own_keys_never_collide() -> None:
    bare = plan({"revenue": None})
    first = own_metric(bare, "Dials", "件", Kind.COUNT, None)
    assert first.key == "dials_2"
    assert own_metric(bare, "架電", "件", Kind.COUNT, None).key == "own"


@pytest.mark.parametrize(
    ("metric", "expected"),
    [
        ("valid_rate", "valid_appointments * orders_per_valid * valid_rate"),
        ("leads", "valid_appointments * orders_per_valid + leads"),
    ],
)
def test_the_sign_is_the_first_that_fits_the_units(small: Plan, metric: str, expected: str) -> None:
    change = graft.proposed(small, ORDERS, METRICS[metric])
    assert texts(change.tried(small))["orders"] == expected


def test_typing_names_what_is_missing(small: Plan) -> None:
    change = graft.typed(small, ORDERS, "商談化数 × 有効商談率 × 有効商談受注率")
    assert set(change.added) == {NodeKey("appointments"), NodeKey("valid_rate")}
    with pytest.raises(PlanError):
        graft.typed(small, ORDERS, "商談化数 ×")


def test_a_node_cannot_hang_on_itself(small: Plan) -> None:
    change = graft.moved(small, "orders", REVENUE, VALID, None, is_after=True)
    flaw = change.flaw(small)
    assert flaw is not None
    assert flaw.code == "cycle"


def test_a_graft_that_fits_nowhere_says_why(whole: Plan) -> None:
    change = graft.moved(whole, "leads", None, NodeKey("dials"), None, is_after=True)
    assert change.problem is not None  # leads has no node in the channels
    assert change.flaw(whole) is change.problem


def test_what_divides_cannot_be_left_alone() -> None:
    made = plan({"revenue": "orders / leads", "orders": None, "leads": None, "cost": None})
    change = graft.moved(made, "orders", REVENUE, NodeKey("cost"), None, is_after=True)
    assert change.problem is not None
    assert change.problem.code == "divides_the_rest"


def test_pruning_takes_what_hangs_on_nothing_else(small: Plan) -> None:
    change = graft.pruned(small, [ORDERS])
    assert set(change.removed) == {ORDERS, VALID, WIN}
    assert texts(change.tried(small)) == {"revenue": "deal_size"}


def test_pruning_keeps_what_somebody_else_reads(small: Plan) -> None:
    shared = graft.typed(small, NodeKey("leads"), "有効商談数 × 3").tried(small)
    assert set(graft.pruned(shared, [ORDERS]).removed) == {ORDERS, WIN}


@given(st.data())
def test_pruning_never_breaks_what_was_whole(data: st.DataObject) -> None:
    channels = ("webinar", "mail_magazine")
    formulas = shipped_template("inside_sales").formulas(channels, METRICS, "revenue")
    made = plan({str(key): text for key, text in formulas.items()}, channels)
    own = [key for key in made.tree.nodes if key.channel is None and key != REVENUE]
    keys = data.draw(st.lists(st.sampled_from(own), min_size=1, max_size=3, unique=True))
    left = graft.pruned(made, keys).tried(made)
    assert not set(keys) & set(left.tree.nodes)
    assert all(problem.code in {"wrong_unit", "unit_mismatch"} for problem in left.tree.problems.values())


def test_splitting_by_channel_adds_up_to_the_same_tree(small: Plan) -> None:
    with_channels = plan(
        {**{str(k): t.formula.text if t.formula else None for k, t in small.tree.nodes.items()}},
        ("webinar", "outbound"),
    )
    split = graft.split(with_channels, REVENUE).tried(with_channels)
    assert not split.tree.problems
    assert texts(split)["orders"] == "sum(orders)"
    assert texts(split)["orders[webinar]"] == "valid_appointments * orders_per_valid"
    assert texts(split)["deal_size"] == "revenue / orders"
    assert split.tree.children(REVENUE) == with_channels.tree.children(REVENUE)
    assert not graft.split(split, REVENUE).added


def test_splitting_without_channels_adds_nothing(small: Plan) -> None:
    assert not graft.split(small, REVENUE).added


def test_grafts_follow_each_other(small: Plan) -> None:
    first = graft.joined(small, ORDERS, METRICS["appointments"])
    second = graft.typed(first.tried(small), NodeKey("appointments"), "リード数 × 商談化率")
    both = first.followed_by(second)
    assert both.tried(small).tree.nodes.keys() == second.tried(first.tried(small)).tree.nodes.keys()
    assert texts(both.tried(small)) == texts(second.tried(first.tried(small)))


def test_moves_at_the_edges_lead_nowhere(small: Plan) -> None:
    assert step(small, VALID, (ORDERS, REVENUE), Deed.MOVE_UP) is None
    assert step(small, WIN, (ORDERS, REVENUE), Deed.MOVE_DOWN) is None
    assert step(small, ORDERS, (REVENUE,), Deed.MOVE_OUT) is None
    assert step(small, NodeKey("leads"), (), Deed.MOVE_UP) is None


def test_offers_begin_with_what_leads_there(small: Plan) -> None:
    found = [metric.key for metric in offered(small, Spot(VALID))]
    assert found[:2] == ["appointments", "valid_rate"]
    assert "valid_appointments" not in found
    assert spot_beside(small, VALID, ORDERS) == Spot(ORDERS, "valid_appointments", None)
    assert spot_beside(small, REVENUE, None).above is None


def test_an_empty_graft_changes_nothing(small: Plan) -> None:
    assert Graft().tried(small).tree == small.tree
    assert Graft().flaw(small) is None
    assert isinstance(METRICS["orders"], Metric)
