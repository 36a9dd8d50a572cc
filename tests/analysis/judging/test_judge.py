"""What judging finds, and that it finds nothing else."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from isplanner.analysis.judging.finding import Finding
from isplanner.analysis.judging.judge import judge, kpis
from isplanner.analysis.judging.smart import judge_smart
from isplanner.jobs.evidence import gather_evidence
from isplanner.plan.actuals import Actuals
from isplanner.plan.log import Influence
from isplanner.plan.plan import Plan
from isplanner.plan.scope import Member, NodeKey
from isplanner.plan.target import Target
from tests.analysis.attribution.test_state import ACTUALS, AS_OF, BASE_ROWS, NOW_ROWS, PLAN, SO_FAR, known, with_targets
from tests.analysis.plans import Row, actuals_of, days, template_plan

RATE = NodeKey("connect_rate")


def tidy(plan: Plan) -> Plan:
    """The plan as a careful manager has it: owners, sources, priorities, and only KPIs that move the KGI."""
    metrics = {key: replace(metric, source="CRM") for key, metric in plan.metrics.items()}
    nodes = {
        key: replace(node, owner=f"担当 {number}", priority=number + 1 if key.channel is None else None)
        for number, (key, node) in enumerate(plan.tree.nodes.items())
    }
    return replace(plan, metrics=metrics, tree=replace(plan.tree, nodes=nodes, metrics=metrics))


def with_nodes(plan: Plan, keys: Iterable[NodeKey], **changes: Any) -> Plan:  # noqa: ANN401 - whatever a node has
    nodes = {key: replace(plan.tree.nodes[key], **changes) for key in keys}
    return replace(plan, tree=replace(plan.tree, nodes={**plan.tree.nodes, **nodes}))


def judged(plan: Plan, actuals: Actuals = ACTUALS, as_of: date = AS_OF) -> list[Finding]:
    return list(judge(gather_evidence(plan, actuals, as_of)))


def codes(plan: Plan, actuals: Actuals = ACTUALS, as_of: date = AS_OF) -> set[str]:
    return {finding.code for finding in judged(plan, actuals, as_of)}


def smart_codes(plan: Plan, node: NodeKey = RATE, related: frozenset[NodeKey] = frozenset({RATE})) -> set[str]:
    return {finding.code for finding in judge_smart(known(plan, ACTUALS), node, related).findings}


RATES = ("connect_rate", "appointments_per_connect", "valid_rate", "orders_per_valid", "deal_size")
MODEST = tidy(with_targets(ACTUALS, template_plan(), **dict.fromkeys(RATES, 0.97)))


class TestSmart:
    def test_a_sound_target_passes_all_five(self) -> None:
        assert smart_codes(MODEST) == set()

    def test_specific(self) -> None:
        vague = replace(MODEST.metrics["connect_rate"], definition_ja="", definition_en="")
        plan = replace(MODEST, metrics={**MODEST.metrics, "connect_rate": vague})
        assert smart_codes(plan) == {"smart_no_definition"}
        assert smart_codes(with_nodes(MODEST, [RATE], owner="")) == {"smart_no_owner"}

    def test_measurable(self) -> None:
        unmeasured = replace(MODEST.metrics["connect_rate"], unit="", source="")
        plan = replace(MODEST, metrics={**MODEST.metrics, "connect_rate": unmeasured})
        assert smart_codes(plan) == {"smart_no_unit", "smart_no_source"}
        leads = NodeKey("leads")
        assert smart_codes(MODEST, leads, frozenset({leads})) == {"smart_no_actuals"}

    def test_achievable_names_a_target_that_passes(self) -> None:
        plan = replace(MODEST, targets={**MODEST.targets, RATE: Target(1, RATE, 0.4)})
        found = known(plan, ACTUALS)
        (finding,) = judge_smart(found, RATE, frozenset({RATE})).achievable
        assert finding.problem.values["probability"] == pytest.approx(found.forecasts[RATE].probability)
        assert finding.mend is not None
        value = finding.mend.values["value"]
        assert isinstance(value, float)
        assert value * 1000 == pytest.approx(round(value * 1000))  # as it reads: 19.4%
        assert value > (found.forecasts[RATE].p50 or 0) - 0.001
        mended = replace(plan, targets={**plan.targets, RATE: Target(1, RATE, value)})
        assert 0.2 <= (known(mended, ACTUALS).forecasts[RATE].probability or 0) < 0.5
        assert smart_codes(mended) == set()

    @pytest.mark.parametrize("metric", ["dials", "orders", "deal_size"])
    def test_what_mends_a_count_or_an_amount_is_a_whole_number(self, metric: str) -> None:
        node = NodeKey(metric)
        far = Target(1, node, 10 * MODEST.targets[node].value)
        found = known(replace(MODEST, targets={**MODEST.targets, node: far}), ACTUALS)
        (finding,) = judge_smart(found, node, frozenset({node})).achievable
        assert finding.mend is not None
        value = finding.mend.values["value"]
        assert isinstance(value, float)
        assert value == int(value)
        mended = replace(MODEST, targets={**MODEST.targets, node: Target(1, node, value)})
        assert (known(mended, ACTUALS).forecasts[node].probability or 0) >= 0.2

    def test_relevant_by_formula_or_by_influence(self) -> None:
        assert smart_codes(MODEST, RATE, frozenset()) == {"smart_unrelated"}

    def test_time_bound(self) -> None:
        assert smart_codes(with_nodes(MODEST, [RATE], due=date(2026, 12, 31))) == set()
        assert smart_codes(with_nodes(MODEST, [RATE], due=date(2027, 1, 1))) == {"smart_due_outside"}


class TestLoad:
    def test_more_than_five_of_one_person(self) -> None:
        plan = with_nodes(MODEST, kpis(MODEST)[:7], owner="青木")
        (finding,) = [one for one in judged(plan) if one.code == "too_many_kpis"]
        assert (finding.problem.values["owner"], finding.problem.values["count"]) == ("青木", 6)  # the KGI is none
        assert "too_many_kpis" not in codes(with_nodes(MODEST, kpis(MODEST)[:6], owner="青木"))

    def test_more_than_five_with_a_priority_of_nobody(self) -> None:
        assert "too_many_priorities" in codes(with_nodes(MODEST, MODEST.tree.nodes, owner=""))

    def test_two_without_a_priority_and_two_with_the_same(self) -> None:
        first, second = NodeKey("dials"), NodeKey("orders")
        both = with_nodes(MODEST, [first, second], owner="青木")
        without = with_nodes(both, [first, second], priority=None)
        (finding,) = [one for one in judged(without) if one.code == "kpis_without_priority"]
        assert set(finding.problem.values["nodes"]) == {first, second}  # type: ignore[call-overload]
        assert "kpis_without_priority" not in codes(with_nodes(both, [first], priority=None))
        assert "same_priority" in codes(with_nodes(both, [first, second], priority=1))

    def test_a_plan_where_some_are_chosen_asks_nothing_of_the_rest(self) -> None:
        free = with_nodes(MODEST, MODEST.tree.nodes, owner="", priority=None)
        assert "kpis_without_priority" in codes(free)
        assert "kpis_without_priority" not in codes(with_nodes(free, [RATE], priority=1))


def test_a_tidy_plan_with_modest_targets_has_little_to_say() -> None:
    assert codes(MODEST) <= {"too_easy", "review_growth", "review_level_shift"}


def test_what_stands_beside_the_tree_is_unrelated_until_an_influence_is_noted() -> None:
    leads = NodeKey("leads")
    plan = replace(MODEST, targets={**MODEST.targets, leads: Target(99, leads, 1000)})
    assert "smart_unrelated" in codes(plan)
    assert "smart_unrelated" not in codes(replace(plan, influences=(Influence(1, leads, NodeKey("dials")),)))


def test_a_kpi_that_moves_next_to_nothing() -> None:
    dwarf = [row for row in (*BASE_ROWS, *NOW_ROWS) if "mail_magazine" not in row.node]
    dwarf += [
        Row(f"{metric}[mail_magazine]", days("2026-07-01", "2026-09-30"), 2) for metric in ("connects", "mail_replies")
    ]
    dwarf += [
        Row(f"{metric}[mail_magazine]", days("2026-07-01", "2026-09-30"), value)
        for metric, value in (("appointments", 1), ("valid_appointments", 1), ("orders", 1), ("revenue", 1000))
    ]
    actuals = actuals_of(dwarf, PLAN)
    found = judged(tidy(with_targets(actuals)), actuals)
    assert [one.node for one in found if one.code == "nearly_unrelated"] == [NodeKey("mail_replies")]


def test_growth_beyond_a_fifth() -> None:
    grown = actuals_of([*BASE_ROWS, *(replace(row, value=row.value * 1.3) for row in NOW_ROWS)], PLAN)
    found = {one.node for one in judged(MODEST, grown) if one.code == "review_growth"}
    assert NodeKey("dials") in found
    assert RATE not in found
    assert "review_growth" not in codes(MODEST, grown, date(2026, 10, 10))


class TestCourse:
    """Months of valid rates, planned with 64 %."""

    def found(self, *shares: float) -> dict[str, Finding]:
        months = [PLAN.rule.month(PLAN.rule.month_of(AS_OF).plus(n - len(shares))) for n in range(len(shares))]
        rows = [
            row
            for month, share in zip(months, shares, strict=True)
            for row in (
                Row("appointments", month, 1000),
                Row("valid_appointments", month, 1000 * share),
                Row("appointments", month, 1000, is_target=True),
                Row("valid_appointments", month, 640, is_target=True),
            )
        ]
        rate = NodeKey("valid_rate")
        plan = tidy(replace(PLAN, targets={rate: Target(1, rate, 0.64)}))
        return {one.code: one for one in judged(plan, actuals_of(rows, plan)) if one.node == rate}

    def test_no_rise_is_stagnation_with_its_questions(self) -> None:
        finding = self.found(0.60, 0.61, 0.60, 0.60)["stagnation"]
        assert finding.problem.values["count"] == 4
        assert finding.problem.values["leaps"] is True
        assert finding.mend is not None

    def test_a_rise_below_the_target_is_a_row_of_misses(self) -> None:
        found = self.found(0.50, 0.53, 0.56, 0.59, 0.62)
        assert "stagnation" not in found
        assert found["review_misses"].problem.values["count"] == 5

    def test_a_level_shift_is_a_trigger(self) -> None:
        finding = self.found(0.70, 0.71, 0.70, 0.69, 0.70, 0.55, 0.56, 0.55, 0.54, 0.55)["review_level_shift"]
        assert finding.problem.values["before"] == pytest.approx(0.70, abs=0.01)
        assert finding.problem.values["after"] == pytest.approx(0.55, abs=0.01)


def test_costs_that_grow_are_no_growth() -> None:
    cost = NodeKey("cost")
    nodes = {**MODEST.tree.nodes, cost: replace(MODEST.tree.nodes[NodeKey("leads")], key=cost)}
    plan = replace(
        MODEST,
        tree=replace(MODEST.tree, nodes=nodes, order=(*MODEST.tree.order, cost)),
        targets={**MODEST.targets, cost: Target(77, cost, 1e6)},
    )
    rows = [*BASE_ROWS, *NOW_ROWS, Row("cost", days("2026-07-01", "2026-09-30"), 1e6), Row("cost", SO_FAR, 3e6)]
    assert cost not in {one.node for one in judged(plan, actuals_of(rows, plan)) if one.code == "review_growth"}


class TestMembers:
    TEAM = template_plan((Member(1, "青木"), Member(2, "井上"), Member(3, "上田")))

    def split(self, *shares: float) -> Actuals:
        rows = [
            replace(row, member=n, value=row.value * share) for row in NOW_ROWS for n, share in enumerate(shares, 1)
        ]
        rows += [replace(row, member=n, value=row.value / 3) for row in BASE_ROWS for n in range(1, len(shares) + 1)]
        return actuals_of(rows, self.TEAM)

    def test_whose_targets_are_unrealistic_and_whose_too_easy(self) -> None:
        actuals = self.split(0.5, 0.35, 0.15)
        plan = tidy(with_targets(actuals, self.TEAM))
        found = {one.code: one for one in judged(plan, actuals) if one.node == NodeKey("dials")}
        assert found["members_unlikely"].members == (3,)
        assert found["members_too_easy"].members == (1,)

    def test_everybody_or_some(self) -> None:
        actuals = self.split(1 / 3, 1 / 3, 1 / 3)
        plan = tidy(with_targets(actuals, self.TEAM, connect_rate=1.4))
        daily = [
            Row("dials[webinar]", days(str(day)), 100, member=member)
            for day in SO_FAR
            for member in (1, 2, 3)
            if plan.calendar.is_business_day(day)
        ]
        alike = actuals_of([*daily, *(replace(row, node="connects[webinar]", value=19) for row in daily)], plan)
        assert "stalls_everybody" in codes(plan, alike)
        apart = [replace(row, node="connects[webinar]", value=26 if row.member < 3 else 5) for row in daily]
        (finding,) = [one for one in judged(plan, actuals_of([*daily, *apart], plan)) if one.code == "stalls_some"][:1]
        assert finding.members == (3,)


def test_once_the_period_is_over_nothing_is_likely_or_unlikely() -> None:
    over = codes(PLAN, as_of=date(2026, 12, 31))
    assert not over & {"smart_unlikely", "too_easy", "members_unlikely", "members_too_easy"}
    assert "smart_unlikely" in codes(PLAN)


@pytest.mark.parametrize("as_of", [date(2026, 9, 1), date(2026, 10, 1), date(2027, 3, 1)])
def test_plans_with_little_in_them_raise_nothing(as_of: date) -> None:
    empty = template_plan()
    for plan, actuals in ((empty, actuals_of([], empty)), (empty, ACTUALS), (PLAN, actuals_of([], empty))):
        for finding in judged(plan, actuals, as_of):
            assert finding.code
