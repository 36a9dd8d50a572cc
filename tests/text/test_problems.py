from isplanner.plan.problem import Problem
from isplanner.plan.scope import NodeKey
from isplanner.text.problems import describe_problem, with_names
from tests.analysis.plans import plan_of

PLAN = plan_of({"dials": None, "dials[webinar]": None})
ROUND = [NodeKey("dials"), NodeKey("connects"), NodeKey("dials")]


def test_nodes_are_called_by_their_names() -> None:
    problem = Problem("no_such_node", {"node": NodeKey("dials", "webinar")}, "0:3")
    assert describe_problem(problem, PLAN, "ja").startswith("架電数（ウェビナー） はこのツリーにありません")
    assert describe_problem(problem, PLAN, "en").startswith("Dials (Webinar) is not in this tree")


def test_keys_that_are_told_as_text_are_called_by_their_names_too() -> None:
    words = describe_problem(Problem("bad_judgement", {"node": "dials[webinar]"}), PLAN, "ja")
    assert "架電数（ウェビナー）" in words
    told = {"metric": "dials", "channel": "webinar", "node": "何か [x", "text": "dials"}
    named = with_names(Problem("x", told), PLAN, "ja")
    assert named.values == {"metric": "架電数", "channel": "ウェビナー", "node": "何か [x", "text": "dials"}


def test_a_circle_is_drawn_with_arrows() -> None:
    words = describe_problem(Problem("cycle", {"node": ROUND[0], "path": ROUND}), PLAN, "ja")
    assert "架電数 → 着電数 → 架電数" in words


def test_what_is_no_node_stays_as_it_is() -> None:
    named = with_names(Problem("x", {"at": ["青木 一郎", NodeKey("dials")], "total": 3}, "B2"), PLAN, "ja")
    assert named == Problem("x", {"at": ["青木 一郎", "架電数"], "total": 3}, "B2")
