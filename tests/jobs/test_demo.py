"""The demo plan is the one of the margins: every figure exact, everything in it an ordinary edit."""

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from isplanner.analysis.tree.project import project
from isplanner.jobs import demo
from isplanner.jobs.answer import Answer, work_out
from isplanner.jobs.demo import make_demo
from isplanner.plan.fact import Fact
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey
from isplanner.store.document import Document
from isplanner.text.language import LANGUAGES
from isplanner.text.numbers import format_number

MARGINS: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "files" / "demo_margins.json").read_text(encoding="utf-8")
)
MEMBERS, CHANNELS = MARGINS["members"], MARGINS["channels"]


@pytest.fixture
def answer(document: Document) -> Answer:
    return work_out(document.plan, document.actuals())


def facts(document: Document, quarter: str) -> list[Fact]:
    """The facts of the base quarter or of this quarter to date."""
    span = document.plan.base if quarter == "base" else document.plan.period
    return [stored.fact for stored in document.facts() if span.covers(stored.fact.span)]


@pytest.mark.parametrize("quarter", ["base", "to_date"])
def test_channels_add_up_to_their_margins(document: Document, quarter: str) -> None:
    sums = Counter[tuple[str, str | None]]()
    for fact in facts(document, quarter):
        sums[fact.metric, fact.channel] += int(fact.value)
    for metric, of_channels in MARGINS[quarter]["channels"].items():
        assert {channel: sums[metric, channel] for channel in CHANNELS} == of_channels
    for metric in ("leads", "mails_opened"):
        assert {channel: sums[metric, channel] for channel in MARGINS[quarter][metric]} == MARGINS[quarter][metric]


def test_members_add_up_to_their_margins(document: Document) -> None:
    sums = Counter[tuple[str, str | None]]()
    for fact in facts(document, "to_date"):
        sums[fact.metric, fact.member] += int(fact.value)
    for metric, of_members in MARGINS["to_date"]["members"].items():
        assert [sums[metric, member] for member in MEMBERS] == of_members


def test_base_members_add_up_by_month(document: Document) -> None:
    sums = Counter[tuple[str, str | None, int]]()
    for fact in facts(document, "base"):
        if fact.channel != "mail_magazine":
            sums[fact.metric, fact.member, fact.span.start.month] += int(fact.value)
    for metric, counted in (("dials", "dials"), ("phone_connects", "connects")):
        of_months = MARGINS["base"]["members_by_month"][metric]
        assert [[sums[counted, member, month] for month in (7, 8, 9)] for member in MEMBERS] == of_months


def test_leads_and_opened_mails_are_known_without_member(document: Document) -> None:
    known = {(f.metric, f.member) for f in facts(document, "to_date") if f.metric in {"leads", "mails_opened"}}
    assert known == {("leads", None), ("mails_opened", None)}


def test_two_cells_are_held(document: Document) -> None:
    held = [(cell.sheet, cell.text, cell.reason) for cell in document.held()]
    assert held == [("8月", "約30", "not_a_number"), ("日次実績", "?", "unknown_member")]


def test_people_and_channels_are_those_of_the_pictures(document: Document) -> None:
    members = document.plan.members
    assert [member.name for member in members] == MEMBERS
    assert {member.name: member.capacity for member in members if member.capacity != 1} == {"江口 四季": 0.75}
    assert {member.name: (member.joined, member.ramp) for member in members if member.ramp} == {
        "久保 八雲": (date(2026, 10, 1), (0.5, 0.75))
    }
    assert list(document.plan.channels) == CHANNELS


def test_the_goal_stands_on_last_years_figure_with_its_source(document: Document) -> None:
    goal = document.plan.goal
    assert goal is not None
    assert (goal.metric, goal.value, goal.base, goal.relative) == ("revenue", 120_000_000, 104_347_826, 0.15)
    assert goal.base_source is not None
    assert goal.base_source.startswith("2025年度 第3四半期")


