"""What mends a finding: one edit, after which it is not found any more."""

from dataclasses import replace
from datetime import date

import pytest

from isplanner.analysis.judging.finding import Finding
from isplanner.jobs.answer import Answer, work_out
from isplanner.jobs.inspection import Inspection, inspect
from isplanner.jobs.mend import mend_edit
from isplanner.plan.scope import NodeKey
from isplanner.store import edits
from isplanner.store.document import Document

RATE, LEADS = NodeKey("connect_rate"), NodeKey("leads")


def looked_through(document: Document) -> Inspection:
    return inspect(document.plan, document.actuals())


def answer_of(document: Document) -> Answer:
    return work_out(document.plan, document.actuals())


def of_code(inspection: Inspection, code: str) -> list[Finding]:
    return [one for one in inspection.findings if one.code == code]


def mend(document: Document, code: str, owner: str = "", source: str = "") -> None:
    found = of_code(looked_through(document), code)
    assert found
    edit = mend_edit(document.plan, answer_of(document), found, owner=owner, source=source)
    assert edit is not None
    assert document.edit(edit) is not None


def test_an_unlikely_target_becomes_a_likely_one(document: Document) -> None:
    (finding,) = [one for one in of_code(looked_through(document), "smart_unlikely") if one.node == RATE]
    edit = mend_edit(document.plan, answer_of(document), [finding])
    assert edit is not None
    assert (edit.code, edit.values["node"]) == ("set_target", "connect_rate")
    document.edit(edit)
    assert RATE not in {one.node for one in of_code(looked_through(document), "smart_unlikely")}
    assert document.plan.targets[RATE].value == pytest.approx(0.182, abs=0.0005)


def test_all_unlikely_targets_at_once(document: Document) -> None:
    wanted = {
        one.node: one.mend.values["value"]
        for one in of_code(looked_through(document), "smart_unlikely")
        if one.node and one.mend
    }
    assert len(wanted) > 2
    mend(document, "smart_unlikely")
    assert document.history()[-1].code == "set_targets"


@pytest.mark.parametrize("code", ["smart_no_owner", "smart_no_source"])
def test_one_owner_and_one_source_for_all_that_lack_them(document: Document, code: str) -> None:
    mend(document, code, owner="佐藤", source="7月.xlsx")
    assert of_code(looked_through(document), code) == []


def test_priorities_go_behind_those_there_are_by_what_moves_the_kgi(document: Document) -> None:
    before = {key: node.priority for key, node in document.plan.tree.nodes.items() if node.priority}
    mend(document, "kpis_without_priority")
    nodes = document.plan.tree.nodes
    assert {key: nodes[key].priority for key in before} == before
    elasticities = answer_of(document).elasticities
    added = sorted((node.priority or 0, key) for key, node in nodes.items() if node.priority and key not in before)
    weights = [abs(elasticities.get(key, 0.0)) for _, key in added]
    assert len(added) > 5
    assert weights == sorted(weights, reverse=True)
    assert of_code(looked_through(document), "kpis_without_priority") == []


def test_what_the_dictionary_knows_comes_back(document: Document) -> None:
    metric = document.plan.metrics["leads"]
    document.edit(edits.set_metric(replace(metric, definition_ja="", definition_en="", unit="")))
    mend(document, "smart_no_definition")
    mend(document, "smart_no_unit")
    now = document.plan.metrics["leads"]
    assert (now.definition_ja, now.definition_en, now.unit) == (metric.definition_ja, metric.definition_en, "件")


def test_a_due_date_comes_back_into_the_period(document: Document) -> None:
    document.edit(edits.set_due([RATE, LEADS], date(2027, 3, 1)))
    mend(document, "smart_due_outside")
    assert document.plan.tree.nodes[LEADS].due is None


def test_what_only_the_manager_can_decide_has_no_edit(document: Document) -> None:
    found, answer = looked_through(document).findings, answer_of(document)
    for code in ("smart_unrelated", "smart_no_owner", "members_unlikely", "stagnation"):
        alike = [one for one in found if one.code == code]
        assert alike
        assert mend_edit(document.plan, answer, alike) is None
    assert mend_edit(document.plan, answer, []) is None


def test_a_source_that_is_not_known_changes_nothing(document: Document) -> None:
    found = of_code(looked_through(document), "smart_no_source")
    assert mend_edit(document.plan, answer_of(document), found) is None


def test_a_look_through_tells_what_the_inspector_shows(document: Document) -> None:
    inspection = looked_through(document)
    smart = inspection.smart(RATE)
    assert [len(check) for check in (smart.specific, smart.measurable, smart.relevant, smart.time_bound)] == [0] * 4
    assert [one.code for one in smart.achievable] == ["smart_unlikely"]
    assert inspection.impacts[RATE] == pytest.approx(-7_926_627, rel=0.001)
    assert inspection.smart(NodeKey("connect_rate", "webinar")).findings


def test_months_are_said_as_the_target_is(document: Document) -> None:
    inspection = looked_through(document)
    rates = inspection.months(RATE)
    assert [span.start.month for span, _ in rates] == [7, 8, 9, 10]
    assert all(0.15 < rate < 0.22 for _, rate in rates)
    dials = [value for _, value in inspection.months(NodeKey("dials"))]
    assert all(27_000 < value < 34_000 for value in dials)  # a quarter of 29,000 at the pace of each month
    assert inspection.months(NodeKey("deal_size", "webinar"))


def test_formulas_that_cannot_be_worked_out_come_first(document: Document) -> None:
    document.edit(edits.set_formula(NodeKey("orders", "webinar"), "revenue / deal_size"))
    first = looked_through(document).findings[0]
    assert (first.code, first.node) == ("cycle", NodeKey("revenue", "webinar"))
