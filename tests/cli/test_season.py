from datetime import date
from pathlib import Path

import pytest

from isplanner.plan.period import PeriodRule, Span
from isplanner.store.document import Document
from tests.cli.conftest import Run
from tests.cli.odd_plans import Number, tell

TWO_YEARS = PeriodRule().months(Span(date(2024, 10, 1), date(2026, 10, 1)))


@pytest.fixture
def past(plan: Path) -> Path:
    """Two years of dials, in which October is half as strong again as any other month."""
    with Document.open(plan) as document:
        days = document.plan.calendar.business_days
        numbers: list[Number] = [
            ("dials", month, None, None, 100.0 * days(month) * (1.5 if month.start.month == 10 else 1.0))
            for month in TWO_YEARS
        ]
        tell(document, numbers, "past")
    return plan


def test_none_at_first(run: Run, plan: Path) -> None:
    assert run("season", plan, "--json").json == []
    assert "使っていません" in run("season", plan).out


def test_typed_shown_with_their_source_and_taken_back(run: Run, plan: Path) -> None:
    assert run("season", plan, "10=1.2", "12月=80%", "--source", "去年の感触").code == 0
    assert run("season", plan, "--json").json == [
        {"month": 10, "factor": 1.2, "source": "去年の感触", "estimated": False},
        {"month": 12, "factor": 0.8, "source": "去年の感触", "estimated": False},
    ]
    assert "去年の感触" in run("season", plan).out
    assert run("season", plan, "10=1").code == 0
    assert [one["month"] for one in run("season", plan, "--json").json] == [12]
    assert run("season", plan, "--clear").code == 0
    assert run("season", plan, "--json").json == []
    assert run("undo", plan).code == 0
    assert [one["month"] for one in run("season", plan, "--json").json] == [12]


def test_estimated_from_two_years(run: Run, past: Path) -> None:
    assert run("season", past, "--estimate", "架電数").code == 0
    found = {one["month"]: one for one in run("season", past, "--json").json}
    assert len(found) == 12
    assert max(found.values(), key=lambda one: one["factor"])["month"] == 10
    assert found[10]["estimated"] is True
    assert "架電数" in found[10]["source"]
    assert "信頼" in found[10]["source"]


def test_what_was_set_is_what_targets_are_shared_by(run: Run, past: Path) -> None:
    assert run("set", past, "架電数=3000", "--target").code == 0
    before = run("allocate", past, "--metric", "dials", "--json").json["dials"]["months"]
    assert run("season", past, "10=2").code == 0
    after = run("allocate", past, "--metric", "dials", "--json").json["dials"]["months"]
    assert sum(before) == sum(after) == 3000
    assert after[0] > before[0]


@pytest.mark.parametrize("text", ["13=1.1", "4", "4=", "4=0", "4=-1", "春=1.2", "4=x"])
def test_what_is_no_factor_is_refused(run: Run, plan: Path, text: str) -> None:
    ended = run("season", plan, text)
    assert ended.code == 1
    assert text in ended.err
    assert run("season", plan, "--json").json == []


def test_too_little_past_or_a_rate_is_said(run: Run, plan: Path) -> None:
    assert "2 年分" in run("season", plan, "--estimate", "架電数").err
    assert "率なので" in run("season", plan, "--estimate", "着電率").err


def test_one_thing_at_a_time(run: Run, plan: Path) -> None:
    assert run("season", plan, "4=1.1", "--clear").code == 2