def test_targets_are_typed_by_channel_and_summed(document: Document) -> None:
    targets = {key: target.value for key, target in document.plan.targets.items()}
    for metric, of_channels in MARGINS["targets"].items():
        wanted = {channel: value for channel, value in of_channels.items() if value}
        assert {key.channel: value for key, value in targets.items() if key.metric == metric and key.channel} == wanted
        assert targets[NodeKey(metric)] == sum(wanted.values())
    rates = {metric: targets[NodeKey(metric)] for metric in MARGINS["scenarios"]["目標"]["levers"]}
    assert rates == pytest.approx(MARGINS["scenarios"]["目標"]["levers"], rel=1e-15)
    assert (targets[NodeKey("leads")], targets[NodeKey("mails_opened")]) == (4200, 8000)


def test_every_node_of_the_tree_has_a_target(document: Document) -> None:
    assert set(document.plan.tree.nodes) == set(document.plan.targets)


def test_the_baseline_is_what_the_base_quarter_says(answer: Answer) -> None:
    for metric, value in MARGINS["scenarios"]["基準"]["levers"].items():
        assert project_plan(answer, "基準")[NodeKey(metric)] == pytest.approx(value, rel=1e-12)


def test_scenarios_have_the_rates_and_the_kgi_of_the_margins(answer: Answer) -> None:
    names = {"基準": "基準", "強気": "強気", "慎重": "慎重", "目標案 A": "目標案 A（編集中）"}
    assert [scenario.name for scenario in answer.plan.scenarios] == list(names)
    assert answer.plan.chosen.name == "目標案 A"
    for name, margins in names.items():
        values, wanted = project_plan(answer, name), MARGINS["scenarios"][margins]
        for metric, value in wanted["levers"].items():
            assert values[NodeKey(metric)] == pytest.approx(value, rel=1e-9), (name, metric)
        assert format_number(values[NodeKey("revenue")]) == format_number(wanted["kgi"])


def project_plan(answer: Answer, scenario: str) -> dict[NodeKey, float | None]:
    chosen = next(each for each in answer.plan.scenarios if each.name == scenario)
    return dict(project(answer.plan, answer.baseline, chosen).values)


def test_the_as_of_date_is_the_last_day_with_actuals(answer: Answer) -> None:
    assert answer.as_of == date.fromisoformat(MARGINS["as_of"])


def test_all_of_it_is_history_and_can_be_undone_and_redone(tmp_path: Path, demo_file: Path) -> None:
    copy = tmp_path / "copy.isplan"
    copy.write_bytes(demo_file.read_bytes())
    with Document.open(copy) as document:
        codes = [past.code for past in document.history()]
        assert codes == [
            "import_file",
            "set_goal",
            "set_purpose",
            *["set_member"] * 2,
            *["set_owner", "set_owners", "set_owners", "set_owner", "set_owner", "set_owner"],
            *["set_metric"] * 3,
            "set_targets",
            *["add_scenario", "set_levers"] * 3,
            *["write_comment"] * 3,
            "set_influence",
            "import_file",
        ]
        full = document.plan
        for _ in codes:
            document.undo()
        empty = document.plan
        assert (empty.members, empty.goal, dict(empty.targets), len(empty.scenarios)) == ((), None, {}, 1)
        assert len(document.actuals()) == 0
        for _ in codes:
            document.redo()
        again = document.plan
        assert (again.members, again.goal, again.targets, again.scenarios) == (
            full.members,
            full.goal,
            full.targets,
            full.scenarios,
        )


def test_the_file_is_whole(document: Document) -> None:
    assert document.check() == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_in_the_language_asked_for(tmp_path: Path, language: str) -> None:
    made = tmp_path / "demo.isplan"
    make_demo(made, "en" if language == "en" else "ja")
    with Document.open(made, read_only=True) as document:
        chosen = document.plan.chosen.name
    assert chosen == {"ja": "目標案 A", "en": "Target plan A"}[language]


def test_a_plan_that_is_there_is_left_alone(tmp_path: Path) -> None:
    there = tmp_path / "demo.isplan"
    there.write_bytes(b"mine")
    with pytest.raises(PlanError) as refused:
        make_demo(there, "ja")
    assert refused.value.problem.code == "plan_exists"
    assert there.read_bytes() == b"mine"


def test_nothing_is_left_of_a_demo_that_could_not_be_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(demo, "commit", fail)
    with pytest.raises(KeyboardInterrupt):
        make_demo(tmp_path / "demo.isplan", "ja")
    assert list(tmp_path.iterdir()) == []
