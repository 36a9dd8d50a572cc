"""Counts that come through over some months: values, luck and what is left of the period, beside plain simulations."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from numpy.typing import NDArray

from isplanner.analysis.chance.spread import AmountSpread, NormalSpread
from isplanner.analysis.estimates.estimate import Estimates, LeverEstimate
from isplanner.analysis.simulation.engine import Engine
from isplanner.analysis.simulation.expect import Expectation
from isplanner.analysis.simulation.model import model_of
from isplanner.analysis.simulation.remaining import Remaining
from isplanner.analysis.simulation.schedule import schedule
from isplanner.analysis.simulation.sensitivity import variance_shares
from isplanner.analysis.tree.baseline import Baseline
from isplanner.analysis.tree.project import project
from isplanner.plan.plan import Plan
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import NodeKey
from tests.analysis.plans import plan_of

SHARES = (0.6, 0.3, 0.1)
VALID, RATE, ORDERS = NodeKey("valid_appointments"), NodeKey("orders_per_valid"), NodeKey("orders")
BEGAN, EARLIER, WON = (40.0, 60.0, 20.0), (50.0, 30.0), 0.25
"""Three months, the two before them, and what part is won."""


def delayed_plan(shares: str = "60%, 30%, 10%", **more: str | None) -> Plan:
    formulas = {"orders": f"later(valid_appointments, {shares}) * orders_per_valid", "valid_appointments": None}
    plan = plan_of({**formulas, "orders_per_valid": None, **more}, "orders", channels=())
    return replace(plan, scenarios=(Scenario(1, "基準", {VALID: BEGAN, RATE: WON}),))


def known(earlier: tuple[float | None, ...] = EARLIER) -> Baseline:
    return Baseline({}, {}, 3, {VALID: earlier})


def plain_worlds(samples: int = 200_000) -> NDArray[np.float64]:
    """Orders by month (samples × months): each appointment by itself is decided in some month, and won or not."""
    random = np.random.default_rng(5)
    orders = np.zeros((samples, 3))
    for begun, count in zip((-2, -1, 0, 1, 2), (*EARLIER, *BEGAN), strict=True):
        after = random.multinomial(int(count), SHARES, samples)
        for months, decided in enumerate(after.T):
            if 0 <= begun + months < 3:
                orders[:, begun + months] += random.binomial(decided, WON)
    return orders


def test_the_worked_example() -> None:
    """October's orders are of October's appointments, of September's and of August's."""
    found = project(delayed_plan(), known())
    assert found.months[ORDERS] == pytest.approx(
        (
            0.25 * (24 + 0.3 * 30 + 0.1 * 50),
            0.25 * (36 + 0.3 * 40 + 0.1 * 30),
            0.25 * (12 + 0.3 * 60 + 0.1 * 40),
        )
    )
    assert found.values[RATE] == WON


def test_luck_is_that_of_each_appointment_by_itself() -> None:
    engine = Engine(delayed_plan(), known(), samples=50_000)
    months = np.diff(engine.draw().astype(np.float64), axis=0, prepend=0.0)
    plain = plain_worlds().T
    np.testing.assert_allclose(months.mean(axis=1), plain.mean(axis=1), atol=0.05)
    np.testing.assert_allclose(months.var(axis=1), plain.var(axis=1), rtol=0.04)
    assert months.sum(axis=0).var() == pytest.approx(plain.sum(axis=0).var(), rel=0.04)
    assert engine.chance(goal=35.0) == pytest.approx((plain.sum(axis=0) >= 35).mean(), abs=0.015)
    assert (months == np.rint(months)).all()


def test_a_count_that_comes_later_is_not_composed_away() -> None:
    plan = delayed_plan(valid_appointments="appointments * valid_rate", appointments=None, valid_rate=None)
    program = Engine(replace(plan, scenarios=(Scenario(1, "基準", {}),)), known()).model.program
    order = schedule(program, [program.slots[ORDERS]])
    names = list(order.luck.values())
    assert "valid_appointments None 0" in names
    assert [name for name in names if name.startswith("later")] == [f"later {VALID} {n}" for n in (0, 1)]
    assert "orders None 0" in names


def test_one_share_alone_is_a_thinning_like_any_other() -> None:
    plan = delayed_plan("60%")
    model = model_of(plan, known())
    order = schedule(model.program, [model.program.slots[ORDERS]])
    assert [step.operation for step in order.steps.values()] == ["multiply", "thin"]


def test_all_in_the_next_month_needs_no_luck_of_its_own() -> None:
    plan = delayed_plan("0%, 100%")
    engine = Engine(plan, known(()), samples=20_000)
    months = np.diff(engine.draw().astype(np.float64), axis=0, prepend=0.0)
    np.testing.assert_allclose(months.mean(axis=1), (0.0, 10.0, 15.0), atol=0.1)
    np.testing.assert_allclose(months.var(axis=1), (0.0, 7.5, 11.25), rtol=0.06)


def test_a_delay_moves_no_random_number_of_the_rest() -> None:
    fixed = {NodeKey("appointments"): 300.0, NodeKey("valid_rate"): 0.5, RATE: 0.2}
    chain = {"valid_appointments": "appointments * valid_rate", "appointments": None, "valid_rate": None}
    plans = [
        plan_of({"orders": orders, **chain, "orders_per_valid": None}, "orders", channels=())
        for orders in ("later(valid_appointments, 100%) * orders_per_valid", "valid_appointments * orders_per_valid")
    ]
    one, other = (Engine(plan, Baseline(fixed, {}, 3, {})).total().tolist() for plan in plans)
    assert one == other


class TestRemaining:
    """Half of November is over: what October and November began still comes in."""

    def remaining(self) -> Remaining:
        done = {VALID: (40.0, 30.0, 0.0), ORDERS: (9.0, 5.0, 0.0)}
        return Remaining(date(2026, 11, 16), (0.0, 0.5, 1.0), done)

    def plan(self) -> Plan:
        return replace(delayed_plan(), scenarios=(Scenario(1, "基準", {VALID: (99.0, 60.0, 20.0), RATE: WON}),))

    def test_what_was_begun_comes_in_by_the_shares(self) -> None:
        expectation = Expectation(model_of(self.plan(), known(), remaining=self.remaining()))
        november = 0.5 * (0.3 * 40 + 0.1 * 30) + 0.6 * 30
        december = 0.1 * 40 + 0.3 * (30 + 30) + 0.6 * 20
        assert expectation.months(ORDERS).tolist() == pytest.approx([9.0, 5 + WON * november, WON * december])
        assert expectation.setting(RATE) == WON

    def test_worlds_are_around_what_is_expected(self) -> None:
        model = model_of(self.plan(), known(), remaining=self.remaining())
        engine = Engine(self.plan(), known(), remaining=self.remaining(), samples=20_000)
        assert engine.is_linear
        assert engine.total().mean() == pytest.approx(Expectation(model).total(ORDERS), rel=0.005)

    def test_their_luck_is_that_of_each_appointment(self) -> None:
        """Of October's 40, 15 % come in the open half of November and 10 % in December, and so on."""
        random, samples = np.random.default_rng(7), 200_000
        kgi = np.full(samples, 14.0)
        coming = [(30, (0.05, 0.0)), (40, (0.15, 0.1)), (30, (0.0, 0.3)), (30, (0.6, 0.3)), (20, (0.0, 0.6))]
        for count, (november, december) in coming:
            after = random.multinomial(count, (november, december, 1 - november - december), samples)
            kgi += random.binomial(after[:, 0], WON) + random.binomial(after[:, 1], WON)
        worlds = Engine(self.plan(), known(), remaining=self.remaining(), samples=50_000).total().astype(np.float64)
        assert worlds.mean() == pytest.approx(kgi.mean(), rel=0.005)
        assert worlds.var() == pytest.approx(kgi.var(), rel=0.04)

    def test_nothing_comes_in_once_all_is_over(self) -> None:
        over = replace(self.remaining(), open=(0.0, 0.0, 0.0))
        assert Engine(self.plan(), known(), remaining=over).total().tolist() == [14.0] * 10_000

    def test_a_rate_is_of_what_comes_through_done_and_still_to_come(self) -> None:
        """What has come through by the day is 0.6 × 40 + 9 + 5 in October, 0.6 × 30 and half of 15 in November."""
        expectation = Expectation(model_of(self.plan(), known(), remaining=self.remaining()))
        rest = 0.5 * 15 + 18 + 34
        due = 0.6 * 40 + 0.3 * 30 + 0.1 * 50 + 0.6 * 30 + 0.5 * 15 + rest
        assert expectation.total(RATE) == pytest.approx((14 + WON * rest) / due)


