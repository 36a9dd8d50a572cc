"""The rows of logs as records: their sums are the facts, and they keep what tells them apart."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.plan.activity import NOTHING, ActivityLog, Texts
from isplanner.workbook.reading import FileReading, read_workbook
from tests.conftest import shared_path
from tests.workbook.grids import only, read, sheet

Rows = list[Sequence[object]]
HEAD = ("日時", "担当", "会社名", "業種", "リードソース", "結果", "通話時間(秒)", "メモ")
at = datetime.fromisoformat
NINE = at("2026-07-01T09:18:25")


def only_log(reading: FileReading) -> ActivityLog:
    """The log of a file with one."""
    (log,) = only(reading).logs
    return log


def said(column: Texts) -> list[str | None]:
    """A column of texts, a text a record."""
    return [None if code == NOTHING else column.words[code] for code in column.codes]


def attributes(log: ActivityLog) -> dict[str, list[str | None]]:
    return {key: said(column) for key, column in log.attributes.items()}


def sums(reading: FileReading) -> dict[tuple[object, ...], float]:
    """What the records add up to: metric, day, member and channel → number."""
    found: defaultdict[tuple[object, ...], float] = defaultdict(float)
    for page in reading.sheets:
        for log in page.logs:
            members, channels = said(log.member), said(log.channel)
            for metric, values in log.counts.items():
                days = log.days.get(metric, log.day)
                for number, day, member, channel in zip(values, days, members, channels, strict=True):
                    found[metric, date.fromordinal(int(day)), member, channel] += float(number)
    return {place: number for place, number in found.items() if number}


def facts(reading: FileReading) -> dict[tuple[object, ...], float]:
    return {(fact.metric, fact.span.start, fact.member, fact.channel): fact.value for fact in reading.facts}


def test_a_call_keeps_its_time_and_what_tells_it_apart() -> None:
    rows: Rows = [
        [NINE, "佐藤 花子", "株式会社青葉", "卸売", "ホワイトペーパー", "不在", None, "折り返し希望"],
        [at("2026-07-02T10:00"), "佐藤", "株式会社日向", "ＩＴ ", "展示会", "アポ獲得", 351, None],
        [at("2026-07-02T00:05"), "高橋 健一", "株式会社日向", "IT", None, "お断り", 30, None],
    ]
    log = only_log(read(sheet("ログ", HEAD, *rows)))
    assert log.source.sheet == "ログ"
    assert log.day.tolist() == [date(2026, 7, 1).toordinal(), *[date(2026, 7, 2).toordinal()] * 2]
    assert log.minute.tolist() == [9 * 60 + 18, 10 * 60, 5]
    assert said(log.member) == ["佐藤 花子", "佐藤 花子", "高橋 健一"]
    assert said(log.channel) == ["download", "event", None]
    assert {metric: values.tolist() for metric, values in log.counts.items()} == {
        "dials": [1, 1, 1],
        "connects": [0, 1, 1],
        "appointments": [0, 1, 0],
        "talk_minutes": [0, 351 / 60, 0.5],
    }
    assert attributes(log) == {"industry": ["卸売", "IT", "IT"]}
    assert log.days == {}


def test_a_row_that_does_not_count_is_no_record() -> None:
    rows: Rows = [
        [NINE, "A", None, "IT", None, "不在", None, None],
        [NINE, "A", None, "IT", None, "不在", None, None],
        [None, "A", None, "IT", None, "アポ", None, None],
        [NINE, "不明", None, "IT", None, "アポ", None, None],
        [NINE, "A", None, "医療", None, "さあ", None, None],
        ["合計", None, None, None, None, None, 9, None],
    ]
    log = only_log(read(sheet("ログ", HEAD, *rows)))
    assert attributes(log) == {"industry": ["IT", "医療"]}
    assert {metric: values.tolist() for metric, values in log.counts.items()} == {
        "dials": [1, 1],
        "connects": [0, 0],
        "appointments": [0, 0],
        "talk_minutes": [0, 0],
    }


def test_a_log_in_which_nothing_counts_has_no_records() -> None:
    assert only(read(sheet("ログ", HEAD, [None, "A", None, "IT", None, "アポ", None, None]))).logs == ()


def test_an_order_counts_on_its_own_day() -> None:
    head = ("商談化日", "担当", "商材", "有効", "受注日", "受注金額（千円）")
    rows: Rows = [
        ["2026/7/1", "A", "基本", "○", "2026/8/3", 100],
        ["2026/7/2", "A", "拡張", "×", None, None],
        [None, "A", "基本", "×", "2026/8/4", 200],
    ]
    log = only_log(read(sheet("商談", head, *rows)))
    july, august = date(2026, 7, 1).toordinal(), date(2026, 8, 3).toordinal()
    assert log.day.tolist() == [july, july + 1, august + 1]
    assert log.days["orders"].tolist() == [august, july + 1, august + 1]
    assert log.counts["orders"].tolist() == [1, 0, 1]
    assert log.counts["appointments"].tolist() == [1, 1, 0]
    assert log.counts["revenue"].tolist() == [100_000, 0, 200_000]
    assert "valid_appointments" not in log.days
    assert log.minute.tolist() == [NOTHING] * 3
    assert attributes(log) == {"product": ["基本", "拡張", "基本"]}


def test_a_mailing_keeps_subject_and_list() -> None:
    head = ("配信日時", "件名", "リスト", "配信数", "到達数", "開封数", "開封率", "クリック数")
    rows: Rows = [
        [at("2026-07-02T17:30"), "夏季休業のお知らせ" * 12, "全件", 100, 90, 0, 0.0, 3],
        [at("2026-07-07T08:30"), "導入事例", "既存", 200, "－", "約5", None, 4],
    ]
    log = only_log(read(sheet("配信", head, *rows)))
    assert log.counts["mails_sent"].tolist() == [100, 200]
    assert log.counts["mails_delivered"].tolist() == [90, 0]
    assert said(log.channel) == ["mail_magazine", "mail_magazine"]
    assert attributes(log) == {"subject": ["夏季休業のお知らせ" * 12, "導入事例"], "segment": ["全件", "既存"]}


@pytest.mark.parametrize(
    ("cells", "minutes"),
    [
        ([at("2026-07-01T00:00"), at("2026-07-02T00:00")], [NOTHING, NOTHING]),
        ([at("2026-07-01T00:00"), at("2026-07-02T13:45")], [0, 825]),
        (
            ["2026/7/1 9:05", "2026-07-01T23:59:59Z", "7/1/2026, 10:22 PM", "令和8年7月1日 9時5分"],
            [545, 1439, 1342, 545],
        ),
        ([46_204.25, 46_204.5], [360, 720]),
        ([46_204.0, 46_205.0], [NOTHING, NOTHING]),
        (["2026/7/1", "2026/7/1 12:00"], [NOTHING, 720]),
    ],
)
def test_the_time_of_day_beside_a_date(cells: list[object], minutes: list[int]) -> None:
    rows = [[cell, "A", "不在"] for cell in cells]
    assert only_log(read(sheet("ログ", ["日時", "担当", "結果"], *rows))).minute.tolist() == minutes


@pytest.mark.parametrize("clock", ["9:12", "09:12:30", "9時12分", timedelta(hours=9, minutes=12, seconds=59), 0.3834])
def test_a_column_of_its_own_for_the_time(clock: object) -> None:
    log = only_log(read(sheet("ログ", ["日付", "時刻", "担当", "結果"], ["2026/7/1", clock, "A", "不在"])))
    assert log.minute.tolist() == [9 * 60 + 12]


def test_whether_a_call_was_answered_is_an_outcome() -> None:
    head = ("Call Id", "Agent", "Date", "Time", "Topic", "Answered (Y/N)")
    rows = [[f"ID{n}", "Ann", "2026-07-01", timedelta(hours=9), "Billing", "Y" if n % 3 else "N"] for n in range(6)]
    reading = read(sheet("calls", head, *rows))
    log = only_log(reading)
    assert only(reading).shape == "activity_log"
    assert only(reading).held == ()
    assert log.counts["connects"].tolist() == [0, 1, 1, 0, 1, 1]
    assert attributes(log) == {"topic": ["Billing"] * 6}
    assert log.minute.tolist() == [540] * 6


OUTCOMES = st.sampled_from(["不在", "アポ", "会話", "さあ", None])
MEMBERS = st.sampled_from(["佐藤 花子", "佐藤", "高橋 健一", None, "不明"])
TIMES = st.datetimes(at("2026-06-28T00:00"), at("2026-07-03T00:00")) | st.none()
SOURCES = st.sampled_from(["展示会", "紹介", "LINE広告", None])
ROWS = st.lists(st.tuples(TIMES, MEMBERS, SOURCES, OUTCOMES, st.none() | st.integers(0, 400)), min_size=1, max_size=30)


@given(ROWS)
def test_records_add_up_to_the_facts(rows: list[tuple[object, ...]]) -> None:
    head = ["日時", "担当", "リードソース", "結果", "通話時間(秒)"]
    first = [NINE, "佐藤 花子", None, "不在", None]
    reading = read(sheet("ログ", head, first, *rows))
    assert sums(reading) == pytest.approx(facts(reading))


@pytest.mark.parametrize("name", ["04_架電ログ_7月.xlsx", "05_商談レポート.csv", "06_メルマガ配信実績.xlsx"])
def test_records_of_practice_files_add_up_to_their_facts(name: str) -> None:
    reading = read_workbook(Path(shared_path("exam", "practice", name)))
    assert sums(reading) == pytest.approx({place: value for place, value in facts(reading).items() if value})
    assert sums(reading)
