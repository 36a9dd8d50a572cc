"""Invented workbooks with the habits of other teams than those of the exam: each is read as its maker meant it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import pytest

from isplanner.workbook.grid import Sheet
from isplanner.workbook.reading import FileReading
from tests.workbook.grids import held, ignored, read, sheet

Sums = dict[tuple[str, str | None], float]


def actuals(reading: FileReading, kind: str = "actual") -> Sums:
    """What a file adds up to, by metric and member."""
    found: Sums = defaultdict(float)
    for fact in reading.facts:
        if fact.kind.value == kind:
            found[fact.metric, fact.member] += fact.value
    return dict(found)


def spans(reading: FileReading) -> set[str]:
    return {f"{fact.span.start} {fact.span.last}" for fact in reading.facts}


def channels(reading: FileReading) -> set[str | None]:
    return {fact.channel for fact in reading.facts}


def test_1_groups_of_merged_heads_over_two_rows_in_thousands_with_a_total_in_the_middle() -> None:
    page = sheet(
        "令和８年９月度",
        ["第一営業部　インサイドセールス実績報告", None, None, None, None, None, "（単位：件、千円）"],
        [],
        ["氏名", "コール", None, "商談", None, "受注", None],
        [None, "件数", "接続", "獲得", "有効", "件数", "金額"],
        ["見本　太郎", "１，２００", 240, 30, 18, 4, "5,200"],
        ["例示　花子", 980, "１９８件", 24, 15, 3, "▲120"],
        ["東京チーム 計", 2180, 438, 54, 33, 7, "5,080"],
        ["仮名　次郎", 600, 90, 12, "-", 1, 800],
        ["合計", 2780, 528, 66, 33, 8, "5,880"],
        ["※ 例示さんは 9/15 から"],
        merged=((2, 0, 3, 0), (2, 1, 2, 2), (2, 3, 2, 4), (2, 5, 2, 6)),
    )
    reading = read(page)
    assert actuals(reading)["dials", "見本 太郎"] == 1200
    assert actuals(reading)["connects", "例示 花子"] == 198
    assert actuals(reading)["appointments", "仮名 次郎"] == 12
    assert actuals(reading)["valid_appointments", "見本 太郎"] == 18
    assert actuals(reading)["orders", "例示 花子"] == 3
    assert actuals(reading)["revenue", "例示 花子"] == -120_000
    assert spans(reading) == {"2026-09-01 2026-09-30"}
    assert len(list(reading.facts)) == 17


def test_2_english_heads_and_wording() -> None:
    page = sheet(
        "Sep 2026",
        ["SDR Scorecard"],
        ["SDR", "Dials", "Connects", "Connect Rate", "Meetings Booked", "Qualified Meetings", "Pipeline Notes"],
        ["Sample, Ann", 812, 130, "16%", 14, 9, "ok"],
        ["Bob Example", 640, 96, "15%", 11, "n/a", None],
        ["Total", 1452, 226, "15.6%", 25, 9, None],
    )
    reading = read(page)
    assert actuals(reading)["dials", "Bob Example"] == 640
    assert actuals(reading)["appointments", "Sample, Ann"] == 14
    assert held(reading) == {}
    assert spans(reading) == {"2026-09-01 2026-09-30"}


def test_3_two_tables_side_by_side() -> None:
    page = sheet(
        "10月",
        ["2026年10月 実績"],
        [],
        ["担当者", "架電件数", "アポ件数", None, "リードソース", "リード数", "商談化数"],
        ["見本 太郎", 400, 12, None, "ウェビナー", 120, 9],
        ["例示 花子", 380, 10, None, "展示会", 80, 6],
        ["計", 780, 22, None, "合計", 200, 15],
    )
    reading = read(page)
    assert actuals(reading)["dials", "見本 太郎"] == 400
    assert {(f.metric, f.channel): f.value for f in reading.facts if f.member is None} == {
        ("leads", "webinar"): 120, ("appointments", "webinar"): 9,
        ("leads", "event"): 80, ("appointments", "event"): 6,
    }  # fmt: skip


def test_4_a_sheet_a_person() -> None:
    def of(name: str, *numbers: int) -> Sheet:
        return sheet(
            name,
            [f"担当：{name}"],
            ["2026年度 第3四半期"],
            [],
            ["KPI", "10月", None, "11月", None, "12月", None],
            [None, "計画", "実績", "計画", "実績", "計画", "実績"],
            ["架電数", 300, numbers[0], 300, numbers[1], 300, None],
            ["商談化数", 10, numbers[2], 10, numbers[3], 10, None],
        )

    summary = sheet("全体", ["2026年度 第3四半期"], [], ["KPI", "10月", "11月"], ["架電数", 600, 700])
    reading = read(of("見本 太郎", 310, 290, 9, 11), of("例示 花子", 280, 300, 8, 12), summary)
    assert actuals(reading) == {
        ("dials", "見本 太郎"): 600, ("appointments", "見本 太郎"): 20,
        ("dials", "例示 花子"): 580, ("appointments", "例示 花子"): 20,
    }  # fmt: skip
    assert actuals(reading, "target")["dials", "見本 太郎"] == 900
    assert reading.unread == {"全体": "summary"}


def test_5_days_across_and_hidden_sheets() -> None:
    page = sheet(
        "日別",
        ["架電数 日別推移（2026年10月）"],
        [],
        ["名前", "10/1(木)", "10/2(金)", "10/5(月)", "月計"],
        ["見本 太郎", 40, 42, "休", 82],
        ["例示 花子", 38, None, 41, 79],
        ["合計", 78, 42, 41, 161],
    )
    old = replace(sheet("旧データ", ["担当", "架電数"], ["見本 太郎", 9]), is_visible=False)
    reading = read(page, old)
    assert reading.unread == {"旧データ": "hidden"}
    assert actuals(reading) == {("dials", "見本 太郎"): 82, ("dials", "例示 花子"): 79}
    assert held(reading) == {"D4": "not_a_number"}


def test_6_a_call_log_in_other_words() -> None:
    page = sheet(
        "コール履歴",
        ["コール履歴　2026年10月分"],
        ["No.", "架電日", "時間", "架電者", "企業名", "業界", "コール結果", "通話秒数", "備考"],
        [1, "2026/10/1", "9:05", "見本 太郎", "みほん商事", "製造", "アポ獲得", 320, None],
        [2, "2026/10/1", "9:20", "見本 太郎", "ためし工業", "IT", "不在", 0, "午後に再度"],
        [3, "2026/10/2", "10:00", "例示 花子", "れい物産", "IT", "本人接続", 95, None],
        [4, "2026/10/2", "10:30", "例示 花子", "かり製作所", "製造", "受付NG", 12, None],
    )
    reading = read(page)
    found = actuals(reading)
    assert found["dials", "見本 太郎"] == 2
    assert found["appointments", "見本 太郎"] == 1
    assert found["connects", "例示 花子"] == 1
    assert set(held(reading).values()) <= {"unknown_outcome"}


def test_7_deals_in_other_words() -> None:
    page = sheet(
        "案件一覧",
        [
            "案件番号",
            "顧客名",
            "商談日",
            "獲得者",
            "クローザー",
            "流入元",
            "有効判定",
            "ステータス",
            "成約日",
            "成約金額（万円）",
        ],
        ["D-1", "みほん商事", "2026/10/3", "見本 太郎", "営業 一", "ウェビナー", "○", "成約", "2026/10/20", 120],
        ["D-2", "ためし工業", "2026/10/5", "例示 花子", "営業 一", "展示会", "×", "失注", None, None],
        ["D-3", "れい物産", "2026/10/9", "見本 太郎", "営業 二", "展示会", "○", "提案中", None, None],
    )
    reading = read(page)
    found = actuals(reading)
    assert found["appointments", "見本 太郎"] == 2
    assert found["valid_appointments", "見本 太郎"] == 2
    assert found["orders", "見本 太郎"] == 1
    assert found["revenue", "見本 太郎"] == 1_200_000
    assert channels(reading) == {"webinar", "event"}


def test_8_mailings_in_other_words() -> None:
    page = sheet(
        "メルマガ",
        ["メルマガ配信管理表"],
        [],
        ["配信日", "タイトル", "送信数", "到達数", "開封数", "開封率", "クリック数"],
        ["2026年10月6日", "秋のご案内", "12,000通", "11,800通", "2,360通", "20.0%", 120],
        ["2026年10月20日", "導入事例", 12100, 11900, 1900, "16.0%", 98],
        ["平均", 12050, 11850, 2130, "18.0%", 109],
    )
    reading = read(page)
    assert actuals(reading) == {
        ("mails_sent", None): 24100, ("mails_delivered", None): 23700, ("mails_opened", None): 4260,
    }  # fmt: skip


def test_9_quarters_down_metrics_across_in_millions() -> None:
    page = sheet(
        "年間計画",
        ["2026年度 年間計画"],
        ["（単位：百万円）"],
        ["時期", "売上予算", "売上実績", "達成率", "受注件数 予算", "受注件数 実績"],
        ["1Q", 300, 290.5, "97%", 30, 29],
        ["2Q", 320, "３３０", "103%", 32, 33],
        ["上期", 620, 620.5, "100%", 62, 62],
        ["3Q", 350, None, None, 35, None],
    )
    reading = read(page)
    assert actuals(reading) == {("revenue", None): pytest.approx(620_500_000), ("orders", None): 62}
    assert actuals(reading, "target") == {("revenue", None): 970_000_000, ("orders", None): 97}


def test_10_weeks_in_blocks_of_people() -> None:
    def block(name: str, *rows: Sequence[object]) -> list[Sequence[object]]:
        return [[f"■{name}"], ["項目", "第1週", "第2週", "第3週", "第4週", "第5週", "月計"], *rows, []]

    page = sheet(
        "R8.10",
        ["週次進捗表"],
        [],
        *block("見本 太郎", ["コール数", 100, 110, 120, 90, 80, 500], ["アポ数", 3, 4, 5, 2, 2, 16]),
        *block("例示 花子", ["コール数", 90, 95, 100, 105, 60, 450], ["アポ数", 2, 3, 3, 4, 1, 13]),
    )
    reading = read(page)
    assert actuals(reading) == {
        ("dials", "見本 太郎"): 500, ("appointments", "見本 太郎"): 16,
        ("dials", "例示 花子"): 450, ("appointments", "例示 花子"): 13,
    }  # fmt: skip


PEOPLE = [None, "佐藤 花子", None, None, None, "高橋 健一", None, None, None]


def test_11_metrics_down_people_across_with_the_total_at_the_left_and_an_era_month_for_a_sheet_name() -> None:
    page = sheet(
        "R8.7",
        ["ISチーム月報"],
        ["単位：件／千円"],
        [],
        ["指標", "合計", "佐藤 花子", "高橋 健一", "中村 拓海"],
        ["架電件数", 1300, 500, 450, 350],
        ["うち新規", 700, 250, 250, 200],
        ["アポ獲得件数", 30, 12, 10, 8],
        ["受注金額", 5400, 2400, 1800, 1200],
    )
    reading = read(page)
    assert actuals(reading) == {
        ("dials", "佐藤 花子"): 500,
        ("dials", "高橋 健一"): 450,
        ("dials", "中村 拓海"): 350,
        ("appointments", "佐藤 花子"): 12,
        ("appointments", "高橋 健一"): 10,
        ("appointments", "中村 拓海"): 8,
        ("revenue", "佐藤 花子"): 2_400_000,
        ("revenue", "高橋 健一"): 1_800_000,
        ("revenue", "中村 拓海"): 1_200_000,
    }
    assert spans(reading) == {"2026-07-01 2026-07-31"}


def test_12_people_over_months_each_with_a_quarter_that_is_a_total() -> None:
    page = sheet(
        "Sheet1",
        ["2026年度 第1四半期 個人別実績"],
        PEOPLE,
        ["項目", "4月", "5月", "6月", "1Q計", "4月", "5月", "6月", "1Q計"],
        ["コール数", 410, 420, 430, 1260, 300, 310, 320, 930],
        ["商談化数", 10, 11, 12, 33, 7, 8, 9, 24],
        merged=((1, 1, 1, 4), (1, 5, 1, 8)),
    )
    reading = read(page)
    assert actuals(reading) == {
        ("dials", "佐藤 花子"): 1260,
        ("appointments", "佐藤 花子"): 33,
        ("dials", "高橋 健一"): 930,
        ("appointments", "高橋 健一"): 24,
    }
    assert len(spans(reading)) == 3
    assert held(reading) == {}


def test_13_weekly_sheets_a_person_whose_weeks_say_their_days_in_brackets() -> None:
    head = (["週", "架電", None, "アポ", None, "所感"], [None, "目標", "実績", "目標", "実績", None])
    merged = ((2, 0, 3, 0), (2, 1, 2, 2), (2, 3, 2, 4), (2, 5, 3, 5))
    first = ["第1週(7/1〜7/5)", 100, 92, 3, 2, "新人OJT"]
    second = ["第2週（7/6～7/12）", 120, "－", 4, 5, None]
    total = ["7月計", 220, 92, 7, 7, None]
    titles: tuple[list[object], ...] = (["2026年7月 週次報告"], [])
    pages = [sheet(name, *titles, *head, first, second, total, merged=merged) for name in ("佐藤花子", "高橋健一")]
    reading = read(*pages)
    assert spans(reading) == {"2026-07-01 2026-07-05", "2026-07-06 2026-07-12"}
    assert actuals(reading)["dials", "佐藤花子"] == 92
    assert sum(actuals(reading, "target").values()) == 2 * (220 + 7)
    assert held(reading) == {}


def test_14_subtotals_of_several_rows_in_the_middle_of_grouped_channels() -> None:
    page = sheet(
        "流入別",
        ["流入経路別リード・商談（令和8年度 上期）"],
        [None, None, "令和8年4月", "令和8年5月", "1Q", "令和8年7月"],
        ["Webサイト", "リード数", 100, 110, 210, 130],
        [None, "商談化数", 10, 11, 21, 13],
        ["資料請求", "リード数", 200, 210, 410, 230],
        [None, "商談化数", 8, 9, 17, 11],
        ["デジタル小計", "リード数", 300, 320, 620, 360],
        [None, "商談化数", 18, 20, 38, 24],
        ["展示会", "リード数", "―", 50, 50, "―"],
        [None, "商談化数", "―", 4, 4, "―"],
        ["総合計", "リード数", 300, 370, 670, 360],
        [None, "商談化数", 18, 24, 42, 24],
    )
    reading = read(page)
    assert actuals(reading) == {("leads", None): 1030, ("appointments", None): 66}
    assert channels(reading) == {"web_inquiry", "download", "event"}
    assert held(reading) == {}
    assert {8, 12} <= ignored(reading).keys()


def test_15_days_of_an_era_down_people_across_with_empty_columns_between() -> None:
    page = sheet(
        "日報",
        ["令和8年7月 日次実績"],
        ["日付", None, "佐藤 花子", None, None, None, "高橋 健一", None, None],
        [None, None, "架電", "着電", "アポ", None, "架電", "着電", "アポ"],
        ["令和8年7月1日(水)", None, 30, 6, 1, None, 25, 5, 0],
        ["令和8年7月2日(木)", None, 28, 5, 0, None, 31, 7, 1],
        ["令和8年7月3日(金)", None, "休", None, None, None, 27, 4, 1],
        ["合計", None, 58, 11, 1, None, 83, 16, 2],
        merged=((1, 0, 2, 0), (1, 2, 1, 4), (1, 6, 1, 8)),
    )
    reading = read(page)
    assert actuals(reading) == {
        ("dials", "佐藤 花子"): 58,
        ("connects", "佐藤 花子"): 11,
        ("appointments", "佐藤 花子"): 1,
        ("dials", "高橋 健一"): 83,
        ("connects", "高橋 健一"): 16,
        ("appointments", "高橋 健一"): 2,
    }
    assert held(reading) == {"C6": "not_a_number"}


def test_words_beside_each_other_that_are_no_people_stay_unread() -> None:
    page = sheet(
        "7月",
        ["2026年7月"],
        ["担当", "架電数", "受付 突破", "資料 送付"],
        ["佐藤 花子", 500, 40, 30],
        ["高橋 健一", 450, 30, 20],
    )
    assert actuals(read(page)) == {("dials", "佐藤 花子"): 500, ("dials", "高橋 健一"): 450}


def test_16_weeks_called_1w_under_their_month_beside_a_total_at_the_left() -> None:
    page = sheet(
        "週次",
        ["2026年度 IS週次KPI"],
        [],
        ["KPI", "単位", "7月", None, None, None, "8月", None, None],
        [None, None, "月計", "1W", "2W", "3W", "月計", "1W", "2W"],
        ["架電数", "件", 330, 100, 110, 120, 180, 80, 100],
        ["売上", "万円", 900, 300, 200, 400, 500, 250, 250],
        merged=((2, 2, 2, 5), (2, 6, 2, 8)),
    )
    reading = read(page)
    assert actuals(reading) == {("dials", None): 510, ("revenue", None): 14_000_000}
    assert {"2026-07-01 2026-07-05", "2026-08-03 2026-08-09"} <= spans(reading)
    assert held(reading) == {}
