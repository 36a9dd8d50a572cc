"""What tests of the data workspace do with it: find things by their words, click, choose."""

import time
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QTableView, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from isplanner.desktop.data.import_page import ImportPage
from isplanner.desktop.data.workspace import DataWorkspace
from isplanner.desktop.session import Session
from isplanner.plan.fact import FactKind

WAIT = 20_000


def save(path: Path, *sheets: tuple[str, Sequence[Sequence[object]]]) -> Path:
    """A workbook of plain lists."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets:
        page = book.create_sheet(name)
        for row in rows:
            page.append(list(row))
    book.save(path)
    return path


def texts(widget: QWidget) -> list[str]:
    """All words of labels in sight."""
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def button(widget: QWidget, words: str) -> QAbstractButton:
    """The button in sight with these words in it."""
    return next(b for b in widget.findChildren(QAbstractButton) if words in b.text() and b.isVisible())


def click(widget: QWidget) -> None:
    """A click of the left button."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def choose(box: QComboBox, words: str) -> None:
    """Choose an entry as a hand does: by its place in the list."""
    entries = [box.itemText(number) for number in range(box.count())]
    number = entries.index(words) if words in entries else next(n for n, text in enumerate(entries) if words in text)
    box.setCurrentIndex(number)
    box.activated.emit(number)


def table(widget: QWidget, name: str) -> QTableView:
    """A table by what it is called."""
    return next(each for each in widget.findChildren(QTableView) if each.accessibleName() == name)


def cells(view: QTableView) -> list[list[str]]:
    """What a table shows."""
    model = view.model()
    columns = range(model.columnCount())
    return [[str(model.index(row, column).data()) for column in columns] for row in range(model.rowCount())]


def read(workspace: DataWorkspace, qtbot: QtBot, *paths: Path) -> ImportPage:
    """Bring files into the wizard and wait until it shows them."""
    workspace.import_files(paths)
    page = workspace.findChildren(ImportPage)[-1]
    settle(page, qtbot)
    return page


def settle(page: ImportPage, qtbot: QtBot) -> None:
    """Wait until what was changed has been read again."""
    qtbot.waitUntil(lambda: page.is_read, timeout=WAIT)


def import_all(page: ImportPage) -> None:
    """Go on to the last step, take it, and wait until all is stored."""
    click(page.foot.main)
    click(page.foot.main)
    deadline = time.monotonic() + WAIT / 1000
    while isValid(page) and page.isVisible() and time.monotonic() < deadline:
        QTest.qWait(5)
    assert not (isValid(page) and page.isVisible())


def stored(session: Session, month: int, kind: FactKind = FactKind.ACTUAL) -> dict[tuple[str, str | None], float]:
    """The facts of a month, by metric and member."""
    found = (each.fact for each in session.document.facts(kind) if each.fact.span.start.month == month)
    return {(fact.metric, fact.member): fact.value for fact in found}
