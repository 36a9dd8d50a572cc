"""Each thing a user can change: what it does, that undo takes it back, that twice is once, what it refuses."""

import dataclasses
from collections.abc import Callable
from datetime import date

import pytest

from isplanner.plan.headcount import Headcount, Hire
from isplanner.plan.judgement import Judgement
from isplanner.plan.metric import Kind, Metric
from isplanner.plan.period import PeriodRule, Span
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import Member, NodeKey
from isplanner.plan.season import MonthFactor
from isplanner.plan.target import Edition, Goal, Levels, Purpose, Way
from isplanner.store import edits
from isplanner.store.document import Document
from isplanner.store.edits import Edit
from isplanner.store.stored import LeverValue
from isplanner.text.edits import describe_edit
from tests.store.samples import DIALS, JULY, ORDERS, RATE, bring_in, content, draft_name, fact, new_channel, query

OCTOBER = Span(date(2026, 10, 1), date(2026, 11, 1))
RATE_OF_MAIL = NodeKey("valid_rate", "mail_magazine")
NEWCOMER = Member(0, "鈴木 一郎", 0.5, date(2026, 10, 1), date(2027, 1, 1), (0.5, 0.75))
TEAMS = ((None, "東"), (date(2026, 11, 1), "西"))
RATES_PARTS = {"tree", "scenarios", "judgements", "comments", "influences"}
HIRED = Hire(2.0, date(2026, 11, 1), (0.5, 0.75))
METRIC = Metric("visits", "訪問数", "Visits", "件", Kind.COUNT)


def set_levers(values: dict[NodeKey, LeverValue], scenario: str | None = None) -> Edit:
    return edits.set_levers(values, draft_name, scenario)


