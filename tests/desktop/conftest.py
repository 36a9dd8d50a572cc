"""A real Document in a folder of its own, a real Session, the real window. Nothing of ours is replaced."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from isplanner.desktop.language import set_language
from isplanner.desktop.session import Session
from isplanner.desktop.theme import apply_theme
from isplanner.jobs.demo import make_demo
from isplanner.jobs.new_plan import fiscal_period, plan_blueprint
from isplanner.plan.period import PeriodRule
from isplanner.plan.problem import Problem
from isplanner.store.document import Document


@pytest.fixture(autouse=True)
def _japanese_and_light(qapp: QApplication) -> None:
    set_language(qapp, "ja")
    apply_theme(qapp, dark=False)


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo plan, made once; tests get copies of it."""
    path = tmp_path_factory.mktemp("demo") / "demo.isplan"
    make_demo(path, "ja")
    return path


@pytest.fixture
def demo_plan(demo_file: Path, tmp_path: Path) -> Path:
    """A demo plan of the test's own."""
    return Path(shutil.copy(demo_file, tmp_path / "demo.isplan"))


@pytest.fixture
def document(demo_plan: Path) -> Iterator[Document]:
    """The demo plan, open."""
    with Document.open(demo_plan) as document:
        yield document


@pytest.fixture
def empty_document(tmp_path: Path) -> Iterator[Document]:
    """A new plan for 2026年度 第3四半期 without figures."""
    period = fiscal_period(PeriodRule(), date(2026, 10, 1), 2026, 3)
    with Document.create(tmp_path / "empty.isplan", plan_blueprint(period, "ja")) as document:
        yield document


@pytest.fixture
def problems() -> list[Problem]:
    """What the session had to report to the user."""
    return []


@pytest.fixture
def session(document: Document, problems: list[Problem], qtbot: QtBot) -> Iterator[Session]:
    """A session on the demo plan, its first answer already there."""
    session = Session(document, problems.append)
    with qtbot.waitSignal(session.answer_changed, timeout=10_000):
        session.ask()
    yield session
    session.close()
