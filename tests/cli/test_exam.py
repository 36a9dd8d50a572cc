"""The import exam as its own checker runs it: each practice file by the command line, and once more."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import shared_path

PRACTICE = shared_path("exam", "practice")


@pytest.mark.timeout(600)
def test_all_practice_files_are_exact_also_when_imported_twice() -> None:
    command = [sys.executable, str(shared_path("exam", "check_exam.py")), str(PRACTICE), "--twice"]
    program = f"{Path(sys.executable).as_posix()} -m isplanner"
    judged = subprocess.run(
        [*command, "--isplanner", program], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert judged.returncode == 0, judged.stdout + judged.stderr
    assert "12 of 12 files exact" in judged.stdout