# Each with the parts that change; the plan has a draft scenario with a lever, targets, a fixed cell and two members.
CASES: list[tuple[Callable[[Plan], Edit], set[str]]] = [
    (lambda _: edits.rename_plan("下期の計画"), {"plan"}),
    (lambda p: edits.set_period(Span(date(2026, 10, 1), date(2026, 12, 1)), p.base), {"plan", "scenarios"}),
    (lambda p: edits.set_period(p.period, JULY), {"plan"}),
    (
        lambda p: edits.set_period(Span(date(2027, 1, 1), date(2027, 4, 1)), p.base),
        {"plan", "scenarios", "open_at_start"},
    ),
    (lambda _: edits.set_rule(PeriodRule(20, 5, 1)), {"plan", "scenarios"}),
    (lambda _: edits.set_rule(PeriodRule(0, 5, 4)), {"plan"}),
    (lambda p: edits.set_closings([*p.calendar.closings[1:], JULY]), {"plan"}),
    (lambda _: edits.set_goal("revenue", 1.3e8, base=1.1e8, relative=0.15, base_source="前年"), {"goal"}),
    (lambda _: edits.set_goal("orders", 120), {"goal", "tree"}),
    (lambda _: set_levers({RATE: 0.3}), {"scenarios"}),
    (lambda _: set_levers({RATE: None}), {"scenarios"}),
    (lambda _: set_levers({DIALS: 5.0, RATE_OF_MAIL: (0.1, 0.2, 0.3)}), {"scenarios"}),
    (lambda _: set_levers({RATE: 0.25}, "強気"), {"scenarios"}),
    (lambda _: edits.set_headcount(Headcount((HIRED,), {2: date(2026, 12, 1)}), draft_name), {"scenarios"}),
    (lambda _: edits.set_headcount(Headcount((HIRED, HIRED)), draft_name, "強気"), {"scenarios"}),
    (lambda _: edits.set_headcount(Headcount(leavers={2: date(2026, 12, 1)}), draft_name), {"scenarios"}),
    (lambda _: edits.set_headcount(Headcount(), draft_name), {"scenarios"}),
    (lambda p: edits.choose_scenario(p.scenarios[0]), {"scenarios"}),
    (lambda _: edits.add_scenario("慎重"), {"scenarios"}),
    (lambda p: edits.add_scenario("写し", like=p.chosen), {"scenarios"}),
    (lambda p: edits.rename_scenario(p.chosen, "目標案 A"), {"scenarios"}),
    (lambda p: edits.note_scenario(p.chosen, "架電を増やさない案"), {"scenarios"}),
    (lambda p: edits.remove_scenario(p.chosen), {"scenarios"}),
    (lambda _: edits.set_targets({ORDERS: 130.0}), {"targets"}),
    (lambda _: edits.set_targets({ORDERS: None}), {"targets"}),
    (lambda p: edits.adopt_targets({ORDERS: 1.0, DIALS: 2.0, RATE: 0.125}, p.chosen), {"targets"}),
    (lambda _: edits.set_edition([ORDERS], Edition.AGREED, date(2026, 9, 30)), {"targets"}),
    (lambda _: edits.set_way(ORDERS, Way.EVEN), {"targets"}),
    (
        lambda _: edits.set_edition([ORDERS], Edition.FIXED, date(2026, 9, 30), {ORDERS: {(2, OCTOBER): 4}}),
        {"targets"},
    ),
    (lambda _: edits.set_aims({ORDERS: 150, RATE: 0.3}), {"targets"}),
    (lambda _: edits.set_aims({ORDERS: None}), {"targets"}),
    (lambda _: edits.set_way(ORDERS, Way.EQUAL_CHANCE), {"targets"}),
    (lambda _: edits.set_markup(ORDERS, 0.1), {"targets"}),
    (lambda _: edits.set_weights(ORDERS, {1: 2.0, 2: 0.0}), {"targets"}),
    (lambda _: edits.set_weights(ORDERS, {}), {"targets"}),
    (lambda _: edits.set_factors({10: MonthFactor(1.1, "前年"), 3: None}), {"factors"}),
    (lambda _: edits.set_factors({3: MonthFactor(1.2, "過去3年", is_estimated=True)}), {"factors"}),
    (lambda _: edits.set_open_at_start({DIALS: 40.0, NodeKey("dials", "webinar"): 0.0}), {"open_at_start"}),
    (lambda _: edits.set_open_at_start({DIALS: 12.5}), {"open_at_start"}),
    (lambda _: edits.set_open_at_start({DIALS: None}), {"open_at_start"}),
    (lambda _: edits.set_judgements({DIALS: Judgement(900, 1000, 1200), RATE: None}), {"judgements"}),
    (lambda _: edits.set_judgements({RATE: Judgement(0.2, 0.2, 0.2)}), {"judgements"}),
    (lambda _: edits.set_judgements({RATE: None}), {"judgements"}),
    (lambda _: edits.set_levels(Levels(0.6, 0.3, 10)), {"levels"}),
    (lambda _: edits.fix_cells(ORDERS, {(1, OCTOBER): 7, (None, JULY): 8}), {"targets"}),
    (lambda _: edits.free_cells(ORDERS, [(1, OCTOBER)]), {"targets"}),
    (lambda _: edits.choose_kgi("orders"), {"goal", "tree"}),
    (lambda _: edits.set_formula(DIALS, "leads * 3"), {"tree", "scenarios"}),
    (lambda _: edits.set_formula(RATE, "0.2"), {"tree", "scenarios", "judgements"}),
    (lambda _: edits.set_formula(NodeKey("connects", "webinar"), None), {"tree"}),
    (lambda _: edits.add_node(NodeKey("talk_minutes", "webinar"), "connects * 4"), {"tree"}),
    (lambda _: edits.remove_node(RATE), RATES_PARTS),
    (lambda _: edits.remove_node(ORDERS), {"tree", "targets"}),
    (lambda _: edits.set_priorities([ORDERS, RATE]), {"tree"}),
    (lambda _: edits.set_owner([ORDERS, RATE], "佐藤"), {"tree"}),
    (lambda _: edits.set_owner([DIALS], ""), {"tree"}),
    (lambda _: edits.set_due([ORDERS], date(2026, 11, 30)), {"tree"}),
    (lambda _: edits.set_due([DIALS], None), {"tree"}),
    (lambda _: edits.set_bounds(RATE, 0.1, 0.3), {"tree"}),
    (lambda _: edits.set_purpose(Purpose("売上 10 億円", "中堅企業へ", "役員会", date(2026, 9, 1))), {"goal"}),
    (lambda _: edits.write_comment(ORDERS, "大野", date(2026, 11, 18), "午前に寄せる"), {"comments"}),
    (lambda p: edits.settle_comment(p.comments[0]), {"comments"}),
    (lambda p: edits.remove_comment(p.comments[0]), {"comments"}),
    (lambda _: edits.set_influence(ORDERS, RATE), {"influences"}),
    (lambda _: edits.set_influence(DIALS, RATE, "朝の架電"), {"influences"}),
    (lambda p: edits.remove_influence(p.influences[0]), {"influences"}),
    (lambda p: edits.set_metric(agreed(p.metrics["dials"])), {"metrics", "tree"}),
    (lambda _: edits.add_metric(METRIC), {"metrics", "tree"}),
    (lambda p: edits.set_metric(dataclasses.replace(p.metrics["dials"], ja="発信数")), {"metrics", "tree"}),
    (lambda _: edits.remove_metric("cost_per_appointment"), {"metrics", "tree"}),
    (lambda _: edits.add_channel(new_channel("dm")), {"channels", "tree"}),
    (lambda p: edits.set_channel(dataclasses.replace(p.channels["webinar"], ja="セミナー")), {"channels"}),
    (lambda _: edits.remove_channel("webinar"), {*RATES_PARTS, "open_at_start", "channels"}),
    (lambda _: edits.add_member(NEWCOMER), {"members"}),
    (lambda p: edits.set_member(dataclasses.replace(p.members[0], teams=TEAMS)), {"members"}),
    (lambda p: edits.set_member(dataclasses.replace(p.members[0], name="田中", capacity=0.8)), {"members"}),
    (lambda p: edits.remove_member(p.members[0]), {"members", "targets", "scenarios"}),
    (lambda p: edits.spell_member("タナカ", p.members[0].name), {"spellings"}),
    (lambda _: edits.spell_channel("セミナー", "webinar"), {"spellings"}),
    (lambda _: edits.save_template("月次予実", "{}"), {"templates"}),
    (lambda _: edits.together([edits.rename_plan("x")]), {"plan"}),
    (lambda _: edits.together([edits.rename_plan("x"), edits.set_targets({RATE: 0.3})]), {"plan", "targets"}),
]


