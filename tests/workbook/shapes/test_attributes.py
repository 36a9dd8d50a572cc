"""Which columns of a log are kept: those that tell rows apart, never those that say who a customer is."""

from datetime import date

import pytest

from isplanner.plan.activity import NOTHING
from isplanner.workbook.coded import coded
from isplanner.workbook.grid import Broken, Value
from isplanner.workbook.map import UNREAD, Column
from isplanner.workbook.shapes.attributes import (
    FEWEST_ROWS,
    MOST_OTHERS,
    MOST_VALUES,
    attribute_columns,
    is_private,
    read_texts,
)

MANY = 1_000
PRIVATE = (
    "会社名",
    "顧客名",
    "先方担当者",
    "お客様氏名",
    "決裁者",
    "電話番号",
    "携帯",
    "メールアドレス",
    "住所",
    "郵便番号",
    "メモ",
    "備考",
    "商談メモ",
    "コメント",
    "次回アクション",
    "商談名",
    "TEL",
    "E-mail",
    "URL",
    "No.",
    "Company",
    "Contact Name",
    "Phone Number",
    "Notes",
    "Record ID",
    "lead_id",
    "leadID",
    "Account",
)


def kept(*headers: str) -> dict[str, bool]:
    """The keys of the columns that may be kept, and whether they are known."""
    columns = [Column(index, header, UNREAD) for index, header in enumerate(headers)]
    return {column.key: column.is_known for column in attribute_columns(columns)}


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("業種", "industry"),
        ("業　種", "industry"),
        ("Industry", "industry"),
        ("従業員規模（名）", "company_size"),
        ("架電回数", "attempt"),
        ("新規/既存", "purpose"),
        ("配信 リスト", "segment"),
        ("Subject Line", "subject"),
        ("Target_Audience", "segment"),
        ("Job Title", "position"),
    ],
)
def test_known_columns_have_one_key_whatever_they_are_called(header: str, key: str) -> None:
    assert kept(header) == {key: True}


@pytest.mark.parametrize("header", PRIVATE)
def test_what_says_who_a_customer_is_never_is(header: str) -> None:
    assert is_private(header)
    assert kept(header) == {}


@pytest.mark.parametrize("header", ["温度感", "Valid", "Paid plan", "Resolved", "検討段階", "架電リスト種"])
def test_other_columns_may_be_kept_under_their_header(header: str) -> None:
    assert kept(header) == {header: False}


def test_a_key_is_taken_once_and_a_column_without_a_header_never() -> None:
    assert kept("業種", "業界", "", "温度感", "温度感") == {"industry": True, "温度感": False}


def test_of_very_many_columns_only_the_known_and_some_others_may_be_kept() -> None:
    found = kept(*(f"列{n}" for n in range(200)), "業種")
    assert len(found) == MOST_OTHERS + 1
    assert found["industry"]


def many(*words: Value) -> list[Value]:
    return [words[n % len(words)] for n in range(MANY)]


def test_texts_are_words_and_codes() -> None:
    cells = [*many("高い", " 高い", "低い"), None, "－", Broken("error_value", "#N/A")]
    texts = read_texts(coded(cells), is_known=False)
    assert texts is not None
    assert texts.words == ("高い", "低い")
    assert texts.codes[:3].tolist() == [0, 0, 1]
    assert texts.codes[-3:].tolist() == [NOTHING] * 3


def test_few_values_are_kept_and_many_are_not() -> None:
    assert read_texts(coded(many(*range(MOST_VALUES))), is_known=False)
    assert read_texts(coded(many(*range(MOST_VALUES + 1))), is_known=False) is None
    assert read_texts(coded(["a", "b"] * FEWEST_ROWS), is_known=False)
    assert read_texts(coded([*["a", "b"] * (FEWEST_ROWS - 1), "a"]), is_known=False) is None


def test_a_known_column_is_kept_however_many_values_it_has() -> None:
    subjects: list[Value] = [f"件名 {n}" for n in range(MANY)]
    texts = read_texts(coded([*subjects, "あ" * 500]), is_known=True)
    assert texts is not None
    assert len(texts.words) == MANY + 1
    assert len(texts.words[-1]) == 200


@pytest.mark.parametrize("is_known", [False, True])
@pytest.mark.parametrize(
    "cell", ["a.b@example.co.jp", "03-1234-5678", "(090) 1234 5678", 312345678.0, "https://example.com/x"]
)
def test_an_address_or_number_in_a_column_ends_it(cell: Value, is_known: bool) -> None:
    assert read_texts(coded([*many("x", "y"), cell]), is_known=is_known) is None


@pytest.mark.parametrize(
    "cell",
    [
        "話が長くなったので、来週もう一度こちらから連絡することになった。資料は送付済みで、次は見積もり。",
        date(2026, 7, 1),
    ],
)
def test_free_text_and_dates_tell_no_rows_apart(cell: Value) -> None:
    assert read_texts(coded([*many("x", "y"), cell]), is_known=False) is None


def test_a_column_in_which_nothing_stands_is_not_kept() -> None:
    assert read_texts(coded([None] * MANY), is_known=True) is None
    assert read_texts(coded([]), is_known=True) is None
