from datetime import date

import pytest

from isplanner.plan.period import PeriodRule
from isplanner.workbook.grid import Broken, Percent
from tests.workbook.grids import facts, held, ignored, only, read, sheet

JULY = "2026-07-01 2026-07-31"
AUGUST = "2026-08-01 2026-08-31"


def test_members_by_metric() -> None:
    reading = read(
        sheet(
            "7月", ["2026年度"], [], ["担当", "架電数", "受注金額\n(千円)", "備考"], ["佐藤 花子", "394件", 1_865, "x"]
        )
    )
    assert facts(reading) == {
        "B4": ("dials", "actual", JULY, "佐藤 花子", None, 394),
        "C4": ("revenue", "actual", JULY, "佐藤 花子", None, 1_865_000),
    }
    assert only(reading).shape == "members_by_metric"
    assert only(reading).header_rows == (3,)
    assert [(c.column, c.metric, c.unit) for c in only(reading).columns] == [
        ("A", None, 1),
        ("B", "dials", 1),
        ("C", "revenue", 1_000),
    ]


def test_metrics_by_period_under_a_persons_title() -> None:
    head = ["指標", "単位", "7月", None, None, "四半期計", None, None]
    kinds = [None, None, "目標", "実績", "達成率", "目標", "実績", "達成率"]
    merged = [(2, 2, 2, 4), (2, 5, 2, 7)]
    page = sheet(
        "予実", ["2026年度 Q2"], ["■ 佐藤 花子"], head, kinds, ["受注売上", "千円", 9, 8, 0.9, 9, 8, 0.9], merged=merged
    )
    reading = read(page)
    assert facts(reading) == {
        "C5": ("revenue", "target", JULY, "佐藤 花子", None, 9_000),
        "D5": ("revenue", "actual", JULY, "佐藤 花子", None, 8_000),
    }
    assert only(reading).shape == "metrics_by_period"


def test_long() -> None:
    head = ["日付", "担当", "チャネル", "指標", "値"]
    reading = read(
        sheet(
            "S",
            head,
            ["令和8年7月1日", "佐藤", "セミナー", "受注売上", "864千円"],
            [date(2026, 7, 2), "佐藤", None, "アポ", 3],
        )
    )
    assert facts(reading) == {
        "E2": ("revenue", "actual", "2026-07-01 2026-07-01", "佐藤", "webinar", 864_000),
        "E3": ("appointments", "actual", "2026-07-02 2026-07-02", "佐藤", None, 3),
    }
    assert only(reading).shape == "long"


def test_a_metric_in_the_title_and_a_unit_in_a_note() -> None:
    reading = read(
        sheet(
            "推移",
            ["2026年度　受注売上"],
            [None, None, "単位：万円"],
            ["氏名", "4月", "1月", "合計"],
            ["佐藤", 1, "▲35", 9],
        )
    )
    assert facts(reading) == {
        "B4": ("revenue", "actual", "2026-04-01 2026-04-30", "佐藤", None, 10_000),
        "C4": ("revenue", "actual", "2027-01-01 2027-01-31", "佐藤", None, -350_000),
    }


def test_units_in_a_row_below_the_metrics() -> None:
    head = (["担当", "架電数", "受注金額", "受付突破数"], [None, "件", "千円", "件"])
    reading = read(sheet("7月", ["2026年 着電数"], [], *head, ["A", 1, 2, 3]))
    assert [(fact.metric, fact.value) for fact in reading.facts] == [("dials", 1), ("revenue", 2_000)]


def test_channels_across() -> None:
    reading = read(
        sheet("7月", ["2026年"], [], ["指標", "Webお問い合わせ", "資料DL", "SNS広告", "計"], ["リード数", 1, 2, 3, 6])
    )
    assert [fact[4] for fact in facts(reading).values()] == ["web_inquiry", "download", "SNS広告"]


