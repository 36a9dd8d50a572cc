import errno
import os
from pathlib import Path

import pytest

from isplanner.plan.problem import PlanError
from isplanner.workbook.whole_file import write_whole


def fill(path: Path) -> None:
    path.write_text("new", encoding="utf-8")


def code_of(refused: pytest.ExceptionInfo[PlanError]) -> str:
    return refused.value.problem.code


def test_the_new_file_takes_the_place_of_the_old(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("old", encoding="utf-8")
    write_whole(path, fill)
    assert path.read_text(encoding="utf-8") == "new"
    assert list(tmp_path.iterdir()) == [path]


def test_nothing_is_left_of_a_file_that_could_not_be_filled(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("old", encoding="utf-8")

    def fail(beside: Path) -> None:
        beside.write_text("half", encoding="utf-8")
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(PlanError) as refused:
        write_whole(path, fail)
    assert code_of(refused) == "no_room_to_write"
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_bug_while_filling_leaves_nothing_either(tmp_path: Path) -> None:
    def fail(beside: Path) -> None:
        beside.write_text("half", encoding="utf-8")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_whole(tmp_path / "a.xlsx", fail)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("times", [1, 3])
def test_a_target_held_open_for_a_moment_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    path, replace = tmp_path / "a.xlsx", os.replace
    path.write_text("old", encoding="utf-8")
    refusals = iter([True] * times)

    def replace_later(source: Path, target: Path) -> None:
        if next(refusals, False):
            raise PermissionError(errno.EACCES, "held open")
        replace(source, target)

    monkeypatch.setattr(Path, "replace", replace_later)
    write_whole(path, fill, patience=0.4)
    assert path.read_text(encoding="utf-8") == "new"


def test_a_target_held_open_for_long_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("old", encoding="utf-8")

    def refuse(_source: Path, _target: Path) -> None:
        raise PermissionError(errno.EACCES, "held open")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PlanError) as refused:
        write_whole(path, fill, patience=0.1)
    assert code_of(refused) == "target_open"
    assert refused.value.problem.values == {"file": "a.xlsx"}
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PlanError) as refused:
        write_whole(tmp_path / "none" / "a.xlsx", fill)
    assert code_of(refused) == "target_unwritable"
