"""Any file through the real child process: what it says, what it refuses, how it dies."""

import subprocess
import sys
import time
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from isplanner.plan.problem import PlanError
from isplanner.workbook import child
from isplanner.workbook.child import child_command, read_sheets
from isplanner.workbook.grid import Area, Broken, Percent, Sheet
from tests.workbook.office import convert

TABLE = "日付,担当,指標,値\r\n2026-07-01,佐藤 花子,架電数,5\r\n"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A workbook with a cell of every kind."""
    made = Workbook()
    page = made.active
    assert page is not None
    page.title = "7月"
    cells: dict[str, str | float | date | timedelta] = {
        "B2": "佐藤",
        "B3": 12.5,
        "B4": True,
        "B5": date(2026, 7, 1),
        "B6": datetime.fromisoformat("2026-07-01T10:30:00"),
        "B7": timedelta(minutes=90),
        "B8": 0.45,
        "B9": "=1+1",
        "B10": "#N/A",
        "C2": "merged",
    }
    for place, value in cells.items():
        page[place] = value
    page["B8"].number_format = "0.0%"
    page["B7"].number_format = "[h]:mm"
    page.merge_cells("C2:D3")
    made.create_sheet("hidden").sheet_state = "hidden"
    made["hidden"]["A1"] = "secret"
    made.save(tmp_path / "book.xlsx")
    return tmp_path / "book.xlsx"


def column(sheet: Sheet, index: int = 1) -> list[object]:
    return [sheet.value(row, index) for row in range(1, 10)]


EXPECTED = [
    "佐藤",
    12.5,
    True,
    date(2026, 7, 1),
    datetime.fromisoformat("2026-07-01T10:30:00"),
    timedelta(minutes=90),
    Percent(0.45),
    Broken("no_cached_value", "=1+1"),
    Broken("error_value", "#N/A"),
]


def refusal(path: Path) -> str:
    with pytest.raises(PlanError) as refused:
        read_sheets(path)
    assert refused.value.problem.values["file"] == path.name
    return refused.value.problem.code


def test_every_kind_of_cell_comes_through(book: Path) -> None:
    page, hidden = read_sheets(book)
    assert column(page) == EXPECTED
    assert isinstance(page.value(7, 1), Percent)
    assert page.merged == [Area(1, 2, 2, 3)]
    assert page.label(2, 2) == "merged"
    assert (hidden.is_visible, hidden.rows) == (False, {})


def test_both_ways_to_read_an_xlsx_say_the_same(tmp_path: Path) -> None:
    made = Workbook()
    page = made.active
    assert page is not None
    rows: list[list[Any]] = [
        ["担当", "日付", "架電数"],
        ["佐藤", date(2026, 7, 1), 3],
        [],
        [None, None, 4.5],
        ["改\n行", True, timedelta(hours=30)],
    ]
    for row in rows:
        page.append(row)
    page.merge_cells("A6:B7")
    made.save(tmp_path / "plain.xlsx")
    (fast,) = child._read(tmp_path / "plain.xlsx", None, lambda: None, careful=False)  # noqa: SLF001
    (careful,) = child._read(tmp_path / "plain.xlsx", None, lambda: None, careful=True)  # noqa: SLF001
    shown = [[(r, c, sheet.value(r, c) or None) for r in range(7) for c in range(3)] for sheet in (fast, careful)]
    assert shown[0] == shown[1]
    assert fast.merged == careful.merged


def test_an_ods_says_the_same(book: Path, tmp_path: Path) -> None:
    page, hidden = read_sheets(convert(book, "ods", tmp_path))
    said = column(page)
    assert said[:2] == EXPECTED[:2]
    assert said[3:7] == EXPECTED[3:7]
    assert isinstance(said[6], Percent)
    assert page.merged == [Area(1, 2, 2, 3)]
    assert not hidden.is_visible


def test_an_old_xls_says_the_same(book: Path, tmp_path: Path) -> None:
    page, hidden = read_sheets(convert(book, "xls", tmp_path))
    assert column(page)[:7] == EXPECTED[:7]
    assert isinstance(page.value(7, 1), Percent)
    assert page.value(9, 1) == Broken("error_value", "#N/A")
    assert not hidden.is_visible


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16", "utf-16-le", "utf-16-be", "iso2022_jp"]
)
def test_csv_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "実績.csv").write_bytes((TABLE * 3).encode(encoding))
    (page,) = read_sheets(tmp_path / "実績.csv")
    assert (page.name, page.has_own_name) == ("実績", False)
    assert page.rows[1] == ("2026-07-01", "佐藤 花子", "架電数", "5")


@pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
def test_csv_with_every_separator(tmp_path: Path, separator: str) -> None:
    text = f'実績、7月\n担当{separator}架電数\n佐藤{separator}"1{separator}2"\n'
    (tmp_path / "a.tsv").write_text(text, encoding="utf-8")
    assert read_sheets(tmp_path / "a.tsv")[0].rows[2] == ("佐藤", f"1{separator}2")


def test_rows_of_a_csv_count_as_the_file_stands(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('a,b\n\n"c\nd",e\nf,g\n', encoding="utf-8")
    assert read_sheets(tmp_path / "a.csv")[0].rows == {0: ("a", "b"), 2: ("c\nd", "e"), 3: ("f", "g")}


def test_tables_of_an_html_file_that_calls_itself_xls(tmp_path: Path) -> None:
    page = "<html><meta charset=shift_jis><style>td{}</style><script>x</script><table>"
    page += "<tr><th rowspan=2>部署<th colspan=2>担当</tr><tr><td>姓<br>名</td><td>&yen;1,200</td></tr></table>"
    (tmp_path / "sfa.xls").write_bytes(page.encode("cp932"))
    (sheet,) = read_sheets(tmp_path / "sfa.xls")
    assert sheet.rows == {0: ("部署", "担当", None), 1: (None, "姓\n名", "¥1,200")}
    assert list(sheet.merged) == [Area(0, 0, 1, 0), Area(0, 1, 0, 2)]


class TestRefusals:
    def test_what_is_no_file(self, tmp_path: Path) -> None:
        (tmp_path / "loop").symlink_to("loop")
        assert refusal(tmp_path) == "not_a_file"
        assert refusal(tmp_path / "loop") == "not_a_file"
        assert refusal(tmp_path / "none.xlsx") == "not_found"

    @pytest.mark.parametrize(
        ("name", "content", "code"),
        [
            ("empty.csv", b"", "empty_file"),
            ("mark.csv", b"\xef\xbb\xbf", "empty_file"),
            ("~$book.xlsx", b"x", "lock_file"),
            ("page.xlsx", b"<!DOCTYPE html><html><body>404</body></html>", "not_a_workbook"),
            ("data.xlsx", b'{"a": 1}', "not_a_workbook"),
            ("picture.xlsx", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1", "not_a_workbook"),
            ("broken.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 900, "damaged"),
            ("cut.xlsx", b"PK\3\4" + b"x" * 50, "damaged"),
            ("nul.csv", ("架電数\0,値\r\n" + "佐藤,1\r\n" * 30).encode(), "damaged"),
            ("mixed.csv", "担当,架電数\r\n".encode() + "高橋,5\r\n".encode("cp932"), "unknown_encoding"),
            ("quote.csv", b'a,"' + b"x,1\n" * 300_000, "too_long_line"),
        ],
    )
    def test_what_is_no_workbook(self, tmp_path: Path, name: str, content: bytes, code: str) -> None:
        (tmp_path / name).write_bytes(content)
        assert refusal(tmp_path / name) == code

    @pytest.mark.parametrize(
        ("part", "content", "code"),
        [
            ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row>", "damaged"),
            ("xl/worksheets/sheet1.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>', "xml_entity"),
            ("xl/media/bomb.bin", b"\0" * (child.MOST_BYTES + 1), "too_large"),
            ("xl/workbook.xml", None, "not_a_workbook"),
            ("xl/worksheets/sheet1.xml", None, "damaged"),
        ],
    )
    def test_archives(self, book: Path, tmp_path: Path, part: str, content: bytes | None, code: str) -> None:
        with zipfile.ZipFile(book) as old, zipfile.ZipFile(tmp_path / "new.xlsx", "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                if name != part:
                    new.writestr(name, old.read(name))
            if content is not None:
                new.writestr(part, content)
        assert refusal(tmp_path / "new.xlsx") == code

    def test_too_many_cells(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(child, "MOST_CELLS", 5)
        (tmp_path / "a.csv").write_text(TABLE, encoding="utf-8")
        assert refusal(tmp_path / "a.csv") == "too_many_cells"


class TestDeaths:
    """A child that hangs, eats memory or breaks is one answer each."""

    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        (tmp_path / "a.csv").write_text(TABLE, encoding="utf-8")
        return tmp_path / "a.csv"

    def put(self, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
        monkeypatch.setattr(child, "child_command", lambda _path, *, careful: [sys.executable, "-S", "-c", code])

    def test_one_that_says_nothing(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(child, "_SECONDS_TO_FIRST_LINE", 0.2)
        self.put(monkeypatch, "import time; time.sleep(60)")
        begun = time.monotonic()
        assert refusal(path) == "time_limit"
        assert time.monotonic() - begun < 10

    def test_one_that_never_ends(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(child, "_SECONDS", 0.3)
        self.put(monkeypatch, "import time\nwhile True: print('{}', flush=True); time.sleep(.01)")
        assert refusal(path) == "time_limit"

    @pytest.mark.skipif(sys.platform != "linux", reason="the memory of another process is watched by /proc")
    def test_one_that_takes_all_memory(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.put(monkeypatch, "x = b'x' * (600 << 20); import time; time.sleep(60)")
        assert refusal(path) == "memory_limit"

    @pytest.mark.parametrize(
        ("code", "reason"),
        [
            ("raise SystemExit(3)", "memory_limit"),
            ("import os; os.abort()", "memory_limit"),
            ("raise SystemExit(1)", "damaged"),
            ("pass", "damaged"),
            ("print('{\"rows\": [[0, 1')", "damaged"),
        ],
    )
    def test_one_that_breaks(self, path: Path, monkeypatch: pytest.MonkeyPatch, code: str, reason: str) -> None:
        self.put(monkeypatch, code)
        assert refusal(path) == reason


def test_one_far_cell_costs_no_dense_grid(tmp_path: Path) -> None:
    made = Workbook()
    page = made.active
    assert page is not None
    page["A1"], page["XFD1048576"] = "架電数", 1
    made.save(tmp_path / "far.xlsx")
    (sheet,) = read_sheets(tmp_path / "far.xlsx")
    assert sheet.rows[0] == ("架電数",)
    assert sheet.value(1_048_575, 16_383) == 1


def test_progress_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(TABLE * 2_000, encoding="utf-8")
    told: list[tuple[int, int]] = []
    read_sheets(tmp_path / "a.csv", lambda done, total: told.append((done, total)))
    assert told == [(1_000, 0), (2_000, 0), (3_000, 0), (4_000, 0)]


def test_a_frozen_program_is_its_own_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert child_command(Path("a.xlsx"), careful=False) == [sys.executable, child.READ_FLAG, "a.xlsx", ""]


def test_reading_loads_neither_numpy_nor_excel_in_the_program() -> None:
    code = (
        "import sys, isplanner.workbook.reading; print({'numpy', 'openpyxl', 'python_calamine'} & sys.modules.keys())"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"
