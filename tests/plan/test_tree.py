from hypothesis import given
from hypothesis import strategies as st

from isplanner.plan.formula import parse_formula
from isplanner.plan.metric import Kind
from isplanner.plan.scope import NodeKey
from isplanner.plan.tree import GoalTree, check_formula
from tests.plan.trees import METRICS, NAMES, PHONE_AND_MAIL, tree_of

TREE = tree_of(PHONE_AND_MAIL, "revenue")


def codes(tree: GoalTree) -> dict[str, str]:
    return {str(key): problem.code for key, problem in tree.problems.items()}


def test_a_sound_tree_has_no_problem_and_inputs_come_first() -> None:
    assert codes(TREE) == {}
    place = {key: i for i, key in enumerate(TREE.order)}
    assert len(place) == len(TREE.nodes)
    assert all(place[read] < place[key] for key in TREE.nodes for read in TREE.inputs(key))


def test_levers_are_the_nodes_without_a_formula() -> None:
    assert {str(key) for key in TREE.levers} == {node for node, formula in PHONE_AND_MAIL.items() if formula is None}


def test_a_name_means_the_node_of_its_scope() -> None:
    assert TREE.inputs(NodeKey("connects", "webinar")) == (
        NodeKey("dials", "webinar"),
        NodeKey("connect_rate", "webinar"),
    )
    assert TREE.inputs(NodeKey("dials")) == (NodeKey("dials", "web_inquiry"), NodeKey("dials", "webinar"))


def test_the_breakdown_adds_up_the_formulas_of_the_channels() -> None:
    connects = TREE.breakdown(NodeKey("connects"))
    assert connects is not None
    assert connects.text == "dials * connect_rate + mail_replies"
    assert TREE.breakdown(NodeKey("dials")) is None
    assert TREE.breakdown(NodeKey("deal_size")) is None
    assert TREE.breakdown(NodeKey("connects", "webinar")) is None


def test_a_sum_over_channels_that_are_all_gone_has_no_breakdown() -> None:
    tree = tree_of({"revenue": "sum(revenue)"}, "revenue")
    assert tree.breakdown(NodeKey("revenue")) is None
    assert tree.children(NodeKey("revenue")) == ()


def test_children_are_what_is_drawn() -> None:
    def children(node: str) -> list[str]:
        return [str(child) for child in TREE.children(NAMES.node(node))]

    assert children("revenue") == ["orders", "deal_size"]
    assert children("connects") == ["dials", "connect_rate", "mail_replies"]
    assert children("dials") == ["dials[web_inquiry]", "dials[webinar]"]
    assert children("connect_rate") == ["connect_rate[web_inquiry]", "connect_rate[webinar]"]
    assert children("orders[webinar]") == ["connects[webinar]", "win_rate[webinar]"]
    assert children("dials[webinar]") == []


def test_a_plan_of_one_scope_draws_its_formulas() -> None:
    tree = tree_of({"profit": "revenue - cost", "revenue": None, "cost": None})
    assert tree.children(NodeKey("profit")) == (NodeKey("revenue"), NodeKey("cost"))


def test_a_cycle_is_named_with_its_path() -> None:
    tree = tree_of(
        {"orders": "connects", "connects": "dials * 2", "dials": "orders / 2", "leads": "orders", "cost": None}
    )
    assert codes(tree) == {"orders": "cycle", "connects": "cycle", "dials": "cycle"}
    assert tree.problems[NodeKey("orders")].values["path"] == [
        NodeKey(metric) for metric in ("orders", "connects", "dials", "orders")
    ]
    assert tree.order == (NodeKey("cost"),)


def test_every_cycle_is_found() -> None:
    tree = tree_of({"orders": "orders + 1", "dials": "leads", "leads": "dials"})
    assert codes(tree) == {"orders": "cycle", "dials": "cycle", "leads": "cycle"}
    assert tree.problems[NodeKey("orders")].values["path"] == [NodeKey("orders"), NodeKey("orders")]