def agreed(metric: Metric) -> Metric:
    """A metric as its departments agreed on it."""
    return dataclasses.replace(
        metric, conditions="受付止まりは除く", agreements={"FS": date(2026, 9, 29)}, since=date(2026, 10, 1)
    )


@pytest.fixture
def planned(document: Document) -> Document:
    """A plan with something in every table."""
    for edit in (
        edits.set_goal("revenue", 1.2e8),
        set_levers({RATE: 0.22, DIALS: (100.0, 110.0, 120.0)}),
        edits.set_targets({ORDERS: 120, NodeKey("revenue"): 1.2e8}),
        edits.add_member(Member(0, "佐藤 花子")),
        edits.add_member(Member(0, "高橋 健")),
        edits.set_headcount(Headcount((Hire(1.0, date(2026, 12, 1)),), {1: date(2026, 11, 1)}), draft_name),
        edits.fix_cells(ORDERS, {(1, OCTOBER): 5}),
        edits.set_aims({ORDERS: 140}),
        edits.set_weights(ORDERS, {1: 3.0}),
        edits.set_factors({3: MonthFactor(1.3, "過去2年", is_estimated=True)}),
        edits.set_judgements({RATE: Judgement(0.1, 0.2, 0.3)}),
        edits.set_open_at_start({DIALS: 40.0}),
        edits.set_owner([DIALS], "青木"),
        edits.set_due([DIALS], date(2026, 10, 31)),
        edits.write_comment(RATE, "", date(2026, 10, 2), "高すぎる"),
        edits.set_influence(DIALS, RATE),
    ):
        assert document.edit(edit) is not None
    return document


