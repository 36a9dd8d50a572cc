import re

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from isplanner.desktop.theme import Tokens, apply_theme, font, shipped_tokens, tokens
from isplanner.resource_files import resource

THEMES = ["light", "dark"]
GROUNDS = ["win", "panel", "rail", "canvas", "hover"]


def luminance(color: QColor) -> float:
    parts = (color.redF(), color.greenF(), color.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    """By the WCAG 2 formula."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("text", ["tx", "tx2", "tx3", "acc", "ok", "warn", "bad"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_text_can_be_read_on_every_ground(theme: str, text: str, ground: str) -> None:
    colors = shipped_tokens(theme)
    assert contrast(colors.named(text), colors.named(ground)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("mark", ["okf", "warnf", "badf", "c1", "c2", "c3", "c4", "c5", "ghost2", "goal", "acc"])
def test_marks_can_be_seen(theme: str, mark: str) -> None:
    colors = shipped_tokens(theme)
    assert contrast(colors.named(mark), colors.panel) >= 3.0


def test_widgets_find_the_theme_in_force(qapp: QApplication, qtbot: QtBot) -> None:
    button = QPushButton("x")
    button.setProperty("kind", "primary")
    qtbot.addWidget(button)
    found: list[Tokens] = []
    for dark in (False, True, False):
        apply_theme(qapp, dark=dark)
        button.ensurePolished()
        found.append(tokens(button))
    assert found == [shipped_tokens("light"), shipped_tokens("dark"), shipped_tokens("light")]


def test_palette_follows_the_theme(qapp: QApplication) -> None:
    apply_theme(qapp, dark=True)
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor("#15181D")


def test_style_sheet_names_only_tokens_and_files_that_exist(qapp: QApplication) -> None:
    apply_theme(qapp, dark=False)
    assert "{theme}" not in qapp.styleSheet()
    sheet = resource("theme", "window.qss").read_text(encoding="utf-8")
    assert set(re.findall(r"\{(\w+)\}", sheet)) <= {*Tokens.__dataclass_fields__, "theme"}
    for name in re.findall(r"url\(theme:\{theme\}/([\w.]+)\)", sheet):
        assert all(resource("theme", theme, name).is_file() for theme in THEMES)


def test_figures_are_equally_wide(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    label.setFont(font(13))
    assert len({label.fontMetrics().horizontalAdvance(digit) for digit in "0123456789"}) == 1
