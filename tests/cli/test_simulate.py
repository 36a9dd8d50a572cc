from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_the_answer_has_the_keys_of_the_design(run: Run, demo: Path) -> None:
    answer = run("simulate", demo, "--json").json
    assert list(answer) == [
        "goal",
        "projected",
        "p10",
        "p50",
        "p90",
        "probability",
        "by_month",
        "by_channel",
        "levers",
        "unmoved",
        "people",
    ]
    assert list(answer["levers"][0]) == ["node", "value", "elasticity", "gain", "variance_share"]
    assert answer["goal"] == 120_000_000
    assert answer["p10"] < answer["p50"] < answer["p90"]
    assert sum(lever["variance_share"] for lever in answer["levers"]) <= 1


def test_the_mean_is_what_the_tree_says(run: Run, demo: Path) -> None:
    answer, nodes = run("simulate", demo, "--json").json, run("tree", demo, "--json").json["nodes"]
    kgi = next(node["value"] for node in nodes if node["node"] == "revenue")
    assert answer["projected"] == pytest.approx(kgi, rel=1e-8)
    assert sum(answer["by_month"]) == pytest.approx(kgi, rel=1e-7)
    assert sum(answer["by_channel"].values()) == pytest.approx(kgi, rel=1e-7)


def test_the_same_seed_gives_the_same_document(run: Run, demo: Path) -> None:
    first = run("simulate", demo, "--json", "--samples", 2000).out
    assert run("simulate", demo, "--json", "--samples", 2000).out == first
    assert run("simulate", demo, "--json", "--samples", 2000, "--seed", 2).out != first


def test_levers_can_be_tried(run: Run, demo: Path) -> None:
    before = run("simulate", demo, "--json").json
    better = run("simulate", demo, "--set", "着電率=20.5%", "--set", "valid_rate[webinar]=0.7", "--json").json
    assert better["projected"] > before["projected"]
    assert better["probability"] > before["probability"]
    assert run("simulate", demo, "--json").json == before


def test_scenarios_and_what_remains(run: Run, demo: Path) -> None:
    strong = run("simulate", demo, "--scenario", "強気", "--json").json
    assert strong["projected"] > 125_000_000
    rest = run("simulate", demo, "--as-of", "2026-11-20", "--json").json
    assert rest["by_month"][0] < rest["projected"]
    assert rest["p90"] - rest["p10"] < strong["p90"] - strong["p10"]


def test_a_period_that_is_over_is_final_only_once_all_of_it_is_told(run: Run, demo: Path) -> None:
    assert "取り込まれた実績は 2026/11/20 までです" in run("simulate", demo, "--as-of", "2027-01-10").out
    assert "取り込まれた実績は" not in run("simulate", demo, "--as-of", "2026-11-20").out


def test_for_people_it_says_it_in_words(run: Run, demo: Path) -> None:
    ended = run("simulate", demo)
    assert ended.code == 0
    for word in ("見込み KGI 106,992,188円", "達成確率", "10月", "ウェビナー", "着電商談化率", "1 人増やすと"):
        assert word in ended.out
    assert "P10" in run("--lang", "en", "simulate", demo).out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--set", "nonsense=1"], 1),
        (["--set", "着電率==1"], 1),
        (["--set", "着電率=150%"], 1),
        (["--set", "orders=3"], 1),
        (["--scenario", "ない"], 1),
        (["--samples", "0"], 2),
        (["--seed", "-1"], 2),
        (["--as-of", "yesterday"], 2),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, demo: Path, arguments: list[str], code: int) -> None:
    ended = run("simulate", demo, *arguments, "--json")
    assert ended.code == code
    assert ended.err


def test_an_empty_plan_has_no_values(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "new.isplan"
    run("new", path, "--year", 2026, "--quarter", 3)
    answer = run("simulate", path, "--json").json
    assert answer["projected"] is None
    assert answer["probability"] is None
    assert "試算できません" in run("simulate", path).out


def test_months_before_that_bring_nothing_are_said(run: Run, demo: Path) -> None:
    assert "持ち込み" not in run("simulate", demo, "--samples", 100).out
    later = "orders[webinar]==later(valid_appointments, 40%, 0%, 30%, 20%, 10%) * orders_per_valid"
    assert run("set", demo, later).code == 0
    assert "（6月 の有効商談数の実績がないため、その分の持ち込みは 0 件としています。）" in run("simulate", demo).out
    assert "no actuals of valid appointments in Jun" in run("--lang", "en", "simulate", demo).out.replace("V", "v")
