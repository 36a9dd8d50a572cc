"""A plan's structure kept as a file: all of it comes back, people and figures stay behind, nonsense is refused."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.plan.metric import Kind, Metric, shipped_metrics
from isplanner.plan.period import PeriodRule
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import Channel, Member, NodeKey
from isplanner.plan.structure import Structure, read_structure, structure_of, template_structure, write_structure
from isplanner.plan.template import NAMES, Phase
from tests.analysis.plans import template_plan

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("phase", Phase)
def test_shipped_ones_come_back(name: str, phase: Phase) -> None:
    structure = template_structure(name, phase)
    again = read_structure(write_structure(structure))
    assert replace(again, channels=()) == replace(structure, channels=())
    assert [replace(channel, id=0) for channel in again.channels] == [
        replace(channel, id=0) for channel in structure.channels
    ]


@given(name=TEXT, words=TEXT, formula=TEXT)
def test_any_text_comes_back(name: str, words: str, formula: str) -> None:
    own = Metric("社内紹介", name, words, "件", Kind.COUNT, definition_ja=words, conditions=name)
    channel = Channel(1, "店頭", words, name, words, name)
    key = NodeKey(own.key, channel.key)
    metrics = (*shipped_metrics().values(), own)
    structure = Structure(name, None, metrics, (channel,), {key: formula}, {key: 1}, PeriodRule(20, 6, 1))
    assert read_structure(write_structure(structure)) == structure


def test_people_and_figures_stay_behind() -> None:
    plan = template_plan((Member(1, "佐藤 花子"),))
    agreed = replace(plan.metrics["orders"], agreements={"marketing": date(2026, 9, 1)}, since=date(2026, 9, 1))
    nodes = {key: replace(node, owner="佐藤 花子", low=1.0) for key, node in plan.tree.nodes.items()}
    told = replace(plan, metrics={**plan.metrics, "orders": agreed}, tree=replace(plan.tree, nodes=nodes))
    text = write_structure(structure_of(told, "うちの型"))
    assert "佐藤" not in text
    assert "2026" not in text
    assert "120000000" not in text
    assert read_structure(text).formulas == {
        key: node.formula.text if node.formula else None for key, node in plan.tree.nodes.items()
    }


GOOD = write_structure(template_structure("mail"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not toml [",
        GOOD.replace("version = 1", "version = 1\nkgi = 5\n", 1),
        GOOD.replace('kgi = "appointments"', 'kgi = "revenue"'),
        GOOD.replace('node = "connects"', 'node = "nothing"'),
        GOOD.replace('node = "connects[mail_magazine]"', 'node = "connects[nowhere]"'),
        GOOD.replace("fiscal_month = 4", "fiscal_month = 13"),
        GOOD.replace("closing_day = 0", 'closing_day = "x"'),
        GOOD + "\n[[node]]\nformula = 3\nnode = 'leads'\n",
        GOOD + "\n[[metric]]\nkey = 'x'\n",
        "name = 'x'\nnode = 5\nclosing_day = 0\nweek_start = 0\nfiscal_month = 4",
    ],
)
def test_what_is_no_structure_is_refused(text: str) -> None:
    with pytest.raises(PlanError) as refused:
        read_structure(text)
    assert refused.value.problem.code == "bad_structure"


def test_one_of_a_later_version_is_named_so() -> None:
    with pytest.raises(PlanError) as refused:
        read_structure(GOOD.replace("version = 1", "version = 2"))
    assert refused.value.problem.code == "newer_structure"
