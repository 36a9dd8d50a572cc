import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.workbook.names import Channels, Members, Named, clean_name


def members(*names: str, known: tuple[str, ...] = ()) -> Members:
    people = Members(known)
    for name in names:
        people.add(name)
    return people


@pytest.mark.parametrize(
    "text",
    [
        "佐藤 花子",
        "佐藤　花子",
        " 佐藤  花子 ",
        "佐藤 花子さん",
        "佐藤 花子（主任）",
        "■ 佐藤 花子",
        "【佐藤 花子】",
        "担当：佐藤 花子",
        "氏名:佐藤 花子様",
    ],
)
def test_what_is_no_name_is_dropped(text: str) -> None:
    assert clean_name(text) == "佐藤 花子"


def test_one_person_is_one_member_however_written() -> None:
    people = members("佐藤花子", "佐藤　花子", "高橋健一")
    for text in ("佐藤花子", "佐藤 花子", "佐藤さん", "佐藤"):
        assert people.named(text) == Named("佐藤 花子")
    assert people.named("高橋") == people.named("高橋 健一") == Named("高橋健一")


def test_a_family_name_that_fits_two_is_held() -> None:
    people = members("佐藤 花子", "佐藤 太郎", "林 翔")
    assert people.named("佐藤") == Named(None, "ambiguous_member")
    assert people.named("林") == Named("林 翔")


def test_the_exact_family_name_comes_first() -> None:
    assert members("佐 次郎", "佐藤花子").named("佐") == Named("佐 次郎")


def test_a_family_name_of_nobody_is_a_member_by_itself() -> None:
    assert members("佐藤 花子").named("渡辺さん") == Named("渡辺")


@pytest.mark.parametrize("text", ["不明", "未定", "?", "？", "担当者不明"])
def test_who_cannot_be_told_is_held(text: str) -> None:
    assert members().named(text) == Named(None, "unknown_member")


@pytest.mark.parametrize("value", [None, "", "　", "(空白)", "（空白）", "-"])
def test_nobody(value: str | None) -> None:
    assert members().named(value) == Named(None)


def test_variants_of_a_character_are_one_name() -> None:
    assert members("高橋 健一").named("髙橋健一") == Named("高橋 健一")


def test_people_of_the_plan_are_known() -> None:
    people = members("佐藤", "ann lee", known=("佐藤 花子", "Ann Lee"))
    assert people.named("佐藤") == Named("佐藤 花子")
    assert people.named("ann lee") == Named("Ann Lee")


def test_channels_by_their_names_and_new_ones_as_written() -> None:
    channels = Channels({"LINE広告": "LINE広告"})
    assert channels.named("オンライン セミナー") == "webinar"
    assert channels.named("HP") == "web_inquiry"
    assert channels.named("ｌｉｎｅ広告") == "LINE広告"
    assert channels.named(" SNS　広告 ") == "SNS 広告"
    assert channels.named("SNS広告") == "SNS 広告"
    assert channels.named("(空白)") is None


@given(st.lists(st.text(max_size=12), max_size=6), st.text())
def test_any_text_may_be_a_name(known: list[str], text: str) -> None:
    named = members(*known).named(text)
    assert named.name is None or named.name.strip()
