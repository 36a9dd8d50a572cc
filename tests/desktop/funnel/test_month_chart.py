from datetime import date

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from isplanner.desktop.session import Session
from isplanner.desktop.theme import tokens
from tests.desktop.funnel.test_workspace import LEFT, Funnel, settled


def test_what_is_done_is_drawn_solid_and_what_is_to_come_dotted(session: Session, qtbot: QtBot) -> None:
    funnel = Funnel(session, qtbot, is_rest=True)
    settled(funnel, remaining_from=date(2026, 11, 20))
    months = funnel.workspace.months
    image, ink = months.grab().toImage(), tokens(months).acc
    left, right = 60, image.width() - 110  # inside the axes, the rings at the ends of months apart

    def is_ink(x: int, y: int) -> bool:
        found = image.pixelColor(x, y)
        return abs(found.red() - ink.red()) + abs(found.green() - ink.green()) + abs(found.blue() - ink.blue()) < 90

    def inked(start: float, end: float) -> float:
        columns = range(round(left + start * (right - left)), round(left + end * (right - left)))
        hits = [any(is_ink(x, y) for y in range(image.height() - 32)) for x in columns]
        return sum(hits) / len(hits)

    assert inked(0.05, 0.25) > 0.95
    assert inked(0.72, 0.95) < 0.8
    QTest.mouseClick(funnel.workspace.result.span.button(False), LEFT)
    settled(funnel)
    image = months.grab().toImage()
    assert inked(0.72, 0.95) > 0.95
