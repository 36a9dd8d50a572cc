from datetime import datetime
from pathlib import Path

import pytest

from isplanner.jobs.clipboard import table_file
from isplanner.jobs.import_files import Wish, read_files
from isplanner.jobs.new_plan import fiscal_period, plan_blueprint
from isplanner.plan.period import PeriodRule
from isplanner.plan.problem import PlanError
from isplanner.store.document import Document

NOW = datetime(2026, 11, 26, 9, 37, 12)  # noqa: DTZ001 (what the clock on the wall says)
TABLE = "2026年11月\n担当\t架電数\t着電数\n青木 一郎\t412\t80\n井上 二葉\t390\t75\n"


def test_a_copied_table_is_read_as_a_file_would_be(tmp_path: Path) -> None:
    path = table_file(TABLE, "", tmp_path, NOW, "ja")
    assert path.name == "クリップボード 2026-11-26 09.37.12.tsv"
    period = fiscal_period(PeriodRule(), NOW.date(), 2026, 3)
    with Document.create(tmp_path / "plan.isplan", plan_blueprint(period, "ja")) as document:
        reading = read_files(document.plan, [path], Wish())
    assert sorted(fact.value for fact in reading.facts) == [75, 80, 390, 412]
    assert {fact.source.file for fact in reading.facts} == {path.name}


MAIL = """<html><head><title>メール</title></head><body><p>お疲れ様です。11月の結果です。</p>
<table border=1><tr><th rowspan=2>担当</th><th colspan=2>2026年11月</th></tr><tr><th>架電数</th><th>着電数</th></tr>
<tr><td>青木 一郎</td><td>412</td><td>80</td></tr><tr><td>井上&nbsp;二葉</td><td>390</td><td>75</td></tr></table></body>
</html>"""


@pytest.mark.parametrize("text", ["", "担当\n2026年11月\n架電数\n着電数\n青木 一郎\n412\n80"])
def test_a_table_that_a_mail_gives_as_a_page_alone_is_read(tmp_path: Path, text: str) -> None:
    path = table_file(text, MAIL, tmp_path, NOW, "ja")
    period = fiscal_period(PeriodRule(), NOW.date(), 2026, 3)
    with Document.create(tmp_path / "plan.isplan", plan_blueprint(period, "ja")) as document:
        reading = read_files(document.plan, [path], Wish())
    found = {(fact.member, fact.metric): fact.value for fact in reading.facts}
    assert found == {
        ("青木 一郎", "dials"): 412,
        ("青木 一郎", "connects"): 80,
        ("井上 二葉", "dials"): 390,
        ("井上 二葉", "connects"): 75,
    }


@pytest.mark.parametrize("text", ["", "hello", "one\ntwo\nthree", "a\tb"])
def test_what_is_no_table_is_said(tmp_path: Path, text: str) -> None:
    with pytest.raises(PlanError, match="no_table_copied"):
        table_file(text, f"<p>{text}</p>", tmp_path, NOW, "en")
    assert list(tmp_path.iterdir()) == []


def test_text_goes_before_the_page_of_the_same_table(tmp_path: Path) -> None:
    assert table_file(TABLE, MAIL, tmp_path, NOW, "ja").suffix == ".tsv"
