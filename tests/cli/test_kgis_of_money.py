"""Plans whose KGI is cost, profit or a price: from a new plan to the way back, every command makes sense."""

from pathlib import Path

import pytest

from isplanner.cli.main import main
from isplanner.resource_files import resource
from tests.cli.conftest import Run

GOALS = {"cost": "14000000", "profit_rate": "88%", "cost_per_appointment": "20000", "profit": "110000000"}
PAID = """月,人件費,ツール費,稼働人月,コスト
2026/07,4000000,300000,8,5200000
2026/08,4000000,300000,8,5150000
2026/09,4000000,300000,8,5300000
2026/10,4100000,300000,8,5350000
"""


@pytest.fixture(params=GOALS, scope="module")
def kgi(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, kgi: str) -> Path:
    """A new plan for that KGI with the demo's actuals, costs told by the month, and the rest typed."""
    folder = tmp_path_factory.mktemp(kgi)
    path, paid = folder / "plan.isplan", folder / "cost.csv"
    paid.write_text(PAID, encoding="utf-8")
    books = sorted(str(book) for book in resource("samples").glob("*.xlsx"))
    for command in (
        ["new", str(path), "--year", "2026", "--quarter", "3", "--kgi", f"{kgi}={GOALS[kgi]}"],
        ["import", str(path), *books, str(paid)],
        ["set", str(path), "媒体費=1200000", "1架電あたり費用=20"],
        ["adopt", str(path)],
    ):
        assert main(command) == 0, command
    return path


def test_every_command_answers(run: Run, path: Path, kgi: str) -> None:
    for command in ("tree", "progress", "simulate", "solve", "replan", "bottleneck", "allocate"):
        ended = run(command, path)
        assert ended.code == 0, (command, ended.err)
        assert "nan" not in ended.out.lower(), command
    assert run("progress", path, "--json").json[0]["metric"] == kgi
    assert run("check", path).code == 0


def test_the_kgi_has_a_forecast(run: Run, path: Path, kgi: str) -> None:
    found = next(one for one in run("progress", path, "--json").json if one["metric"] == kgi)
    assert found["forecast"] is not None
    assert found["p10"] < found["forecast"] < found["p90"]
    assert 0 < found["probability"] < 1


def test_the_kgi_has_to_do_with_itself(run: Run, path: Path, kgi: str) -> None:
    found = run("check", path, "--json").json["findings"]
    assert not [one for one in found if one["node"] == kgi and one["code"] == "smart_unrelated"]


def test_the_levers_of_the_whole_plan_are_among_those_that_count(run: Run, path: Path) -> None:
    out = run("simulate", path).out
    assert "稼働人月" in out
    assert "媒体費" in out


def test_a_cost_that_is_to_fall_is_not_won_back_by_more_volume(run: Run, path: Path, kgi: str) -> None:
    out = run("replan", path).out + run("solve", path).out
    if kgi in {"cost", "cost_per_appointment"}:
        assert "量を増やす" not in out
        assert "増分の内訳" not in out
