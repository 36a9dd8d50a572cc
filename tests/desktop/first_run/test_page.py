from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from isplanner.desktop.first_run.page import FirstRunPage
from isplanner.desktop.main_window import MainWindow
from isplanner.desktop.new_plan_dialog import NewPlanDialog
from isplanner.desktop.settings import Settings

LEFT = Qt.MouseButton.LeftButton


def page_of(window: MainWindow) -> FirstRunPage:
    page = window.page
    assert isinstance(page, FirstRunPage)
    return page


def button(window: MainWindow, words: str) -> QPushButton:
    return next(each for each in page_of(window).findChildren(QPushButton) if words in each.text())


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the program keeps its own files, for this test."""
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(tmp_path / "own"))
    return tmp_path / "own"


def test_demo_plan_opens_by_its_key(empty_window: MainWindow, own_folder: Path, qtbot: QtBot) -> None:
    with qtbot.waitActive(empty_window):
        empty_window.activateWindow()
    QTest.keyClick(empty_window, Qt.Key.Key_1)
    assert empty_window.plan_page is not None
    assert (own_folder / "demo.isplan").is_file()
    assert empty_window.windowTitle() == "2026年度 第3四半期 営業計画 — isplanner"


def test_only_one_button_is_filled(empty_window: MainWindow) -> None:
    filled = [b.text() for b in page_of(empty_window).findChildren(QPushButton) if b.property("kind") == "primary"]
    assert filled == ["デモプランを開く"]


def test_plan_is_opened_by_the_dialog(
    empty_window: MainWindow, demo_plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(demo_plan), ""))
    QTest.mouseClick(button(empty_window, "開く…"), LEFT)
    assert empty_window.plan_page is not None
    assert Settings().folder("plan") == demo_plan.parent
    assert Settings().recent_plans == [demo_plan]


def test_new_plan_is_made_from_workbooks(
    empty_window: MainWindow, demo_workbook: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(demo_workbook)], ""))
    monkeypatch.setattr(NewPlanDialog, "exec", lambda dialog: dialog.accept() or dialog.result())
    Settings().remember_folder("plan", tmp_path)
    QTest.mouseClick(button(empty_window, "ブックを選ぶ"), LEFT)
    page = empty_window.plan_page
    assert page is not None
    qtbot.waitUntil(
        lambda: any("セルを" in each.text() and each.isVisible() for each in page.findChildren(QPushButton)),
        timeout=20_000,
    )


def test_recent_plans_are_listed_and_open(empty_window: MainWindow, demo_plan: Path, tmp_path: Path) -> None:
    gone = tmp_path / "なくなった.isplan"
    for path in (gone, demo_plan):
        Settings().remember_plan(path)
    empty_window.choose_language("ja")
    named = {b.accessibleName(): b for b in page_of(empty_window).findChildren(QPushButton) if b.accessibleName()}
    assert {name: b.isEnabled() for name, b in named.items()} == {"demo": True, "なくなった": False}
    QTest.mouseClick(named["demo"], LEFT)
    assert empty_window.plan_page is not None


def test_language_is_chosen_in_the_corner(empty_window: MainWindow) -> None:
    english = next(b for b in empty_window.menuBar().findChildren(QToolButton) if b.text() == "English")
    QTest.mouseClick(english, LEFT)
    assert Settings().language == "en"
    texts = [label.text() for label in page_of(empty_window).findChildren(QLabel)]
    assert "Try the demo plan" in texts
