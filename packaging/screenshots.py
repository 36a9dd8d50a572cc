"""Pictures of the window on a plan: `python packaging/screenshots.py PLAN OUT_DIR [--all]`.

One PNG a workspace, light, Japanese, 1440 × 900; with --all both themes, both languages, two sizes. Needs no display.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

# Before Qt is imported: pictures come out the same with and without a display.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEvent, QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from isplanner.desktop.main_window import MainWindow
from isplanner.desktop.rail import rail_items
from isplanner.desktop.settings import Settings
from isplanner.desktop.theme import ThemeChoice
from isplanner.text.language import LANGUAGES, Language

ANSWER_MS = 20_000
DETAILS_MS = 1_200
"""So long after a workspace is shown layouts have settled, and what waits for the selection to rest is there."""


class Look(NamedTuple):
    """How the window is to look."""

    theme: ThemeChoice
    language: Language
    width: int
    height: int

    @property
    def suffix(self) -> str:
        return f"_{self.theme}_{self.language}_{self.width}x{self.height}"


USUAL = Look(ThemeChoice.LIGHT, "ja", 1440, 900)


def every_look() -> Iterator[Look]:
    themes = (ThemeChoice.LIGHT, ThemeChoice.DARK)
    for theme, language, (width, height) in product(themes, LANGUAGES, ((1280, 800), (1920, 1080))):
        yield Look(theme, language, width, height)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Pictures of the window on a plan.")
    parser.add_argument("plan", type=Path)
    parser.add_argument("out", type=Path, metavar="OUT_DIR")
    parser.add_argument("--all", action="store_true", help="both themes, both languages, two sizes")
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        # Settings of its own, so that nothing of the user's is read or changed.
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        app = QApplication.instance() or QApplication(["isplanner"])
        plan = copy_of(options.plan, Path(folder))
        for look in every_look() if options.all else [USUAL]:
            for name, window in workspaces(look, plan):
                path = options.out / f"{name}{look.suffix if options.all else ''}.png"
                if not window.grab().save(str(path)):
                    print(f"{path} could not be written", file=sys.stderr)
                    return 1
                print(path)
            app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return 0


def copy_of(plan: Path, folder: Path) -> Path:
    """The plan itself stays as it is: an open one keeps the forecasts that are shown."""
    return Path(shutil.copy(plan, folder)) if plan.is_file() else plan


def workspaces(look: Look, plan: Path) -> Iterator[tuple[str, MainWindow]]:
    """The window showing one workspace after the other."""
    settings = Settings()
    settings.theme = look.theme
    window = MainWindow(settings, look.language)
    window.resize(look.width, look.height)
    window.begin(plan)
    if window.desk.session is None or window.plan_page is None:
        sys.exit(f"{plan} could not be opened: {window.notices.kept[-1].text}")
    loop = QEventLoop()
    window.desk.session.answer_changed.connect(loop.quit)
    QTimer.singleShot(ANSWER_MS, loop.quit)
    window.show()
    loop.exec()
    for number, item in enumerate(rail_items()):
        window.plan_page.show_workspace(number)
        QTimer.singleShot(DETAILS_MS, loop.quit)
        loop.exec()
        yield item.name, window
    window.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
