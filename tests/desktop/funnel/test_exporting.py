"""What the funnel writes: pictures that are sharp, drawings whose words are text, a workbook with the numbers."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QSplitter
from pytestqt.qtbot import QtBot

from isplanner.desktop.funnel.picture import WIDTH
from isplanner.desktop.notices import Notice
from isplanner.desktop.session import Session
from isplanner.desktop.theme import tokens
from tests.desktop.funnel.test_workspace import RATE, Funnel


@pytest.fixture
def funnel(session: Session, qtbot: QtBot) -> Funnel:
    funnel = Funnel(session, qtbot)
    qtbot.waitUntil(lambda: bool(funnel.workspace.comparing.known), timeout=20_000)
    return funnel


@pytest.fixture
def notices(funnel: Funnel) -> list[Notice]:
    said: list[Notice] = []
    funnel.workspace.noticed.connect(said.append)
    return said


def save(funnel: Funnel, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the menu, answering its dialog."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path.with_suffix("")), ""))
    actions = funnel.workspace.bar.export.menu().actions()
    words = {".png": "PNG", ".svg": "SVG", ".xlsx": "Excel"}[path.suffix]
    next(action for action in actions if words in action.text()).trigger()


def test_the_picture_goes_to_the_clipboard_by_a_key(funnel: Funnel, notices: list[Notice]) -> None:
    slider = funnel.row(RATE).slider
    slider.setFocus()
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(slider, Qt.Key.Key_C, keys)
    image = QGuiApplication.clipboard().image()
    split = funnel.workspace.exporting.screen
    assert image.width() == 2 * WIDTH > 2 * split.width()
    assert len(notices) == 1
    assert slider.hasFocus()


def test_the_picture_holds_all_levers_and_no_ring(funnel: Funnel, tmp_path: Path) -> None:
    screen, levers = funnel.workspace.exporting.screen, list(funnel.workspace.levers.rows.values())
    assert isinstance(screen, QSplitter)
    funnel.workspace.resize(1212, 632)
    levers[0].field.setFocus()
    size, sizes = screen.size(), screen.sizes()
    funnel.workspace.exporting.save(tmp_path / "funnel.svg")
    funnel.workspace.exporting.copy_picture()
    image = QGuiApplication.clipboard().image()
    assert image.height() > 2 * size.height()
    assert (screen.size(), screen.sizes()) == (size, sizes)
    assert levers[0].field.hasFocus()
    last = levers[-1].field.accessibleName()
    assert f">{last}<" in (tmp_path / "funnel.svg").read_text("utf-8")
    accent = tokens(screen).acc.rgb()
    top = levers[0].field.mapTo(screen, QPoint(0, 0))
    ring = [image.pixel(2 * (top.x() + x), 2 * top.y() + 2) for x in range(10, 80)]
    assert accent not in ring


def test_png_is_twice_as_fine_as_the_screen(
    funnel: Funnel, notices: list[Notice], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(funnel, tmp_path / "funnel.png", monkeypatch)
    image = QImage(str(tmp_path / "funnel.png"))
    assert image.width() == 2 * WIDTH
    assert "funnel.png" in notices[0].text
    colours = {image.pixelColor(x, image.height() // 3).name() for x in range(0, image.width(), 3)}
    assert len(colours) > 8


def test_svg_has_words_as_text(funnel: Funnel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(funnel, tmp_path / "funnel.svg", monkeypatch)
    drawing = (tmp_path / "funnel.svg").read_text("utf-8")
    assert "<text" in drawing
    for words in ("架電数", "× 着電率", "達成確率"):
        assert words in drawing


def test_the_comparison_is_a_workbook_of_numbers(
    funnel: Funnel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(funnel, tmp_path / "compared.xlsx", monkeypatch)
    page = load_workbook(tmp_path / "compared.xlsx").worksheets[0]
    rows = {row[0]: row[1:] for row in page.iter_rows(values_only=True) if row[0]}
    scenarios = [one.name for one in funnel.session.plan.scenarios]
    assert list(rows["指標"]) == scenarios
    chosen = scenarios.index(funnel.session.plan.chosen.name)
    assert rows["着電率"][chosen] == pytest.approx(funnel.row(RATE).slider.value)
    expected = funnel.workspace.comparing.known[funnel.session.plan.scenario]
    assert rows["見込み 受注売上"][chosen] == pytest.approx(expected.kgi)
    assert rows["達成確率"][chosen] == pytest.approx(expected.probability)


def test_what_cannot_be_written_is_said(
    funnel: Funnel, notices: list[Notice], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "taken.png").mkdir()
    save(funnel, tmp_path / "taken.png", monkeypatch)
    assert [notice.is_problem for notice in notices] == [True]
