"""Answers of the simulation: numbers.md 5 on the demo team, and on trees small enough to work out by hand."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from isplanner.analysis.chance.spread import JudgedSpread
from isplanner.analysis.estimates.estimate import estimate
from isplanner.analysis.simulation.engine import Engine
from isplanner.analysis.simulation.expect import Expectation
from isplanner.analysis.simulation.model import model_of
from isplanner.analysis.simulation.remaining import Remaining, measure_remaining
from isplanner.analysis.simulation.sensitivity import variance_shares
from isplanner.analysis.simulation.simulate import Simulation, simulate
from isplanner.analysis.tree.baseline import Baseline, measure_baseline
from isplanner.analysis.tree.project import elasticities, lever_values, movement_of, project
from isplanner.plan.judgement import Judgement
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import Member, NodeKey
from isplanner.plan.target import Goal
from tests.analysis.plans import Row, actuals_of, days, demo_actuals, plan_of, template_plan
from tests.analysis.simulation.test_engine import BASE, BASELINE, NORMAL, SPREADS, estimates, levers
from tests.analysis.simulation.test_engine import PLAN as CHAIN_PLAN

TEAM = tuple(Member(n, f"m{n}") for n in range(1, 9))
PLAN = template_plan(TEAM)
ACTUALS = demo_actuals(PLAN)
DEMO = measure_baseline(PLAN, ACTUALS)
KNOWN = estimate(PLAN, ACTUALS)


def demo(**options: object) -> Simulation:
    return simulate(PLAN, DEMO, KNOWN, **options)  # type: ignore[arg-type]


def test_the_mean_is_the_projection_and_its_parts_add_up() -> None:
    found = demo()
    assert found.projected == pytest.approx(106_050_000)
    assert sum(value or 0 for value in found.by_month) == pytest.approx(106_050_000)
    assert sum(value or 0 for value in found.by_channel.values()) == pytest.approx(106_050_000)
    assert found.by_channel["webinar"] == pytest.approx(15_200_000)
    assert found.by_month[0] == pytest.approx(106_050_000 * 21 / 60)


def test_the_range_lies_around_it_and_the_goal_is_as_likely_as_that_says() -> None:
    found = demo()
    assert found.p10 == pytest.approx(86e6, rel=0.1)
    assert found.p50 == pytest.approx(105e6, rel=0.03)
    assert found.p90 == pytest.approx(128e6, rel=0.1)
    assert found.probability == pytest.approx(0.2, abs=0.1)
    assert found.goal == 120_000_000


def test_a_certain_plan_without_levers_that_vary_still_has_luck() -> None:
    found = simulate(PLAN, DEMO)
    assert found.projected == pytest.approx(106_050_000)
    assert found.p50 == pytest.approx(106_050_000, rel=0.01)
    assert (found.p10 or 0) < 95e6
    assert all(effect.variance_share == 0 for effect in found.levers)


def test_samples_agree_with_the_mean() -> None:
    assert Engine(PLAN, DEMO, KNOWN, samples=20_000).total().mean() == pytest.approx(106_050_000, rel=0.004)


def test_elasticities_are_those_of_the_projection() -> None:
    exact = elasticities(PLAN, DEMO)
    found = demo()
    for effect in (*found.levers, *found.plan_wide):
        if effect.node in exact:
            assert effect.elasticity == pytest.approx(exact[effect.node]), effect.node
    beside = next(effect for effect in found.levers if effect.node == NodeKey("leads"))
    assert beside.elasticity is None  # nothing is known of it


def test_gains_are_what_the_projection_gains() -> None:
    found = demo()
    effects = {effect.node: effect for effect in (*found.levers, *found.plan_wide)}
    for node, value in (
        (NodeKey("connect_rate", "webinar"), 767 / 4020 + 0.01),
        (NodeKey("deal_size", "webinar"), 15_200_000 / 15 * 1.01),
        (NodeKey("connect_rate"), 0.18 + 0.01),
        (NodeKey("dials"), 30_500 * 1.01),
    ):
        moved = project(PLAN, DEMO, overrides={node: value}).kgi
        assert effects[node].gain == pytest.approx((moved or 0) - 106_050_000, rel=1e-6), node


def test_shares_of_the_variance_are_those_of_a_product() -> None:
    """Without luck the KGI's logarithm is a sum, so the shares are nearly those of its terms."""
    engine = Engine(CHAIN_PLAN, BASELINE, NORMAL, luck=False)
    shares = variance_shares(engine, Expectation(engine.model))
    terms = {key: spread * (1 - BASE[key] if BASE[key] < 1 else 1) for key, spread in zip(BASE, SPREADS, strict=True)}
    whole = sum(term**2 for term in terms.values())
    for key, term in terms.items():
        assert shares[NodeKey(key)] == pytest.approx(term**2 / whole, abs=0.03), key
    assert 0.9 < sum(shares.values()) <= 1