def test_targets_and_actuals_by_a_column_of_kinds() -> None:
    page = sheet(
        "架電数",
        ["2026年度"],
        [],
        ["担当", "区分", "7月"],
        ["佐藤", "目標", 10],
        [None, "実績", 9],
        [None, "達成率", 0.9],
    )
    reading = read(page)
    assert facts(reading) == {
        "C4": ("dials", "target", JULY, "佐藤", None, 10),
        "C5": ("dials", "actual", JULY, "佐藤", None, 9),
    }
    assert ignored(reading) == {6: "comparison"}


def test_a_sheet_a_person_and_a_sheet_that_sums_them() -> None:
    rows = (["2026年度"], ["指標", "7月"], ["架電数", 1])
    reading = read(sheet("佐藤 花子", *rows), sheet("高橋 健一", *rows), sheet("サマリー", *rows))
    assert [(fact.source.sheet, fact.member) for fact in reading.facts] == [
        ("佐藤 花子", "佐藤 花子"),
        ("高橋 健一", "高橋 健一"),
    ]


def test_a_name_beside_its_label_above_the_table() -> None:
    reading = read(
        sheet("S", ["氏名", "佐藤 花子"], ["年月", date(2026, 7, 1)], [], ["項目", "目標", "実績"], ["架電数", 10, 9])
    )
    assert facts(reading) == {
        "B5": ("dials", "target", JULY, "佐藤 花子", None, 10),
        "C5": ("dials", "actual", JULY, "佐藤 花子", None, 9),
    }


def test_family_and_given_name_in_two_columns() -> None:
    reading = read(sheet("7月", ["2026年"], [], ["姓", "名", "架電数"], ["佐藤", "花子", 1]))
    assert facts(reading)["C4"][3] == "佐藤 花子"


def test_names_known_elsewhere_may_head_columns() -> None:
    one = sheet("7月", ["2026年"], [], ["担当", "架電数"], ["佐藤 花子", 1], ["高橋 健一", 2])
    other = sheet("8月", ["2026年"], [], ["指標", "佐藤 花子", "高橋"], ["架電数", 3, 4])
    assert [(fact.member, fact.value) for fact in read(one, other).facts][2:] == [("佐藤 花子", 3), ("高橋 健一", 4)]


