"""bottleneck on the demo plan and on plans with little in them."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run

FUNNEL = [
    "dials",
    "connect_rate",
    "mail_replies",
    "appointments_per_connect",
    "valid_rate",
    "orders_per_valid",
    "deal_size",
]


def test_from_target_to_forecast_to_the_yen(run: Run, demo: Path) -> None:
    answer = run("bottleneck", demo, "--json").json
    assert [share["node"] for share in answer["shares"]] == FUNNEL
    assert sum(share["share"] for share in answer["shares"]) == pytest.approx(answer["gap"], abs=1e-3)
    assert (answer["from"], answer["to"]) == ("target", "forecast")
    assert answer["kgi"]["from"] == pytest.approx(120_000_000)
    forecast = next(row for row in run("progress", demo, "--json").json if row["metric"] == "revenue")
    assert answer["kgi"]["to"] == pytest.approx(forecast["forecast"], rel=1e-9)
    worst = answer["worst"]
    assert worst["node"] in {"connect_rate", "valid_rate"}
    assert worst["share"] == min(share["share"] for share in answer["shares"])
    assert 0.2 < worst["confidence"] < 0.9
    assert worst["countermeasures"]
    assert run("bottleneck", demo, "--as-of", "2026-11-20", "--json").json == answer


def test_channels_and_members_add_up_to_every_stage(run: Run, demo: Path) -> None:
    for stage in run("bottleneck", demo, "--json").json["stages"]:
        for key in ("channels", "members"):
            assert sum(row["share"] for row in stage[key]) == pytest.approx(stage["share"], abs=1e-3)
        assert {row["member"] for row in stage["members"]} >= {"青木 一郎", "久保 八雲"}


@pytest.mark.parametrize(
    ("states", "gap"),
    [
        (("target", "actual"), -2_100_000),
        (("baseline", "target"), 13_950_000),
        (("baseline", "actual"), 67_900_000 - 106_050_000 * 35 / 60),
    ],
)
def test_other_states(run: Run, demo: Path, states: tuple[str, str], gap: float) -> None:
    answer = run("bottleneck", demo, "--from", states[0], "--to", states[1], "--json").json
    assert answer["gap"] == pytest.approx(gap, abs=1)
    assert sum(share["share"] for share in answer["shares"]) == pytest.approx(gap, abs=1)


def test_what_a_manager_reads(run: Run, demo: Path) -> None:
    japanese, english = run("bottleneck", demo).out, run("--lang", "en", "bottleneck", demo).out
    assert "万円 押し下げています" in japanese
    assert "プレイブック" in japanese
    assert "lowers the KGI by" in english
    assert "Countermeasures" in english
    assert "確率" in japanese
    assert "確率" not in run("bottleneck", demo, "--from", "forecast", "--to", "target").out.splitlines()[1]
    assert "nan" not in (japanese + english).lower()


def test_targets_that_do_not_agree_are_said(run: Run, demo: Path) -> None:
    run("set", demo, "--target", "revenue=130000000")
    assert "違います" in run("bottleneck", demo).out
    assert "違います" not in run("bottleneck", demo, "--from", "baseline").out


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), "no_target_state"),
        (("--from", "baseline"), "no_baseline_state"),
        (("--to", "actual", "--from", "forecast"), "no_forecast_state"),
    ],
)
def test_a_new_plan_says_what_is_missing(run: Run, plan: Path, options: tuple[str, ...], code: str) -> None:
    ended = run("bottleneck", plan, *options, "--json")
    assert (ended.code, ended.json["error"]["code"]) == (1, code)
    assert ended.err


def test_levers_without_value_leave_no_gap_to_share_out(run: Run, plan: Path) -> None:
    run("set", plan, "--target", "dials[webinar]=1000")
    run("set", plan, "--target", "leads=1000")
    ended = run("bottleneck", plan, "--from", "target", "--to", "target", "--json")
    assert (ended.code, ended.json["error"]["code"]) == (1, "no_gap")


def test_without_channels_the_funnel_is_looked_at_as_a_whole(run: Run, plan: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "実績.csv"
    heads = "メンバー,年月,架電数,着電数,商談化数,有効商談数,受注数,受注売上\n"
    months = [("2026年7月", 900), ("2026年8月", 1000), ("2026年9月", 1100), ("2026年10月", 800)]
    rows = [
        f"{name},{month},{dials},{dials // 5},{dials // 40},{dials // 60},{dials // 200},{dials * 4000}\n"
        for name in ("青木", "井上")
        for month, dials in months
    ]
    sheet.write_text(heads + "".join(rows), encoding="utf-8")
    assert run("import", plan, sheet).code == 0
    answer = run("bottleneck", plan, "--from", "baseline", "--to", "actual", "--json").json
    assert sum(share["share"] for share in answer["shares"]) == pytest.approx(answer["gap"], abs=1e-3)
    assert answer["worst"]["node"] == "dials"
    (dials,) = [stage for stage in answer["stages"] if stage["node"] == "dials"]
    assert dials["channels"] == []
    assert sum(row["share"] for row in dials["members"]) == pytest.approx(dials["share"], abs=1e-3)
    assert "ファネル全体" in run("bottleneck", plan, "--from", "baseline", "--to", "actual").out
    moved = run("why", plan, "--since", "2026-10-15", "--json").json
    assert sum(share["share"] for share in moved["shares"]) == pytest.approx(moved["gap"], abs=1e-3)


def test_unknown_state_is_wrong_usage(run: Run, demo: Path) -> None:
    assert run("bottleneck", demo, "--from", "yesterday").code == 2
