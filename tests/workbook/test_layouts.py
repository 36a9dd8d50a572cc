"""Layouts of other teams: years apart from months, departments among people, weeks by their first day."""

from tests.workbook.grids import held, ignored, read, sheet
from tests.workbook.test_habits import actuals, spans


def test_a_year_in_a_column_of_its_own() -> None:
    head = ["年", "月", "担当", "架電数"]
    rows = [2026, 12, "見本 太郎", 400], [2027, 1, "見本 太郎", 410], ["2027年", "2月", "例示 花子", 9]
    reading = read(sheet("実績", head, *rows))
    assert spans(reading) == {"2026-12-01 2026-12-31", "2027-01-01 2027-01-31", "2027-02-01 2027-02-28"}
    fiscal = read(sheet("実績", ["年度", *head[1:]], [2026, 1, "見本 太郎", 410]))
    assert spans(fiscal) == {"2027-01-01 2027-01-31"}


def test_departments_over_their_people_are_sums() -> None:
    page = sheet(
        "Sheet1",
        ["行ラベル", "合計 / 架電数", "合計 / アポ数"],
        ["営業一課", 700, 16],
        ["  見本 太郎", 400, 9],
        ["  服部 花子", 300, 7],
        ["チームB", 100, 2],
        ["  仮名 次郎", 100, 2],
        ["総計", 800, 18],
    )
    reading = read(page, period="2026-07")
    assert {member for _, member in actuals(reading)} == {"見本 太郎", "服部 花子", "仮名 次郎"}
    assert ignored(reading) == {2: "total", 5: "total", 7: "total"}


def test_departments_alone_stay() -> None:
    page = sheet("2026年7月", ["担当", "架電数"], ["営業一課", 700], ["営業二課", 100])
    assert actuals(read(page)) == {("dials", "営業一課"): 700, ("dials", "営業二課"): 100}


def test_a_day_that_begins_a_week_stands_for_the_week() -> None:
    page = sheet("週次", ["週開始日", "架電数"], ["2026/7/6", 1000], ["2026/12/28", 1100], ["2026/7/13〜7/19", 900])
    assert spans(read(page)) == {"2026-07-06 2026-07-12", "2026-12-28 2027-01-03", "2026-07-13 2026-07-19"}


def test_mailings_have_their_answers() -> None:
    head, rows = ["配信日", "配信数", "開封数", "返信数"], (["2026/7/2", 5000, 900, 5], ["2026/7/16", 5100, 1000, 8])
    reading = read(sheet("メルマガ", head, *rows))
    assert actuals(reading)["mail_replies", None] == 13
    assert held(reading) == {}


MONTHS_BESIDE = (
    ["担当", "架電数", None, "アポ数", None],
    [None, "前月", "当月", "前月", "当月"],
    ["佐藤", 100, 120, 5, 6],
)


def test_last_month_beside_this_one_is_not_read() -> None:
    merged = [(1, 1, 1, 2), (1, 3, 1, 4)]
    for areas in (merged, []):
        reading = read(sheet("サマリ", ["2026年7月"], *MONTHS_BESIDE, merged=areas))
        assert actuals(reading) == {("dials", "佐藤"): 120, ("appointments", "佐藤"): 6}
        assert held(reading) == {}


def test_parts_that_nobody_knows_are_not_the_whole() -> None:
    head, _, row = MONTHS_BESIDE
    for areas in ([(1, 1, 1, 2), (1, 3, 1, 4)], []):
        page = sheet("サマリ", ["2026年7月"], head, [None, "新規", "既存", "新規", "既存"], row, merged=areas)
        assert actuals(read(page)) == {}


def test_what_brackets_call_cumulative_or_average_is_no_count() -> None:
    head = ["担当", "架電数（累計）", "架電数（当月）", "アポ数（月平均）", "通話時間（合計）"]
    reading = read(sheet("7月", ["2026年7月"], head, ["佐藤", 420, 100, 3, 30]))
    assert actuals(reading) == {("dials", "佐藤"): 100, ("talk_minutes", "佐藤"): 30}


HEAD, SATO = ["担当", "架電数", "アポ数"], ["佐藤", 10, 1]
SECOND_WEEK = {"2026-07-06 2026-07-12"}


def test_a_week_in_the_name_of_a_sheet_is_no_month() -> None:
    for name in ("7月第2週", "7月2週目", "7月2W", "0706-0712", "7.6-7.12"):
        assert spans(read(sheet(name, ["2026年"], HEAD, SATO))) == SECOND_WEEK
    assert spans(read(sheet("0715", ["2026年"], HEAD, SATO))) == {"2026-07-15 2026-07-15"}
    assert spans(read(sheet("0715", ["2026年7月"], HEAD, SATO))) == {"2026-07-01 2026-07-31"}
    assert spans(read(sheet("1399", ["2026年"], HEAD, SATO))) == {"2026-01-01 2026-12-31"}


def test_a_day_with_week_behind_it_is_that_week() -> None:
    assert spans(read(sheet("週報", ["2026/7/6週 週報"], HEAD, SATO))) == SECOND_WEEK
    assert spans(read(sheet("2026年", ["期間", *HEAD[1:]], ["7/6週", 10, 1]))) == SECOND_WEEK
    across = sheet("架電数", ["2026年"], ["担当", "7/6週", "7/13の週"], ["佐藤", 10, 20])
    assert spans(read(across)) == SECOND_WEEK | {"2026-07-13 2026-07-19"}
    assert spans(read(sheet("架電数", ["2026年"], ["担当", "7/6～", "7/13～"], ["佐藤", 10, 20]))) == set()


def test_groups_of_channels_are_no_target_and_actual() -> None:
    head = ["区分", "チャネル", "リード数", "商談化数"]
    inbound = ["インバウンド", "Web", 100, 10], [None, "ウェビナー", 50, 5], [None, "小計", 150, 15]
    rows = *inbound, ["アウトバウンド", "テレアポ", 20, 2], [None, "小計", 20, 2]
    reading = read(sheet("2026年7月", head, *rows, ["合計", None, 170, 17]))
    assert {fact.channel: fact.value for fact in reading.facts if fact.metric == "leads"} == {
        "web_inquiry": 100,
        "webinar": 50,
        "outbound": 20,
    }
    assert actuals(read(sheet("2026年7月", ["区分", "担当", "架電数"], ["新規", "佐藤", 5], ["既存", "佐藤", 6]))) == {}


def test_a_number_before_a_known_name_is_not_part_of_it() -> None:
    page = sheet("2026年7月", HEAD, ["1001_佐藤 花子", 10, 1], ["高橋 三郎※", 5, 1], ["2 新顔 一郎", 4, 1])
    reading = read(page, members=["佐藤 花子", "高橋 三郎"])
    assert {fact.member for fact in reading.facts} == {"佐藤 花子", "高橋 三郎", "2 新顔 一郎"}
