import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from isplanner.workbook.safe_names import file_stems, sheet_names


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("佐藤 花子", "佐藤 花子"),
        ("a/b\\c?d*e[f]:g", "a_b_c_d_e_f__g"),
        ("'quoted'", "quoted"),
        ("History", "_History"),
        ("", "_"),
        ("あ" * 40, "あ" * 31),
    ],
)
def test_sheet_names(name: str, safe: str) -> None:
    assert sheet_names([name]) == [safe]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("2026年度Q3_KPIシート_佐藤 花子", "2026年度Q3_KPIシート_佐藤 花子"),
        ('a<b>c:d"e/f\\g|h?i*j', "a_b_c_d_e_f_g_h_i_j"),
        ("ends. .", "ends"),
        ("..", "_"),
        ("NUL", "_NUL"),
        ("com1.old", "_com1.old"),
        ("x" * 100, "x" * 80),
        ("髙" * 80, "髙" * 66),
    ],
)
def test_file_names(name: str, safe: str) -> None:
    assert file_stems([name]) == [safe]


def test_equal_names_are_numbered_whatever_their_case() -> None:
    assert sheet_names(["Sato", "SATO", "sato (2)", "sato"]) == ["Sato", "SATO (2)", "sato (2) (2)", "sato (3)"]
    assert sheet_names(["x" * 31, "x" * 40])[1] == "x" * 27 + " (2)"


@given(st.lists(st.text(), max_size=6))
def test_excel_takes_every_name(names: list[str]) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    safe = sheet_names(names)
    for name in safe:
        assert book.create_sheet(name).title == name
    assert len({name.casefold() for name in safe}) == len(names)
    assert all(0 < len(name) <= 31 for name in safe)
