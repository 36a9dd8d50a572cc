import math
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.plan.metric import Kind, Metric, shipped_metrics
from isplanner.plan.problem import PlanError
from isplanner.text.language import Language
from isplanner.text.numbers import (
    MoneyUnit,
    format_number,
    format_probability,
    format_rate,
    parse_number,
    parse_rate,
    unit_name,
    write_difference,
    write_points,
    write_value,
    write_yen,
)

METRICS = shipped_metrics()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (1234567, "1,234,567"),
        (-5, "−5"),
        (-0.4, "0"),
        (2.5, "3"),
        (-2.5, "−3"),
        (1e15, "1,000,000,000,000,000"),
        (None, "—"),
        (math.nan, "—"),
        (-math.inf, "—"),
    ],
)
def test_whole_numbers_have_separators_and_a_real_minus(value: float | None, text: str) -> None:
    assert format_number(value) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0.125, 2, "0.13"),
        (1.005, 2, "1.01"),
        (12.345, None, "12.345"),
        (1200.0, None, "1,200"),
        (1e-7, None, "0.0000001"),
    ],
)
def test_rounding_goes_by_the_decimal_digits(value: float, decimals: int | None, text: str) -> None:
    assert format_number(value, decimals) == text


@pytest.mark.parametrize(("value", "text"), [(5, "+5"), (-5, "−5"), (0, "±0"), (-0.2, "±0")])
def test_differences_are_signed(value: float, text: str) -> None:
    assert format_number(value, signed=True) == text


@pytest.mark.parametrize(
    ("value", "text"), [(0.182, "18.2%"), (0.1235, "12.4%"), (0.57, "57.0%"), (1.1, "110.0%"), (None, "—")]
)
def test_rates_have_one_decimal(value: float | None, text: str) -> None:
    assert format_rate(value) == text


def test_a_rate_can_show_all_it_has() -> None:
    assert format_rate(0.12345, None) == "12.345%"
    assert format_rate(0.19246227687873357, None) == "19.2462276878734%"


@pytest.mark.parametrize(("value", "text"), [(0.006, "+0.6pt"), (-0.0184, "−1.8pt"), (0.0, "±0.0pt"), (None, "—")])
def test_differences_of_rates_are_points(value: float | None, text: str) -> None:
    assert str(write_points(value)) == text


@pytest.mark.parametrize(
    ("probability", "ja", "en"),
    [
        (0.0, "1%未満", "under 1%"),
        (0.0099, "1%未満", "under 1%"),
        (0.01, "1%", "1%"),
        (0.239, "24%", "24%"),
        (0.99, "99%", "99%"),
        (0.9901, "99%以上", "over 99%"),
        (1.0, "99%以上", "over 99%"),
        (None, "—", "—"),
    ],
)
def test_no_probability_reads_as_certain(probability: float | None, ja: str, en: str) -> None:
    assert (format_probability(probability, "ja"), format_probability(probability, "en")) == (ja, en)


@pytest.mark.parametrize(
    ("yen", "money", "ja", "en"),
    [
        (120_000_000, MoneyUnit.YEN, "120,000,000円", "120,000,000 yen"),
        (120_000_000, MoneyUnit.THOUSAND_YEN, "120,000千円", "120,000 thousand yen"),
        (120_000_000, MoneyUnit.TEN_THOUSAND_YEN, "12,000万円", "12,000 ten thousand yen"),
        (106_992_188, MoneyUnit.MILLION_YEN, "107.0百万円", "107.0 million yen"),
        (24_040, MoneyUnit.THOUSAND_YEN, "24.0千円", "24.0 thousand yen"),
        (999_999.6, MoneyUnit.YEN, "1,000,000円", "1,000,000 yen"),
        (None, MoneyUnit.MILLION_YEN, "—", "—"),
    ],
)
def test_money_always_names_its_unit(yen: float | None, money: MoneyUnit, ja: str, en: str) -> None:
    assert (str(write_yen(yen, "ja", money)), str(write_yen(yen, "en", money))) == (ja, en)


