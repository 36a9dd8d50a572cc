import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.plan.normal import normal_name, normal_text


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("受注数　＝　有効商談数 × 受注率", "受注数=有効商談数*受注率"),
        ("１２．５％", "12.5%"),
        ("ｶﾞｲﾄﾞ", "ガイド"),
        ("㈱訪問", "(株)訪問"),
        ("Connect  Rate", "connectrate"),
        ("a − b – c － d ― e", "a-b-c-d-e"),
        ("x ÷ y ⁄ z ／ w", "x/y/z/w"),
        ("メール返信数", "メール返信数"),
    ],
)
def test_what_looks_alike_is_alike(typed: str, normal: str) -> None:
    assert normal_name(typed) == normal


def test_places_are_those_of_what_was_typed() -> None:
    normal = normal_text("㈱ ＋ ｶﾞ")
    assert normal.text == "(株)+ガ"
    assert normal.place(0, 3) == (0, 1)
    assert normal.place(3, 4) == (2, 3)
    assert normal.place(4, 5) == (4, 6)
    assert normal.place(5, 5) == (6, 6)


@given(st.text())
def test_every_character_knows_a_place_inside_the_text(typed: str) -> None:
    normal = normal_text(typed)
    assert len(normal.starts) == len(normal.ends) == len(normal.text)
    assert all(0 <= start < end <= len(typed) for start, end in zip(normal.starts, normal.ends, strict=True))
    assert list(normal.starts) == sorted(normal.starts)
