"""A real Document in a folder of its own, a real Session, the real window. Nothing of ours is replaced."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from isplanner.desktop.language import set_language
from isplanner.desktop.main_window import MainWindow
from isplanner.desktop.session import Session
from isplanner.desktop.settings import Settings
from isplanner.desktop.theme import ThemeChoice, apply_theme
from isplanner.jobs.new_plan import fiscal_period, plan_blueprint
from isplanner.plan.period import PeriodRule
from isplanner.plan.problem import Problem
from isplanner.resource_files import resource

if TYPE_CHECKING:
    from isplanner.store.document import Document


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CONFIG_HOME", "APPDATA"):  # where templates of the user are kept
        monkeypatch.setenv(name, str(tmp_path / "settings"))
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))


@pytest.fixture(autouse=True)
def _japanese_and_light(qapp: QApplication) -> None:
    set_language(qapp, "ja")
    apply_theme(qapp, dark=False)


@pytest.fixture
def document(demo_plan: Path) -> "Iterator[Document]":
    """The demo plan, open."""
    from isplanner.store.document import Document

    with Document.open(demo_plan) as document:
        yield document


@pytest.fixture
def empty_document(tmp_path: Path) -> "Iterator[Document]":
    """A new plan for 2026年度 第3四半期 without figures."""
    from isplanner.store.document import Document

    period = fiscal_period(PeriodRule(), date(2026, 10, 1), 2026, 3)
    with Document.create(tmp_path / "empty.isplan", plan_blueprint(period, "ja")) as document:
        yield document


@pytest.fixture
def problems() -> list[Problem]:
    """What the session had to report to the user."""
    return []


@pytest.fixture
def session(document: "Document", problems: list[Problem], qtbot: QtBot) -> Iterator[Session]:
    """A session on the demo plan, its first answer already there."""
    session = Session(document, problems.append)
    with qtbot.waitSignal(session.answer_changed, timeout=10_000):
        session.ask()
    yield session
    session.close()


@pytest.fixture
def empty_window(qtbot: QtBot) -> Iterator[MainWindow]:
    """The window with no plan open: the first-run page."""
    settings = Settings()
    settings.theme = ThemeChoice.LIGHT
    window = MainWindow(settings, "ja")
    qtbot.addWidget(window)
    window.begin(None)
    with qtbot.waitActive(window):  # shortcuts are those of the active window
        window.show()
        window.activateWindow()
    yield window
    window.close()


@pytest.fixture
def window(empty_window: MainWindow, demo_plan: Path, qtbot: QtBot) -> MainWindow:
    """The window on the demo plan, the first answer shown."""
    assert empty_window.desk.open_plan(demo_plan)
    session = empty_window.desk.session
    assert session is not None
    qtbot.waitUntil(lambda: session.answer is not None, timeout=10_000)
    return empty_window


@pytest.fixture
def demo_workbook() -> Path:
    """The workbook of the demo team's last quarter."""
    return resource("samples", "2026年度Q2_IS活動実績.xlsx")
