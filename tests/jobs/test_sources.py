"""The numbers behind a node are those that its baseline and its actuals were counted from."""

from pathlib import Path

import pytest

from isplanner.jobs.answer import work_out
from isplanner.jobs.sources import Origin, behind, brought_by
from isplanner.plan.fact import FactKind
from isplanner.plan.scope import NodeKey
from isplanner.store.document import Document


@pytest.mark.parametrize("node", [NodeKey("dials"), NodeKey("dials", "webinar"), NodeKey("revenue", "download")])
def test_the_numbers_behind_a_node_add_up_to_its_baseline(demo_file: Path, node: NodeKey) -> None:
    with Document.open(demo_file, read_only=True) as document:
        plan = document.plan
        baseline = work_out(plan, document.actuals()).baseline.values[node]
        found = behind(document, Origin(node))
        assert sum(fact.value for fact in found.facts if plan.base.covers(fact.span)) == pytest.approx(baseline)
        assert any(plan.period.covers(fact.span) for fact in found.facts)
        assert {fact.kind for fact in found.facts} == {FactKind.ACTUAL}
        assert all(fact.source.file for fact in found.facts)


def test_behind_a_rate_are_its_parts_and_behind_a_member_what_he_did(demo_file: Path) -> None:
    with Document.open(demo_file, read_only=True) as document:
        member = document.plan.members[0]
        found = behind(document, Origin(NodeKey("connect_rate", "webinar")))
        assert {"dials", "connects"} <= {fact.metric for fact in found.facts}
        own = behind(document, Origin(NodeKey("dials"), member.id))
        assert {fact.member for fact in own.facts} == {member.name}


def test_of_an_import_its_own_numbers_are_read(demo_file: Path) -> None:
    with Document.open(demo_file, read_only=True) as document:
        for batch in document.batches():
            wanted = [each.fact for each in document.facts() if each.batch == batch.id]
            assert list(brought_by(document, batch.id).facts) == wanted
