import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from isplanner.desktop.theme import shipped_tokens
from isplanner.desktop.widgets.status_shape import Level, StatusShape, paint_status


def outline(level: Level, side: int) -> frozenset[tuple[int, int]]:
    """Which pixels a shape covers: what is left of it in black and white."""
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint_status(painter, QRectF(0, 0, side, side), level, shipped_tokens("light"))
    painter.end()
    return frozenset((x, y) for x in range(side) for y in range(side) if image.pixelColor(x, y).alpha() > 127)


@pytest.mark.parametrize("side", [9, 12, 24])
def test_shapes_differ_without_colour(side: int) -> None:
    shapes = [outline(level, side) for level in Level]
    for number, one in enumerate(shapes):
        for other in shapes[number + 1 :]:
            assert len(one ^ other) >= side - 1  # of side × side pixels


def test_screen_readers_hear_the_word(qtbot: QtBot) -> None:
    shape = StatusShape(Level.WILL_MISS, "未達見込み")
    qtbot.addWidget(shape)
    assert shape.accessibleName() == "未達見込み"
