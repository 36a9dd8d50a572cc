import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.plan.metric import shipped_metrics
from isplanner.plan.problem import PlanError
from isplanner.text.entry import parse_change, parse_entry, parse_range
from isplanner.text.numbers import format_change

DIALS, RATE = shipped_metrics()["dials"], shipped_metrics()["connect_rate"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234件", 1234),
        ("１２００", 1200),
        ("+10%", 1100),
        ("＋１０％", 1100),
        ("-5%", 950),
        ("+300", 1300),
        ("-300", 700),
        ("−300", 700),
        ("120+35", 155),
        ("=1200*1.15", 1380),
        ("=(100+20)*2", 240),
        ("2,400/2", 1200),
        ("1.2億", 120_000_000),
    ],
)
def test_counts(text: str, value: float) -> None:
    assert parse_entry(text, DIALS, 1000) == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [("15", 0.15), ("12.5%", 0.125), ("+10%", 0.22), ("+1", 0.21), ("-0.5pt", 0.195), ("18+2", 0.2), ("20%*1.1", 0.22)],
)
def test_rates(text: str, value: float) -> None:
    assert parse_entry(text, RATE, 0.2) == pytest.approx(value)


@pytest.mark.parametrize("text", ["約30", "12+", "=架電数*2", "1/0", "=", "+", "abc", "", "1e999*10"])
def test_what_cannot_be_read(text: str) -> None:
    with pytest.raises(PlanError):
        parse_entry(text, DIALS, 1000)


def test_a_step_from_nothing() -> None:
    with pytest.raises(PlanError) as refused:
        parse_entry("+10%", DIALS, None)
    assert refused.value.problem.code == "no_present_value"


@pytest.mark.parametrize("text", ["18~24", "24〜18", "１８～２４", "18%~24%"])
def test_ranges(text: str) -> None:
    assert parse_range(text, RATE) == pytest.approx((0.18, 0.24))


def test_no_range() -> None:
    assert parse_range("18", RATE) is None


@given(st.floats(1, 1e9), st.integers(-99, 300))
def test_percent_steps_are_exact(present: float, percent: int) -> None:
    if percent:
        assert parse_entry(f"{percent:+d}%", DIALS, present) == pytest.approx(present * (1 + percent / 100))


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("+15%", 0.15),
        ("15", 0.15),
        ("＋１５％", 0.15),
        ("15%アップ", 0.15),
        ("5%削減", -0.05),
        ("-5%", -0.05),
        ("▲5％", -0.05),
        ("10% down", -0.1),
        ("1.15倍", 0.15),
        ("0", 0),
    ],
)
def test_changes(text: str, change: float) -> None:
    assert parse_change(text) == pytest.approx(change)


@pytest.mark.parametrize("text", ["", "アップ", "倍", "abc", "0.15"])
def test_no_changes(text: str) -> None:
    with pytest.raises(PlanError):
        parse_change(text)


@pytest.mark.parametrize(("change", "text"), [(0.15, "+15%"), (-0.05, "−5%"), (0.125, "+12.5%"), (0.57, "+57%")])
def test_a_change_is_written_with_its_sign(change: float, text: str) -> None:
    assert format_change(change) == text
    assert parse_change(text) == pytest.approx(change)
