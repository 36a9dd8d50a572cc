from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.plan.metric import shipped_metrics
from isplanner.workbook.grid import Broken, Percent, Value
from isplanner.workbook.values import (
    Amount,
    fitting_unit,
    is_blank,
    is_error,
    label_unit,
    metric_value,
    parse_amount,
    parse_minutes,
)

METRICS = shipped_metrics()
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.text("0123456789０１２,.-−▲△()（）¥%％件円千万百億分秒時間: 約"),
    st.timedeltas(),
    st.builds(Percent, st.floats()),
    st.builds(Broken, st.sampled_from(["error_value", "no_cached_value"]), st.text()),
)


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("1,234件", 1234, "件"),
        ("１，２３４", 1234, None),
        ("¥1,200", 1200, None),
        ("￥1,200", 1200, None),
        ("1,200千円", 1200, "千円"),
        ("350万", 350, "万"),
        ("12.3%", 12.3, "%"),
        ("１２％", 12, "%"),
        ("▲120", -120, None),
        ("△120", -120, None),
        ("(120)", -120, None),
        ("（120）", -120, None),
        ("−120", -120, None),
        ("－120", -120, None),
        ("¥-120", -120, None),
        ("+5", 5, None),
        ("５回", 5, "回"),
        ("13 ", 13, None),
    ],
)
def test_amounts_are_read(text: str, number: float, unit: str | None) -> None:
    assert parse_amount(text) == Amount(number, unit)


@pytest.mark.parametrize(
    "text",
    [
        "約30",
        "30前後",
        "三十",
        "20〜25",
        "休",
        "TBD",
        "38件（うち紹介2）",
        "1,2,3",
        "--5",
        "1e5",
        "1_000",
        "0x1F",
        "½",
        "٣",
        "$45",
        "9" * 5000,
    ],
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert parse_amount(text) is None


@pytest.mark.parametrize(
    "text", ["", "  ", "\u3000", "-", "－", "―", "ー", "—", "なし", "無し", "N/A", "n/a", "\u200b"]
)
def test_blanks(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("value", [0, 0.0, "0", "約30", "-" * 50_000, " " * 50_000 + "x", False])
def test_what_says_something_is_not_blank(value: Value) -> None:
    assert not is_blank(value)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("1:02:30", 62.5), ("2:30", 2.5), ("0:00:45", 0.75), ("1時間20分", 80), ("3分30秒", 3.5), ("１：３０：００", 90)],
)
def test_durations_as_text(text: str, minutes: float) -> None:
    assert parse_minutes(text) == pytest.approx(minutes)


def value(what: Value, metric: str, unit: str | None = None, *, points: bool = False) -> float | str:
    return metric_value(what, METRICS[metric], unit, points=points)


def test_money_is_stored_in_yen() -> None:
    assert value(1.5, "revenue", "百万円") == 1_500_000
    assert value("2,000千円", "revenue", "百万円") == 2_000_000
    assert value("350万", "revenue", "千円") == 3_500_000
    assert value(-3, "revenue") == -3


def test_talk_time_is_stored_in_minutes() -> None:
    assert value(90, "talk_minutes") == 90
    assert value(90, "talk_minutes", "秒") == 1.5
    assert value(1.5, "talk_minutes", "h") == 90
    assert value("90秒", "talk_minutes", "時間") == 1.5
    assert value(timedelta(hours=1), "talk_minutes", "秒") == 60


def test_percent_three_ways() -> None:
    assert value("45%", "valid_rate") == pytest.approx(0.45)
    assert value(Percent(0.45), "valid_rate", points=True) == 0.45
    assert value(45, "valid_rate", points=True) == pytest.approx(0.45)
    assert value(0.45, "valid_rate") == 0.45


@pytest.mark.parametrize(
    ("what", "metric", "reason"),
    [
        ("約30", "dials", "not_a_number"),
        (True, "dials", "not_a_number"),
        (float("nan"), "dials", "not_a_number"),
        (float("inf"), "revenue", "not_a_number"),
        (1e308, "dials", "not_a_number"),
        ("30円", "dials", "not_a_number"),
        ("30件", "revenue", "not_a_number"),
        ("#N/A", "dials", "error_value"),
        (Broken("error_value", "#DIV/0!"), "dials", "error_value"),
        (Broken("no_cached_value", "=1+1"), "dials", "no_cached_value"),
        (-3, "dials", "negative_count"),
        (-3, "talk_minutes", "negative_count"),
        ("120%", "valid_rate", "rate_over_100"),
    ],
)
def test_reasons_to_hold(what: Value, metric: str, reason: str) -> None:
    assert value(what, metric) == reason


def test_a_ratio_over_one_that_is_no_percentage_is_a_value() -> None:
    assert value(12, "dials_per_lead") == 12


def test_only_a_unit_of_the_metric_counts() -> None:
    assert fitting_unit(METRICS["revenue"], ("件", None, "千円", "万円")) == "千円"
    assert fitting_unit(METRICS["talk_minutes"], ("千円", "秒")) == "秒"
    assert fitting_unit(METRICS["dials"], ("千円",)) is None
    assert label_unit("千円") == "千円"
    assert label_unit("税抜") is None


def test_zero_is_a_number() -> None:
    assert value(0, "dials") == 0
    assert value("０", "dials") == 0


@given(VALUES)
def test_whatever_stands_in_a_cell_is_a_number_or_a_reason(what: Value) -> None:
    assert is_blank(what) in {True, False}
    assert is_error(what) in {True, False}
    for metric in ("dials", "revenue", "valid_rate", "talk_minutes", "deal_size"):
        assert isinstance(value(what, metric, "千円", points=True), int | float | str)


@given(st.integers(-(10**11), 10**11))
def test_whole_numbers_survive_every_way_to_write_them(number: int) -> None:
    written = f"{abs(number):,}"
    for text in (
        [written, f"{written}件", f"{written} 件"] if number >= 0 else [f"▲{written}", f"({written})", f"-{written}"]
    ):
        assert parse_amount(text) == Amount(number, "件" if "件" in text else None)