@pytest.mark.parametrize("number", range(len(CASES)))
def test_edit_is_one_step_that_undo_takes_back(planned: Document, number: int) -> None:
    make, parts = CASES[number]
    before = planned.plan
    edit = make(before)
    change = planned.edit(edit)
    assert change is not None
    assert change.parts == parts
    assert (change.code, change.values, change.plan) == (edit.code, edit.values, planned.plan)
    assert content(planned.plan) != content(before)
    assert planned.undo().parts == parts
    assert content(planned.plan) == content(before)
    assert content(planned.redo().plan) == content(change.plan)
    with Document.open(planned.path) as again:
        assert again.plan == planned.plan
    assert planned.check() == ()


@pytest.mark.parametrize("number", range(len(CASES)))
def test_what_is_so_already_is_no_edit(planned: Document, number: int) -> None:
    edit = CASES[number][0](planned.plan)
    planned.edit(edit)
    before, past = planned.plan, planned.history()
    if edit.code.startswith(("add_", "remove_")):
        with pytest.raises(PlanError):
            planned.edit(edit)
    else:
        assert planned.edit(edit) is None
    assert planned.plan is before
    assert planned.history() == past


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_edit_has_words(planned: Document, language: str) -> None:
    for make, _ in CASES:
        edit = make(planned.plan)
        words = describe_edit(edit.code, edit.values, planned.plan, "ja" if language == "ja" else "en")
        assert words
        assert "{" not in words


def test_lever_set_in_baseline_makes_a_draft_and_chooses_it(document: Document) -> None:
    baseline = document.plan.chosen
    assert baseline.is_baseline
    document.edit(set_levers({RATE: 0.22}))
    assert (document.plan.chosen.name, document.plan.chosen.values) == ("案 1", {RATE: 0.22})
    document.edit(edits.choose_scenario(baseline))
    document.edit(set_levers({RATE: 0.25}))
    assert (document.plan.chosen.name, document.plan.chosen.values) == ("案 2", {RATE: 0.25})
    assert document.plan.scenarios[0].values == {}
    document.undo()
    assert document.plan.chosen.is_baseline
    assert [scenario.name for scenario in document.plan.scenarios] == ["基準", "案 1"]


def test_headcount_set_in_baseline_makes_a_draft_and_chooses_it(document: Document) -> None:
    document.edit(edits.set_headcount(Headcount((HIRED,)), draft_name))
    assert (document.plan.chosen.name, document.plan.chosen.headcount) == ("案 1", Headcount((HIRED,)))
    assert document.plan.scenarios[0].headcount.is_same
    document.undo()
    assert document.plan.chosen.is_baseline
    assert len(document.plan.scenarios) == 1


def test_copy_of_a_scenario_has_its_people_too(planned: Document) -> None:
    original = planned.plan.chosen
    assert original.headcount.hires
    assert original.headcount.leavers
    planned.edit(edits.add_scenario("写し", like=original))
    assert planned.plan.chosen.headcount == original.headcount
    planned.edit(edits.set_headcount(Headcount((HIRED,)), draft_name))
    by_name = {scenario.name: scenario for scenario in planned.plan.scenarios}
    assert by_name["写し"].headcount == Headcount((HIRED,))
    assert by_name[original.name].headcount == original.headcount
    planned.edit(edits.remove_scenario(planned.plan.chosen))
    assert query(planned.path, "select count(*) from hire") == [(1,)]


