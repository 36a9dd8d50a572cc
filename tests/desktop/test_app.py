import os
import subprocess
import sys
from pathlib import Path

import pytest

from isplanner.desktop.app import require_display
from isplanner.plan.problem import PlanError

UNTIL_THE_FIRST_PAINT = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from isplanner.desktop.main_window import MainWindow
from isplanner.desktop.settings import Settings
app = QApplication(["isplanner"])
settings = Settings()
settings.workspace = int(sys.argv[2])
window = MainWindow(settings, "ja")
window.begin(Path(sys.argv[1]))
seen = []
def painted():
    seen.extend(name for name in sys.argv[3:] if name in sys.modules)
    print(window.plan_page is not None, seen)
    window.close()
    app.quit()
window.fill = painted
window.show()
app.exec()
"""
LATER = ["numpy", "pyqtgraph", "scipy", "openpyxl", "sqlite_utils", "holidays", "python_calamine", "PySide6.QtNetwork"]


def test_without_a_display_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(PlanError) as refused:
        require_display()
    assert refused.value.problem.code == "no_display"


@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_any_display_will_do(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "x")
    require_display()


@pytest.mark.parametrize("workspace", [0, 1, 2, 3])
def test_first_paint_waits_for_no_analysis(demo_plan: Path, tmp_path: Path, workspace: int) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", UNTIL_THE_FIRST_PAINT, str(demo_plan), str(workspace), *LATER]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1:] == ["True []"], done.stderr


def test_commands_load_no_qt(demo_plan: Path) -> None:
    code = (
        "import sys; from isplanner.cli.main import main; main(['history', sys.argv[1]]);"
        "print([name for name in sys.modules if name.startswith('PySide6')])"
    )
    command = [sys.executable, "-c", code, str(demo_plan)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONUTF8": "1"})
    assert done.stdout.splitlines()[-1] == "[]"
