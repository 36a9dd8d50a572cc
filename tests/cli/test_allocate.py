"""allocate: the JSON of the design, chances and grounds, and what it says to people."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from isplanner.plan.period import PeriodRule
from isplanner.plan.scope import Member, NodeKey
from isplanner.plan.target import Way
from isplanner.store import edits
from isplanner.store.document import Document
from tests.cli.conftest import Run


def assert_sums(answer: dict[str, Any], rows: dict[str, Any] | None = None) -> None:
    """Months and weeks make the total, and members what is handed out, everywhere."""
    handed = answer.get("handed") or answer
    weeks = [week["total"] if isinstance(week, dict) else week for week in handed["weeks"]]
    assert answer["total"] == sum(answer["months"]) == sum(week["total"] for week in answer["weeks"])
    assert handed["total"] == sum(handed["months"]) == sum(weeks)
    for row in answer["rows"]:
        assert sum(row["months"]) == sum(row["weeks"])
    for part, sums in (("months", handed["months"]), ("weeks", weeks)):
        for place in ("rows", "teams") if "teams" in answer else ("rows",):
            assert [sum(column) for column in zip(*(row[part] for row in answer[place]), strict=True)] == sums
    channels = answer.get("channels", {}).values()
    for channel in channels:
        assert_sums(channel)
    if channels:
        assert sum(channel["total"] for channel in channels) == answer["total"]


def test_every_count_and_amount_of_the_demo(run: Run, demo: Path) -> None:
    answer = run("allocate", demo, "--json").json
    assert set(answer) == {
        *("leads", "dials", "connects", "appointments", "valid_appointments", "orders", "revenue"),
        *("mail_replies", "mails_opened"),
    }
    for one in answer.values():
        assert_sums(one)
    assert answer["revenue"]["total"] == 120_000_000
    row = answer["appointments"]["rows"][0]
    assert set(row) == {"member", "months", "weeks", "probability", "stretch", "flag", "grounds"}
    assert 0 < row["probability"] < 1
    assert row["grounds"]["days"]["business_days"] == [21, 19, 20]
    channel = answer["appointments"]["channels"]["webinar"]["rows"][0]
    assert (channel["probability"], channel["stretch"]) == (None, None)


def test_one_metric_by_name_as_of_a_day(run: Run, demo: Path) -> None:
    early, late = (
        run("allocate", demo, "--metric", "商談化数", "--as-of", day, "--json").json["appointments"]
        for day in ("2026-10-09", "2026-11-20")
    )
    assert [row["weeks"] for row in early["rows"]] == [row["weeks"] for row in late["rows"]]
    assert [row["probability"] for row in early["rows"]] != [row["probability"] for row in late["rows"]]


def edit(path: Path, *made: edits.Edit) -> None:
    with Document.open(path) as document:
        for one in made:
            document.edit(one)


@pytest.mark.parametrize("way", list(Way))
def test_every_way_adds_up_and_says_what_it_took(run: Run, demo: Path, way: Way) -> None:
    with Document.open(demo) as document:
        nodes = [node for node in document.plan.targets if node.metric == "connects"]
        for node in nodes:
            document.edit(edits.set_way(node, way))
            document.edit(edits.set_weights(node, {member.id: float(member.id) for member in document.plan.members}))
    answer = run("allocate", demo, "--metric", "connects", "--json").json["connects"]
    assert_sums(answer)
    (taken,) = answer["ways"]
    assert taken["wished"] == way.value
    assert (taken["taken"], taken["reason"]) == (
        (way.value, None) if way is not Way.LAST_YEAR else ("business_days", "no_last_year")
    )


def test_markup_teams_and_the_second_line(run: Run, demo: Path) -> None:
    node = NodeKey("orders")
    with Document.open(demo) as document:
        document.edit(edits.set_markup(node, 0.05))
        document.edit(edits.set_aims({node: 140.0}))
        for member in document.plan.members:
            team = "東京" if member.id % 2 else "大阪"
            document.edit(edits.set_member(replace(member, teams=((None, team),))))
    answer = run("allocate", demo, "--metric", "orders", "--json").json["orders"]
    assert_sums(answer)
    assert (answer["total"], answer["handed"]["total"]) == (120, 126)
    assert [team["team"] for team in answer["teams"]] == ["東京", "大阪"]
    aim = run("allocate", demo, "--metric", "orders", "--line", "aim", "--json").json["orders"]
    assert aim["total"] == 140
    assert_sums(aim)
    said = run("allocate", demo, "--metric", "orders").out
    assert "メンバーの合計は 126件（プラン 120件）" in said
    assert "大阪" in said


def test_grounds_are_four_lines_a_member(run: Run, demo: Path) -> None:
    lines = run("allocate", demo, "--metric", "dials", "--grounds").out.splitlines()
    start = lines.index("江口 四季")
    assert [line.split(":")[0].strip() for line in lines[start + 1 : start + 5]] == ["もと", "取り分", "日数", "確率"]
    assert "稼働 0.75" in lines[start + 3]


def test_a_new_plan_has_nothing_to_share_out(run: Run, plan: Path) -> None:
    assert run("allocate", plan, "--json").json == {}
    assert "目標がまだありません" in run("allocate", plan).out


def test_without_members_and_actuals(run: Run, plan: Path) -> None:
    assert run("set", plan, "架電数[webinar]=1000", "--target").code == 0
    answer = run("allocate", plan, "--json").json["dials"]
    assert (answer["total"], answer["rows"]) == (1000, [])
    edit(plan, edits.add_member(Member(0, "青木 一郎")))
    (row,) = run("allocate", plan, "--json").json["dials"]["rows"]
    assert sum(row["months"]) == 1000
    assert (row["probability"], row["stretch"], row["flag"]) == (None, None, None)


def test_a_year_of_months_closing_on_the_20th_and_weeks_from_saturday_passes_check(run: Run, tmp_path: Path) -> None:
    path, rule = tmp_path / "year.isplan", PeriodRule(closing_day=20, week_start=5)
    assert run("demo", path).code == 0
    edit(path, edits.set_rule(rule))
    edit(path, edits.set_period(rule.fiscal_year(2026), rule.fiscal_year(2025)))
    assert run("check", path, "--json").json["ok"] is True
    answer = run("allocate", path, "--json").json
    for one in answer.values():
        assert_sums(one)
        assert len(one["months"]) == 12
