from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run


def nodes(run: Run, path: Path, *options: object) -> dict[str, Any]:
    return {node["node"]: node for node in run("tree", path, *options, "--json").json["nodes"]}


def test_a_rate_of_the_whole_plan_moves_every_channel(run: Run, demo: Path) -> None:
    before = nodes(run, demo)
    assert run("set", demo, "着電率=20%", "--reason", "午前に架電").code == 0
    after = nodes(run, demo)
    assert after["connect_rate"]["value"] == pytest.approx(0.2, abs=1e-9)
    for channel in ("web_inquiry", "download", "webinar", "outbound"):
        name = f"connect_rate[{channel}]"
        assert after[name]["value"] > before[name]["value"]
        assert after[name]["target"] == before[name]["target"]
    assert after["revenue"]["value"] > before["revenue"]["value"]
    assert run("history", demo, "--json").json[-1]["reason"] == "午前に架電"


def test_the_plan_is_the_sum_of_its_channels(run: Run, demo: Path) -> None:
    tree = nodes(run, demo)
    for metric in ("dials", "connects", "appointments", "valid_appointments", "orders", "revenue"):
        for number in ("value", "target", "baseline"):
            parts = [node[number] for key, node in tree.items() if key.startswith(f"{metric}[")]
            assert sum(parts) == pytest.approx(tree[metric][number], rel=1e-12), (metric, number)


def test_setting_while_the_baseline_is_chosen_makes_a_draft(run: Run, plan: Path) -> None:
    assert run("set", plan, "架電数[ウェビナー]=１，２００").code == 0
    assert nodes(run, plan)["dials[webinar]"]["value"] == pytest.approx(1200)
    assert nodes(run, plan, "--scenario", "基準")["dials[webinar]"]["value"] is None
    assert nodes(run, plan, "--scenario", "案 1")["dials[webinar]"]["value"] == pytest.approx(1200)


def test_setting_a_target_changes_no_value_and_moves_the_sum(run: Run, demo: Path) -> None:
    before = nodes(run, demo)
    assert run("set", demo, "dials[webinar]=4100", "--target").code == 0
    after = nodes(run, demo)
    assert after["dials[webinar]"]["target"] == 4100
    assert after["dials"]["target"] == before["dials"]["target"] + 100
    changed = {key for key in after if after[key]["target"] != before[key]["target"]}
    assert changed == {"dials", "dials[webinar]"}
    assert all(after[key]["value"] == before[key]["value"] for key in after)


def test_the_plans_target_is_shared_over_its_channels(run: Run, demo: Path) -> None:
    assert run("set", demo, "orders=131", "--target").code == 0
    after = nodes(run, demo)
    assert after["orders"]["target"] == 131
    assert sum(node["target"] for key, node in after.items() if key.startswith("orders[")) == 131


def test_adopt_makes_whole_targets_that_add_up(run: Run, demo: Path) -> None:
    assert run("adopt", demo, "--scenario", "強気").code == 0
    tree = nodes(run, demo)
    assert tree["revenue"]["target"] == 132403340
    for metric in ("dials", "connects", "orders", "revenue"):
        parts = [node["target"] for key, node in tree.items() if key.startswith(f"{metric}[")]
        assert all(isinstance(part, int) for part in parts)
        assert sum(parts) == tree[metric]["target"]
    assert tree["valid_rate"]["target"] == tree["valid_appointments"]["target"] / tree["appointments"]["target"]
    assert run("tree", demo, "--json").json["kgi"]["goal"] == 120000000


def test_one_lever_reaches_the_goal(run: Run, demo: Path) -> None:
    solved = run("solve", demo, "--lever", "着電率", "--json").json
    assert solved["feasible"]
    (lever,) = solved["levers"]
    assert solved["kgi"] == pytest.approx(120000000, rel=1e-6)
    assert run("set", demo, f"着電率={lever['value']:.12f}").code == 0
    assert nodes(run, demo)["revenue"]["value"] == pytest.approx(120000000, rel=1e-6)


def test_out_of_reach_is_an_answer(run: Run, demo: Path) -> None:
    ended = run("solve", demo, "--lever", "メール返信数", "--goal", "10000000000000000", "--json")
    assert ended.code == 0
    solved = run("solve", demo, "--lever", "connect_rate[webinar]", "--goal", "900000000", "--json").json
    assert solved["feasible"] is False
    assert solved["kgi"] < 900000000


