import gc
import xml.etree.ElementTree as ET

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication

from isplanner.desktop.icons import icon
from isplanner.desktop.theme import apply_theme, shipped_tokens
from isplanner.resource_files import resource

NAMES = sorted(path.stem for path in resource("icons").glob("*.svg"))


def inks(image: QImage) -> set[str]:
    """The colours of the pixels that are fully drawn."""
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    colors = (image.pixelColor(x, y) for x, y in points)
    return {QColor(color.rgb()).name() for color in colors if color.alpha() == 255}


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_draws(qapp: QApplication, name: str) -> None:
    ET.parse(resource("icons", f"{name}.svg"))
    assert inks(icon(name).pixmap(QSize(40, 40)).toImage()) == {shipped_tokens("light").tx2.name()}


def test_one_icon_serves_both_themes_and_every_state(qapp: QApplication) -> None:
    tree = icon("tree")
    size = QSize(40, 40)
    apply_theme(qapp, dark=True)
    dark = shipped_tokens("dark")
    assert inks(tree.pixmap(size).toImage()) == {dark.tx2.name()}
    assert inks(tree.pixmap(size, QIcon.Mode.Normal, QIcon.State.On).toImage()) == {dark.acc.name()}
    assert inks(tree.pixmap(size, QIcon.Mode.Disabled).toImage()) == {dark.ghost2.name()}


def test_copies_outlive_their_original(qapp: QApplication) -> None:
    """Python once freed the engine of a changed copy while Qt still drew with it."""
    copies = []
    for _ in range(50):
        original = icon("tree")
        copies.append(QIcon(original))
        copies[-1].addPixmap(original.pixmap(QSize(3, 3)))
        del original
    gc.collect()
    assert all(not copy.pixmap(QSize(20, 20)).isNull() for copy in copies)
