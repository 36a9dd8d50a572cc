"""Files that appear whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from isplanner.plan.problem import PlanError
from isplanner.store.whole_file import whole_file


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EIO, "disk_error"),
        (errno.EROFS, "no_access"),
        (errno.ENOTDIR, "no_folder"),
        (errno.EEXIST, "plan_exists"),
    ],
)
def test_what_the_disk_says_is_said(path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str) -> None:
    def fail(_file: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(PlanError) as refused, whole_file(path) as draft:
        draft.write_text("new")
    assert refused.value.problem.code == code
    assert list(path.parent.iterdir()) == []


def test_what_was_there_stays_until_the_new_is_whole(path: Path) -> None:
    def fail_half_way() -> None:
        with whole_file(path, replace=True) as draft:
            draft.write_text("half")
            raise ZeroDivisionError

    path.write_text("old")
    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert path.read_text() == "old"
    with whole_file(path, replace=True) as draft:
        draft.write_text("new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert list(path.parent.iterdir()) == [path]
