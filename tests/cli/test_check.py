"""check: the file, its sums, and what is found of its targets."""

import sqlite3
from pathlib import Path

import pytest

from isplanner.store.document import Document
from tests.cli.conftest import Run


def test_a_whole_plan_has_findings_and_exit_0(run: Run, demo: Path) -> None:
    ended = run("check", demo, "--json")
    answer = ended.json
    assert (ended.code, answer["ok"], answer["problems"]) == (0, True, [])
    codes = {finding["code"] for finding in answer["findings"]}
    assert {"smart_no_owner", "smart_unlikely", "smart_unrelated", "members_unlikely"} <= codes
    unlikely = next(f for f in answer["findings"] if f["code"] == "smart_unlikely" and f["node"] == "connect_rate")
    assert unlikely["values"]["target"] == pytest.approx(0.2)
    assert unlikely["mend"]["code"] == "mend_target"
    assert 0.18 < unlikely["mend"]["values"]["value"] < 0.2
    assert all(finding["message"] for finding in answer["findings"])


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_a_manager_reads(run: Run, demo: Path, language: str) -> None:
    ended = run("--lang", language, "check", demo)
    assert ended.code == 0
    owners = "担当者が決まっていません" if language == "ja" else "nobody answers for it"
    assert ended.out.count(owners) == 1  # said once, of all nodes together
    assert not any(sign in ended.out.lower() for sign in ("nan", "{", "none"))


def test_sums_that_do_not_add_up_are_named_with_exit_1(run: Run, demo: Path) -> None:
    with sqlite3.connect(demo) as connection:
        connection.execute("update target set value = value + 7 where id = (select id from target where value = 29000)")
    connection.close()
    ended = run("check", demo, "--json")
    answer = ended.json
    assert (ended.code, answer["ok"]) == (1, False)
    (problem,) = answer["problems"]
    assert (problem["code"], problem["table"]) == ("channels_differ", "target")
    assert "29,007" in problem["message"]
    assert answer["findings"] == []
    assert "29,007" in ended.err


def test_a_damaged_file_is_named_with_exit_1(run: Run, demo: Path) -> None:
    demo.write_bytes(demo.read_bytes()[: 3 * 4096])
    ended = run("check", demo, "--json")
    assert ended.code == 1
    assert ended.json
    assert "Traceback" not in ended.err


def test_a_new_plan_is_whole_and_has_no_targets_to_judge(run: Run, plan: Path) -> None:
    answer = run("check", plan, "--json").json
    assert (answer["ok"], answer["findings"]) == (True, [])
    assert "目標がまだない" in run("check", plan).out


def test_check_changes_nothing(run: Run, demo: Path) -> None:
    with Document.open(demo, read_only=True) as document:
        before = document.plan.revision
    assert run("check", demo).code == 0
    with Document.open(demo, read_only=True) as document:
        assert document.plan.revision == before
