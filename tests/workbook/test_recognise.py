from isplanner.workbook.grid import Sheet
from isplanner.workbook.recognise import find_tables
from tests.workbook.grids import sheet


def found(page: Sheet) -> list[tuple[list[int], str, int]]:
    """For each table its header rows and columns, counted as on the sheet, and its last row."""
    return [
        ([row + 1 for row in table.header], f"{table.left + 1}-{table.right + 1}", table.end)
        for table in find_tables(page)
    ]


def titles(page: Sheet) -> list[tuple[list[str], list[str]]]:
    return [
        ([title.label.text for title in table.titles], [title.label.text for title in table.sheet_titles])
        for table in find_tables(page)
    ]


def test_the_header_is_found_below_titles_and_empty_rows() -> None:
    page = sheet("S", ["2026年7月"], [], ["作成者", "佐藤"], [], ["担当", "架電数"], ["佐藤", 1])
    assert found(page) == [([5], "1-2", 6)]


def test_a_header_of_three_rows_merged_or_not() -> None:
    kinds = [None, "目標", "実績", "目標", "実績"]
    rows = (["担当", "7月"], [None, "架電数", None, "着電数"], kinds, ["佐藤", 1, 2, 3, 4])
    assert found(sheet("S", *rows)) == [([1, 2, 3], "1-5", 4)]
    merged = [(0, 0, 2, 0), (0, 1, 0, 4), (1, 1, 1, 2), (1, 3, 1, 4)]
    assert found(sheet("S", *rows, merged=merged)) == [([1, 2, 3], "1-5", 4)]


def test_merged_groups_over_the_header_are_part_of_it() -> None:
    page = sheet(
        "S", [None, "活動", None, "成果"], ["担当", "架電数", "着電数", "受注数"], ["A", 1, 2, 3], merged=[(0, 1, 0, 2)]
    )
    assert found(page) == [([1, 2], "1-4", 3)]


def test_stacked_tables_are_parted_by_their_headers() -> None:
    page = sheet("S", ["担当", "架電数"], ["A", 1], ["チャネル", "リード数"], ["展示会", 2], [], ["※注"])
    assert found(page) == [([1], "1-2", 2), ([3], "1-2", 6)]


def test_side_by_side_tables_are_parted_by_an_empty_column() -> None:
    page = sheet(
        "S",
        ["担当", "架電数", None, "チャネル", "リード数"],
        ["A", 1, None, "展示会", 2],
        [None, None, None, "紹介", 3],
    )
    assert found(page) == [([1], "1-2", 3), ([1], "4-5", 3)]


def test_a_table_beside_may_begin_lower() -> None:
    page = sheet("S", ["担当", "架電数"], ["A", 1, None, "チャネル", "リード数"], ["B", 1, None, "展示会", 2])
    assert found(page) == [([1], "1-2", 3), ([2], "4-5", 3)]


def test_an_empty_row_does_not_end_a_table() -> None:
    assert found(sheet("S", ["担当", "架電数"], ["A", 1], [], ["B", 2])) == [([1], "1-2", 4)]


def test_a_column_without_a_header_belongs_to_the_table() -> None:
    assert found(sheet("S", [None, "7月", "8月"], ["架電数", 1, 2])) == [([1], "1-3", 2)]


def test_a_header_again_is_no_new_table_unless_titled() -> None:
    again: tuple[list[object], ...] = (["担当", "架電数"], ["A", 1], [], ["担当", "架電数"], ["B", 2])
    (table,) = find_tables(sheet("S", *again))
    assert table.repeats == {3}
    titled = (["担当", "架電数"], ["A", 1], ["8月"], ["担当", "架電数"], ["B", 2])
    assert found(sheet("S", *titled)) == [([1], "1-2", 3), ([4], "1-2", 5)]


def test_rows_of_a_log_are_no_headers() -> None:
    rows: list[list[object]] = [
        ["2026/7/1", "佐藤", "電話", "アポ", "セミナー"],
        ["", "高橋", "電話", "商談化", "展示会"],
        ["2026/7/1", None, "電話", "アポ", "紹介"],
    ]
    assert found(sheet("S", ["日時", "担当", "種別", "結果", "リードソース"], *rows)) == [([1], "1-5", 4)]


def test_a_weekday_is_no_header_of_months() -> None:
    rows: list[list[object]] = [
        ["2026/7/6", "月", "佐藤", "セミナー", "不在"],
        ["2026/7/7", "火", "佐藤", "セミナー", "アポ"],
    ]
    assert found(sheet("S", ["日付", "曜日", "担当", "リードソース", "結果"], *rows)) == [([1], "1-5", 3)]


def test_a_header_far_down_is_found_by_its_words_or_after_a_gap() -> None:
    many = [["A", number] for number in range(600)]
    page = sheet("S", ["担当", "架電数"], *many, ["担当", "受注数"], *many, [], [None, "7月", "8月"], ["架電数", 1, 2])
    assert [table.header[0] for table in find_tables(page)] == [0, 601, 1203]


def test_a_name_and_a_month_above_are_no_header() -> None:
    page = sheet("S", ["氏名", "佐藤 花子", None, "年月", "2026年7月"], [], ["項目", "目標", "実績"], ["架電数", 1, 2])
    assert found(page) == [([3], "1-3", 4)]
    assert titles(page) == [([], ["氏名", "佐藤 花子", "年月", "2026年7月"])]


def test_a_sheet_of_explanations_has_no_table() -> None:
    page = sheet(
        "使い方",
        ["このブックの使い方"],
        ["1. 担当者ごとに架電数を入れます"],
        ["2. 受注数は月末に"],
        ["問い合わせ先", "内線 123"],
    )
    assert found(page) == []


def test_titles_of_one_table_are_the_sheets() -> None:
    assert titles(sheet("S", ["2026年度"], ["単位：千円"], ["担当", "7月"], ["A", 1])) == [
        ([], ["単位:千円", "2026年度"])
    ]


def test_of_several_tables_text_directly_above_is_ones_own() -> None:
    page = sheet(
        "S", ["2026年度"], [], ["■ A"], ["指標", "7月"], ["架電数", 1], [], ["■ B"], ["指標", "7月"], ["架電数", 2]
    )
    assert titles(page) == [(["■ A"], ["2026年度"]), (["■ B"], ["2026年度"])]


def test_notes_and_totals_between_tables_are_no_titles() -> None:
    page = sheet("S", ["担当", "架電数"], ["A", 1], ["合計", 1], ["※ 速報"], ["8月"], ["担当", "受注数"], ["A", 2])
    assert titles(page)[1] == (["8月"], [])


def test_a_note_below_a_title_hides_it_from_no_table() -> None:
    page = sheet("S", ["担当", "架電数"], ["A", 1], [], ["8月"], ["※ 速報"], ["担当", "受注数"], ["A", 2])
    first, second = find_tables(page)
    assert [title.label.text for title in second.titles] == ["8月"]
    assert list(first.body) == [1, 4]


def test_a_row_of_units_is_part_of_the_header() -> None:
    page = sheet("S", ["担当", "架電数", "受注金額"], [None, "件", "（千円）"], ["A", 1, 2])
    assert found(page) == [([1, 2], "1-3", 3)]