class TestPeriods:
    def test_weeks_under_a_month_and_the_month_that_covers_them(self) -> None:
        page = sheet(
            "S", ["2026年度"], [], ["項目", "7月", None, None], [None, "第1週", "第2週", "月計"], ["架電", 1, 2, 3]
        )
        assert [fact[2] for fact in facts(read(page)).values()] == ["2026-07-01 2026-07-05", "2026-07-06 2026-07-12"]

    def test_a_quarter_beside_its_months_is_a_total_across_and_down(self) -> None:
        across = read(sheet("架電数", ["2026年度"], [], ["担当", "7月", "8月", "2Q"], ["A", 1, 2, 3]))
        assert list(facts(across)) == ["B4", "C4"]
        down = read(sheet("S", ["2026年度"], [], ["対象月", "架電数"], ["7月", 1], ["8月", 2], ["第2四半期", 3]))
        assert list(facts(down)) == ["B4", "B5"]
        assert ignored(down) == {6: "total"}

    def test_dates_across_that_are_all_firsts_of_a_month_are_months(self) -> None:
        reading = read(sheet("架電数", ["担当", date(2026, 7, 1), date(2026, 8, 1)], ["A", 1, 2]))
        assert [fact[2] for fact in facts(reading).values()] == [JULY, AUGUST]
        daily = read(sheet("架電数", ["担当", date(2026, 7, 1), date(2026, 7, 2), date(2026, 7, 3)], ["A", 1, 2, 3]))
        assert [fact.grain for fact in daily.facts] == ["day"] * 3

    def test_days_of_the_month_named_around_them(self) -> None:
        page = sheet("7月", ["2026年度"], [], ["日付", "架電数"], [1, 10], ["2日", 11], [32, 12])
        assert [fact[2] for fact in facts(read(page)).values()] == ["2026-07-01 2026-07-01", "2026-07-02 2026-07-02"]
        assert held(read(page)) == {"A6": "bad_date"}

    def test_the_sheets_name_wins_over_a_copied_title_whose_year_counts(self) -> None:
        reading = read(sheet("8月", ["2026年7月度 実績"], [], ["担当", "架電数"], ["A", 1]))
        assert facts(reading) == {"B4": ("dials", "actual", AUGUST, "A", None, 1)}
        assert held(reading) == {"A1": "period_conflict"}

    def test_a_blocks_title_is_nearer_than_the_sheets_name(self) -> None:
        rows: tuple[list[object], ...] = (
            ["■ 8月"],
            ["担当", "架電数"],
            ["A", 1],
            [],
            ["■ 9月"],
            ["担当", "架電数"],
            ["A", 2],
        )
        reading = read(sheet("7月", ["2026年度"], [], *rows))
        assert [fact[2] for fact in facts(reading).values()] == [AUGUST, "2026-09-01 2026-09-30"]
        assert held(reading) == {}

    def test_without_any_year_the_date_is_held(self) -> None:
        assert held(read(sheet("S", ["日付", "架電数"], ["7/1", 1], ["7/2", 2]))) == {"A2": "no_year", "A3": "no_year"}
        assert held(read(sheet("架電数", ["担当", "7月"], ["A", 1]))) == {"B1": "no_year"}

    def test_the_argument_and_the_file_name_fill_what_is_missing(self) -> None:
        page = sheet("7月", ["担当", "架電数"], ["A", 1])
        assert facts(read(page, period="2026Q2"))["B2"][2] == JULY
        assert facts(read(page, file="2026年度実績"))["B2"][2] == JULY
        assert (
            facts(read(sheet("S", ["担当", "架電数"], ["A", 1]), period="2026-09"))["B2"][2] == "2026-09-01 2026-09-30"
        )

    def test_nothing_says_anything_that_does_not_say_when(self) -> None:
        assert read(sheet("S", ["担当", "架電数"], ["A", 1])).is_empty

    def test_months_close_as_the_teams_do(self) -> None:
        page = sheet("7月", ["2026年"], [], ["担当", "架電数"], ["A", 1])
        assert facts(read(page, rule=PeriodRule(closing_day=20)))["B4"][2] == "2026-06-21 2026-07-20"


