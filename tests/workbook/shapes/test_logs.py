from datetime import datetime, timedelta

from isplanner.workbook.reading import FileReading
from tests.workbook.grids import held, ignored, only, read, sheet

MORNING = datetime.fromisoformat("2026-07-01T09:00")


def counts(reading: FileReading) -> dict[tuple[str, str, str | None, str | None], float]:
    """What was counted, by metric, day, member and channel."""
    assert all(fact.source.cell is None and fact.grain == "day" for fact in reading.facts)
    return {(f.metric, f"{f.span.start:%m-%d}", f.member, f.channel): f.value for f in reading.facts}


class TestActivityLog:
    HEAD = ("日時", "担当", "種別", "結果", "通話時間(秒)", "リードソース")

    def test_a_row_is_a_dial_and_what_it_came_to(self) -> None:
        rows = (
            [MORNING, "佐藤 花子", "架電", "アポ獲得", 90, "セミナー"],
            [MORNING + timedelta(hours=1), "佐藤", "電話", "お断り", 30, "セミナー"],
            [MORNING + timedelta(hours=2), "佐藤", None, "不在", None, None],
            [MORNING + timedelta(hours=3), "佐藤", "メール", "返信", None, "セミナー"],
        )
        reading = read(sheet("ログ", self.HEAD, *rows))
        scope = ("07-01", "佐藤 花子", "webinar")
        assert only(reading).shape == "activity_log"
        assert counts(reading) == {
            ("dials", *scope): 2,
            ("connects", *scope): 2,
            ("appointments", *scope): 1,
            ("talk_minutes", *scope): 2,
            ("dials", "07-01", "佐藤 花子", None): 1,
        }

    def test_a_held_cell_takes_only_what_needs_it(self) -> None:
        rows = (
            [MORNING, "A", None, "要エスカレ", "約5分", None],
            ["2026/7/32", "A", None, "不在", None, None],
            [None, "A", None, "不在", None, None],
            [MORNING, "不明", None, "不在", None, None],
        )
        reading = read(sheet("ログ", self.HEAD, *rows))
        assert held(reading) == {
            "D2": "unknown_outcome",
            "E2": "not_a_number",
            "A3": "bad_date",
            "A4": "missing_date",
            "B5": "unknown_member",
        }
        assert counts(reading) == {("dials", "07-01", "A", None): 1}

    def test_a_copied_row_counts_once_where_a_time_of_day_tells(self) -> None:
        row = [MORNING, "A", None, "不在", None, None]
        assert ignored(read(sheet("ログ", self.HEAD, row, row))) == {3: "duplicate"}
        dated = ["2026/7/1", "A", None, "不在", None, None]
        assert counts(read(sheet("ログ", self.HEAD, dated, dated))) == {("dials", "07-01", "A", None): 2}

    def test_an_id_that_repeats_is_a_duplicate_whatever_else_stands_there(self) -> None:
        reading = read(
            sheet(
                "ログ",
                ["活動ID", "日付", "担当", "架電結果"],
                ["a", "2026/7/1", "A", "不在"],
                ["a", "2026/7/2", "B", "アポ"],
                [None, "2026/7/1", "A", "不在"],
            )
        )
        assert ignored(reading) == {3: "duplicate"}
        assert counts(reading) == {("dials", "07-01", "A", None): 2}

    def test_totals_and_notes_are_left_out(self) -> None:
        reading = read(
            sheet(
                "ログ",
                self.HEAD,
                [MORNING, "A", None, "不在", None, None],
                ["合計", None, None, None, 9, None],
                ["※ 7月分"],
            )
        )
        assert ignored(reading) == {3: "total", 4: "note"}

    def test_a_result_in_numbers_is_an_actual(self) -> None:
        reading = read(sheet("架電数", ["日付", "目標", "結果"], ["2026/7/1", 10, 8]))
        assert only(reading).shape == "members_by_metric"
        assert [(fact.kind.value, fact.value) for fact in reading.facts] == [("target", 10), ("actual", 8)]