def test_leaver_who_is_removed_from_the_plan_leaves_no_scenario(planned: Document) -> None:
    member = planned.plan.members[0]
    planned.edit(edits.remove_member(member))
    assert planned.plan.chosen.headcount.leavers == {}
    planned.edit(edits.add_member(Member(0, member.name)))
    assert planned.plan.chosen.headcount.leavers == {}
    planned.undo()
    planned.undo()
    assert planned.plan.chosen.headcount.leavers == {member.id: date(2026, 11, 1)}


def test_lever_takes_one_value_or_one_a_month(document: Document) -> None:
    for value in (0.2, (0.1, 0.2, 0.3), (0.1, 0.25, 0.3), 0.4, (0.4, 0.4, 0.4)):
        document.edit(set_levers({RATE: value}))
        assert document.plan.chosen.values == {RATE: value}
    document.edit(set_levers({RATE: None}))
    assert document.plan.chosen.values == {}


def test_target_keeps_its_edition_when_its_value_changes(planned: Document) -> None:
    planned.edit(edits.set_edition([ORDERS], Edition.AGREED, date(2026, 9, 30)))
    planned.edit(edits.set_targets({ORDERS: 99}))
    target = planned.plan.targets[ORDERS]
    assert (target.value, target.edition, target.edition_date) == (99, Edition.AGREED, date(2026, 9, 30))


def test_goal_says_what_it_was_set_against(document: Document) -> None:
    document.edit(edits.set_goal("revenue", 1.2e8, base=104_347_826.0, relative=0.15, base_source="前年同期"))
    assert document.plan.goal == Goal("revenue", 1.2e8, 104_347_826.0, 0.15, "前年同期")


def test_removed_member_comes_back_with_his_facts(document: Document) -> None:
    bring_in(document, [fact(3)])
    (member,) = document.plan.members
    document.edit(edits.remove_member(member))
    assert not document.plan.members
    assert len(document.actuals()) == 1
    document.edit(edits.add_member(Member(0, member.name, 0.5)))
    assert document.plan.members == (dataclasses.replace(member, capacity=0.5),)


def test_aim_and_target_stand_side_by_side(planned: Document) -> None:
    planned.edit(edits.set_targets({ORDERS: None}))
    assert ORDERS not in planned.plan.targets
    assert planned.plan.aims[ORDERS].value == 140
    planned.edit(edits.set_targets({ORDERS: 90}))
    assert planned.plan.targets[ORDERS].weights == {}


def test_column_of_weights_is_set_whole(planned: Document) -> None:
    planned.edit(edits.set_weights(ORDERS, {1: 0.5, 2: 1.5}))
    assert planned.plan.targets[ORDERS].weights == {1: 0.5, 2: 1.5}
    planned.edit(edits.set_weights(ORDERS, {2: 1.5}))
    assert planned.plan.targets[ORDERS].weights == {2: 1.5}
    planned.edit(edits.remove_member(planned.plan.member(2)))
    assert planned.plan.targets[ORDERS].weights == {}


def test_fixing_a_target_fixes_its_shares_in_the_same_step(planned: Document) -> None:
    shares: dict[tuple[int | None, Span], int] = {(1, OCTOBER): 6, (2, OCTOBER): 4}
    planned.edit(edits.set_edition([ORDERS], Edition.FIXED, date(2026, 9, 30), {ORDERS: shares}))
    assert planned.plan.targets[ORDERS].edition is Edition.FIXED
    assert {(cell.member, cell.span): cell.value for cell in planned.plan.fixed_cells} == shares
    planned.undo()
    assert {(cell.member, cell.span): cell.value for cell in planned.plan.fixed_cells} == {(1, OCTOBER): 5}


