"""progress and backtest on the demo plan and on plans with little in them."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from isplanner.store.document import Document
from tests.cli.conftest import Run

KEYS = [
    *("metric", "member", "channel", "target", "actual", "plan_to_date"),
    *("forecast", "p10", "p90", "probability", "status"),
]


def rows(run: Run, path: Path, *options: object) -> dict[tuple[str, str | None, str | None], dict[str, Any]]:
    answer = run("progress", path, "--json", *options).json
    assert all(list(row) == KEYS for row in answer)
    return {(row["metric"], row["channel"], row["member"]): row for row in answer}


class TestProgress:
    def test_the_demo_plan_at_its_day(self, run: Run, demo: Path) -> None:
        found = rows(run, demo)
        dials = found["dials", None, None]
        assert (dials["target"], dials["actual"]) == (29000, 16870)
        assert dials["plan_to_date"] == pytest.approx(29000 * 35 / 60)
        assert dials["forecast"] == pytest.approx(29020)
        assert found["connects", None, None]["status"] == "will_miss"
        assert found["connects", None, None]["probability"] < 0.01
        assert found["appointments", None, None]["status"] == "on_plan"
        assert found["orders", "webinar", None]["status"] is None  # 18 orders are too few for a level
        assert rows(run, demo, "--as-of", "2026-11-20") == found

    def test_channels_and_the_quotients_of_rates_add_up(self, run: Run, demo: Path) -> None:
        found = rows(run, demo)
        for metric in ("dials", "connects", "orders", "revenue"):
            channels = [row["forecast"] for (key, channel, _), row in found.items() if key == metric and channel]
            assert sum(channels) == pytest.approx(found[metric, None, None]["forecast"])
        orders, valid = (found[metric, None, None]["forecast"] for metric in ("orders", "valid_appointments"))
        assert found["orders_per_valid", None, None]["forecast"] == pytest.approx(orders / valid)

    def test_members_plans_to_date_add_up_to_the_team_s(self, run: Run, demo: Path) -> None:
        found = rows(run, demo)
        members = [row["plan_to_date"] for (key, _, member), row in found.items() if key == "dials" and member]
        assert len(members) == 8
        assert sum(members) == pytest.approx(found["dials", None, None]["plan_to_date"])

    def test_another_day_knows_nothing_of_what_came_after(self, run: Run, demo: Path) -> None:
        found = rows(run, demo, "--as-of", "2026-10-30")["dials", None, None]
        assert found["plan_to_date"] == pytest.approx(29000 * 21 / 60)
        assert found["actual"] < 11_000

    def test_a_period_that_is_over_is_settled(self, run: Run, demo: Path) -> None:
        assert run("progress", demo, "--as-of", "2027-01-15", "--json").code == 0

    def test_for_people_it_says_it_in_words(self, run: Run, demo: Path) -> None:
        out = run("progress", demo).out
        for word in ("2026/11/20", "計画累計", "29,020件", "1%未満", "未達見込み", "青木 一郎"):
            assert word in out

    def test_without_targets_there_is_nothing_to_show(self, run: Run, plan: Path) -> None:
        assert run("progress", plan, "--json").json == []
        assert "目標" in run("progress", plan).out

    def test_what_was_shown_is_kept_once(self, run: Run, demo: Path) -> None:
        shown = rows(run, demo)
        rows(run, demo)
        with Document.open(demo, read_only=True) as document:
            kept = document.forecasts.kept()
        assert len(kept) == sum(row["forecast"] is not None for row in shown.values())
        assert {one.day for one in kept} == {date(2026, 11, 20)}
        dials = next(one for one in kept if str(one.node) == "dials" and one.member is None)
        assert (dials.mean, dials.target) == (shown["dials", None, None]["forecast"], 29000)
        assert run("undo", demo, "--json").code == 0  # keeping is no edit


class TestTree:
    def test_every_node_has_its_forecast(self, run: Run, demo: Path) -> None:
        nodes = {node["node"]: node for node in run("tree", demo, "--json").json["nodes"]}
        assert all(node["forecast"] is not None for node in nodes.values())
        assert nodes["dials"]["forecast"] == rows(run, demo)["dials", None, None]["forecast"]
        assert 0.39 < nodes["connect_rate[web_inquiry]"]["forecast"] < 0.4


class TestBacktest:
    def test_the_demo_plan(self, run: Run, demo: Path) -> None:
        answer = run("backtest", demo, "--json").json
        assert list(answer) == ["months", "overall", "by_elapsed", "series"]
        assert [month["start"] for month in answer["months"]] == ["2026-08-01", "2026-09-01", "2026-10-01"]
        assert [score["elapsed"] for score in answer["by_elapsed"]] == [0.0, 0.25, 0.5, 0.75]
        assert answer["overall"]["error"] < answer["overall"]["run_rate_error"]
        assert sum(score["forecasts"] for score in answer["series"]) == answer["overall"]["forecasts"]

    def test_for_people_it_says_it_in_words(self, run: Run, demo: Path) -> None:
        out = run("backtest", demo).out
        for word in ("3 か月", "月初", "月の 50%", "80% 区間", "単純ペース"):
            assert word in out

    def test_without_actuals_there_is_nothing_to_try(self, run: Run, plan: Path) -> None:
        assert run("backtest", plan, "--json").json == {"months": [], "overall": None, "by_elapsed": [], "series": []}
        assert "2 か月" in run("backtest", plan).out
