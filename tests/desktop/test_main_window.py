import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from isplanner.desktop.data.import_page import ImportPage
from isplanner.desktop.first_run.page import FirstRunPage
from isplanner.desktop.main_window import MainWindow
from isplanner.desktop.settings import Settings
from isplanner.desktop.template_dialog import TemplateDialog
from isplanner.desktop.theme import ThemeChoice, shipped_tokens, tokens
from isplanner.desktop.widgets.ribbon import Ribbon
from isplanner.jobs.templates import saved_templates, templates_folder
from isplanner.plan.problem import Problem
from isplanner.plan.scope import Member
from isplanner.store import edits
from isplanner.store.document import Document
from isplanner.text.language import LANGUAGES

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def shown_texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def test_title_names_the_plan(window: MainWindow) -> None:
    assert window.windowTitle() == f"{window.desk.session.plan.name} — isplanner"  # type: ignore[union-attr]


def test_ribbon_shows_the_stored_plan(window: MainWindow) -> None:
    ribbon = window.findChild(Ribbon)
    assert isinstance(ribbon, Ribbon)
    texts = shown_texts(ribbon)
    assert "120,000,000" in texts
    assert "67.9" in texts
    assert "35 / 60 営業日　−3.0%" in texts
    assert "—" not in texts


def test_every_workspace_opens_by_its_key(window: MainWindow, qtbot: QtBot) -> None:
    page = window.plan_page
    assert page is not None
    for number in range(len(page.names)):
        QTest.keyClick(window, Qt.Key(Qt.Key.Key_1 + number), CONTROL)
        assert page.number == number
        assert page.workspace.isVisible()


