"""A watched folder: workbooks that turn up are announced, and read on one click."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from isplanner.desktop.data.import_page import ImportPage
from isplanner.desktop.folder_watch import FolderWatch
from isplanner.desktop.main_window import MainWindow
from isplanner.desktop.settings import Settings

WAIT = 15_000
TABLE = "2026年12月,,\n担当,架電数,着電数\n青木 一郎,412,80\n"


@pytest.fixture
def watch() -> Iterator[FolderWatch]:
    watch = FolderWatch()
    yield watch
    watch.end()


def test_new_and_changed_workbooks_are_announced_others_are_not(
    watch: FolderWatch, tmp_path: Path, qtbot: QtBot
) -> None:
    old = tmp_path / "old.csv"
    old.write_text(TABLE, encoding="utf-8")
    watch.begin(tmp_path)
    with qtbot.waitSignal(watch.announced, timeout=WAIT) as said:
        (tmp_path / "new.csv").write_text(TABLE, encoding="utf-8")
        (tmp_path / "~$new.xlsx").write_bytes(b"lock")
        (tmp_path / "picture.png").write_bytes(b"no workbook")
    assert said.args == [[tmp_path / "new.csv"]]
    time.sleep(0.01)
    with qtbot.waitSignal(watch.announced, timeout=WAIT) as said:
        old.write_text(TABLE + "井上 二葉,390,75\n", encoding="utf-8")
    assert said.args == [[old]]


def test_after_the_end_nothing_is_announced(watch: FolderWatch, tmp_path: Path, qtbot: QtBot) -> None:
    watch.begin(tmp_path)
    watch.end()
    with qtbot.assertNotEmitted(watch.announced, wait=2_500):
        (tmp_path / "new.csv").write_text(TABLE, encoding="utf-8")


def test_one_click_reads_what_turned_up(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = window.plan_page
    assert page is not None
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    window.commands.turn_watch()
    assert Settings().watched_folder == tmp_path.resolve()
    (tmp_path / "12月.csv").write_text(TABLE, encoding="utf-8")
    qtbot.waitUntil(lambda: any("12月.csv" in notice.text for notice in window.notices.kept), timeout=WAIT)
    notice = next(notice for notice in window.notices.kept if "12月.csv" in notice.text)
    assert notice.action is not None
    notice.action()
    qtbot.waitUntil(lambda: bool(page.findChildren(ImportPage)), timeout=WAIT)
    window.commands.turn_watch()
    assert Settings().watched_folder is None
