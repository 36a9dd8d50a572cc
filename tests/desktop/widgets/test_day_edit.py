"""The date field by real keys: what it takes, what it refuses, and the calendar under it."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCalendarWidget
from pytestqt.qtbot import QtBot

from isplanner.desktop.theme import tokens
from isplanner.desktop.widgets.callout import Callout
from isplanner.desktop.widgets.day_edit import DayEdit
from isplanner.store.document import Document
from tests.desktop.hands import CTRL, compose, press, type_text

KEY = Qt.Key
AS_OF = date(2026, 11, 20)


@pytest.fixture
def taken() -> list[date | None]:
    return []


@pytest.fixture
def field(empty_document: Document, taken: list[date | None], qtbot: QtBot) -> Iterator[DayEdit]:
    field = DayEdit()
    qtbot.addWidget(field)
    field.show_plan(empty_document.plan, AS_OF)
    field.committed.connect(taken.append)
    with qtbot.waitActive(field):
        field.show()
        field.activateWindow()
    field.setFocus()
    yield field
    field.close()


@pytest.mark.parametrize("typed", ["12/20", "１２月２０日", "2026-12-20", "R8.12.20"])
def test_a_day_is_typed_and_reads_as_a_day(field: DayEdit, taken: list[date | None], typed: str) -> None:
    type_text(typed)
    press(KEY.Key_Return)
    assert taken == [date(2026, 12, 20)]
    assert field.text() == "2026/12/20(日)"


def test_it_is_emptied(field: DayEdit, taken: list[date | None]) -> None:
    field.show_value(AS_OF)
    field.selectAll()
    press(KEY.Key_Delete)
    press(KEY.Key_Return)
    assert (taken, field.value, field.text()) == ([None], None, "")


def test_what_is_no_day_is_said_and_kept_until_escape(field: DayEdit, taken: list[date | None]) -> None:
    field.show_value(AS_OF)
    field.selectAll()
    type_text("あした")
    press(KEY.Key_Return)
    callout = field.findChild(Callout)
    assert callout is not None
    assert "日付として読めません" in callout.text()
    assert field.text() == "あした"
    press(KEY.Key_Escape)
    assert (taken, field.text()) == ([], "2026/11/20(金)")


def test_leaving_takes_what_can_be_read_and_gives_back_the_rest(field: DayEdit, taken: list[date | None]) -> None:
    type_text("12/1")
    field.clearFocus()
    assert taken == [date(2026, 12, 1)]
    field.setFocus()
    field.selectAll()
    type_text("x")
    field.clearFocus()
    assert field.text() == "2026/12/01(火)"


def test_enter_of_a_conversion_commits_nothing(field: DayEdit, taken: list[date | None]) -> None:
    type_text("12/1")
    compose("にち")
    press(KEY.Key_Return)
    assert taken == []


def test_ctrl_semicolon_is_the_as_of_date(field: DayEdit, taken: list[date | None]) -> None:
    press(KEY.Key_Semicolon, CTRL)
    assert taken == [AS_OF]


def test_the_calendar_begins_on_monday_and_marks_holidays(field: DayEdit, taken: list[date | None]) -> None:
    press(KEY.Key_Down, Qt.KeyboardModifier.AltModifier)
    month = field.findChild(QCalendarWidget)
    assert month is not None
    assert month.firstDayOfWeek() is Qt.DayOfWeek.Monday
    form = month.dateTextFormat(QDate(2026, 11, 3))
    assert (form.toolTip(), form.foreground().color()) == ("文化の日", tokens(field).bad)
    assert month.dateTextFormat(QDate(2026, 11, 4)).toolTip() == ""
    days = month.focusProxy()
    assert days is not None
    QTest.keyClick(days, KEY.Key_Right)
    QTest.keyClick(days, KEY.Key_Return)
    assert taken == [date(2026, 11, 21)]
