from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

GOAL = 120_000_000


def solved(run: Run, plan: Path, *options: object) -> Any:  # noqa: ANN401 - what the command answers
    ended = run("solve", plan, *options, "--samples", 2000, "--json")
    assert (ended.code, ended.err) == (0, "")
    return ended.json


def levers(answer: Any) -> dict[str, Any]:  # noqa: ANN401
    return {lever["node"]: lever for lever in answer["levers"]}


def test_the_least_stretch_is_what_is_solved_for_unless_told_otherwise(run: Run, demo: Path) -> None:
    answer = solved(run, demo)
    assert answer == solved(run, demo, "--least-stretch", "--goal", "1.2億")
    assert answer["feasible"]
    assert answer["kgi"] == GOAL
    assert answer["objective"] == pytest.approx(sum(lever["stretch"] ** 2 for lever in answer["levers"]))
    assert 0 < answer["chance"] < 1
    assert answer["missing"] == 0
    for node, lever in levers(answer).items():
        assert lever["value"] >= lever["present"], node
    assert answer["people"]["needed"] <= answer["people"]["team"]


def test_what_it_says_reaches_the_goal_when_it_is_set(run: Run, demo: Path) -> None:
    answer = solved(run, demo)
    values = [f"{node}={lever['value']:.12g}" for node, lever in levers(answer).items()]
    assert run("set", demo, *values).code == 0
    tree = {node["node"]: node for node in run("tree", demo, "--json").json["nodes"]}
    assert tree["revenue"]["value"] == pytest.approx(GOAL, rel=1e-6)


def test_a_probability_lists_the_plans_for_all(run: Run, demo: Path) -> None:
    answer = solved(run, demo, "--probability", "0.75")
    assert answer["probability"] == 0.75
    assert [plan["probability"] for plan in answer["proposals"]] == [0.5, 0.7, 0.75, 0.8, 0.9]
    assert [plan["objective"] for plan in answer["proposals"]] == sorted(
        plan["objective"] for plan in answer["proposals"]
    )
    asked = answer["proposals"][2]
    assert {key: value for key, value in answer.items() if key != "proposals"} == asked
    assert 0.75 <= asked["chance"] <= 0.77
    assert asked["aim"] > 1
    assert asked["kgi"] == pytest.approx(asked["aim"] * GOAL)
    assert solved(run, demo, "--probability", "75%") == answer == solved(run, demo, "--probability", "75")


def test_locks_and_conditions(run: Run, demo: Path) -> None:
    answer = solved(run, demo, "--lock", "平均受注単価", "--lock", "着電率[ウェビナー]", "--where", "架電数 ≦ 29,500")
    assert levers(answer)["deal_size"]["locked"]
    assert levers(answer)["deal_size"]["value"] == levers(answer)["deal_size"]["present"]
    assert levers(answer)["connect_rate[webinar]"]["locked"]
    assert levers(answer)["dials"]["value"] == pytest.approx(29_500, rel=1e-8)
    assert "dials<=29500" in answer["binding"]
    people = solved(run, demo, "--where", "人員<=6.6")
    assert "people<=6.6" in people["binding"]
    assert people["people"]["needed"] == pytest.approx(6.6)
    assert people["people"]["unlimited"] > 6.6


def test_out_of_reach_is_an_answer(run: Run, demo: Path) -> None:
    names = ("架電数", "着電率", "メール返信数", "着電商談化率", "有効商談受注率", "平均受注単価")
    locks = [option for name in names for option in ("--lock", name)]
    answer = solved(run, demo, "--goal", "900000000", *locks)
    assert not answer["feasible"]
    assert levers(answer)["valid_rate"]["value"] == pytest.approx(1, abs=1e-6)
    assert answer["missing"] == pytest.approx(900_000_000 - answer["kgi"])
    told = run("solve", demo, "--goal", "900000000", *locks)
    assert told.code == 0
    assert "足りません" in told.out


def test_one_lever(run: Run, demo: Path) -> None:
    answer = solved(run, demo, "--lever", "着電率")
    assert answer["feasible"]
    assert answer["people"] is None
    refused = solved(run, demo, "--lever", "架電数", "--goal", "200000000")
    assert not refused["feasible"]
    assert refused["people"]["unlimited"] > refused["people"]["team"]
    told = run("solve", demo, "--lever", "架電数", "--goal", "200000000")
    assert "人分が必要です" in told.out


def test_the_rest_of_the_period(run: Run, demo: Path) -> None:
    whole, rest = solved(run, demo), solved(run, demo, "--as-of", "2026-11-20")
    assert rest["feasible"]
    assert rest["objective"] != pytest.approx(whole["objective"], rel=0.01)
    assert run("solve", demo, "--as-of", "2026-12-31").code == 0


def test_it_reads_as_a_table(run: Run, demo: Path) -> None:
    one = run("solve", demo, "--lock", "架電数").out
    for word in ("レバー", "基準", "いま", "提案", "実績のばらつき", "固定", "達成確率", "増分の内訳", "人分"):
        assert word in one, word
    many = run("solve", demo, "--probability", "80%", "--samples", 1000).out
    for word in ("50%", "70%", "80%", "90%", "二乗和"):
        assert word in many, word
    english = run("--lang", "en", "solve", demo, "--goal", "50000000").out
    assert "reach it" in english
    assert "Stretch" in english


def test_volume_alone_is_said(run: Run, demo: Path) -> None:
    names = ("着電率", "着電商談化率", "有効商談率", "有効商談受注率", "平均受注単価")
    locks = [option for name in names for option in ("--lock", name)]
    answer = solved(run, demo, *locks)
    assert answer["volume_alone"]
    assert answer["volume_share"] == pytest.approx(1)
    told = run("solve", demo, *locks).out
    assert "+1pt で +" in told
    assert "件数 +1% で +" in told


def test_what_is_not_understood(run: Run, demo: Path, plan: Path) -> None:
    for options, code in (
        (("--where", "架電数"), "bad_condition"),
        (("--where", "ない率<=3"), "unknown_node"),
        (("--where", "着電率<=300"), "bad_value"),
        (("--where", "人員<=many"), "bad_condition"),
        (("--probability", "150%"), "bad_chance"),
        (("--probability", "maybe"), "bad_chance"),
        (("--lock", "受注数"), "not_a_lever"),
        (("--goal", "high"), "bad_value"),
    ):
        ended = run("solve", demo, *options, "--json")
        assert ended.code == 1, options
        assert ended.json["error"]["code"] == code, options
    assert run("solve", plan, "--json").json["error"]["code"] == "no_goal"
    assert run("solve", plan, "--goal", "1億", "--json").json["error"]["code"] == "no_kgi"
    assert run("solve", demo, "--lever", "着電率", "--where", "架電数<=3").code == 2


def test_a_plan_without_actuals_says_what_to_do(run: Run, plan: Path) -> None:
    channels = ("web_inquiry", "download", "webinar", "outbound")
    values = [
        f"{metric}[{channel}]={value}"
        for channel in channels
        for metric, value in {
            "dials": "1000",
            "connect_rate": "20%",
            "appointments_per_connect": "10%",
            "valid_rate": "60%",
            "orders_per_valid": "25%",
            "deal_size": "1000000",
        }.items()
    ]
    assert run("set", plan, *values, "--kgi", "revenue=15000000").code == 0
    refused = run("solve", plan, "--json")
    assert refused.json["error"]["code"] == "no_stretch"
    assert solved(run, plan, "--lever", "着電率")["feasible"]