def test_units_must_match() -> None:
    tree = tree_of(
        {
            "revenue": "orders * deal_size + cost",
            "profit": "revenue + orders",
            "orders": "dials * leads",
            "valid_rate": "orders / dials",
            "mail_replies": "mails_opened * replies_per_open",
            "connects": "mail_replies + mails_opened * 2%",
            "appointments": "revenue / deal_size",
            "cost": "dials * 50 + 300000",
            "cost_per_appointment": "cost / appointments * 3 * 1",
            "talk_minutes": "later(cost, 50%, 50%)",
            "win_rate": "1 - valid_rate + 5%",
            "deal_size": "min(revenue, orders)",
            "worked_leads": "leads * saturate(dials / leads, 3, 18%)",
            "mails_sent": "dials * saturate(dials, 3, 18%)",
            **dict.fromkeys(["dials", "leads", "mails_opened", "replies_per_open"]),
        }
    )
    assert codes(tree) == {
        "profit": "unit_mismatch",
        "orders": "wrong_unit",
        "talk_minutes": "wrong_unit",
        "deal_size": "unit_mismatch",
        "mails_sent": "unit_mismatch",
    }
    assert tree.problems[NodeKey("profit")].values == {"left": "円", "right": "件"}
    assert tree.problems[NodeKey("profit")].place == "0:16"
    assert tree.problems[NodeKey("orders")].values == {"found": "件·件", "expected": "件"}


def test_a_unit_per_unit_is_written_with_a_stroke() -> None:
    tree = tree_of({"orders": "deal_size * 100%", "deal_size": None})
    assert tree.problems[NodeKey("orders")].values == {"found": "円/件", "expected": "件"}


def test_missing_nodes_and_unreadable_formulas_are_problems_of_their_node_alone() -> None:
    tree = tree_of(
        {"orders": "connects * win_rate", "connects": None, "dials": "gone * 2", "leads": "sum(leads)", "cost": None}
    )
    assert codes(tree) == {"orders": "no_such_node", "dials": "unknown_name", "leads": "nothing_to_sum"}
    assert tree.problems[NodeKey("orders")].values == {"node": NodeKey("win_rate")}
    assert tree.problems[NodeKey("orders")].place == "11:19"
    assert tree.order == (NodeKey("connects"), NodeKey("cost"))


def test_sums_run_over_the_channels_that_have_what_they_name() -> None:
    tree = tree_of(
        {
            "connects": "sum(dials * connect_rate + dials[webinar])",
            "dials[web_inquiry]": None,
            "dials[webinar]": None,
            "connect_rate[webinar]": None,
        }
    )
    assert codes(tree) == {}
    assert [str(key) for key in tree.inputs(NodeKey("connects"))] == ["dials[webinar]", "connect_rate[webinar]"]


def test_a_formula_can_be_checked_before_it_is_stored() -> None:
    def check(node: str, text: str) -> str | None:
        key = NAMES.node(node)
        problem = check_formula(TREE, key, parse_formula(text, NAMES, key))
        return problem.code if problem else None

    assert check("orders[webinar]", "着電数 × 受注率 × 2") is None
    assert check("orders[webinar]", "受注売上 ÷ 平均受注単価") == "cycle"
    assert check("orders[webinar]", "受注売上") == "wrong_unit"
    assert check("orders[webinar]", "リード数 × 受注率") == "no_such_node"


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20))
def test_order_and_problems_share_out_the_nodes(edges: list[tuple[int, int]]) -> None:
    keys = [key for key, metric in METRICS.items() if metric.unit == "件" and metric.kind is Kind.COUNT]
    formulas: dict[str, str | None] = dict.fromkeys(keys)
    for reader, read in edges:
        formulas[keys[reader]] = " + ".join(filter(None, [formulas[keys[reader]], keys[read]]))
    tree = tree_of(formulas)
    reached = {key: set(tree.inputs(key)) for key in tree.nodes}
    for _ in keys:
        reached = {key: deep.union(*(reached[read] for read in deep)) for key, deep in reached.items()}
    in_cycles = {key for key, deep in reached.items() if key in deep}
    assert set(tree.problems) == in_cycles
    assert set(tree.order) == {key for key, deep in reached.items() if not (deep | {key}) & in_cycles}