class TestOpportunities:
    HEAD = ("商談 ID", "商談 所有者", "フェーズ", "金額", "作成日", "完了予定日", "リードソース", "有効商談")

    def test_a_deal_counts_on_each_of_its_days(self) -> None:
        rows = (
            ["1", "A", "受注", "¥1,000", "2026/7/1", "2026/8/1", "展示会", "TRUE"],
            ["2", "A", "提案", "9,999", "2026/7/1", None, "展示会", "FALSE"],
            ["3", "A", "Closed Won", None, "2026/7/2", "2026/8/1", "(空白)", "○"],
            ["3", "A", "受注", "5", "2026/7/3", "2026/8/2", "展示会", "○"],
            ["総計 (3 件のレコード)"],
            ["Confidential Information"],
        )
        reading = read(sheet("商談", self.HEAD, *rows))
        event = ("A", "event")
        assert counts(reading) == {
            ("appointments", "07-01", *event): 2,
            ("valid_appointments", "07-01", *event): 1,
            ("orders", "08-01", *event): 1,
            ("revenue", "08-01", *event): 1_000,
            ("appointments", "07-02", "A", None): 1,
            ("valid_appointments", "07-02", "A", None): 1,
            ("orders", "08-01", "A", None): 1,
        }
        assert ignored(reading) == {5: "duplicate", 6: "total", 7: "note"}

    def test_only_a_date_that_is_needed_is_missed(self) -> None:
        rows = (
            ["1", "A", "受注", "約5", None, None, None, None],
            ["2", "A", "失注", "約5", "2026/7/1", "x", None, None],
        )
        reading = read(sheet("商談", self.HEAD, *rows))
        assert held(reading) == {"E2": "missing_date", "F2": "missing_date", "D2": "not_a_number"}
        assert counts(reading) == {("appointments", "07-01", "A", None): 1}

    def test_the_inside_salesperson_comes_first_and_the_day_of_judgement_counts(self) -> None:
        head = ["IS担当", "営業担当", "商談化日", "有効判定日", "有効", "受注日", "受注金額（千円）"]
        rows = (["佐藤 花子", "X", "7/1", "7/10", "○", "8/1", 100], ["佐藤", "X", "7/2", None, "○", None, 100])
        reading = read(sheet("商談", ["2026年度"], [], head, *rows))
        assert counts(reading) == {
            ("appointments", "07-01", "佐藤 花子", None): 1,
            ("valid_appointments", "07-10", "佐藤 花子", None): 1,
            ("orders", "08-01", "佐藤 花子", None): 1,
            ("revenue", "08-01", "佐藤 花子", None): 100_000,
            ("appointments", "07-02", "佐藤 花子", None): 1,
        }
        assert held(reading) == {"D5": "missing_date"}

    def test_an_english_report(self) -> None:
        head = ["Deal Name", "Deal Stage", "Amount", "Create Date", "Close Date", "Deal owner"]
        row = ["A", "closedwon", 1200, "2026-07-05 10:22", "8/6/2026, 10:22 AM", "Ann Lee"]
        assert counts(read(sheet("deals", head, row, row))) == {
            ("appointments", "07-05", "Ann Lee", None): 1,
            ("orders", "08-06", "Ann Lee", None): 1,
            ("revenue", "08-06", "Ann Lee", None): 1200,
        }

    def test_stages_before_an_appointment_have_no_day_of_it(self) -> None:
        head = ["opportunity_id", "sales_agent", "deal_stage", "engage_date", "close_date", "close_value"]
        early = [[f"p{number}", "Ann", "Prospecting", None, None, None] for number in range(5)]
        rows = (
            ["1", "Ann", "Won", "2016-10-20", "2017-03-01", "1054"],
            ["2", "Ann", "Engaging", None, None, None],
            ["3", "Ann", "Engaging", "2016-10-21", None, None],
        )
        reading = read(sheet("pipeline", head, *rows, *early))
        assert held(reading) == {"D3": "missing_date"}
        assert counts(reading) == {
            ("appointments", "10-20", "Ann", None): 1,
            ("appointments", "10-21", "Ann", None): 1,
            ("orders", "03-01", "Ann", None): 1,
            ("revenue", "03-01", "Ann", None): 1054,
        }

    def test_who_owns_a_deal_is_kept_beside_who_won_it(self) -> None:
        head = ["商談化日", "IS担当", "商談所有者", "フェーズ"]
        rows = [["2026/7/1", "佐藤 花子", f"営業 {number % 2}", "提案"] for number in range(10)]
        (log,) = only(read(sheet("商談", head, *rows))).logs
        assert set(log.attributes["owner"].words) == {"営業 0", "営業 1"}


class TestSalesLog:
    HEAD = ("伝票No", "日付", "得意先名", "担当者名", "品名", "数量", "単価", "金額")

    def test_slips_are_orders_and_their_lines_revenue(self) -> None:
        rows = (
            [1, "2026/7/1", "A社", "富井", "シャツ", 10, 100, 1000],
            [1, "2026/7/1", "A社", "富井", "帽子", 2, 50, 100],
            [2, "2026/7/1", "B社", "富井", "シャツ", 1, 100, 100],
            [3, "2026/7/2", "B社", "荒川", "シャツ", 1, None, None],
        )
        reading = read(sheet("明細", self.HEAD, *rows))
        assert only(reading).shape == "sales_log"
        assert counts(reading) == {("orders", "07-01", "富井", None): 2, ("revenue", "07-01", "富井", None): 1200}

    def test_pieces_and_prices_tell_it_too(self) -> None:
        head = ["売上日", "顧客名称", "商品名", "単価", "数量", "小計"]
        reading = read(
            sheet("4月", ["売上データ"], [], head, ["2026/4/1", "A", "x", 12, 2, 24], ["4/1", "B", "x", 1, 1, 1])
        )
        assert counts(reading) == {("orders", "04-01", None, None): 1, ("revenue", "04-01", None, None): 24}
        assert held(reading) == {"A5": "no_year"}

    def test_a_table_of_months_is_none(self) -> None:
        reading = read(sheet("月次", ["2026年"], [], ["月", "売上", "数量"], ["7月", 100, 2], ["8月", 90, 1]))
        assert only(reading).shape == "members_by_metric"


