import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from isplanner.desktop.notices import KEPT, Notice, Notices


@pytest.fixture
def notices(qtbot: QtBot) -> Notices:
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(900, 500)
    with qtbot.waitExposed(over):
        over.show()
    return Notices(over)


def test_notice_lies_in_the_corner_and_moves_with_it(notices: Notices) -> None:
    notices.show_notice(Notice("とても長いお知らせ" * 20))
    over = notices.parentWidget()
    assert over is not None
    for size in ((900, 500), (600, 400)):
        over.resize(*size)
        assert over.rect().contains(notices.geometry())
        assert notices.geometry().bottom() > over.height() - 40


def test_action_of_a_notice_is_done_by_its_button(notices: Notices) -> None:
    done: list[str] = []
    notices.show_notice(Notice("8ファイルを書き出しました", False, "フォルダーを開く", lambda: done.append("opened")))
    button = next(each for each in notices.findChildren(QPushButton) if each.text() == "フォルダーを開く")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == ["opened"]
    assert not notices.isVisible()


def test_last_notices_are_kept(notices: Notices) -> None:
    for number in range(KEPT + 5):
        notices.show_notice(Notice(str(number)))
    assert [notice.text for notice in notices.kept] == [str(number) for number in range(5, KEPT + 5)]
    again = notices.kept[0]
    notices.show_notice(again)
    assert notices.kept[-1] is again
    assert len(notices.kept) == KEPT
