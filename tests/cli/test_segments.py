import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.cli.conftest import Run

HEAD = ("日時", "担当", "会社名", "業種", "リードソース", "結果", "通話時間(秒)", "メモ")


def log_rows() -> Iterator[Sequence[object]]:
    """Calls of four days: at ten one in two is answered, at other hours one in ten."""
    for day in range(6, 10):
        for hour in range(9, 18):
            for n in range(20):
                answered = n % 2 == 0 if hour == 10 else n % 10 == 0
                member = ("青木 一郎", "井上 二葉")[n % 2]
                industry = ("製造", "IT", "医療", "")[n % 4]
                outcome = ("アポ獲得" if n == 0 else "会話") if answered else "不在"
                yield f"2026/7/{day} {hour}:{n:02d}", member, f"会社{n}", industry, "展示会", outcome, None, f"メモ {n}"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "架電ログ.csv"
    with path.open("w", encoding="cp932", newline="") as file:
        csv.writer(file).writerows([HEAD, *log_rows()])
    return path


@pytest.fixture
def called(run: Run, plan: Path, log: Path) -> Path:
    """A plan with a call log."""
    assert run("import", plan, log).code == 0
    return plan


def test_the_hour_that_wins_stands_out(run: Run, called: Path) -> None:
    answer = run("segments", called, "--metric", "connect_rate", "--by", "hour", "--json").json
    assert [part["by"] for part in answer] == [{"hour": hour} for hour in range(9, 18)]
    assert [part["by"]["hour"] for part in answer if part["stands_out"] and part["lift"] > 1] == [10]
    ten = answer[1]
    assert ten.keys() == {"by", "trials", "successes", "rate", "shrunk", "p10", "p90", "lift", "q", "stands_out"}
    assert (ten["trials"], ten["successes"], ten["rate"]) == (80, 40, 0.5)
    assert 0.1 < ten["p10"] < ten["shrunk"] < ten["p90"] < 0.6
    assert ten["q"] < 0.001


def test_two_facets_under_japanese_names(run: Run, called: Path) -> None:
    answer = run("segments", called, "--metric", "着電率", "--by", "曜日、業種", "--json").json
    assert {part["by"]["weekday"] for part in answer} == {"月", "火", "水", "木"}
    assert {part["by"]["industry"] for part in answer} == {"製造", "IT", "医療", None}
    assert sum(part["trials"] for part in answer) == 4 * 9 * 20
    english = run("--lang", "en", "segments", called, "--metric", "着電率", "--by", "Weekday", "--json").json
    assert [part["by"]["weekday"] for part in english] == ["Mon", "Tue", "Wed", "Thu"]


def test_a_table_says_it_in_words(run: Run, called: Path) -> None:
    ended = run("segments", called, "--metric", "connect_rate", "--by", "時間帯")
    assert "着電率: 全体 14.4%（電話着電数 104 ÷ 架電数 720、1 件ごとの記録から）" in ended.out
    assert any(line.startswith("10時台") and line.endswith("▲ 高い") for line in ended.out.splitlines())
    english = run("--lang", "en", "segments", called, "--metric", "connect_rate", "--by", "hour,channel")
    assert any(line.startswith("10:00 ") for line in english.out.splitlines())
    assert "▲ higher" in english.out
    assert not any("\u3040" <= sign <= "\u30ff" for sign in english.out)


def test_undoing_the_import_takes_the_records_back(run: Run, called: Path) -> None:
    assert run("undo", called).code == 0
    ended = run("segments", called, "--metric", "connect_rate", "--by", "hour", "--json")
    assert ended.code == 1
    assert ended.json["error"]["code"] == "no_trials"
    assert run("redo", called).code == 0
    assert run("segments", called, "--metric", "connect_rate", "--by", "hour").code == 0


def test_known_only_leaves_the_records_of_strangers_out(run: Run, plan: Path, log: Path, tmp_path: Path) -> None:
    book = tmp_path / "実績.csv"
    book.write_text("日付,担当,チャネル,指標,値\n2026-10-01,青木 一郎,展示会,架電数,40\n", encoding="utf-8-sig")
    run("import", plan, book)
    run("import", plan, log, "--known-only")
    answer = run("segments", plan, "--metric", "connect_rate", "--by", "member,hour", "--json").json
    assert {part["by"]["member"] for part in answer} == {"青木 一郎"}
    assert sum(part["trials"] for part in answer) == 360


def test_nothing_of_a_customer_is_kept(run: Run, called: Path) -> None:
    del run
    stored = called.read_bytes()
    assert "製造".encode() in stored
    assert "会社1".encode() not in stored
    assert "メモ 1".encode() not in stored


def test_the_demo_tells_by_weekday_from_its_daily_actuals(run: Run, demo: Path) -> None:
    answer = run("segments", demo, "--metric", "connect_rate", "--by", "weekday", "--json").json
    assert [part["by"]["weekday"] for part in answer] == ["月", "火", "水", "木", "金"]
    assert run("segments", demo, "--metric", "着電商談化率", "--by", "担当,チャネル").code == 0
    ended = run("segments", demo, "--metric", "connect_rate", "--by", "hour")
    assert (ended.code, ended.err.splitlines()) == (
        1,
        ["「hour」では分けられません。", "分けられるのは 曜日、担当、チャネル です。"],
    )


@pytest.mark.parametrize("by", ["hour,weekday,member", "", "hour,", ","])
def test_one_or_two_names_are_asked_for(run: Run, demo: Path, by: str) -> None:
    assert run("segments", demo, "--metric", "connect_rate", "--by", by).code == 2


def test_what_cannot_be_told_apart_is_said(run: Run, demo: Path, plan: Path) -> None:
    assert (
        run("segments", demo, "--metric", "リード数", "--by", "weekday", "--json").json["error"]["code"]
        == "not_a_share"
    )
    assert (
        run("segments", demo, "--metric", "ない", "--by", "weekday", "--json").json["error"]["code"] == "unknown_metric"
    )
    ended = run("segments", plan, "--metric", "connect_rate", "--by", "weekday")
    assert ended.code == 1
    assert "着電率" in ended.err
