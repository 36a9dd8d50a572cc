"""The import exam as its own checker gives it: each practice file by the command line, and once more."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.conftest import shared_path
from tests.exam import FILES, PRACTICE, load_checker


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[:2])
def test_a_practice_file_is_exact_also_when_imported_twice(
    path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run_here(_program: object, arguments: list[object], _timeout: float) -> str:
        ended = run(*arguments)
        assert ended.code == 0, ended.err
        return ended.out

    checker = load_checker()
    monkeypatch.setattr(checker, "run", run_here)  # sixty programs more would start for half a minute
    expected = json.loads(path.read_text(encoding="utf-8"))
    assert checker.examine([], PRACTICE, expected, 120, twice=True)["why"] == []


def test_the_checker_runs_the_program() -> None:
    program = f"{Path(sys.executable).as_posix()} -m isplanner"
    command = [sys.executable, str(shared_path("exam", "check_exam.py")), str(PRACTICE), "--isplanner", program]
    judged = subprocess.run(
        [*command, "--twice", "--only", "01"], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert judged.returncode == 0, judged.stdout + judged.stderr
    assert "1 of 1 files exact" in judged.stdout
