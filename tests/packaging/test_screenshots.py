import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def plan(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copy(demo_file, tmp_path_factory.mktemp("demo") / "デモ's plan.isplan"))


def take(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "QT_QPA_PLATFORM"}}
    command = [sys.executable, "packaging/screenshots.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_one_picture_a_workspace(plan: Path, tmp_path: Path) -> None:
    before = plan.read_bytes()
    done = take(str(plan), str(tmp_path / "絵"))
    assert done.returncode == 0, done.stderr
    pictures = {path.stem: QImage(str(path)) for path in (tmp_path / "絵").iterdir()}
    assert set(pictures) == {"goal_tree", "funnel", "targets", "data"}
    assert {(image.width(), image.height()) for image in pictures.values()} == {(1440, 900)}
    assert plan.read_bytes() == before


def test_a_plan_that_is_not_there_is_said(tmp_path: Path) -> None:
    done = take(str(tmp_path / "gone.isplan"), str(tmp_path))
    assert done.returncode == 1
    assert "gone.isplan" in done.stderr