def test_teams_are_kept_in_the_order_of_their_days(planned: Document) -> None:
    member = dataclasses.replace(planned.plan.members[0], teams=TEAMS[::-1])
    planned.edit(edits.set_member(member))
    assert planned.plan.members[0].teams == TEAMS
    assert planned.plan.members[0].team_on(date(2026, 10, 31)) == "東"
    assert planned.plan.members[0].team_on(date(2026, 11, 1)) == "西"


def test_plan_without_levels_of_its_own_has_the_usual_ones(planned: Document) -> None:
    assert planned.plan.levels == Levels()
    planned.edit(edits.set_levels(Levels(0.55)))
    assert planned.plan.levels == Levels(0.55, 0.2, 20)


def test_parts_that_stay_are_the_same_objects(planned: Document) -> None:
    before = planned.plan
    planned.edit(edits.set_factors({4: MonthFactor(0.9, "")}))
    after = planned.plan
    assert list(after.factors) == [3, 4]
    assert all(getattr(after, name) is getattr(before, name) for name in ("targets", "aims", "judgements", "levels"))
    planned.edit(edits.set_aims({ORDERS: 141}))
    assert planned.plan.targets is before.targets
    assert planned.plan.aims is not before.aims


def test_reason_is_kept(document: Document) -> None:
    document.edit(edits.set_goal("revenue", 1.2e8).because("社長の指示"))
    assert document.history()[-1].reason == "社長の指示"


REFUSALS: list[tuple[str, Callable[[Plan], Edit]]] = [
    ("unknown_node", lambda _: edits.set_goal("cost", 1.0)),
    ("unknown_node", lambda _: edits.set_targets({NodeKey("nothing"): 1.0})),
    ("bad_value", lambda _: edits.set_goal("revenue", float("nan"))),
    ("bad_value", lambda _: edits.set_goal("revenue", 1.0, base=float("inf"))),
    ("bad_value", lambda _: set_levers({RATE: float("nan")})),
    ("bad_value", lambda _: set_levers({RATE: (0.1, 0.2)})),
    ("bad_value", lambda _: edits.set_targets({ORDERS: 1.5})),
    ("bad_value", lambda _: edits.fix_cells(ORDERS, {(1, OCTOBER): float("inf")})),  # type: ignore[dict-item]
    ("bad_value", lambda _: edits.set_markup(ORDERS, -0.1)),
    ("bad_value", lambda _: edits.set_weights(ORDERS, {1: -1.0})),
    ("bad_value", lambda _: edits.set_factors({4: MonthFactor(0.0, "")})),
    ("bad_value", lambda _: edits.set_judgements({RATE: Judgement(0.1, float("nan"), 0.3)})),
    ("bad_value", lambda _: edits.set_open_at_start({DIALS: -1.0})),
    ("bad_judgement", lambda _: edits.set_judgements({RATE: Judgement(0.3, 0.2, 0.4)})),
    ("bad_bounds", lambda _: edits.set_bounds(RATE, 0.3, 0.2)),
    ("drives_itself", lambda _: edits.set_influence(RATE, RATE)),
    ("empty_name", lambda _: edits.write_comment(RATE, "大野", date(2026, 11, 18), " ")),
    ("bad_levels", lambda _: edits.set_levels(Levels(0.2, 0.5))),
    ("bad_levels", lambda _: edits.set_levels(Levels(float("nan")))),
    ("no_target", lambda _: edits.set_way(RATE, Way.EVEN)),
    ("no_target", lambda _: edits.set_weights(RATE, {1: 1.0})),
    ("unknown_member", lambda _: edits.set_weights(ORDERS, {99: 1.0})),
    ("not_a_lever", lambda _: edits.set_judgements({NodeKey("connects", "webinar"): None})),
    ("empty_name", lambda p: edits.set_member(dataclasses.replace(p.members[0], teams=((None, " "),)))),
    ("not_a_lever", lambda _: set_levers({NodeKey("connects", "webinar"): 1.0})),
    ("baseline_is_fixed", lambda _: set_levers({RATE: 0.2}, "基準")),
    ("baseline_is_fixed", lambda p: edits.remove_scenario(p.scenarios[0])),
    ("baseline_is_fixed", lambda _: edits.set_headcount(Headcount((HIRED,)), draft_name, "基準")),
    ("unknown_member", lambda _: edits.set_headcount(Headcount(leavers={99: JULY.start}), draft_name)),
    ("bad_people", lambda _: edits.set_headcount(Headcount((Hire(0.0, JULY.start),)), draft_name)),
    ("bad_people", lambda _: edits.set_headcount(Headcount((Hire(float("nan"), JULY.start),)), draft_name)),
    ("bad_ramp", lambda _: edits.set_headcount(Headcount((Hire(1.0, JULY.start, (1.5,)),)), draft_name)),
    ("unknown_scenario", lambda p: edits.choose_scenario(dataclasses.replace(p.chosen, id=99))),
    ("name_taken", lambda _: edits.add_scenario("基準")),
    ("name_taken", lambda p: edits.rename_scenario(p.chosen, "基準")),
    ("name_taken", lambda p: edits.add_member(Member(0, p.members[0].name))),
    ("name_taken", lambda p: edits.set_member(dataclasses.replace(p.members[0], name=p.members[1].name))),
    ("name_taken", lambda p: edits.add_metric(p.metrics["dials"])),
    ("name_taken", lambda _: edits.add_channel(new_channel("webinar"))),
    ("empty_name", lambda _: edits.rename_plan("  ")),
    ("unknown_member", lambda _: edits.fix_cells(ORDERS, {(99, OCTOBER): 1})),
    ("empty_name", lambda _: edits.together([edits.set_targets({ORDERS: 1}), edits.rename_plan("")])),
    ("unknown_member", lambda p: edits.remove_member(dataclasses.replace(p.members[0], id=99))),
    ("unknown_metric", lambda _: edits.set_metric(METRIC)),
    ("unknown_metric", lambda _: edits.add_node(NodeKey("nothing"))),
    ("unknown_metric", lambda _: edits.choose_kgi("nothing")),
    ("node_exists", lambda _: edits.add_node(RATE)),
    ("kgi_stays", lambda _: edits.remove_node(NodeKey("revenue"))),
    ("metric_in_use", lambda _: edits.remove_metric("dials")),
    ("metric_in_use", lambda _: edits.remove_metric("cost")),
    ("channel_gone", lambda _: edits.add_node(NodeKey("dials", "fax"))),
    ("channel_gone", lambda _: edits.remove_channel("fax")),
    ("channel_gone", lambda _: edits.set_channel(new_channel("fax").channel)),
]