class TestRows:
    def test_what_is_not_read(self) -> None:
        rows: tuple[list[object], ...] = (
            ["A", 1],
            ["小計", 1],
            ["担当", "架電数"],
            ["B", 2],
            [None, 3],
            ["前年比", "110%"],
            [],
            ["※ 速報値"],
            ["合 計（税抜）", 3],
        )
        reading = read(sheet("7月", ["2026年"], [], ["担当", "架電数"], *rows))
        assert list(facts(reading)) == ["B4", "B7"]
        assert ignored(reading) == {5: "total", 6: "header", 9: "comparison", 11: "note", 12: "total"}

    def test_grouped_rows_take_the_label_above_but_only_left_of_a_filled_one(self) -> None:
        head = ["日付", "担当", "チャネル", "架電数"]
        rows = (["7/1", "佐藤", "展示会", 1], [None, "高橋", None, 2], [None, None, "紹介", 3])
        reading = read(sheet("S", ["2026年"], [], head, *rows))
        assert [(fact.member, fact.channel, fact.span.start.day) for fact in reading.facts] == [
            ("佐藤", "event", 1),
            ("高橋", None, 1),
            ("高橋", "referral", 1),
        ]

    def test_a_merged_label_holds_for_all_its_rows(self) -> None:
        page = sheet(
            "S", ["2026年"], [], ["月", "担当", "架電数"], ["7月", "A", 1], [None, "B", 2], merged=[(3, 0, 4, 0)]
        )
        assert [fact[2] for fact in facts(read(page)).values()] == [JULY, JULY]

    def test_a_held_date_or_member_takes_its_row_and_is_listed_alone(self) -> None:
        head = ["日付", "担当", "架電数", "着電数"]
        rows = (
            ["2026/2/30", "A", "約3", 1],
            ["2026/2/3", "不明", "約3", 1],
            [None, "B", None, None],
            ["2026/2/4", "B", "約3", 1],
        )
        reading = read(sheet("S", head, *rows))
        assert held(reading) == {"A2": "bad_date", "B3": "unknown_member", "C5": "not_a_number"}
        assert list(facts(reading)) == ["D5"]

    def test_rows_and_columns_without_a_known_label_are_neither_read_nor_held(self) -> None:
        page = sheet(
            "S",
            ["2026年度 架電数"],
            [],
            ["指標", "7月", "備考", "7月 PR数"],
            ["架電数", 1, "x", "y"],
            ["受付突破数", "約3", "x", "y"],
        )
        assert list(facts(read(page))) == ["B4"]
        assert held(read(page)) == {}

    def test_a_family_name_of_two_is_held(self) -> None:
        rows = (["佐藤 花子", 1], ["佐藤 太郎", 2], ["佐藤", 3])
        assert held(read(sheet("7月", ["2026年"], [], ["担当", "架電数"], *rows))) == {"A6": "ambiguous_member"}

    def test_blocks_of_the_whole_team_are_totals(self) -> None:
        head = ["指標", "7月"]
        page = sheet(
            "S",
            ["2026年"],
            [],
            ["■ A 子"],
            head,
            ["架電数", 1],
            [],
            ["■ チーム全体"],
            head,
            ["架電数", 1],
            ["着電数", 1],
        )
        assert ignored(read(page)) == {9: "total", 10: "total"}

    def test_the_same_fact_twice(self) -> None:
        rows = (["2026/7/1", "A", 5], ["2026/7/1", "A", "5件"], ["2026/7/1", "A", 6])
        reading = read(sheet("S", ["日付", "担当", "架電数"], *rows), sheet("T", ["日付", "担当", "架電数"], rows[2]))
        assert facts(reading) == {"C2": ("dials", "actual", "2026-07-01 2026-07-01", "A", None, 5)}
        assert [(cell.sheet, cell.cell, cell.reason) for cell in reading.held] == [
            ("S", "C4", "conflict"),
            ("T", "C2", "conflict"),
        ]


