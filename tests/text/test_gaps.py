import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.plan.metric import shipped_metrics
from isplanner.plan.scope import NodeKey
from isplanner.text.gaps import Leak, describe_leak, whole_shares, write_parts
from isplanner.text.language import Language
from tests.analysis.plans import template_plan

METRICS = shipped_metrics()


@given(st.lists(st.floats(-1e9, 1e9), max_size=12))
def test_whole_shares_add_up_to_the_whole_sum(shares: list[float]) -> None:
    shown = whole_shares(shares)
    assert sum(shown) == round(sum(shares))
    assert all(abs(whole - share) <= 1 + 1e-6 for whole, share in zip(shown, shares, strict=True))


def test_the_largest_remainders_are_rounded_up() -> None:
    assert whole_shares([-0.6, 0.4, 1.7, 2.5]) == [-1, 0, 2, 3]
    assert whole_shares([]) == []


@pytest.mark.parametrize(
    ("metric", "language", "parts", "written"),
    [
        ("revenue", "ja", [-10_882_604.0, 78_378.0], ["−1,088万円", "+8万円"]),
        ("revenue", "en", [-10_882_604.0, 78_378.0], ["−10,882 thousand yen", "+78 thousand yen"]),
        ("revenue", "ja", [-4_000.4, 3_999.7], ["−4,001円", "+4,000円"]),
        ("orders", "ja", [-1.25, 0.04], ["−1.2件", "±0.0件"]),
        ("profit_rate", "en", [-0.0123, 0.0], ["−1.2pt", "±0.0pt"]),
        ("revenue", "ja", [], []),
    ],
)
def test_parts_are_written_in_one_unit(metric: str, language: Language, parts: list[float], written: list[str]) -> None:
    assert write_parts(parts, METRICS[metric], language) == written


def test_the_sentence_of_the_bottleneck() -> None:
    leak = Leak(NodeKey("connect_rate"), ("target", "forecast"), (0.2, 0.1817), -10_882_604.0)
    plan = template_plan()
    assert describe_leak(leak, plan, METRICS["revenue"], "ja") == (
        "着電率が目標 20.0% に対し着地見込み 18.2% で、KGI を 1,088万円 押し下げています。"
    )
    assert describe_leak(leak, plan, METRICS["revenue"], "en") == (
        "Connect rate is 18.2% (forecast) against 20.0% (target) and lowers the KGI by 10,883 thousand yen."
    )
    assert "押し上げています" in describe_leak(leak, plan, METRICS["cost"], "ja")
