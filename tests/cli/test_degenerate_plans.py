"""Every command on plans at the edges: a sensible answer or a clear error; never NaN, a warning or a traceback."""

import json
import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from isplanner.store.document import Document
from tests.cli.conftest import Run
from tests.cli.odd_plans import (
    AS_OF,
    ODD_PLANS,
    broken_formula,
    closing_on_20th,
    negative_count,
    no_actuals,
    one_member,
    period_over,
    without_channels,
)

COMMANDS: Sequence[Sequence[object]] = (
    ("tree",),
    ("facts", "--metric", "dials"),
    ("simulate", "--samples", 500),
    ("simulate", "--as-of", AS_OF, "--samples", 1),
    ("solve", "--samples", 500),
    ("solve", "--goal", 1, "--by-channel", "--allow-lower", "--samples", 500),
    ("solve", "--probability", "80%", "--goal", "9億", "--as-of", AS_OF, "--samples", 200),
    ("solve", "--lever", "架電数"),
    ("solve", "--lever", "着電率", "--as-of", "2030-01-01"),
    ("allocate", "--grounds"),
    ("allocate", "--line", "aim"),
    ("progress",),
    ("progress", "--as-of", "2020-01-01"),
    ("progress", "--as-of", "2030-01-01"),
    ("replan",),
    ("replan", "--as-of", "2030-01-01", "--metric", "架電数"),
    ("bottleneck",),
    ("bottleneck", "--from", "baseline", "--to", "actual", "--as-of", AS_OF),
    ("why", "--since", "2025-10-15"),
    ("backtest",),
    ("segments", "--metric", "着電率", "--by", "weekday"),
    ("segments", "--metric", "商談化数", "--by", "member,channel"),
    ("check",),
    ("history",),
)
NOT_FOR_READERS = re.compile(r"\b(nan|inf|None|Traceback|NodeKey)\b|\{\w*\}", re.IGNORECASE)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Callable[[Path], None]], Path]:
    """Makes each plan once; commands that change nothing may share it."""
    folder, plans = tmp_path_factory.mktemp("odd"), dict[str, Path]()

    def make(maker: Callable[[Path], None]) -> Path:
        if maker.__name__ not in plans:
            path = folder / f"{maker.__name__}.isplan"
            maker(path)
            plans[maker.__name__] = path
        return plans[maker.__name__]

    return make


Made = Callable[[Callable[[Path], None]], Path]


def never(constant: str) -> float:
    raise AssertionError(constant)


def locks(path: Path) -> list[str]:
    """Options that lock every lever that there is for the whole plan."""
    with Document.open(path, read_only=True) as document:
        tree = document.plan.tree
    levers = {lever.metric for lever in tree.levers}
    return [part for key in tree.nodes if key.channel is None and key.metric in levers for part in ("--lock", str(key))]


@pytest.mark.parametrize("maker", ODD_PLANS, ids=lambda maker: maker.__name__)
def test_json_is_an_answer_or_names_the_problem(run: Run, made: Made, maker: Callable[[Path], None]) -> None:
    path = made(maker)
    for command, *options in (*COMMANDS, ("solve", *locks(path), "--samples", 500)):
        ended = run(command, path, *options, "--json")
        answer = json.loads(ended.out, parse_constant=never)
        assert ended.code in {0, 1}, (command, options, ended.err)
        if ended.code == 1:
            assert set(answer["error"]) == {"code", "file", "message"}, (command, options)
            assert answer["error"]["message"] == ended.err.strip()
        else:
            assert not ended.err, (command, options)


