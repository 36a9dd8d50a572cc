"""Children: what they return and take is read, and one that fails says so."""

import os
import sys

import pytest

from tests.benchmarks.child import ChildError, run_child


def test_child_returns_and_is_weighed() -> None:
    run = run_child("json:loads", "[1, 2]")
    assert run.answer == [1, 2]
    assert 0 < run.cpu < run.wall + 1
    assert 5 < run.peak < 60


def test_memory_is_the_childs_own_not_that_of_who_starts_it() -> None:
    ballast = bytearray(200 * 1024 * 1024)
    assert run_child("json:loads", "1").peak < 60
    assert len(ballast) > 0


def test_memory_of_a_process_that_the_child_starts_counts() -> None:
    lines = "import sys; sys.exit(len(bytearray(150 * 1024 * 1024)) and 0)"
    run = run_child("subprocess:call", [sys.executable, "-c", lines])
    assert run.answer == 0
    assert run.peak > 150


def test_child_has_the_environment_it_is_given() -> None:
    assert run_child("os:getenv", "ISPLANNER_TRIED", environment={"ISPLANNER_TRIED": "はい"}).answer == "はい"
    assert "ISPLANNER_TRIED" not in os.environ


def test_child_can_be_started_by_another_program() -> None:
    assert run_child("os:getenv", "TRIED", within=["env", "TRIED=1"]).answer == "1"


def test_failed_child_is_named(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ChildError, match="json:loads ended with exit code 1"):
        run_child("json:loads", "no json")
    assert "JSONDecodeError" in capfd.readouterr().err