@pytest.mark.parametrize("number", range(len(REFUSALS)))
def test_refused_edit_leaves_no_trace(planned: Document, number: int) -> None:
    code, make = REFUSALS[number]
    planned.undo()
    planned.redo()
    before, past = planned.plan, planned.history()
    with pytest.raises(PlanError) as refused:
        planned.edit(make(planned.plan))
    assert refused.value.problem.code == code
    assert planned.plan is before
    assert planned.history() == past
    assert planned.check() == ()


def test_channel_that_a_formula_names_stays(planned: Document) -> None:
    planned.edit(edits.set_formula(NodeKey("dials", "outbound"), "dials[webinar] * 2"))
    with pytest.raises(PlanError) as refused:
        planned.edit(edits.remove_channel("webinar"))
    assert refused.value.problem.values == {"channel": "webinar", "node": "dials[outbound]"}


def test_metric_with_facts_stays_until_they_are_taken_back(document: Document) -> None:
    document.edit(edits.add_metric(METRIC))
    bring_in(document, [fact(3, "visits")])
    with pytest.raises(PlanError, match="metric_in_use"):
        document.edit(edits.remove_metric("visits"))
    document.undo()
    document.edit(edits.remove_metric("visits"))
    assert "visits" not in document.plan.metrics
    document.undo()
    assert "visits" in document.plan.metrics
