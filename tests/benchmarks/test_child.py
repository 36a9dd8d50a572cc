"""Children: what they return and take is read, and one that fails says so."""

import os

import pytest

from tests.benchmarks.child import ChildError, run_child


def test_child_returns_and_is_weighed() -> None:
    run = run_child("json:loads", "[1, 2]")
    assert run.answer == [1, 2]
    assert 0 < run.cpu < run.wall + 1
    assert 5 < run.peak < 200


def test_child_has_the_environment_it_is_given() -> None:
    assert run_child("os:getenv", "ISPLANNER_TRIED", environment={"ISPLANNER_TRIED": "はい"}).answer == "はい"
    assert "ISPLANNER_TRIED" not in os.environ


def test_child_can_be_started_by_another_program() -> None:
    assert run_child("os:getenv", "TRIED", within=["env", "TRIED=1"]).answer == "1"


def test_failed_child_is_named(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ChildError, match="json:loads ended with exit code 1"):
        run_child("json:loads", "no json")
    assert "JSONDecodeError" in capfd.readouterr().err