def test_a_formula_is_checked_before_it_is_stored(run: Run, demo: Path) -> None:
    before = nodes(run, demo)
    wrong = {
        "架電数 + 平均受注単価": "bad_formula",
        "受注数 × 無い率": "bad_formula",
        "受注売上 ÷ 平均受注単価": "cycle",
    }
    for text, code in wrong.items():
        ended = run("set", demo, f"受注数=={text}", "--json")
        assert (ended.code, ended.json["error"]["code"]) == (1, code)
    assert nodes(run, demo) == before
    assert run("set", demo, "orders[webinar]==有効商談数 × 有効商談受注率 × 1").code == 0
    assert nodes(run, demo)["orders[webinar]"]["formula"] == "valid_appointments * orders_per_valid * 1"


@pytest.mark.parametrize(
    "assignment", ["着電率=20", "架電数=-3", "架電数=たくさん", "着電律=3", "架電数[火星]=3", "メール配信数=3"]
)
def test_what_cannot_be_read_changes_nothing(run: Run, demo: Path, assignment: str) -> None:
    before = demo.read_bytes()
    ended = run("set", demo, assignment, "--json")
    assert ended.code == 1
    assert ended.json["error"]["message"] == ended.err.strip()
    assert len(ended.err.strip().splitlines()) <= 5
    assert demo.read_bytes() == before


def test_every_edit_is_undone_and_redone_by_later_commands(run: Run, demo: Path) -> None:
    before = nodes(run, demo)
    run("set", demo, "架電数=30000", "--kgi", "受注売上=130000000")
    after = nodes(run, demo)
    assert after != before
    words = run("undo", demo, "--json").json
    assert nodes(run, demo) == before
    assert run("tree", demo, "--json").json["kgi"]["goal"] == 120000000
    assert run("redo", demo, "--json").json == words
    assert nodes(run, demo) == after
    assert run("redo", demo, "--json").json["error"]["code"] == "nothing_to_redo"


def test_a_formula_says_when_orders_come(run: Run, demo: Path) -> None:
    before = nodes(run, demo)
    later = "受注数[ウェビナー]＝later(有効商談数, 60%, 40%) × 有効商談受注率"
    assert run("set", demo, later.replace("＝", "==", 1)).code == 0
    after = nodes(run, demo)
    assert after["orders[webinar]"]["formula"] == "later(valid_appointments, 60%, 40%) * orders_per_valid"
    assert after["orders_per_valid[webinar]"]["value"] == before["orders_per_valid[webinar]"]["value"]
    assert after["orders[webinar]"]["value"] != before["orders[webinar]"]["value"]
    assert run("adopt", demo).code == 0
    adopted = nodes(run, demo)
    rate = adopted["orders_per_valid[webinar]"]
    assert rate["target"] == rate["value"]
    targets = [node["target"] for key, node in adopted.items() if key.startswith("orders[")]
    assert sum(targets) == adopted["orders"]["target"]


def test_what_is_open_at_the_start_is_one_edit_and_told(run: Run, plan: Path, demo: Path) -> None:
    assert "先に期間を入れてください" in run("set", plan, "--open", "有効商談数=85").err
    later = "==later(有効商談数, 60%, 40%) × 有効商談受注率"
    assert run("set", plan, f"受注数[ウェビナー]{later}").code == 0
    edits = len(run("history", plan, "--json").json)
    assert run("set", plan, "--open", "有効商談数=85", "--open", "有効商談数[ウェビナー]=12").code == 0
    assert len(run("history", plan, "--json").json) == edits + 1
    nodes = {node["node"]: node["open_at_start"] for node in run("tree", plan, "--json").json["nodes"]}
    assert {node: count for node, count in nodes.items() if count} == {"valid_appointments[webinar]": 12.0}
    assert run("set", plan, "--open", "有効商談数=なし").code == 0
    wrong = run("set", plan, "--open", "有効商談数=1.5", "--json")
    assert (wrong.code, wrong.json["error"]["code"]) == (1, "bad_open_count")
    run("set", demo, f"受注数[ウェビナー]{later}")
    run("set", demo, "--open", "有効商談数=85")
    assert "期首に結果待ちの 85 件は使っていません" in run("simulate", demo, "--samples", 20).out
