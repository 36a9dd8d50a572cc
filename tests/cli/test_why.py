from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_shares_add_up_to_the_move(run: Run, demo: Path) -> None:
    answer = run("why", demo, "--since", "2026-10-30", "--json").json
    assert (answer["since"], answer["as_of"], answer["kept"]) == ("2026-10-30", "2026-11-20", False)
    assert sum(share["share"] for share in answer["shares"]) == pytest.approx(answer["gap"], abs=1e-3)
    assert answer["to"] - answer["from"] == pytest.approx(answer["gap"])
    new = next(share for share in answer["shares"] if share["cause"] == "new_actuals")
    assert new["share"] == 30_790_000
    rates = [share["node"] for share in answer["shares"] if share["cause"] == "changed_rates"]
    assert rates[:2] == ["dials", "connect_rate"]


def test_a_forecast_that_was_shown_is_taken_as_it_was(run: Run, demo: Path) -> None:
    shown = run("progress", demo, "--as-of", "2026-10-30", "--json").json
    revenue = next(row for row in shown if row["metric"] == "revenue")
    answer = run("why", demo, "--since", "2026-10-30", "--as-of", "2026-11-13", "--json").json
    assert answer["kept"]
    assert answer["from"] == pytest.approx(revenue["forecast"])
    assert answer["shares"][0] == {"cause": "changed_plan", "node": None, "share": pytest.approx(0, abs=1e-3)}


def test_what_a_manager_reads(run: Run, demo: Path) -> None:
    japanese = run("why", demo, "--since", "2026-10-30").out
    assert "新しい実績" in japanese
    assert "+961万円" in japanese
    assert "new actuals" in run("--lang", "en", "why", demo, "--since", "2026-10-30").out


@pytest.mark.parametrize(
    ("path", "since", "code"), [("demo", "2026-12-01", "since_later"), ("plan", "2026-09-01", "no_forecast_to_explain")]
)
def test_what_cannot_be_told_is_said(
    run: Run, request: pytest.FixtureRequest, path: str, since: str, code: str
) -> None:
    ended = run("why", request.getfixturevalue(path), "--since", since, "--json")
    assert (ended.code, ended.json["error"]["code"]) == (1, code)


def test_a_day_must_be_given(run: Run, demo: Path) -> None:
    assert run("why", demo).code == 2