@pytest.mark.parametrize(
    ("metric", "value", "language", "text"),
    [
        ("dials", 29_000.4, "ja", "29,000件"),
        ("dials", 29_000.4, "en", "29,000"),
        ("mails_opened", 8000, "ja", "8,000通"),
        ("talk_minutes", 90, "en", "90 min"),
        ("revenue", 41_800_000, "ja", "41,800,000円"),
        ("deal_size", 1_011_403.5, "ja", "1,011,404円"),
        ("connect_rate", 0.182, "ja", "18.2%"),
        ("dials_per_lead", 3.25, "ja", "3.3件"),
        ("dials", None, "ja", "—"),
    ],
)
def test_a_value_is_written_in_its_metrics_unit(
    metric: str, value: float | None, language: Language, text: str
) -> None:
    assert str(write_value(value, METRICS[metric], language)) == text


@pytest.mark.parametrize(
    ("metric", "value", "text"),
    [
        ("dials", -1500, "−1,500件"),
        ("connect_rate", 0.002, "+0.2pt"),
        ("revenue", 0, "±0円"),
        ("dials_per_lead", 0.25, "+0.3件"),
    ],
)
def test_a_difference_is_signed_in_its_metrics_unit(metric: str, value: float, text: str) -> None:
    assert str(write_difference(value, METRICS[metric], "ja")) == text


def test_a_price_is_in_thousands_where_sums_are_in_millions() -> None:
    price, sums = METRICS["deal_size"], METRICS["revenue"]
    assert str(write_value(1_010_000, price, "ja", MoneyUnit.MILLION_YEN)) == "1,010千円"
    assert str(write_difference(-600, price, "ja", MoneyUnit.MILLION_YEN)) == "−0.6千円"
    assert str(write_value(1_010_000, price, "ja", MoneyUnit.TEN_THOUSAND_YEN)) == "101万円"
    assert str(write_value(1_010_000, sums, "ja", MoneyUnit.MILLION_YEN)) == "1.0百万円"


def test_a_unit_of_the_users_own_is_called_what_he_called_it() -> None:
    seats = Metric("seats", "席数", "Seats", "席", Kind.COUNT)
    assert str(write_value(12, seats, "ja")) == "12席"
    assert unit_name("席", "en") == "席"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("15", 15),
        ("１，２３４", 1234),
        ("1,234件", 1234),
        ("１２．３％", 0.123),
        ("12.3%", 0.123),
        ("▲3", -3),
        ("△1,200", -1200),
        ("(5)", -5),
        ("（５）", -5),
        ("−7", -7),
        ("－１２", -12),
        ("+4", 4),
        ("¥1,200", 1200),
        ("-¥1,200", -1200),
        ("1.2億", 120_000_000),
        ("1億2,000万円", 120_000_000),
        ("350万", 3_500_000),
        ("1,200千円", 1_200_000),
        ("42百万円", 42_000_000),
        (" 29 000 ", 29_000),
        (".5", 0.5),
        ("12.", 12),
    ],
)
def test_what_users_type_is_read(typed: str, number: float) -> None:
    assert parse_number(typed) == number


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "約30",
        "三十",
        "1,23",
        "1,2345",
        "12.3.4",
        "--5",
        "(5",
        "5)",
        "2万3億",
        "1万2万",
        "%",
        "nan",
        "1e5",
        "9" * 400,
    ],
)
def test_what_is_no_number_is_refused_with_its_text(typed: str) -> None:
    with pytest.raises(PlanError) as refused:
        parse_number(typed)
    assert (refused.value.problem.code, refused.value.problem.values) == ("unreadable_number", {"text": typed})


@given(st.integers(-(10**14), 10**14))
def test_every_number_we_write_can_be_typed(number: int) -> None:
    assert parse_number(format_number(number)) == number


@given(st.text() | st.text("0123456789,.万千百億+-−▲()¥%円"))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(PlanError):
        assert math.isfinite(parse_number(text))


@pytest.mark.parametrize(
    ("typed", "rate"), [("15", 0.15), ("15%", 0.15), ("0.5%", 0.005), ("0", 0), ("12.345", 0.12345)]
)
def test_a_rate_field_reads_percent(typed: str, rate: float) -> None:
    assert parse_rate(typed) == rate


def test_a_fraction_in_a_rate_field_is_asked_about() -> None:
    with pytest.raises(PlanError) as refused:
        parse_rate("0.15")
    assert refused.value.problem.code == "ambiguous_rate"
    assert refused.value.problem.values == {"text": "0.15", "points": "0.15%", "share": "15%"}
