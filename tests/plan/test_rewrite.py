"""Factors put into formulas and taken out, with the brackets a reader expects."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.plan.formula import NameTable, canonical_text, parse_formula
from isplanner.plan.metric import shipped_metrics
from isplanner.plan.problem import PlanError
from isplanner.plan.rewrite import beside, name_of, without

NAMES = NameTable(shipped_metrics(), {})


def put(text: str, at: str, sign: str, *, is_after: bool = True, new: str = "cost") -> str:
    return canonical_text(beside(parse_formula(text, NAMES).expression, at, name_of(new), sign, is_after=is_after))


def taken(text: str, metric: str) -> str | None:
    left = without(parse_formula(text, NAMES).expression, metric)
    return None if left is None else canonical_text(left)


@pytest.mark.parametrize(
    ("text", "at", "sign", "is_after", "expected"),
    [
        ("orders", "orders", "*", True, "orders * cost"),
        ("orders", "orders", "*", False, "cost * orders"),
        ("orders * deal_size", "orders", "*", True, "orders * cost * deal_size"),
        ("orders * deal_size", "deal_size", "*", True, "orders * deal_size * cost"),
        ("orders * deal_size", "deal_size", "*", False, "orders * cost * deal_size"),
        (
            "dials * connect_rate + mail_replies",
            "mail_replies",
            "*",
            True,
            "dials * connect_rate + mail_replies * cost",
        ),
        ("dials * connect_rate", "connect_rate", "+", True, "dials * connect_rate + cost"),
        ("dials * connect_rate + mail_replies", "dials", "+", False, "cost + dials * connect_rate + mail_replies"),
        (
            "dials * connect_rate + mail_replies",
            "mail_replies",
            "+",
            False,
            "dials * connect_rate + cost + mail_replies",
        ),
        ("dials * connect_rate", "", "+", True, "dials * connect_rate + cost"),
        ("dials + connects", "", "*", True, "(dials + connects) * cost"),
        ("min(dials, connects)", "connects", "*", True, "min(dials, connects * cost)"),
    ],
)
def test_a_factor_goes_beside_another(text: str, at: str, sign: str, is_after: bool, expected: str) -> None:
    assert put(text, at, sign, is_after=is_after) == expected


@pytest.mark.parametrize(
    ("text", "metric", "left"),
    [
        ("orders", "orders", None),
        ("orders * deal_size", "orders", "deal_size"),
        ("orders * deal_size", "deal_size", "orders"),
        ("dials * connect_rate + mail_replies", "connect_rate", "dials + mail_replies"),
        ("dials * connect_rate + mail_replies", "mail_replies", "dials * connect_rate"),
        ("revenue - cost", "revenue", "-cost"),
        ("(connects - mail_replies) / dials", "mail_replies", "connects / dials"),
        ("connects / dials", "dials", "connects"),
        ("min(dials, connects)", "dials", "connects"),
        ("min(dials, connects, leads)", "dials", "min(connects, leads)"),
        ("sum(dials * connect_rate)", "dials", "sum(connect_rate)"),
        ("later(orders, 60%, 40%)", "orders", None),
    ],
)
def test_a_factor_is_taken_out(text: str, metric: str, left: str | None) -> None:
    assert taken(text, metric) == left


def test_what_is_divided_cannot_leave_its_divisor() -> None:
    with pytest.raises(PlanError) as caught:
        taken("connects / dials", "connects")
    assert caught.value.problem.code == "divides_the_rest"


@given(st.lists(st.sampled_from("+*"), min_size=1, max_size=6), st.integers(0, 6), st.sampled_from("+*"), st.booleans())
def test_what_was_put_in_and_taken_out_leaves_the_formula_as_it_was(
    signs: list[str], place: int, sign: str, is_after: bool
) -> None:
    metrics = [key for key in shipped_metrics() if key != "cost"][: len(signs) + 1]
    text = metrics[0] + "".join(f" {sign} {metric}" for sign, metric in zip(signs, metrics[1:], strict=True))
    at = metrics[min(place, len(signs))]
    assert taken(put(text, at, sign, is_after=is_after), "cost") == text
