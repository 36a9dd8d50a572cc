"""What an import changes of what is stored."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from isplanner.jobs.difference import Difference, Fall, Line, compare
from isplanner.jobs.new_plan import fiscal_period, plan_blueprint
from isplanner.plan.fact import FactKind
from isplanner.plan.period import PeriodRule
from isplanner.store.document import Document
from tests.store.samples import AUGUST, bring_in, fact


@pytest.fixture
def document(tmp_path: Path) -> Iterator[Document]:
    period = fiscal_period(PeriodRule(), date(2026, 10, 1), 2026, 3)
    with Document.create(tmp_path / "plan.isplan", plan_blueprint(period, "ja")) as made:
        yield made


def test_an_empty_plan_has_nothing_to_compare_with(document: Document) -> None:
    found = compare(document.plan, document.actuals(), [fact(4), fact(5, member=None)])
    assert found == Difference(new=2, lines=(Line("dials", FactKind.ACTUAL, 0, 0, 9, 2, 0),))
    assert compare(document.plan, document.actuals(), []) == Difference()


def test_numbers_are_new_updated_fallen_or_the_same(document: Document) -> None:
    bring_in(document, [fact(10), fact(20, member="高橋 健"), fact(30, member=None), fact(1000, "revenue")])
    facts = [
        fact(12),
        fact(19, member="高橋 健"),
        fact(30, member=None),
        fact(900, "revenue"),
        fact(7, span=AUGUST),
        fact(7, kind=FactKind.TARGET),
    ]
    found = compare(document.plan, document.actuals(), facts)
    assert (found.new, found.updated, found.same) == (2, 3, 1)
    assert found.fallen == (Fall(facts[1], 20),)
    assert found.lines == (
        Line("dials", FactKind.ACTUAL, 60, 61, 68, 4, 3),
        Line("revenue", FactKind.ACTUAL, 1000, 900, 900, 1, 1),
        Line("dials", FactKind.TARGET, 0, 0, 7, 1, 0),
    )
    assert found.replaced == {1}