class TestCallsWithoutAnOutcome:
    HEAD = ("age", "job", "day", "month", "duration", "campaign", "y")

    def test_whoever_talked_was_reached_and_yes_is_an_order(self) -> None:
        rows = ([30, "x", 19, "oct", 1, 1, "no"], [31, "x", 19, "oct", 2, 1, "yes"], [32, "y", 20, "oct", 0, 2, "no"])
        reading = read(sheet("bank", self.HEAD, *rows), period="2008")
        assert only(reading).shape == "activity_log"
        assert counts(reading) == {
            ("dials", "10-19", None, None): 2,
            ("connects", "10-19", None, None): 2,
            ("orders", "10-19", None, None): 1,
            ("talk_minutes", "10-19", None, None): 3,
            ("dials", "10-20", None, None): 1,
        }

    def test_days_in_columns_of_their_own_say_when(self) -> None:
        head = ["年", "月", "日", "担当", "結果"]
        reading = read(
            sheet("ログ", head, [2026, 7, 1, "A", "アポ"], [2026, 7, 40, "A", "不在"], [2026, 7, None, "A", "不在"])
        )
        assert counts(reading)["appointments", "07-01", "A", None] == 1
        assert held(reading) == {"C3": "bad_date", "C4": "missing_date"}

    def test_orders_in_numbers_are_no_answer(self) -> None:
        head = ["日付", "担当", "通話時間", "受注"]
        assert only(read(sheet("S", head, ["2026/7/1", "A", 30, 2]))).shape == "members_by_metric"


class TestFirstResponse:
    def test_the_first_call_of_a_lead_tells_how_soon_it_came(self) -> None:
        head = ["日時", "担当", "会社名", "結果", "リード発生日時"]
        rows = (
            ["2026/7/1 10:00", "A", "青葉", "不在", "2026/7/1 9:58"],
            ["2026/7/1 11:00", "A", "青葉", "アポ", "2026/7/1 9:58"],
            ["2026/7/1 12:00", "A", "北斗", "不在", "2026/7/1 9:58"],
            ["2026/7/3 9:00", "A", "日向", "不在", "2026/7/1 9:00"],
            ["2026/7/1 9:00", "A", "つばさ", "不在", "2026/7/1"],
        )
        (log,) = only(read(sheet("ログ", head, *rows))).logs
        said = log.attributes["first_response"]
        words = [None if code < 0 else said.words[code] for code in said.codes]
        assert words == ["5分以内", None, "240分以内", "1440分超", None]


class TestMailLog:
    def test_mailings_of_a_day_add_up_and_zero_counts(self) -> None:
        head = ["配信日時", "件名", "配信数", "到達数", "開封数", "開封率"]
        rows = (
            ["2026/7/1 10:00", "a", 10, 9, 3, 0.3],
            ["2026/7/1 17:00", "b", 20, "集計中", None, None],
            ["2026/7/2 10:00", "c", 5, 0, 0, 0],
            ["合計", None, 35, 9, 3, None],
        )
        reading = read(sheet("配信", head, *rows))
        mail = (None, "mail_magazine")
        assert counts(reading) == {
            ("mails_sent", "07-01", *mail): 30,
            ("mails_delivered", "07-01", *mail): 9,
            ("mails_opened", "07-01", *mail): 3,
            ("mails_sent", "07-02", *mail): 5,
            ("mails_delivered", "07-02", *mail): 0,
            ("mails_opened", "07-02", *mail): 0,
        }
        assert held(reading) == {"D3": "not_a_number"}

    def test_columns_may_name_sender_and_channel(self) -> None:
        head = ["配信日", "配信者", "チャネル", "配信数"]
        reading = read(sheet("ウェビナー集客", head, ["2026/7/1", "佐藤", "展示会", 10], ["2026/7/1", "佐藤", None, 5]))
        assert counts(reading) == {
            ("mails_sent", "07-01", "佐藤", "event"): 10,
            ("mails_sent", "07-01", "佐藤", "mail_magazine"): 5,
        }


def test_times_of_one_form_in_text_are_read_like_single_ones() -> None:
    times = ["2026/07/01 09:00:00", "2026/07/01 23:59:59", "2026/13/01 10:00:00", "2026/07/02 10:00:00"]
    rows = [[time, "A", "不在"] for time in times]
    alike = read(sheet("ログ", ("日時", "担当", "結果"), *rows))
    mixed = read(sheet("ログ", ("日時", "担当", "結果"), *rows, ["2026/7/3 9:00", "A", "不在"]))
    for reading in (alike, mixed):
        assert held(reading) == {"A4": "bad_date"}
        assert only(reading).logs[0].minute[:3].tolist() == [9 * 60, 23 * 60 + 59, 10 * 60]
    assert counts(mixed) == {**counts(alike), ("dials", "07-03", "A", None): 1}
