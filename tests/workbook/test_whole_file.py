import errno
import os
from pathlib import Path

import pytest

from isplanner.plan.problem import PlanError
from isplanner.workbook.whole_file import write_whole


def code_of(refused: pytest.ExceptionInfo[PlanError]) -> str:
    return refused.value.problem.code


def test_the_new_file_takes_the_place_of_the_old(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_nothing_is_left_of_a_file_that_found_no_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")

    def fail(_number: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(PlanError) as refused:
        write_whole(path, b"new")
    assert code_of(refused) == "no_room_to_write"
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_killed_process_left_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / ".a.xlsx.tmp").write_bytes(b"half of a longer one")
    write_whole(tmp_path / "a.xlsx", b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.xlsx", b"new")]


@pytest.mark.parametrize("times", [1, 3])
def test_a_target_held_open_for_a_moment_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    path, replace = tmp_path / "a.xlsx", os.replace
    path.write_bytes(b"old")
    refusals = iter([True] * times)

    def replace_later(source: Path, target: Path) -> None:
        if next(refusals, False):
            raise PermissionError(errno.EACCES, "held open")
        replace(source, target)

    monkeypatch.setattr(Path, "replace", replace_later)
    write_whole(path, b"new", patience=0.4)
    assert path.read_bytes() == b"new"


def test_a_target_held_open_for_long_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")

    def refuse(_source: Path, _target: Path) -> None:
        raise PermissionError(errno.EACCES, "held open")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PlanError) as refused:
        write_whole(path, b"new", patience=0.1)
    assert code_of(refused) == "target_open"
    assert refused.value.problem.values == {"file": "a.xlsx"}
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PlanError) as refused:
        write_whole(tmp_path / "none" / "a.xlsx", b"new")
    assert code_of(refused) == "target_unwritable"


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(PlanError) as refused:
        write_whole(tmp_path / "file" / "a.xlsx", b"new")
    assert code_of(refused) == "target_unwritable"
