from collections.abc import Sequence
from dataclasses import replace

from isplanner.desktop.goal_tree.rows import OutlineRow, RowKind, outline, row_key
from isplanner.desktop.models.tree_model import Branch
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey
from isplanner.plan.target import Target
from tests.analysis.plans import plan_of, template_plan

NODE, CHANNELS, REFERENCE, BESIDE = RowKind.NODE, RowKind.CHANNELS, RowKind.REFERENCE, RowKind.BESIDE


def drawn(branches: Sequence[Branch[OutlineRow]]) -> list[object]:
    """Names of kinds and nodes, nested; a row without children is a string."""

    def name(row: OutlineRow) -> str:
        return str(row.key) if row.kind is NODE else f"{row.kind.name.lower()} {row.key or ''}".strip()

    return [[name(b.record), *drawn(b.children)] if b.children else name(b.record) for b in branches]


def rows_of(plan: Plan, channel: str | None = None) -> list[object]:
    return drawn(outline(plan, None, {}, channel))


def test_a_node_that_only_adds_up_its_channels_has_them_as_rows() -> None:
    plan = plan_of({"dials": "sum(dials)", "dials[webinar]": None, "dials[web_inquiry]": None}, "dials")
    assert rows_of(plan) == [["dials", "dials[web_inquiry]", "dials[webinar]"]]


def test_factors_come_before_the_fold_of_channels() -> None:
    plan = plan_of(
        {
            "connects": "sum(connects)",
            "connects[webinar]": "dials * connect_rate",
            "dials": "sum(dials)",
            "dials[webinar]": None,
            "connect_rate": "connects / dials",
            "connect_rate[webinar]": None,
        },
        "connects",
    )
    assert rows_of(plan) == [
        [
            "connects",
            ["dials", "dials[webinar]"],
            ["connect_rate", "connect_rate[webinar]"],
            ["channels connects", "connects[webinar]"],
        ]
    ]
    assert rows_of(plan, "webinar") == [["connects[webinar]", "dials[webinar]", "connect_rate[webinar]"]]


def test_a_node_used_twice_is_drawn_once_and_then_referred_to() -> None:
    plan = plan_of(
        {"revenue": "orders * deal_size + cost", "orders": None, "deal_size": "cost / orders", "cost": None}, "revenue"
    )
    assert rows_of(plan) == [["revenue", "orders", ["deal_size", "cost", "reference orders"], "reference cost"]]


def test_what_the_kgi_does_not_need_stands_beside_it() -> None:
    plan = plan_of(
        {"orders": None, "cost_per_appointment": "cost / appointments", "appointments": None, "cost": None}, "orders"
    )
    assert rows_of(plan) == ["orders", ["beside", ["cost_per_appointment", "cost", "appointments"]]]


def test_without_a_kgi_all_trees_stand_side_by_side() -> None:
    assert rows_of(plan_of({"orders": None, "leads": None})) == ["orders", "leads"]


def test_a_circle_is_drawn_and_ends() -> None:
    plan = plan_of({"orders": "appointments * 2", "appointments": "orders / 2"}, "orders")
    (root,) = outline(plan, None, {})
    assert drawn([root]) == [["orders", ["appointments", "reference orders"]]]
    assert root.record.problem is not None
    assert root.record.problem.code == "cycle"


def test_siblings_are_told_apart_in_every_shipped_tree() -> None:
    plan = template_plan()

    def check(branches: Sequence[Branch[OutlineRow]]) -> int:
        keys = [row_key(branch.record) for branch in branches]
        assert len(set(keys)) == len(keys)
        return len(keys) + sum(check(branch.children) for branch in branches)

    whole = check(outline(plan, None, {}))
    nodes = [key for key in plan.tree.nodes if key.channel is None]
    assert whole > len(nodes)
    for channel in plan.channels:
        assert check(outline(plan, None, {}, channel)) > 0


def test_a_row_has_its_target_and_no_gap_without_a_value() -> None:
    key = NodeKey("orders")
    plan = replace(plan_of({"orders": None}, "orders"), targets={key: Target(1, key, 120.0)})
    (branch,) = outline(plan, None, {})
    row = branch.record
    assert (row.target, row.value, row.gap, row.is_kgi) == (120.0, None, None, True)
    assert replace(row, value=107.0).gap == -13.0
