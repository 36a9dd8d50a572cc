"""Hires and leavers by command, and all that follows a scenario's people."""

from pathlib import Path

import pytest

from isplanner.plan.headcount import Headcount
from isplanner.plan.scenario import Scenario
from isplanner.store.document import Document
from tests.cli.conftest import Run

HIRED = ("--hire", "2@2026-11:50%,75%", "--leave", "大野@2026-12")


def scenario_of(path: Path, name: str) -> Scenario:
    with Document.open(path, read_only=True) as document:
        return next(one for one in document.plan.scenarios if one.name == name)


def headcount(path: Path, name: str) -> Headcount:
    return scenario_of(path, name).headcount


def test_a_scenario_hires_and_loses_people_in_one_edit(run: Run, demo: Path) -> None:
    edits = len(run("history", demo, "--json").json)
    assert run("set", demo, "--scenario", "増員", "着電率=20%", *HIRED).code == 0
    found = headcount(demo, "増員")
    assert [(hire.people, hire.start.isoformat(), hire.ramp) for hire in found.hires] == [
        (2.0, "2026-11-01", (0.5, 0.75))
    ]
    assert [day.isoformat() for day in found.leavers.values()] == ["2026-12-01"]
    assert scenario_of(demo, "増員").values
    assert len(run("history", demo, "--json").json) == edits + 1
    assert run("undo", demo).code == 0
    assert run("simulate", demo, "--scenario", "増員").code == 1


def test_setting_again_is_no_edit_and_zero_takes_away(run: Run, demo: Path) -> None:
    run("set", demo, *HIRED)
    assert run("set", demo, *HIRED, "--json").json == {"edit": None, "words": None}
    assert run("set", demo, "--hire", "1@2026-12", "--json").json["words"] == "人員を 採用 3・退職 1 に"
    assert run("set", demo, "--hire", "0@11月", "--leave", "大野@none").code == 0
    with Document.open(demo, read_only=True) as document:
        found = document.plan.chosen.headcount
    assert [(hire.people, hire.start.month) for hire in found.hires] == [(1.0, 12)]
    assert not found.leavers
    assert run("set", demo, "--hire", "0@12月").out.strip() == "人員をプランのメンバーに戻す"


def test_in_the_baseline_it_makes_a_draft(run: Run, plan: Path) -> None:
    assert run("set", plan, "架電数[webinar]=100", "--hire", "3@2026-10").code == 0
    draft = scenario_of(plan, "案 1")
    assert (draft.headcount.hired, len(draft.values)) == (3, 1)
    assert headcount(plan, "基準").is_same


def test_solving_simulating_and_replanning_follow_its_people(run: Run, demo: Path) -> None:
    before = {name: run(name, demo, "--json").json for name in ("solve", "simulate")}
    assert run("set", demo, "--scenario", "増員", "--hire", "3@2026-10").code == 0
    assert run("simulate", demo, "--json").json == before["simulate"]
    more = run("simulate", demo, "--scenario", "増員", "--json").json["people"]
    own = before["simulate"]["people"]
    assert more["team"] == pytest.approx(own["team"] + 3)
    assert more["most"] / more["team"] == pytest.approx(own["most"] / own["team"])
    assert "採用 3" in run("simulate", demo, "--scenario", "増員").out
    said = run("solve", demo, "--scenario", "増員").out
    assert "（このシナリオは 採用 3 で 10.5 人分）" in said
    # A goal for which the plan's own team is too small.
    goal = ("--goal", "140000000", "--lever", "架電数", "--json")
    alone = {name: run("solve", demo, "--scenario", name, *goal).json for name in ("基準", "増員")}
    assert not alone["基準"]["feasible"]
    assert alone["増員"]["feasible"]
    ways = {
        name: run("replan", demo, "--as-of", "2026-11-20", "--scenario", name, "--json").json["proposals"][0]
        for name in ("基準", "増員")
    }
    assert ways["増員"]["people"]["team"] == pytest.approx(ways["基準"]["people"]["team"] + 3)


@pytest.mark.parametrize(
    ("option", "code"),
    [
        (("--hire", "2"), "bad_hire"),
        (("--hire", "x@2026-11"), "bad_people"),
        (("--hire", "2@2027-11"), "bad_start"),
        (("--hire", "2@2026-11:150%"), "bad_ramp"),
        (("--leave", "大野"), "bad_leaver"),
        (("--leave", "火星人@2026-11"), "unknown_person"),
        (("--leave", "大野@2027-11"), "bad_start"),
    ],
)
def test_what_cannot_be_read_changes_nothing(run: Run, demo: Path, option: tuple[str, str], code: str) -> None:
    before = demo.read_bytes()
    ended = run("set", demo, *option, "--json")
    assert (ended.code, ended.json["error"]["code"]) == (1, code)
    assert ended.json["error"]["message"] == ended.err.strip()
    assert demo.read_bytes() == before


def test_a_plan_without_members_says_so(run: Run, plan: Path) -> None:
    ended = run("set", plan, "--leave", "大野@2026-12", "--json")
    assert ended.json["error"]["code"] == "no_members"


def test_adopting_says_that_hires_are_no_members_yet(run: Run, demo: Path) -> None:
    before = run("allocate", demo, "--metric", "orders", "--json").json["orders"]["rows"]
    assert "採用予定" not in run("adopt", demo).out
    run("set", demo, "--hire", "2@2026-11")
    assert "採用予定の 2 人はまだメンバーではない" in run("adopt", demo).out
    after = run("allocate", demo, "--metric", "orders", "--json").json["orders"]["rows"]
    assert [row["member"] for row in after] == [row["member"] for row in before]
