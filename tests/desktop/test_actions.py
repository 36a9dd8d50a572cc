import re

import pytest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from isplanner.desktop.actions import Actions, plain_words
from isplanner.desktop.language import set_language
from isplanner.desktop.main_window import MainWindow
from isplanner.text.language import LANGUAGES, Language

JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")


def menus_of(window: MainWindow) -> list[QMenu]:
    tops = [action.menu() for action in window.menuBar().actions()]
    menus = [menu for menu in tops if isinstance(menu, QMenu)]
    return menus + [sub for menu in menus for sub in menu.findChildren(QMenu)]


def keys_of(menu: QMenu) -> list[str]:
    titles = [action.text().replace("&&", "") for action in menu.actions() if not action.isSeparator()]
    return [found[1].upper() for title in titles if (found := re.search(r"&(.)", title))]


def test_shortcuts_are_unique(qapp: QApplication) -> None:
    actions = Actions()
    keys = [key.toString() for action in actions for key in action.shortcuts()]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_of_the_language(qapp: QApplication, language: Language) -> None:
    set_language(qapp, language)
    actions = Actions()
    words = {action.objectName(): action.text() for action in actions}
    assert all(words.values())
    assert [name for name, text in words.items() if language == "en" and JAPANESE.search(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_keys_of_menus_are_unique_in_their_menu(window: MainWindow, language: Language) -> None:
    window.choose_language(language)
    bar = [action.text() for action in window.menuBar().actions()]
    assert all("&" in title for title in bar)
    for keys in [re.findall(r"&(.)", "".join(bar)), *(keys_of(menu) for menu in menus_of(window))]:
        assert len(keys) == len(set(keys)), keys


@pytest.mark.parametrize(
    ("words", "plain"),
    [("終了(&Q)", "終了"), ("開く(&O)…", "開く"), ("&Quit", "Quit"), ("元に戻す：R&&D(&U)", "元に戻す：R&D")],
)
def test_plain_words(words: str, plain: str) -> None:
    assert plain_words(words) == plain


def test_undo_names_the_edit(qtbot: QtBot) -> None:
    actions = Actions()
    actions.name_turn("undo", "着電率の目標 & R&D")
    undo = actions["undo"]
    assert plain_words(undo.text()) == "元に戻す：着電率の目標 & R&D"
    assert undo.isEnabled()
    actions.name_turn("undo", None)
    assert (undo.text(), undo.isEnabled()) == ("元に戻す(&U)", False)
