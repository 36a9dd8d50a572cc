"""What a user changed goes before what is recognised, whatever it is he changed."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from isplanner.plan.metric import Kind, Metric, shipped_metrics
from isplanner.workbook.corrections import NO_CORRECTIONS, ColumnMapping, Corrections, TableMapping, header_keys
from isplanner.workbook.grid import Area
from isplanner.workbook.reading import FileReading, Known, OpenedFile, read_opened
from tests.workbook.grids import facts, held, only, read, sheet

HEAD = ("担当", "かけた電話", "着電数", "金額")
PAGE = sheet("7月", ["2026年"], [], HEAD, ["佐藤 花子", 40, "約8", 120], ["高橋 健一", 30, 6, 90])
KEYS = header_keys(HEAD)


def corrected(**columns: ColumnMapping) -> FileReading:
    """The page with something said of its columns, by their headers."""
    return read(PAGE, corrections=Corrections((TableMapping(KEYS, columns),)))


def values(reading: FileReading) -> dict[str, tuple[object, ...]]:
    return {cell: (fact[0], fact[1], fact[5]) for cell, fact in facts(reading).items()}


def test_a_column_is_what_was_said_of_it() -> None:
    assert values(read(PAGE)) == {"C5": ("connects", "actual", 6)}
    said = {
        "かけた電話": ColumnMapping(metric="dials", kind="target"),
        "金額": ColumnMapping(metric="revenue", unit="千円"),
    }
    assert values(corrected(**said)) == {
        "B4": ("dials", "target", 40),
        "B5": ("dials", "target", 30),
        "C5": ("connects", "actual", 6),
        "D4": ("revenue", "actual", 120_000),
        "D5": ("revenue", "actual", 90_000),
    }


def test_a_column_may_be_left_out() -> None:
    reading = corrected(着電数=ColumnMapping(role="unread"), かけた電話=ColumnMapping(metric="dials"))
    assert values(reading).keys() == {"B4", "B5"}
    assert held(reading) == {}


def test_a_column_has_the_period_channel_and_member_that_were_chosen() -> None:
    said = ColumnMapping(period="2026-09", channel="webinar", member="山本 翔")
    assert facts(corrected(着電数=said))["C5"][2:5] == ("2026-09-01 2026-09-30", "山本 翔", "webinar")


def test_what_is_said_of_a_table_holds_on_every_sheet_that_has_it() -> None:
    said = Corrections((TableMapping(KEYS, {"かけた電話": ColumnMapping(metric="dials")}),))
    august = replace(PAGE, name="8月")
    reading = read(PAGE, august, corrections=said)
    assert [fact.metric for fact in reading.facts].count("dials") == 4


def test_another_column_names_the_people_instead() -> None:
    page = sheet("7月", ["2026年"], [], ["担当", "IS", "架電数"], ["営業 太郎", "佐藤 花子", 4])
    keys = header_keys(("担当", "IS", "架電数"))
    said = Corrections((TableMapping(keys, {"is": ColumnMapping(role="member")}),))
    assert facts(read(page))["C4"][3] == "営業 太郎"
    assert facts(read(page, corrections=said))["C4"][3] == "佐藤 花子"


def test_headers_are_where_they_were_chosen() -> None:
    page = sheet("7月", ["2026年"], ["氏名と数"], ["だれ", "かけた数"], ["佐藤 花子", 40])
    assert read(page).is_empty
    said = Corrections(
        (
            TableMapping(
                ("だれ", "かけた数"), {"かけた数": ColumnMapping(metric="dials"), "だれ": ColumnMapping("member")}
            ),
        ),
        {"7月": (Area(2, 0, 2, 1),)},
    )
    reading = read(page, corrections=said)
    assert facts(reading)["B4"][:4] == ("dials", "actual", "2026-07-01 2026-07-31", "佐藤 花子")
    assert only(reading).header_rows == (3,)
    assert only(reading).tables[0].why.sure == 1


def test_typed_cells_are_read_as_if_they_stood_there() -> None:
    reading = read(PAGE, corrections=NO_CORRECTIONS.with_cells({("7月", "C4"): "8件", ("7月", "A5"): "高橋 健"}))
    assert facts(reading)["C4"] == ("connects", "actual", "2026-07-01 2026-07-31", "佐藤 花子", None, 8)
    assert facts(reading)["C5"][3] == "高橋 健"
    assert held(reading) == {}
    emptied = read(PAGE, corrections=NO_CORRECTIONS.with_cells({("7月", "C4"): "", ("7月", "Z90"): "x"}))
    assert held(emptied) == {}


def test_a_typed_cell_can_be_given_back() -> None:
    typed = NO_CORRECTIONS.with_cells({("7月", "C4"): "8"})
    assert typed.with_cells({("7月", "C4"): None}) == NO_CORRECTIONS


def test_an_accepted_cell_is_not_held() -> None:
    page = sheet("7月", ["2026年8月"], [], ["担当", "架電数"], ["A", 1])
    assert held(read(page)) == {"A1": "period_conflict"}
    assert held(read(page, corrections=Corrections(accepted=frozenset({("7月", "A1")})))) == {}


def test_sheets_may_be_left_out() -> None:
    reading = read(PAGE, replace(PAGE, name="8月"), corrections=Corrections(unread_sheets=frozenset({"8月"})))
    assert [each.sheet for each in reading.sheets] == ["7月"]
    assert reading.unread == {"8月": "chosen"}


def test_names_mean_whom_they_were_said_to_mean() -> None:
    page = sheet("7月", ["2026年"], [], ["担当", "架電数"], ["クボ ヤクモ", 4], ["クボ", 5])
    said = Corrections(members={"クボ ヤクモ": "久保 八雲", "クボ": "久保 八雲"})
    reading = read(page, corrections=said, members=("久保 八雲",))
    assert [fact.member for fact in reading.facts] == ["久保 八雲"]
    assert held(reading) == {"B5": "conflict"}
    assert reading.spellings == {"クボ ヤクモ": "久保 八雲", "クボ": "久保 八雲"}


def test_a_chosen_month_goes_before_title_and_sheet() -> None:
    page = sheet("7月", ["2026年8月"], [], ["担当", "架電数"], ["A", 1])
    reading = read(page, corrections=Corrections((TableMapping(("担当", "架電数"), period="2026-11"),)))
    assert facts(reading)["B4"][2] == "2026-11-01 2026-11-30"
    assert held(reading) == {}


def test_words_of_rows_may_be_given_a_metric_or_none() -> None:
    head = ["指標", "7月", "8月"]
    page = sheet("予実", ["2026年"], [], head, ["コンタクト", 5, 6], ["架電数", 40, 50])
    said = TableMapping(header_keys(head), words={"コンタクト": "connects", "架電数": ""})
    reading = read(page, corrections=Corrections((said,)))
    assert values(reading) == {"B4": ("connects", "actual", 5), "C4": ("connects", "actual", 6)}


def test_words_of_a_log_mean_what_was_agreed() -> None:
    head = ["日時", "担当", "種別", "結果"]
    rows = (["2026/7/1 9:00", "A", "架電", "資料送付"], ["2026/7/1 9:30", "A", "折返", "有効アポ"])
    page = sheet("ログ", head, *rows)
    assert held(read(page)) == {}
    assert {f.metric: f.value for f in read(page).facts} == {"dials": 1, "connects": 1}
    said = TableMapping(
        header_keys(head),
        meanings={"outcome": {"資料送付": "unreached", "有効アポ": "valid"}, "type": {"折返": "call"}},
    )
    reading = read(page, corrections=Corrections((said,)))
    assert {f.metric: f.value for f in reading.facts} == {
        "dials": 2,
        "connects": 1,
        "appointments": 1,
        "valid_appointments": 1,
    }


def test_a_column_may_be_given_its_part_in_a_log() -> None:
    head = ["日時", "担当", "会話メモ区分", "商材"]
    page = sheet("ログ", head, ["2026/7/1 9:00", "A", "アポ", "X"])
    assert read(page).is_empty
    said = TableMapping(header_keys(head), {"会話メモ区分": ColumnMapping(role="outcome")})
    reading = read(page, corrections=Corrections((said,)))
    assert only(reading).shape == "activity_log"
    assert {f.metric for f in reading.facts} == {"dials", "connects", "appointments"}


def test_days_may_come_first() -> None:
    head = ["日付", "担当", "架電数"]
    page = sheet("S", head, ["7/8/2026", "A", 1])
    assert facts(read(page))["C2"][2] == "2026-07-08 2026-07-08"
    said = TableMapping(header_keys(head), {"日付": ColumnMapping(is_day_first=True)})
    assert facts(read(page, corrections=Corrections((said,))))["C2"][2] == "2026-08-07 2026-08-07"


def test_metrics_of_the_plan_are_known_by_their_names_and_others_are_not_read() -> None:
    own = Metric("pr_calls", "PR数", "PR calls", "件", Kind.COUNT)
    page = sheet("7月", ["2026年"], [], ["担当", "架電数", "PR数"], ["A", 40, 7])
    metrics = {key: metric for key, metric in shipped_metrics().items() if key != "dials"} | {own.key: own}
    reading = read_opened(OpenedFile("実績.xlsx", (page,)), Known(metrics=metrics))
    assert values(reading) == {"C4": ("pr_calls", "actual", 7)}


@given(st.lists(st.sampled_from(["件数", "7月 件数", "", "件 数", "@1"]), max_size=8))
def test_every_column_has_a_key_of_its_own(headers: list[str]) -> None:
    keys = header_keys(headers)
    assert len(set(keys)) == len(headers)
    assert header_keys(keys) == keys


texts = st.text(max_size=8)
columns = st.builds(
    ColumnMapping,
    st.none() | st.sampled_from(["numbers", "unread", "member", "date", "outcome", "won", "nonsense"]),
    st.none() | st.sampled_from(["dials", "connect_rate", "nonsense"]),
    st.none() | st.sampled_from(["target", "actual", "comparison"]),
    st.none() | texts,
    st.none() | texts,
    st.none() | texts,
    st.none() | texts,
    st.none() | st.booleans(),
)


@given(
    st.dictionaries(st.sampled_from(KEYS), columns),
    st.dictionaries(st.tuples(st.just("7月"), st.sampled_from(["A3", "C4", "D9", "B1"])), texts),
    st.none() | texts,
    st.lists(st.builds(Area, st.integers(0, 3), st.integers(0, 2), st.integers(3, 4), st.integers(2, 6)), max_size=2),
)
def test_no_correction_breaks_the_reading(
    said: dict[str, ColumnMapping], cells: dict[tuple[str, str], str], period: str | None, areas: list[Area]
) -> None:
    corrections = Corrections(
        (TableMapping(KEYS, said, period=period),), {"7月": tuple(areas)} if areas else {}, cells=cells
    )
    reading = read(PAGE, corrections=corrections)
    assert all(fact.metric in shipped_metrics() for fact in reading.facts)


def test_keys_of_repeated_headers_are_each_their_own() -> None:
    assert header_keys(("架電", "着電", "架電", "", "架電")) == ("架電", "着電", "架電#2", "@4", "架電#3")
    assert header_keys(("x", "x#2", "x", "x#2")) == ("x", "x#2", "x#3", "x#2#2")


def test_a_hundred_thousand_columns_of_one_name_have_keys() -> None:
    assert len(set(header_keys(["月"] * 100_000))) == 100_000