def test_with_luck_the_levers_explain_only_a_part() -> None:
    found = demo()
    total = sum(effect.variance_share for effect in found.levers)
    assert 0.1 < total < 0.9
    assert sum(effect.variance_share for effect in found.plan_wide) == pytest.approx(total, abs=0.05)


def test_overrides_are_a_scenario_for_once() -> None:
    node = NodeKey("connect_rate", "webinar")
    scenario = Scenario(9, "9", {node: 0.25})
    assert demo(overrides={node: 0.25}) == demo(scenario=scenario) != demo()


def test_a_rate_of_the_whole_plan_moves_all_channels() -> None:
    found = demo(overrides={NodeKey("connect_rate"): 0.2})
    assert found.projected == pytest.approx(project(PLAN, DEMO, overrides={NodeKey("connect_rate"): 0.2}).kgi)


def test_the_same_seed_gives_the_same_answer() -> None:
    assert demo(seed=3) == demo(seed=3)
    assert demo(seed=3).p50 != demo(seed=4).p50


def test_few_samples_are_enough_to_answer() -> None:
    found = demo(samples=1)
    assert found.p10 == found.p50 == found.p90
    assert found.probability in {0.0, 1.0}


def test_without_actuals_there_is_no_value() -> None:
    nothing = simulate(PLAN, Baseline({}, {}, 3, {}))
    assert (nothing.projected, nothing.p10, nothing.probability) == (None, None, None)
    assert nothing.by_month == (None, None, None)
    assert set(nothing.by_channel.values()) == {None}
    assert all(effect.gain is None for effect in nothing.levers)


def test_without_a_goal_there_is_no_probability() -> None:
    found = simulate(replace(PLAN, goal=None), DEMO, KNOWN)
    assert found.goal is None
    assert found.probability is None
    assert found.p50 == demo().p50


@pytest.mark.parametrize(("goal", "probability"), [(0.0, 1.0), (1e12, 0.0)])
def test_goals_at_the_ends(goal: float, probability: float) -> None:
    assert simulate(replace(PLAN, goal=Goal("revenue", goal)), DEMO, KNOWN).probability == probability


def test_a_judged_lever_has_its_mean_where_the_judgement_puts_it() -> None:
    """Low 0.2, likely 0.25, high 0.4: the mean lies above the median, so does the KGI's."""
    spread = JudgedSpread(Judgement(0.2, 0.25, 0.4), is_share=True)
    found = simulate(CHAIN_PLAN, BASELINE, estimates(CHAIN_PLAN, {"orders_per_valid": spread}), samples=40_000)
    assert (found.projected or 0) > 38_000_000
    known = estimates(CHAIN_PLAN, {"orders_per_valid": spread})
    assert Engine(CHAIN_PLAN, BASELINE, known, samples=40_000).total().mean() == pytest.approx(
        found.projected, rel=0.005
    )


def test_a_kgi_with_a_ceiling_is_the_mean_of_its_worlds() -> None:
    formulas: dict[str, str | None] = {
        "revenue": "orders * deal_size",
        "orders": "min(valid_appointments * orders_per_valid, leads)",
        **dict.fromkeys(("valid_appointments", "orders_per_valid", "leads", "deal_size")),
    }
    plan = plan_of(formulas, "revenue", channels=())
    base = Baseline(levers(valid_appointments=120.0, orders_per_valid=0.25, leads=30.0, deal_size=1e6), {}, 3, {})
    found = simulate(plan, base)
    assert 25e6 < (found.projected or 0) < 29e6
    assert sum(value or 0 for value in found.by_month) == pytest.approx(found.projected)


def test_a_kgi_where_less_is_better() -> None:
    plan = plan_of({"cost": "leads * cost_per_appointment", "leads": None, "cost_per_appointment": None}, "cost", ())
    plan = replace(plan, goal=Goal("cost", 1_000_000))
    cheap, dear = (
        simulate(plan, Baseline(levers(leads=100.0, cost_per_appointment=price), {}, 3, {})).probability or 0.0
        for price in (8_500.0, 12_000.0)
    )
    assert cheap > 0.95
    assert dear < 0.05


