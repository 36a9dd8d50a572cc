from dataclasses import replace

import pytest

from isplanner.analysis.tree.agree import agreements
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey
from isplanner.plan.target import Target
from tests.analysis.plans import plan_of


def plan_with(formulas: dict[str, str | None], **targets: float) -> Plan:
    """Targets by node, as `dials` or `dials__webinar`."""
    keys = {name: NodeKey(*name.split("__")) for name in targets}
    return replace(
        plan_of(formulas),
        targets={key: Target(number, key, targets[name]) for number, (name, key) in enumerate(keys.items())},
    )


FUNNEL: dict[str, str | None] = {
    "connects": "sum(connects)",
    "dials": "sum(dials)",
    "connect_rate": "connects / dials",
    "connects[webinar]": "dials * connect_rate",
    "dials[webinar]": None,
    "connect_rate[webinar]": None,
}


def test_a_target_that_its_breakdown_makes_is_kept() -> None:
    plan = plan_with(FUNNEL, connects=800, dials=4000, connect_rate=0.2, connects__webinar=800)
    (breakdown, own) = agreements(plan, NodeKey("connects"))
    assert (breakdown.formula.text, breakdown.implied, breakdown.is_kept) == ("dials * connect_rate", 800, True)
    assert (own.formula.text, own.implied, own.is_kept) == ("sum(connects)", 800, True)


def test_a_target_set_alone_differs_from_its_factors() -> None:
    plan = plan_with(FUNNEL, connects=900, dials=4000, connect_rate=0.2, connects__webinar=900)
    breakdown, own = agreements(plan, NodeKey("connects"))
    assert (breakdown.target, breakdown.implied, breakdown.is_kept) == (900, 800, False)
    assert own.is_kept


def test_rounding_to_whole_numbers_is_no_difference() -> None:
    plan = plan_with(FUNNEL, connects=801, dials=4003, connect_rate=0.2)
    assert agreements(plan, NodeKey("connects"))[0].is_kept
    assert agreements(plan_with(FUNNEL, connects=802, dials=4003, connect_rate=0.2), NodeKey("connects"))[
        0
    ].implied == (pytest.approx(800.6))


def test_a_share_is_kept_as_far_as_it_is_shown() -> None:
    kept = plan_with(FUNNEL, connects=800, dials=4001, connect_rate=0.2)
    differs = plan_with(FUNNEL, connects=800, dials=4100, connect_rate=0.2)
    assert [one.is_kept for one in agreements(kept, NodeKey("connect_rate"))] == [True]
    assert [one.is_kept for one in agreements(differs, NodeKey("connect_rate"))] == [False]


def test_nothing_is_said_while_a_target_is_missing() -> None:
    assert agreements(plan_with(FUNNEL, connects=800, dials=4000), NodeKey("connects")) == ()
    assert agreements(plan_with(FUNNEL, dials=4000, connect_rate=0.2), NodeKey("connects")) == ()
    assert agreements(plan_with(FUNNEL, dials__webinar=4000), NodeKey("dials", "webinar")) == ()


@pytest.mark.parametrize(
    ("formula", "implied"),
    [
        ("-dials", [-40.0]),
        ("dials + mail_replies - 5", [45.0]),
        ("max(dials, mail_replies, 70)", [70.0]),
        ("min(dials, mail_replies)", [10.0]),
        ("dials / (mail_replies - 10)", []),
        ("later(dials, 60%, 40%)", []),
        ("dials * saturate(dials / mail_replies, 4, 18%)", [40.0]),
    ],
)
def test_every_operator_is_worked_out(formula: str, implied: list[float]) -> None:
    plan = plan_with({"connects": formula, "dials": None, "mail_replies": None}, connects=1, dials=40, mail_replies=10)
    assert [one.implied for one in agreements(plan, NodeKey("connects"))] == implied
