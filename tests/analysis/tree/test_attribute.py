"""Shares of a gap: the example of numbers.md 9, that they add up whatever the formulas are, and worlds."""

from collections.abc import Mapping
from math import nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isplanner.analysis.tree.attribute import Attribution, attribute, attribute_worlds
from isplanner.analysis.tree.compile import Array, compile_tree
from isplanner.plan.scope import NodeKey
from isplanner.plan.tree import GoalTree
from tests.analysis.trees import MONTHS, PlainTree, free_trees
from tests.plan.trees import tree_of

CHAIN = {
    "revenue": "orders * deal_size",
    "orders": "valid_appointments * orders_per_valid",
    "valid_appointments": "appointments * valid_rate",
    "appointments": "connects * appointments_per_connect",
    "connects": "dials * connect_rate",
}
LEVERS = ("dials", "connect_rate", "appointments_per_connect", "valid_rate", "orders_per_valid", "deal_size")
GOAL = (13_000, 0.22, 0.11, 0.62, 0.26, 1_050_000)
ACTUAL = (12_600, 0.19, 0.115, 0.55, 0.26, 1_020_000)


def tree(formulas: Mapping[str, str], *levers: str) -> GoalTree:
    return tree_of({**formulas, **dict.fromkeys(levers)}, next(iter(formulas)))


def months(*values: float) -> Array:
    return np.array(values, float)


def share(
    formulas: Mapping[str, str], start: Mapping[str, float], end: Mapping[str, float]
) -> tuple[Attribution | None, dict[str, float]]:
    """The attribution of a tree with one month, and its shares by metric."""
    grown = tree(formulas, *start)
    assert grown.root is not None
    found = attribute(
        compile_tree(grown, 1),
        grown.root,
        {NodeKey(lever): months(value) for lever, value in start.items()},
        {NodeKey(lever): months(value) for lever, value in end.items()},
    )
    return found, {key.metric: value for key, value in found.shares.items()} if found else {}


def test_the_example_of_the_design() -> None:
    found, shares = share(CHAIN, dict(zip(LEVERS, GOAL, strict=True)), dict(zip(LEVERS, ACTUAL, strict=True)))
    assert found is not None
    assert found.start == pytest.approx(53_249_196, abs=1e-6)
    assert found.end == pytest.approx(40_156_716.6, abs=1e-6)
    assert [round(shares[lever]) for lever in LEVERS] == [-1_453_697, -6_800_762, 2_071_324, -5_560_932, 0, -1_348_413]
    assert sum(shares.values()) == pytest.approx(found.end - found.start, abs=1e-6)


def test_a_quotient_adds_up_too() -> None:
    found, shares = share(
        {"profit_rate": "profit / revenue", "profit": "revenue - cost"},
        {"revenue": 100.0, "cost": 90.0},
        {"revenue": 1e6, "cost": 10.0},
    )
    assert found is not None
    assert sum(shares.values()) == pytest.approx(found.end - found.start, rel=1e-11)
    assert shares["revenue"] > 0 < shares["cost"]


def test_a_kink_adds_up_too() -> None:
    found, shares = share(
        {"connects": "min(dials, leads) * connect_rate"},
        {"dials": 100.0, "leads": 200.0, "connect_rate": 0.1},
        {"dials": 300.0, "leads": 170.0, "connect_rate": 0.3},
    )
    assert found is not None
    assert sum(shares.values()) == pytest.approx(41.0, abs=1e-9)
    assert shares["leads"] < 0 < shares["dials"]


def test_what_has_no_value_has_no_shares() -> None:
    quotient = {"deal_size": "revenue / orders"}
    assert share(quotient, {"revenue": 5.0, "orders": 0.0}, {"revenue": 5.0, "orders": 2.0})[0] is None
    assert share(quotient, {"revenue": 5.0, "orders": -1.0}, {"revenue": 5.0, "orders": 1.0})[0] is None
    unknown = dict(zip(LEVERS, GOAL, strict=True)) | {"valid_rate": nan}
    assert share(CHAIN, unknown, unknown)[0] is None


def test_where_nothing_differs_every_share_is_zero() -> None:
    state = dict(zip(LEVERS, GOAL, strict=True))
    assert set(share(CHAIN, state, state)[1].values()) == {0.0}
    nothing = dict.fromkeys(LEVERS, 0.0)
    assert set(share(CHAIN, nothing, nothing)[1].values()) == {0.0}


def test_one_lever_has_all_of_the_gap() -> None:
    found, shares = share({"connects": "dials"}, {"dials": 3.0}, {"dials": 0.0})
    assert found is not None
    assert shares == {"dials": pytest.approx(-3.0)}


@settings(max_examples=40)
@given(free_trees(), st.data())
def test_shares_add_up_to_what_the_tree_says(grown: GoalTree, data: st.DataObject) -> None:
    """Against plain recursion, over months, channels, min, max, later and quotients."""
    root = data.draw(st.sampled_from(sorted(grown.order, key=str)))
    state = st.lists(st.floats(0.5, 20), min_size=MONTHS, max_size=MONTHS)
    start, end = ({lever: data.draw(state) for lever in grown.levers} for _ in range(2))
    found = attribute(
        compile_tree(grown, MONTHS),
        root,
        {lever: months(*values) for lever, values in start.items()},
        {lever: months(*values) for lever, values in end.items()},
    )
    before, after = (sum(PlainTree(grown, levers).value(root, m) for m in range(MONTHS)) for levers in (start, end))
    if found is None:
        return  # a pole on the way, or no value at an end
    scale = abs(before) + abs(after) + sum(map(abs, found.shares.values()))
    assert sum(found.shares.values()) == pytest.approx(after - before, abs=1e-9 * scale)


@given(st.lists(st.tuples(st.floats(0, 1e5), st.floats(0, 1)), min_size=1, max_size=12))
def test_worlds_are_shared_out_as_single_gaps_are(ends: list[tuple[float, float]]) -> None:
    grown = tree(CHAIN, *LEVERS)
    program = compile_tree(grown, 1)
    start = {NodeKey(lever): months(value) for lever, value in zip(LEVERS, GOAL, strict=True)}
    fixed = {NodeKey(lever): months(value) for lever, value in zip(LEVERS, ACTUAL, strict=True)}
    drawn = {
        NodeKey("dials"): months(*(dials for dials, _ in ends)),
        NodeKey("valid_rate"): months(*(r for _, r in ends)),
    }
    worlds = {lever: months_[None, :] for lever, months_ in fixed.items()}
    worlds |= {lever: samples[:, None] for lever, samples in drawn.items()}
    shares = attribute_worlds(program, NodeKey("revenue"), start, worlds)
    for number, (dials, rate) in enumerate(ends):
        one = fixed | {NodeKey("dials"): months(dials), NodeKey("valid_rate"): months(rate)}
        found = attribute(program, NodeKey("revenue"), start, one)
        assert found is not None
        for lever, expected in found.shares.items():
            assert shares[lever][number] == pytest.approx(expected, rel=1e-9, abs=1e-3)


def test_many_worlds_are_all_there() -> None:
    grown = tree({"connects": "dials * connect_rate"}, "dials", "connect_rate")
    start = {NodeKey("dials"): months(0.0), NodeKey("connect_rate"): months(0.5)}
    dials = np.arange(1234.0)[:, None]
    shares = attribute_worlds(
        compile_tree(grown, 1),
        NodeKey("connects"),
        start,
        {NodeKey("dials"): dials, NodeKey("connect_rate"): np.array([[0.5]])},
    )
    assert shares[NodeKey("dials")] == pytest.approx(np.arange(1234.0) / 2)
