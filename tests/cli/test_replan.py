"""replan: pace, what is left shared out again, and three ways back."""

from pathlib import Path

from isplanner.store import edits
from isplanner.store.document import Document
from tests.cli.conftest import Run


def test_the_demo_from_its_as_of_date(run: Run, demo: Path) -> None:
    answer = run("replan", demo, "--as-of", "2026-11-20", "--json").json
    assert answer["as_of"] == "2026-11-20"
    orders = answer["metrics"]["orders"]
    assert (orders["target"], orders["actual"], orders["left"]) == (120, 67, 53)
    assert (orders["days_done"], orders["days_left"]) == (35, 25)
    assert (orders["pace"], orders["pace_needed"]) == (67 / 35, 53 / 25)
    for metric in answer["metrics"].values():
        rest = metric["rest"]
        weeks = [week["total"] for week in rest["weeks"]]
        assert rest["total"] == metric["left"] == sum(rest["months"]) == sum(weeks)
        assert [sum(column) for column in zip(*(row["months"] for row in rest["rows"]), strict=True)] == rest["months"]
        assert [sum(column) for column in zip(*(row["weeks"] for row in rest["rows"]), strict=True)] == weeks
        assert sum(month["rest"] for month in metric["months"]) == metric["left"]
        if "channels" in rest:
            assert sum(channel["total"] for channel in rest["channels"].values()) == metric["left"]
    assert [proposal["kind"] for proposal in answer["proposals"]] == ["volume", "rates", "mixed"]
    assert answer["goal"] == 120_000_000
    assert 0 < answer["probability"] < 1
    assert all(0 < proposal["probability"] < 1 for proposal in answer["proposals"])


def test_the_day_is_that_of_the_actuals_unless_given(run: Run, demo: Path) -> None:
    assert run("replan", demo, "--json").out == run("replan", demo, "--as-of", "2026-11-20", "--json").out


def test_what_it_says(run: Run, demo: Path) -> None:
    said = run("replan", demo, "--metric", "受注数", "--as-of", "2026-11-20").out
    assert "35 営業日が終わり、残り 25 営業日です。" in said
    assert "加藤 六花" in said
    assert "量を増やす" in said
    assert "架電数 1日" in said
    slow = run("replan", demo, "--metric", "受注数", "--as-of", "2026-10-09").out
    assert "12月" in slow


def test_a_month_that_would_carry_too_much_is_said(run: Run, demo: Path) -> None:
    assert run("set", demo, "受注数=200", "--target").code == 0
    said = run("replan", demo, "--metric", "受注数").out
    assert "受注数: 12月は実績と残りで" in said


def test_after_the_period_and_before(run: Run, demo: Path) -> None:
    over = run("replan", demo, "--as-of", "2026-12-31", "--json").json
    assert over["metrics"]["orders"]["rest"] is None
    assert over["metrics"]["orders"]["pace_needed"] is None
    assert over["proposals"] == []
    before = run("replan", demo, "--as-of", "2026-09-30", "--json").json
    assert before["metrics"]["orders"]["left"] == 120
    assert len(before["proposals"]) == 3


def test_a_new_plan(run: Run, plan: Path) -> None:
    assert run("replan", plan, "--json").json["metrics"] == {}
    assert "目標がまだありません" in run("replan", plan).out


def test_without_actuals_the_targets_are_shared_and_why_there_is_no_proposal_is_said(run: Run, plan: Path) -> None:
    assert run("set", plan, "架電数[webinar]=1000", "--target").code == 0
    with Document.open(plan) as document:
        document.edit(edits.set_goal("revenue", 1_000_000))
    answer = run("replan", plan, "--as-of", "2026-10-31", "--json").json
    assert answer["metrics"]["dials"]["left"] == 1000
    assert (answer["proposals"], answer["probability"]) == ([], None)
    assert "挽回の案は出せません" in run("replan", plan, "--as-of", "2026-10-31").out