def test_a_kgi_that_is_a_rate() -> None:
    formulas: dict[str, str | None] = {
        "profit_rate": "profit / revenue",
        "profit": "revenue - cost",
        "revenue": "orders * deal_size",
        **dict.fromkeys(("orders", "deal_size", "cost")),
    }
    plan = replace(plan_of(formulas, "profit_rate", channels=()), goal=Goal("profit_rate", 0.3))
    found = simulate(plan, Baseline(levers(orders=100.0, deal_size=1e6, cost=7e7), {}, 3, {}))
    assert found.p50 == pytest.approx(0.3, abs=0.01)
    assert found.probability == pytest.approx(0.5, abs=0.05)
    assert found.by_month == pytest.approx((0.3, 0.3, 0.3))


def test_one_more_person_works_as_one_did_in_the_base_period() -> None:
    """Eight people for 62 days made 30,500 dials; one more for 60 days makes 60 ÷ 62 of an eighth more."""
    base_days = PLAN.calendar.business_days(PLAN.base)
    more = 30_500 / 8 / base_days * 60 / 30_500
    phone = 106_050_000 - 4_100_000
    assert demo().one_more_person == pytest.approx(phone * more)
    assert simulate(template_plan(), DEMO, KNOWN).one_more_person is None


def as_set(remaining: Remaining | None = None) -> Simulation:
    """The demo with its levers at their baseline, whatever actuals of the period say of them."""
    return simulate(PLAN, DEMO, remaining=remaining)


def rows_of_october() -> list[Row]:
    october = days("2026-10-01", "2026-10-31")
    return [Row("revenue[webinar]", october, 6_000_000.0), Row("orders[webinar]", october, 6.0)]


def test_what_remains_is_the_actuals_and_the_rest() -> None:
    actuals = actuals_of(rows_of_october(), PLAN)
    remaining = measure_remaining(PLAN, actuals, date(2026, 10, 31))
    assert remaining.open == (0.0, 1.0, 1.0)
    assert remaining.done[NodeKey("revenue")] == (6_000_000, 0, 0)
    found = as_set(remaining)
    assert found.projected == pytest.approx(6_000_000 + 106_050_000 * 39 / 60)
    assert found.by_month == pytest.approx((6_000_000, 106_050_000 * 19 / 60, 106_050_000 * 20 / 60))
    assert found.by_channel["webinar"] == pytest.approx(6_000_000 + 15_200_000 * 39 / 60)
    assert found.by_channel["outbound"] == pytest.approx(19_650_000 * 39 / 60)


def test_within_a_month_its_days_count() -> None:
    remaining = measure_remaining(PLAN, actuals_of([], PLAN), date(2026, 11, 20))
    assert list(remaining.open) == pytest.approx([0.0, 5 / 19, 1.0])
    assert as_set(remaining).projected == pytest.approx(106_050_000 * 25 / 60)


def test_before_the_period_all_of_it_remains() -> None:
    remaining = measure_remaining(PLAN, actuals_of([], PLAN), date(2026, 9, 30))
    assert remaining.open == (1.0, 1.0, 1.0)
    whole, rest = demo(), demo(remaining=remaining)
    assert (whole.p10, whole.probability) == (rest.p10, rest.probability)


def test_after_the_period_it_is_what_it_is() -> None:
    actuals = actuals_of([Row("revenue", days("2026-10-01", "2026-12-31"), 121_000_000.0)], PLAN)
    found = demo(remaining=measure_remaining(PLAN, actuals, date(2027, 1, 31)))
    assert found.projected == pytest.approx(121_000_000)
    assert (found.p10, found.p90) == (121_000_000, 121_000_000)
    assert found.probability == 1.0
    assert {effect.gain for effect in found.levers if effect.gain is not None} == {0.0}
    assert found.one_more_person is None


def test_the_done_part_of_a_rate_is_in_its_numerator_and_denominator() -> None:
    formulas: dict[str, str | None] = {
        "profit_rate": "profit / revenue",
        "profit": "revenue - cost",
        "revenue": "orders * deal_size",
        **dict.fromkeys(("orders", "deal_size", "cost")),
    }
    plan = plan_of(formulas, "profit_rate", channels=())
    october = days("2026-10-01", "2026-10-31")
    actuals = actuals_of([Row("revenue", october, 40e6), Row("cost", october, 10e6)], plan)
    remaining = measure_remaining(plan, actuals, date(2026, 10, 31))
    assert remaining.done[NodeKey("profit")] == (30e6, 0, 0)
    base = Baseline(levers(orders=100.0, deal_size=1e6, cost=7e7), {}, 3, {})
    found = simulate(plan, base, remaining=remaining)
    rest = 39 / 60
    assert found.p50 == pytest.approx((30e6 + 30e6 * rest) / (40e6 + 100e6 * rest), abs=0.01)


