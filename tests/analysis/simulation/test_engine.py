"""The worked example of numbers.md 6, and what must hold of any simulation."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isplanner.analysis.chance.spread import CountSpread, FixedSpread, NormalSpread, ShareSpread, Spread
from isplanner.analysis.estimates.estimate import Estimates, LeverEstimate
from isplanner.analysis.simulation.engine import Engine
from isplanner.analysis.tree.baseline import Baseline
from isplanner.analysis.tree.project import evaluate_levers
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey
from isplanner.plan.tree import GoalTree
from tests.analysis.plans import plan_of
from tests.analysis.trees import FREE, MONTHS, free_trees
from tests.plan.trees import CHANNELS

CHAIN: dict[str, str | None] = {
    "revenue": "orders * deal_size",
    "orders": "valid_appointments * orders_per_valid",
    "valid_appointments": "appointments * valid_rate",
    "appointments": "connects * appointments_per_connect",
    "connects": "dials * connect_rate",
    **dict.fromkeys(
        ("dials", "connect_rate", "appointments_per_connect", "valid_rate", "orders_per_valid", "deal_size")
    ),
}
BASE = {
    "dials": 12_000.0,
    "connect_rate": 0.20,
    "appointments_per_connect": 0.10,
    "valid_rate": 0.60,
    "orders_per_valid": 0.25,
    "deal_size": 1_000_000.0,
}
SPREADS = (0.08, 0.10, 0.12, 0.15, 0.20, 0.06)
GOAL = 41_400_000.0


def levers(**values: float) -> dict[NodeKey, float]:
    return {NodeKey(key): value for key, value in values.items()}


def estimates(plan: Plan, spreads: dict[str, Spread]) -> Estimates:
    """Nothing is known of levers but how they vary."""
    known = {
        NodeKey(key): LeverEstimate(NodeKey(key), 0.0, BASE[key], 0.0, 0.0, (0.0, 0.0), spread, 0.0)
        for key, spread in spreads.items()
    }
    return Estimates(known, {}, {})


PLAN = plan_of(CHAIN, "revenue", channels=())
BASELINE = Baseline(levers(**BASE), {}, 3, {})
NORMAL = estimates(
    PLAN,
    {key: NormalSpread(spread, PLAN.metrics[key].is_share) for key, spread in zip(BASE, SPREADS, strict=True)},
)


def test_the_worked_example() -> None:
    engine = Engine(PLAN, BASELINE, NORMAL, luck=False)
    assert engine.chance(goal=GOAL) == pytest.approx(0.264, abs=0.01)
    stretched = (12_203, 0.2034, 0.1031, 0.6056, 0.2647, 1_009_479)
    assert engine.chance(levers(**dict(zip(BASE, stretched, strict=True))), GOAL) == pytest.approx(0.49, abs=0.01)
    safe = (12_509, 0.2083, 0.1078, 0.6135, 0.2863, 1_023_629)
    assert engine.chance(levers(**dict(zip(BASE, safe, strict=True))), GOAL) == pytest.approx(0.8, abs=0.01)


def test_without_chance_all_worlds_are_the_projection() -> None:
    worlds = Engine(PLAN, BASELINE, luck=False).move()
    assert worlds.kgi.tolist() == [36_000_000] * 10_000
    assert worlds.quantile(0.1, month=0) == pytest.approx(36_000_000 * 21 / 60)
    assert (worlds.chance(36_000_000), worlds.chance(36_001_000)) == (1.0, 0.0)


def test_luck_alone_is_that_of_the_orders_and_of_their_sizes() -> None:
    kgi = Engine(PLAN, BASELINE, samples=40_000).total()
    # 36 orders of 12,000 dials, and 0.6 of each one's size.
    expected = np.sqrt((1 - 0.003 + 0.6**2) / 36)
    assert kgi.mean() == pytest.approx(36_000_000, rel=0.005)
    assert kgi.std() / 36_000_000 == pytest.approx(expected, rel=0.02)


def test_the_same_seed_gives_the_same_worlds_and_another_seed_others() -> None:
    once, again, other = (Engine(PLAN, BASELINE, NORMAL, seed=seed).total().tolist() for seed in (1, 1, 2))
    assert once == again != other


def test_moving_and_moving_back_changes_nothing() -> None:
    engine = Engine(PLAN, BASELINE, NORMAL)
    before = engine.total().tolist()
    moved = engine.total(levers(connect_rate=0.25)).tolist()
    engine.total(levers(dials=15_000.0, connect_rate=0.1))
    assert engine.total(levers(connect_rate=0.25)).tolist() == moved
    assert engine.total(levers(connect_rate=BASE["connect_rate"])).tolist() == before
    assert engine.total().tolist() == before


def test_a_moved_lever_is_what_the_scenario_with_that_value_is() -> None:
    moved = Engine(PLAN, BASELINE, NORMAL).total(levers(valid_rate=0.7, dials=11_000.0)).tolist()
    scenario = replace(PLAN.scenarios[0], values=levers(valid_rate=0.7, dials=11_000.0))
    assert Engine(PLAN, BASELINE, NORMAL, scenario).total().tolist() == moved


def test_a_lever_that_is_added_leaves_the_draws_of_the_others() -> None:
    """Another rate of which nothing else is known, fixed at 1: the worlds stay as they are."""
    longer = plan_of(
        {**CHAIN, "orders": "valid_appointments * orders_per_valid * win_rate", "win_rate": None},
        "revenue",
        channels=(),
    )
    base = Baseline({**BASELINE.values, NodeKey("win_rate"): 1.0}, {}, 3, {})
    plain = Engine(PLAN, BASELINE, NORMAL, luck=False).total()
    assert Engine(longer, base, NORMAL, luck=False).total() == pytest.approx(plain, rel=1e-6)


def test_more_of_a_lever_is_more_in_every_world() -> None:
    engine = Engine(PLAN, BASELINE, NORMAL, luck=False)
    fewer, more = (engine.draw(levers(connect_rate=rate))[-1].copy() for rate in (0.2, 0.21))
    assert (more > fewer).all()


@pytest.mark.parametrize("samples", [1, 7, 10_000, 12_345])
def test_any_number_of_samples(samples: int) -> None:
    worlds = Engine(PLAN, BASELINE, NORMAL, samples=samples).move()
    assert worlds.by_month.shape == (3, samples)
    assert np.isfinite(worlds.by_month).all()


def test_levers_at_nothing_bring_nothing() -> None:
    engine = Engine(PLAN, BASELINE, NORMAL)
    for lever in BASE:
        assert not engine.total(levers(**{lever: 0.0})).any(), lever


def test_months_vary_around_the_level_and_their_mean_stays() -> None:
    spreads: dict[str, Spread] = {"connect_rate": ShareSpread(400.0, 0.3), "deal_size": FixedSpread()}
    engine = Engine(PLAN, BASELINE, estimates(PLAN, spreads), samples=40_000, luck=False)
    months = engine.months_of(NodeKey("connect_rate"))
    assert months is not None
    assert engine.months_of(NodeKey("deal_size")) is None
    assert months.mean(axis=1) == pytest.approx([0.2] * 3, rel=0.005)
    assert np.corrcoef(months[0], months[1]).min() < 0.5
    level_sd, month_sd = np.sqrt(0.16 / 401), 0.16 * 0.3
    assert months[0].std() == pytest.approx(np.hypot(level_sd, month_sd), rel=0.03)


def test_a_lever_set_by_month_keeps_its_months() -> None:
    engine = Engine(PLAN, BASELINE, NORMAL, luck=False)
    even = engine.draw(levers(dials=12_000.0)).copy()
    uneven = engine.draw({NodeKey("dials"): (0.0, 0.0, 12_000.0)})
    assert not uneven[:2].any()
    assert uneven[-1] == pytest.approx(even[-1], rel=1e-5)
    rates = engine.draw({NodeKey("connect_rate"): (0.1, 0.2, 0.3)})
    assert np.median(rates[0]) == pytest.approx(36_000_000 * 21 / 60 / 2, rel=0.03)


def test_a_kgi_that_cannot_be_computed_is_refused() -> None:
    with pytest.raises(PlanError) as refused:
        Engine(plan_of(CHAIN, None, channels=()), BASELINE)
    assert refused.value.problem.code == "nothing_to_simulate"
    with pytest.raises(PlanError) as refused:
        Engine(replace(PLAN, goal=None), BASELINE, NORMAL).chance()
    assert refused.value.problem.code == "no_goal"


def test_a_world_without_a_value_is_no_world_that_reached_the_goal() -> None:
    formulas: dict[str, str | None] = {
        "profit_rate": "profit / revenue",
        "profit": "revenue - cost",
        "revenue": "orders * deal_size",
        "orders": None,
        "deal_size": None,
        "cost": None,
    }
    plan = plan_of(formulas, "profit_rate", channels=())
    base = Baseline(levers(orders=1.0, deal_size=1_000_000.0, cost=100_000.0), {}, 3, {})
    spread = estimates(plan, {})
    known = replace(
        spread,
        levers={
            NodeKey("orders"): LeverEstimate(
                NodeKey("orders"), 0.0, 1.0, 0.0, 0.0, (0.0, 0.0), NormalSpread(0.1, is_share=False), 0.1
            )
        },
    )
    worlds = Engine(plan, base, known).move()
    assert 0 < len(worlds.kgi) < 10_000
    assert worlds.chance(-1e9) == len(worlds.kgi) / 10_000
    nothing = Engine(plan, base, known).move(levers(orders=0.0))
    assert nothing.quantile(0.5) is None
    assert nothing.chance(0.5) == 0.0


def test_a_count_that_varies_has_the_luck_of_a_poisson_number() -> None:
    """At a rate of 1 all dials come through: what varies is their number, by its own luck."""
    known = estimates(PLAN, {"dials": CountSpread(events=1e9)})
    sure = levers(dials=36.0, connect_rate=1.0, appointments_per_connect=1.0, valid_rate=1.0, orders_per_valid=1.0)
    kgi = Engine(PLAN, BASELINE, known, samples=40_000).total(sure)
    assert kgi.mean() == pytest.approx(36_000_000, rel=0.005)
    assert kgi.std() / 36_000_000 == pytest.approx(np.sqrt((1 + 0.6**2) / 36), rel=0.02)
    fixed = Engine(PLAN, BASELINE, samples=40_000).total(sure)
    assert fixed.std() / 36_000_000 == pytest.approx(np.sqrt(0.6**2 / 36), rel=0.02)


@pytest.mark.parametrize("samples", [1, 2, 10, 999])
def test_quantiles_lie_between_the_worlds(samples: int) -> None:
    worlds = Engine(PLAN, BASELINE, NORMAL, samples=samples).move()
    for chance in (0.0, 0.1, 0.5, 0.9, 1.0):
        assert worlds.quantile(chance) == pytest.approx(float(np.quantile(worlds.kgi, chance)), rel=1e-6)


def test_a_lever_without_a_value_leaves_the_kgi_without_one() -> None:
    known = {key: value for key, value in BASELINE.values.items() if key != NodeKey("valid_rate")}
    worlds = Engine(PLAN, replace(BASELINE, values=known), NORMAL).move()
    assert worlds.quantile(0.5) is None
    assert worlds.chance(GOAL) == 0.0


def test_sizes_vary_as_much_as_is_known_of_them() -> None:
    """36 orders, certain to come, of sizes that are all alike, and of sizes that are not."""
    sure = levers(dials=36.0, connect_rate=1.0, appointments_per_connect=1.0, valid_rate=1.0, orders_per_valid=1.0)
    known = estimates(PLAN, {"deal_size": FixedSpread()})
    for variation in (0.0, 0.9):
        lever = replace(known.levers[NodeKey("deal_size")], size_variation=variation)
        kgi = Engine(PLAN, BASELINE, replace(known, levers={lever.node: lever}), samples=40_000).total(sure)
        assert kgi.std() / 36_000_000 == pytest.approx(variation / 6, rel=0.02, abs=0.01)  # orders are whole


@settings(max_examples=40)
@given(free_trees(), st.integers(0, 2**32 - 1))
def test_without_chance_samples_are_what_the_tree_says(tree: GoalTree, seed: int) -> None:
    root = tree.order[-1]
    random = np.random.default_rng(seed)
    values = {key: tuple(random.uniform(0.5, 5.0, MONTHS).tolist()) for key in tree.levers}
    plan = replace(PLAN, metrics=FREE, channels=CHANNELS, tree=replace(tree, root=root), goal=None)
    scenario = replace(PLAN.scenarios[0], values=values)
    evaluation = evaluate_levers(plan, Baseline({}, {}, 3, {}), values)
    exact = np.cumsum(evaluation.of(root)[0])
    found = Engine(plan, Baseline({}, {}, 3, {}), None, scenario, samples=5, luck=False).draw()
    assert found.shape == (MONTHS, 5)
    for month, value in enumerate(exact.tolist()):
        size = np.abs(evaluation.of(root)[0][: month + 1]).sum()
        if np.isfinite(value) and size < 1e30:
            assert found[month] == pytest.approx([value] * 5, rel=1e-3, abs=1e-3 * size)
        else:
            assert not np.isfinite(found[month]).any() or size >= 1e30


def test_what_was_drawn_serves_other_engines() -> None:
    first = Engine(PLAN, BASELINE, NORMAL, samples=500)
    before = first.total().tolist()
    scenario = replace(PLAN.scenarios[0], values=levers(valid_rate=0.7))
    again = Engine(PLAN, BASELINE, NORMAL, scenario, samples=500, drawn=first.drawn)
    assert again.drawn is first.drawn
    assert again.total().tolist() == Engine(PLAN, BASELINE, NORMAL, scenario, samples=500).total().tolist()
    assert first.total().tolist() == before
    other = Engine(PLAN, BASELINE, NORMAL, samples=500, seed=2, drawn=first.drawn)
    assert other.total().tolist() == Engine(PLAN, BASELINE, NORMAL, samples=500, seed=2).total().tolist()


def test_what_varies_otherwise_is_drawn_again() -> None:
    calm, restless = (estimates(PLAN, {"valid_rate": ShareSpread(300.0, monthly)}) for monthly in (0.1, 0.4))
    first = Engine(PLAN, BASELINE, calm, samples=500)
    found = Engine(PLAN, BASELINE, restless, samples=500, drawn=first.drawn).total().tolist()
    assert found == Engine(PLAN, BASELINE, restless, samples=500).total().tolist()
    assert Engine(PLAN, BASELINE, calm, samples=500, drawn=first.drawn).total().tolist() == first.total().tolist()