@pytest.mark.parametrize(
    ("maker", "language"),
    [*((maker, "ja") for maker in ODD_PLANS), (no_actuals, "en"), (period_over, "en"), (negative_count, "en")],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_words_are_for_readers(run: Run, made: Made, maker: Callable[[Path], None], language: str) -> None:
    path = made(maker)
    for command, *options in COMMANDS:
        ended = run("--lang", language, command, path, *options)
        unreadable = NOT_FOR_READERS.search(ended.out + ended.err)
        assert unreadable is None, (command, options, unreadable)
        if ended.code == 1:
            assert not ended.out, (command, options)
            assert 1 <= len(ended.err.strip().splitlines()) <= 5, (command, options, ended.err)
        else:
            assert (ended.code, ended.err) == (0, ""), (command, options)


def test_a_broken_formula_is_named_wherever_it_is_in_the_way(run: Run, made: Made) -> None:
    path = made(broken_formula)
    for command in (("solve",), ("solve", "--lever", "架電数"), ("bottleneck",)):
        ended = run(command[0], path, *command[1:])
        assert ended.code == 1
        assert "受注数（アウトバウンド架電） の数式を直してください" in ended.err
    assert "の数式を直してください" in run("simulate", path).out
    assert "・受注数（アウトバウンド架電）: 「nothing_such」という指標はありません" in run("check", path).out


def test_what_is_over_moves_no_more(run: Run, made: Made) -> None:
    path = made(period_over)
    assert "計画期間は 2025/12/31 で終わっています" in run("simulate", path, "--as-of", "2026-01-31").out
    assert "動かしても KGI は" in run("solve", path, "--lever", "着電率", "--as-of", "2026-01-31").out
    codes = {finding["code"] for finding in run("check", path, "--json").json["findings"]}
    assert not codes & {"smart_unlikely", "too_easy", "members_unlikely"}  # what has happened is neither
    assert run("replan", path, "--json").json["proposals"] == []


def test_actuals_without_channels_lead_from_the_workbook_to_shares(run: Run, made: Made, tmp_path: Path) -> None:
    path = tmp_path / "plan.isplan"
    path.write_bytes(made(without_channels).read_bytes())
    whole, simulated = (kgi(run, path), run("simulate", path, "--json").json)
    assert simulated["projected"] == pytest.approx(whole)
    assert simulated["by_channel"] == {}
    assert "チャネルに分けずファネル全体で" in run("simulate", path).out
    assert run("set", path, "着電率=30%", "架電数=9000").code == 0
    assert kgi(run, path) > whole
    assert run("adopt", path).code == 0
    shared = run("allocate", path, "--metric", "架電数", "--json").json["dials"]
    assert sum(map(sum, (row["months"] for row in shared["rows"]))) == shared["total"] == 9000
    assert run("check", path, "--json").json["ok"]


def kgi(run: Run, path: Path) -> float:
    value: float = run("tree", path, "--json").json["nodes"][0]["value"]
    return value


def test_a_year_closing_on_the_20th_with_weeks_from_saturday_adds_up(run: Run, made: Made) -> None:
    path = made(closing_on_20th)
    checked = run("check", path, "--json")
    assert (checked.code, checked.json["ok"], checked.json["problems"]) == (0, True, [])
    nodes = {node["node"]: node for node in run("tree", path, "--json").json["nodes"]}
    shared = run("allocate", path, "--json").json
    assert set(shared) == {key for key, node in nodes.items() if "[" not in key and node["target"] and is_whole(node)}
    for metric, whole in shared.items():
        assert whole["total"] == nodes[metric]["target"]
        adds_up(whole)
        for channel, part in whole["channels"].items():
            assert part["total"] == nodes[f"{metric}[{channel}]"]["target"]
            adds_up(part)
    starts = [date.fromisoformat(week["start"]) for week in shared["dials"]["weeks"]]
    assert all(start.weekday() == 5 or start.day == 21 for start in starts)  # Saturdays, and where a month begins
    assert {start.day for start in starts if start.weekday() != 5} == {21}
    assert shared["dials"]["channels"]["outbound"]["handed"]["total"] > shared["dials"]["channels"]["outbound"]["total"]


def is_whole(node: dict[str, object]) -> bool:
    return node["unit"] not in {"%"} and node["metric"] != "deal_size"


def adds_up(shared: dict[str, Any]) -> None:
    """Months, weeks, members: every sum of a target shared out, its 上乗せ too."""
    own = {"total": shared["total"], "months": shared["months"], "weeks": [week["total"] for week in shared["weeks"]]}
    handed = shared.get("handed", own)
    for sums in (own, handed):
        assert sum(sums["months"]) == sum(sums["weeks"]) == sums["total"]
    for part in ("months", "weeks"):
        assert [sum(column) for column in zip(*(row[part] for row in shared["rows"]), strict=True)] == handed[part]
    assert all(sum(row["months"]) == sum(row["weeks"]) for row in shared["rows"])


def test_the_same_seed_gives_the_same_answer(run: Run, made: Made) -> None:
    path = made(one_member)
    for command in (("simulate", "--samples", 700), ("solve", "--probability", "70%", "--samples", 700)):
        first, second = (run(command[0], path, *command[1:], "--json").out for _ in range(2))
        assert first == second


def test_after_the_period_nothing_is_left_to_move(run: Run, demo: Path) -> None:
    simulated = run("simulate", demo, "--as-of", "2027-01-15")
    assert "もう動かせるレバーはありません" in simulated.out
    assert "ペース" not in simulated.out
    answer = run("simulate", demo, "--as-of", "2027-01-15", "--json").json
    assert answer["projected"] == answer["p10"] == answer["p90"] == 67_900_000
    solved = run("solve", demo, "--as-of", "2027-01-15")
    assert solved.code == 0
    assert "もう動かせるレバーはありません" in solved.out
    assert "提案" not in solved.out


def test_a_goal_without_targets_has_its_forecast(run: Run, demo: Path, tmp_path: Path) -> None:
    plan = tmp_path / "goal.isplan"
    assert run("new", plan, "--year", 2026, "--quarter", 3, "--kgi", "受注数=10").code == 0
    assert run("progress", plan).out.count("\n") == 2
    told = tmp_path / "told.csv"
    told.write_text("月,担当,受注数\n2026/07,山田 一,3\n2026/08,山田 一,2\n2026/09,山田 一,3\n", encoding="utf-8")
    assert run("import", plan, told).code == 0
    out = run("progress", plan).out
    assert "KGI は、決めた目標に対して" in out
    assert "受注数" in out


def test_a_scenario_without_values_is_no_target(run: Run, plan: Path) -> None:
    ended = run("adopt", plan)
    assert ended.code == 1
    assert "目標にできません" in ended.err
