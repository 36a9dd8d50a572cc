import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QByteArray

from isplanner.desktop.settings import RECENT, Settings
from isplanner.desktop.theme import ThemeChoice

READ = """
from PySide6.QtCore import QSettings
from isplanner.desktop.settings import Settings
import sys
QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, sys.argv[1])
kept = Settings()
print(kept.theme.value, kept.language, kept.workspace, [path.name for path in kept.recent_plans],
    kept.last_plan.name, bytes(kept.place("window")))
"""


def test_what_was_kept_reads_the_same_in_a_fresh_process(tmp_path: Path) -> None:
    """In the writing process QSettings gives back the very objects; only a fresh one shows what is in the file."""
    plan = tmp_path / "営業一課.isplan"
    plan.touch()
    settings = Settings()
    settings.theme = ThemeChoice.DARK
    settings.language = "en"
    settings.workspace = 3
    settings.remember_plan(plan)
    settings.last_plan = plan
    settings.remember_place("window", QByteArray(b"\x00\x01\xff"))
    del settings
    answer = subprocess.run(
        [sys.executable, "-c", READ, str(tmp_path / "settings")],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONUTF8": "1"},
    ).stdout.decode()
    assert answer.strip() == "dark en 3 ['営業一課.isplan'] 営業一課.isplan b'\\x00\\x01\\xff'"


def test_nothing_kept_yet() -> None:
    settings = Settings()
    assert (settings.theme, settings.language, settings.recent_plans, settings.last_plan, settings.workspace) == (
        ThemeChoice.SYSTEM,
        None,
        [],
        None,
        0,
    )
    assert settings.folder("plan") == Path.home()


def test_recent_plans_are_few_and_each_stands_once(tmp_path: Path) -> None:
    settings = Settings()
    for number in range(RECENT + 2):
        settings.remember_plan(tmp_path / f"{number}.isplan")
    settings.remember_plan(tmp_path / "5.isplan")
    names = [path.stem for path in settings.recent_plans]
    assert names[0] == "5"
    assert len(names) == len(set(names)) == RECENT


def test_a_plan_that_is_gone_is_not_opened_again(tmp_path: Path) -> None:
    settings = Settings()
    settings.last_plan = tmp_path / "gone.isplan"
    assert settings.last_plan is None


def test_folded_sections_come_back() -> None:
    assert Settings().folded is None
    Settings().folded = frozenset({"life", "limits"})
    assert Settings().folded == frozenset({"life", "limits"})
    Settings().folded = frozenset()
    assert Settings().folded == frozenset()