def test_levers_stand_where_the_actuals_so_far_have_brought_them() -> None:
    phones = [Row("dials[webinar]", days("2026-10-01", "2026-10-31"), 1400.0)]
    actuals = actuals_of([*phones, Row("connects[webinar]", days("2026-10-01", "2026-10-31"), 560.0)], PLAN)
    so_far = date(2026, 10, 31)
    remaining, known = measure_remaining(PLAN, actuals, so_far), estimate(PLAN, actuals, so_far)
    effects = simulate(PLAN, DEMO, known, remaining=remaining).levers
    value = next(effect.value for effect in effects if effect.node == NodeKey("connect_rate", "webinar"))
    assert value == pytest.approx(known.levers[NodeKey("connect_rate", "webinar")].mean)
    assert 0.3 < (value or 0) < 0.45


def test_levers_act_on_the_rest_alone() -> None:
    remaining = measure_remaining(PLAN, actuals_of(rows_of_october(), PLAN), date(2026, 10, 31))
    node = NodeKey("connect_rate", "webinar")
    gains = [
        next(effect.gain for effect in found.levers if effect.node == node) for found in (as_set(), as_set(remaining))
    ]
    assert gains[1] == pytest.approx((gains[0] or 0) * 39 / 60)


def test_a_later_month_is_no_less_sure_than_luck_allows() -> None:
    """Months are worked out one by one: the spread of what has added up grows."""
    worlds = Engine(PLAN, DEMO, KNOWN).move().by_month
    assert (np.diff(worlds.std(axis=1)) > 0).all()


def test_of_the_whole_period_the_expectation_is_the_projection() -> None:
    found, exact = Expectation(model_of(PLAN, DEMO)).projection(), project(PLAN, DEMO)
    assert found.kgi == pytest.approx(exact.kgi)
    for node, value in exact.values.items():
        assert found.values[node] == (None if value is None else pytest.approx(value)), node
        if None not in exact.months[node]:
            assert found.months[node] == pytest.approx(exact.months[node]), node


@pytest.mark.parametrize("lever", [NodeKey("connect_rate"), NodeKey("connect_rate", "webinar"), NodeKey("dials")])
def test_what_a_lever_must_be_for_the_rest_to_reach_the_goal(lever: NodeKey) -> None:
    remaining = measure_remaining(PLAN, actuals_of(rows_of_october(), PLAN), date(2026, 10, 31))
    expectation = Expectation(model_of(PLAN, DEMO, remaining=remaining))
    movement = movement_of(PLAN, DEMO, lever_values(PLAN, DEMO), lever)
    root = NodeKey("revenue")
    factor = expectation.reach(movement, root, 76_000_000.0)
    assert factor is not None
    assert factor > 1
    assert expectation.total(root) == pytest.approx(76_000_000)
    assert expectation.reach(movement, root, 5_000_000.0) is None  # less than is done


def test_a_lever_set_by_month_has_its_sum_and_its_gain() -> None:
    values = {
        NodeKey("dials", "webinar"): (1000.0, 2000.0, 1020.0),
        NodeKey("connect_rate", "webinar"): (0.1, 0.2, 0.3),
    }
    scenario = Scenario(9, "9", values)
    found = {effect.node: effect for effect in demo(scenario=scenario).levers}
    assert found[NodeKey("dials", "webinar")].value == pytest.approx(4020)
    assert found[NodeKey("connect_rate", "webinar")].value == pytest.approx((100 + 400 + 306) / 4020)
    rate = tuple(month + 0.01 for month in (0.1, 0.2, 0.3))
    moved = Scenario(9, "9", {**values, NodeKey("connect_rate", "webinar"): rate})
    gain = (project(PLAN, DEMO, moved).kgi or 0) - (project(PLAN, DEMO, scenario).kgi or 0)
    assert found[NodeKey("connect_rate", "webinar")].gain == pytest.approx(gain)


def test_shares_at_their_end_gain_nothing_more() -> None:
    found = {effect.node: effect for effect in demo(overrides={NodeKey("valid_rate", "webinar"): 1.0}).levers}
    assert found[NodeKey("valid_rate", "webinar")].gain == 0.0


def test_an_override_of_what_remains_starts_from_where_levers_stand() -> None:
    actuals = actuals_of(rows_of_october(), PLAN)
    remaining = measure_remaining(PLAN, actuals, date(2026, 10, 31))
    known = estimate(PLAN, actuals, date(2026, 10, 31))
    found = simulate(PLAN, DEMO, known, remaining=remaining, overrides={NodeKey("connect_rate"): 0.25})
    rates = [effect for effect in found.plan_wide if effect.node == NodeKey("connect_rate")]
    assert rates[0].value == pytest.approx(0.25)
