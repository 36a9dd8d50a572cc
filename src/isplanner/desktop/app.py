"""Starts the window: display, language, theme, the last plan, the box for unexpected errors."""

import os
import sys
from pathlib import Path

from isplanner.plan.problem import PlanError
from isplanner.text.language import Language


def run(path: Path | None, language: Language, *, is_wished: bool) -> int:
    """Open the window on a plan, without one on the last plan or the first-run page; the program's exit code.

    Args:
        path: The plan.
        language: The language to speak, unless the user chose another in the window.
        is_wished: The language was asked for on the command line, which goes before that choice.

    Raises:
        PlanError: `no_display`.
    """
    require_display()
    # Qt is imported from here on only: without a display it would end the process, not raise.
    from PySide6.QtWidgets import QApplication

    from isplanner.desktop.failure_box import FailureBox
    from isplanner.desktop.hands import Hands
    from isplanner.desktop.main_window import MainWindow
    from isplanner.desktop.settings import Settings

    app = QApplication(["isplanner"])
    app.setApplicationName("isplanner")
    app.setDesktopFileName("isplanner")
    settings = Settings()
    hands = Hands(app)
    app.installEventFilter(hands)
    window = MainWindow(settings, language if is_wished else settings.language or language)
    sys.excepthook = FailureBox(window).show_failure
    window.begin(path)
    window.show()
    return app.exec()


def require_display() -> None:
    """Make sure that there is somewhere to open a window.

    Raises:
        PlanError: `no_display`.
    """
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform == "linux" and not any(os.environ.get(name) for name in names):
        raise PlanError("no_display")