class TestRates:
    HEAD = ("担当", "商談化数", "有効商談数", "有効商談率")

    def test_a_rate_beside_its_parts_is_derived_and_compared(self) -> None:
        rows = (
            ["A", 20, 10, 0.5],
            ["B", 20, 10, 0.504],
            ["C", 20, 10, 0.506],
            ["D", "約20", 10, 0.9],
            ["E", 0, 0, 0.9],
            ["F", 20, 10, 1.2],
        )
        reading = read(sheet("7月", ["2026年"], [], self.HEAD, *rows))
        assert only(reading).derived == ("valid_rate",)
        assert held(reading) == {"B7": "not_a_number", "D6": "rate_mismatch", "D9": "rate_over_100"}
        assert all(fact.metric != "valid_rate" for fact in reading.facts)

    def test_parts_of_another_kind_derive_nothing(self) -> None:
        page = sheet("7月", ["2026年"], [], ["担当", "商談化数", "有効商談数", "有効商談率目標"], ["A", 20, 10, 0.7])
        assert facts(read(page))["D4"] == ("valid_rate", "target", JULY, "A", None, 0.7)

    def test_the_connect_rate_may_be_connects_by_dials(self) -> None:
        reading = read(
            sheet(
                "7月",
                ["2026年"],
                [],
                ["担当", "架電数", "着電数", "着電率(%)"],
                ["A", 100, 20, 20.3],
                ["B", 100, 20, 25],
            )
        )
        assert held(reading) == {"D5": "rate_mismatch"}

    def test_ratios_of_money_are_not_compared(self) -> None:
        reading = read(sheet("7月", ["2026年"], [], ["担当", "受注数", "受注売上", "受注単価"], ["A", 2, 100, 999]))
        assert held(reading) == {}
        assert only(reading).derived == ("deal_size",)

    def test_bare_numbers_of_a_column_are_points_if_most_are_over_one(self) -> None:
        points = read(
            sheet(
                "7月",
                ["2026年"],
                [],
                ["担当", "受注率"],
                ["A", 12],
                ["B", 0.5],
                ["C", 30],
                ["D", Percent(0.4)],
                ["E", "7%"],
            )
        )
        assert [fact.value for fact in points.facts] == pytest.approx([0.12, 0.005, 0.3, 0.4, 0.07])
        fractions = read(sheet("7月", ["2026年"], [], ["担当", "受注率"], ["A", 0.12], ["B", 0.5], ["C", 1.3]))
        assert [fact.value for fact in fractions.facts] == pytest.approx([0.12, 0.5])
        assert held(fractions) == {"B6": "rate_over_100"}

    def test_a_row_is_the_series_where_periods_stand_across(self) -> None:
        page = sheet("S", ["2026年度"], [], ["指標", "7月", "8月"], ["受注率", 12, 15], ["有効率", 0.5, 0.6])
        assert [fact.value for fact in read(page).facts] == pytest.approx([0.12, 0.15, 0.5, 0.6])

    def test_a_percent_sign_in_header_or_unit_means_points(self) -> None:
        page = sheet("S", ["2026年度"], [], ["指標", "単位", "7月"], ["受注率", "%", 0.5], ["有効率（％）", None, 0.8])
        assert [fact.value for fact in read(page).facts] == pytest.approx([0.005, 0.008])

    def test_a_metric_is_the_series_of_a_long_table(self) -> None:
        rows = (
            ["2026/7/1", "受注率", 20],
            ["2026/7/2", "受注率", 30],
            ["2026/7/1", "有効率", 0.3],
            ["2026/7/2", "有効率", 0.4],
        )
        assert [fact.value for fact in read(sheet("S", ["日付", "指標", "値"], *rows)).facts] == pytest.approx(
            [0.2, 0.3, 0.3, 0.4]
        )


def test_cells_without_a_value_are_held_with_what_stands_in_them() -> None:
    rows = (["A", Broken("error_value", "=1/0"), Broken("no_cached_value", "=B9")], ["B", True, -3])
    reading = read(sheet("7月", ["2026年"], [], ["担当", "架電数", "着電数"], *rows))
    assert [(cell.cell, cell.text, cell.reason) for cell in reading.held] == [
        ("B4", "=1/0", "error_value"),
        ("C4", "=B9", "no_cached_value"),
        ("B5", "TRUE", "not_a_number"),
        ("C5", "-3", "negative_count"),
    ]


def test_zero_is_a_fact_and_a_dash_is_none() -> None:
    reading = read(sheet("7月", ["2026年"], [], ["担当", "架電数", "着電数", "受注数"], ["A", 0, "－", "なし"]))
    assert list(facts(reading)) == ["B4"]


def test_opens_are_not_read_beside_unique_opens() -> None:
    reading = read(sheet("7月", ["2026年"], [], ["Rep", "Sent", "Opens", "Unique Opens"], ["A", 9, 5, 4]))
    assert [(fact.metric, fact.value) for fact in reading.facts] == [("mails_sent", 9), ("mails_opened", 4)]


def test_numbers_whose_rows_nothing_tells_apart_are_not_read() -> None:
    assert read(sheet("7月", ["2026年"], [], ["架電数", "着電数"], [1, 2], [3, 4])).is_empty
    assert len(facts(read(sheet("7月", ["2026年"], [], ["架電数", "着電数"], [1, 2])))) == 2


def test_names_may_stand_under_no_header_at_all() -> None:
    reading = read(sheet("7月", ["2026年"], [], [None, "架電数", "着電数"], ["佐藤 花子", 1, 2], ["高橋 健一", 3, 4]))
    assert [fact.member for fact in reading.facts] == ["佐藤 花子", "佐藤 花子", "高橋 健一", "高橋 健一"]
