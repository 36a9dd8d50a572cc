"""Large imports are stored behind the window: it stays alive, says how far it is, and lets go on a key."""

import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from isplanner.desktop.data.import_page import ImportPage
from isplanner.desktop.data.workspace import DataWorkspace
from isplanner.desktop.session import Session
from tests.desktop.data.hands import WAIT, click, import_all, read, table, texts

FACTS = 56_000


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """So many numbers, of two thousand days and people."""
    lines = (
        f"2026/12/{day},担当{person:04},{metric},{day + person}"
        for day in range(1, 29)
        for person in range(1000)
        for metric in ("架電数", "着電数")
    )
    path = tmp_path / "大きい.csv"
    path.write_text("日付,担当,指標,値\n" + "\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def beats(qtbot: QtBot) -> Iterator[list[float]]:
    """When the event loop came round."""
    found: list[float] = []
    timer = QTimer()
    timer.timeout.connect(lambda: found.append(time.monotonic()))
    timer.start(5)
    yield found
    timer.stop()


def begin(page: ImportPage) -> None:
    click(page.foot.main)
    click(page.foot.main)


def test_the_window_stays_alive_while_it_stores(
    workspace: DataWorkspace, session: Session, large: Path, qtbot: QtBot, beats: list[float]
) -> None:
    page = read(workspace, qtbot, large)
    count = len(session.document.batches())
    began = time.monotonic()
    begin(page)
    assert any(text.startswith("大きい.csv を取り込んでいます") for text in texts(page))
    assert len(session.document.batches()) == count
    qtbot.waitUntil(lambda: table(workspace, "取り込みの一覧").isVisible(), timeout=WAIT)
    during = [beat for beat in beats if beat >= began]
    assert len(during) > 10
    # Stored on the window's own thread it would come round once, after all of it.
    assert max(after - before for before, after in pairwise(during)) < (during[-1] - began) / 2
    assert session.document.batches()[-1].facts == FACTS
    session.undo()
    assert session.document.batches()[-1].withdrawn


def test_it_lets_go_and_nothing_is_left(workspace: DataWorkspace, session: Session, large: Path, qtbot: QtBot) -> None:
    page = read(workspace, qtbot, large)
    before, members = session.document.batches(), session.plan.members
    begin(page)
    qtbot.waitUntil(lambda: any(" / 56,000 セル" in text for text in texts(page)), timeout=WAIT)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    qtbot.waitUntil(page.confirm.isVisible, timeout=WAIT)
    assert session.document.batches() == before
    assert session.plan.members == members
    assert session.next_turns[1] is None
    page.foot.went_back.emit()
    import_all(page)
    assert len(session.document.batches()) == len(before) + 1