class ShownWindows(QObject):
    """Notes every window that is shown, however short."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.names.append(type(watched).__name__)
        return False


def test_nothing_flashes_up_while_a_plan_opens(empty_window: MainWindow, demo_plan: Path, qapp: QApplication) -> None:
    shown = ShownWindows()
    qapp.installEventFilter(shown)
    empty_window.desk.open_plan(demo_plan)
    page = empty_window.plan_page
    assert page is not None
    for number in range(len(page.names)):
        page.show_workspace(number)
    qapp.removeEventFilter(shown)
    assert shown.names == []
    assert empty_window.isActiveWindow()


def test_undo_and_redo_by_keys(window: MainWindow, qtbot: QtBot) -> None:
    session = window.desk.session
    assert session is not None
    name = session.plan.name
    session.edit(edits.rename_plan("名前"))
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert session.plan.name == name
    QTest.keyClick(window, Qt.Key.Key_Y, CONTROL)
    assert session.plan.name == "名前"
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert session.plan.name == "名前"
    assert window.windowTitle().startswith("名前")


def test_choosing_a_scenario_is_an_edit(window: MainWindow, qtbot: QtBot) -> None:
    session, ribbon = window.desk.session, window.findChild(Ribbon)
    assert session is not None
    assert isinstance(ribbon, Ribbon)
    box = ribbon.scenario_box
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    assert session.plan.chosen.name == box.currentText() == session.plan.scenarios[0].name
    session.undo()
    assert session.plan.chosen.name == box.currentText() == "目標案 A"


def test_looking_at_another_day(window: MainWindow, qtbot: QtBot) -> None:
    session, ribbon = window.desk.session, window.findChild(Ribbon)
    assert session is not None
    assert isinstance(ribbon, Ribbon)
    box = ribbon.as_of_box
    assert box.currentText() == "2026/11/20(金)"
    before = len(session.document.history())
    with qtbot.waitSignal(session.answer_changed, timeout=10_000):
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText() == "2026/11/13(金)"
    assert len(session.document.history()) == before


def test_saving_says_that_all_is_saved(window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(window, Qt.Key.Key_S, CONTROL)
    assert window.notices.kept[-1].text.startswith("すべて保存済みです")
    assert window.notices.isVisible()


def test_the_structure_of_a_plan_is_kept_by_the_menu(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TemplateDialog, "exec", lambda dialog: dialog.accept() or dialog.result())
    keep = window.findChild(QAction, "keep_template")
    assert isinstance(keep, QAction)
    keep.trigger()
    assert list(saved_templates(templates_folder())) == ["demo"]
    assert "「demo」" in window.notices.kept[-1].text


@pytest.mark.parametrize("choice", [ThemeChoice.DARK, ThemeChoice.LIGHT])
def test_theme_changes_at_once(window: MainWindow, choice: ThemeChoice) -> None:
    window.choose_theme(choice)
    assert tokens(window) == shipped_tokens(choice)
    corner = window.grab().toImage().pixelColor(2, window.height() // 2)
    assert corner == shipped_tokens(choice).rail
    assert Settings().theme is choice


def test_language_changes_at_once(window: MainWindow) -> None:
    page = window.plan_page
    assert page is not None
    window.choose_language("en")
    assert window.plan_page is not None
    assert window.plan_page.names == ["Goal tree", "Funnel", "Targets", "Data"]
    assert "Forecast" in shown_texts(window)
    window.choose_language("ja")
    assert window.plan_page.names == page.names


def test_problem_is_told_and_stays(empty_window: MainWindow) -> None:
    empty_window.report(Problem("nothing_to_undo", {"file": "x.isplan"}))
    assert empty_window.notices.isVisible()
    assert empty_window.notices.kept[-1].is_problem


def test_missing_plan_is_said_and_the_first_page_stays(empty_window: MainWindow, tmp_path: Path) -> None:
    assert not empty_window.desk.open_plan(tmp_path / "gone.isplan")
    assert isinstance(empty_window.page, FirstRunPage)
    assert empty_window.notices.kept[-1].is_problem


def test_window_opens_on_the_plan_of_last_time(window: MainWindow, demo_plan: Path, qtbot: QtBot) -> None:
    assert window.plan_page is not None
    window.plan_page.show_workspace(3)
    window.close()
    again = MainWindow(Settings(), "ja")
    qtbot.addWidget(again)
    again.begin(None)
    again.show()
    assert again.plan_page is not None
    qtbot.waitUntil(lambda: again.plan_page is not None and again.plan_page.number == 3)
    assert again.desk.session is not None
    assert again.desk.session.document.path == demo_plan.resolve()
    again.close()


def test_closing_leaves_the_first_page_and_no_thread(empty_window: MainWindow, demo_plan: Path, qtbot: QtBot) -> None:
    before = set(threading.enumerate())
    assert empty_window.desk.open_plan(demo_plan)
    assert empty_window.plan_page is not None
    for number in range(len(empty_window.plan_page.names)):
        QTest.keyClick(empty_window, Qt.Key(Qt.Key.Key_1 + number), CONTROL)
    QTest.keyClick(empty_window, Qt.Key.Key_W, CONTROL)
    assert isinstance(empty_window.page, FirstRunPage)
    assert empty_window.windowTitle() == "isplanner"
    qtbot.waitUntil(lambda: set(threading.enumerate()) <= before, timeout=10_000)


def carried(paths: list[Path]) -> QMimeData:
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return files


def drag(window: MainWindow, paths: list[Path]) -> None:
    files, none = carried(paths), Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(200, 200), Qt.DropAction.CopyAction, files, Qt.MouseButton.LeftButton, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()


def drop(window: MainWindow, paths: list[Path]) -> None:
    drag(window, paths)
    files, none = carried(paths), Qt.KeyboardModifier.NoModifier
    dropped = QDropEvent(QPoint(200, 200), Qt.DropAction.CopyAction, files, Qt.MouseButton.LeftButton, none)
    QApplication.sendEvent(window, dropped)


def test_dropping_a_plan_opens_it(empty_window: MainWindow, demo_plan: Path) -> None:
    drop(empty_window, [demo_plan])
    assert empty_window.desk.session is not None
    assert empty_window.desk.session.document.path == demo_plan


def test_dropping_a_workbook_on_a_plan_shows_what_it_holds(
    window: MainWindow, demo_workbook: Path, qtbot: QtBot
) -> None:
    drop(window, [demo_workbook])
    page = window.plan_page
    assert page is not None
    qtbot.waitUntil(lambda: any("738 セル" in b.text() for b in page.findChildren(QPushButton)), timeout=20_000)
    window.choose_language("en")  # an import under way goes with the page; nothing comes back to it
    assert window.plan_page is not None
    assert window.plan_page.workspace.isVisible()


def test_dragging_over_the_window_says_what_dropping_does(
    window: MainWindow, demo_workbook: Path, demo_plan: Path
) -> None:
    for path, words in (
        (demo_workbook, "実績として読みます（1 ファイル）"),
        (demo_plan, "このプランを開きます：demo.isplan"),
    ):
        drag(window, [path])
        assert words in shown_texts(window)
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert "このプランを開きます：demo.isplan" not in shown_texts(window)


def test_windows_built_anew_leave_nothing_behind(window: MainWindow, qapp: QApplication) -> None:
    counts = []
    for _ in range(4):
        for language in LANGUAGES:
            window.choose_language(language)
            qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        counts.append((len(qapp.allWidgets()), len(window.findChildren(QAction))))
    assert counts[1:] == [counts[1]] * 3


def test_dropping_what_cannot_be_read_says_so(empty_window: MainWindow, tmp_path: Path) -> None:
    drop(empty_window, [tmp_path / "画像.png"])
    assert "画像.png は読めません" in empty_window.notices.kept[-1].text


@pytest.fixture
def markup_plan(demo_plan: Path, tmp_path: Path) -> str:
    """A plan whose names would open a file if they were read as markup."""
    name = f'<img src="{tmp_path / "canary.png"}" width=700 height=300>'
    with Document.open(demo_plan) as document:
        document.edit(edits.rename_plan(name))
        for member in document.plan.members:
            document.edit(edits.set_member(Member(member.id, f"{name}{member.id}")))
        document.edit(edits.add_scenario(name))
    return name


def test_names_are_plain_text_everywhere(markup_plan: str, window: MainWindow) -> None:
    page = window.plan_page
    assert page is not None
    for number in range(len(page.names)):
        page.show_workspace(number)
        window.grab()
    rich = [
        label.text()
        for label in window.findChildren(QLabel)
        if label.textFormat() is not Qt.TextFormat.PlainText and "<" in label.text()
    ]
    tips = [w.toolTip() for w in window.findChildren(QWidget) if "<img" in w.toolTip()]
    assert (rich, tips) == ([], [])
    assert window.desk.session is not None
    assert markup_plan in window.windowTitle()


def test_a_copied_table_is_pasted_into_the_wizard(window: MainWindow, qtbot: QtBot) -> None:
    page = window.plan_page
    assert page is not None
    page.show_data()
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("2026年12月\n担当\t架電数\n青木 一郎\t412\n井上 二葉\t390\n")
    page.show_data().setFocus()
    button = next(b for b in page.show_data().findChildren(QPushButton) if b.isVisible() and "KPI" in b.text())
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(page.findChildren(ImportPage)), timeout=20_000)
    (wizard,) = page.findChildren(ImportPage)
    qtbot.waitUntil(lambda: wizard.is_read, timeout=20_000)
    assert wizard.prospect is not None
    assert len(wizard.prospect.reading.facts) == 2
    assert wizard.prospect.reading.facts[0].source.file.startswith("クリップボード ")


def test_text_that_is_no_table_is_said(window: MainWindow) -> None:
    page = window.plan_page
    assert page is not None
    QGuiApplication.clipboard().setText("hello")
    window.commands.paste_table()
    assert any("クリップボードに表がありません" in notice.text for notice in window.notices.kept)
