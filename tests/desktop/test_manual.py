"""F1, in both languages; the pages say what the program says."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from isplanner.cli.main import _COMMANDS
from isplanner.desktop.main_window import MainWindow
from isplanner.desktop.manual import PAGES, Manual
from isplanner.resource_files import resource
from isplanner.text.language import LANGUAGES, Language


def open_manual(window: MainWindow) -> Manual:
    QTest.keyClick(window, Qt.Key.Key_F1)
    manual = window.findChild(Manual)
    assert isinstance(manual, Manual)
    return manual


@pytest.mark.parametrize("language", LANGUAGES)
def test_f1_opens_it_and_its_pages_turn(window: MainWindow, language: Language, qtbot: QtBot) -> None:
    window.choose_language(language)
    manual = open_manual(window)
    assert manual.isVisible()
    first = manual.text.toPlainText()
    QTest.mouseClick(manual.pages.button("methods"), Qt.MouseButton.LeftButton)
    second = manual.text.toPlainText()
    assert "10 分" in first or "ten minutes" in first
    assert "82.2%" in second
    QTest.keyClick(manual, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(Manual) is None)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_commands_that_pages_name_exist(language: Language, page: str) -> None:
    text = resource("manual", language, f"{page}.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`isplanner ([a-z]+)", text))
    assert named <= set(_COMMANDS)


@pytest.mark.parametrize("page", PAGES)
def test_both_languages_have_the_same_sections(page: str) -> None:
    heads = [
        re.findall(r"^#+", resource("manual", each, f"{page}.md").read_text(encoding="utf-8"), re.M)
        for each in LANGUAGES
    ]
    assert heads[0] == heads[1]