def test_levers_by_month_give_the_rate_of_what_comes_through() -> None:
    plan = replace(delayed_plan(), scenarios=(Scenario(1, "基準", {VALID: BEGAN, RATE: (0.2, 0.3, 0.4)}),))
    found = project(plan, known())
    due = np.array([24 + 9 + 5, 36 + 12 + 3, 12 + 18 + 4])
    assert found.values[RATE] == pytest.approx(due @ (0.2, 0.3, 0.4) / due.sum())


@pytest.mark.parametrize("earlier", [(), (None, 30.0), (None, None)])
def test_months_of_which_nothing_is_told_bring_nothing(earlier: tuple[float | None, ...]) -> None:
    first = project(delayed_plan(), known(earlier)).months[ORDERS][0]
    assert first == pytest.approx(WON * (24 + 0.3 * (earlier[1] or 0.0 if earlier else 0.0)))


def test_shares_of_the_variance_are_those_of_levers_moved_alone() -> None:
    """Of a product of two that vary little, each explains its own part of the relative variance."""
    plan = delayed_plan()
    known_levers = {
        VALID: LeverEstimate(VALID, 0.0, 120.0, 0.0, 0.0, (0.0, 0.0), AmountSpread(0.04), 0.0),
        RATE: LeverEstimate(RATE, 0.0, WON, 0.0, 0.0, (0.0, 0.0), NormalSpread(0.04, is_share=True), 0.0),
    }
    engine = Engine(plan, known(()), Estimates(known_levers, {}, {}), luck=False)
    shares = variance_shares(engine, Expectation(engine.model))
    ratio = (0.04 / (0.04 * (1 - WON))) ** 2
    assert shares[VALID] / shares[RATE] == pytest.approx(ratio, rel=0.05)
    assert sum(shares.values()) == pytest.approx(1.0, abs=0.01)
