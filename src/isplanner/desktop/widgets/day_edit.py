"""DayEdit: the one date field of the program, with a calendar that knows weeks, holidays and closing days."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QColor, QKeyEvent, QResizeEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from isplanner.desktop.icons import icon
from isplanner.desktop.language import language
from isplanner.desktop.theme import tokens
from isplanner.desktop.widgets.typed_edit import TypedEdit
from isplanner.plan.calendar import Calendar
from isplanner.plan.period import Month, PeriodRule
from isplanner.text.dates import format_weekday_date
from isplanner.text.days import parse_day

if TYPE_CHECKING:
    from isplanner.plan.plan import Plan

_SIDE = 18
_SUNDAY = 6


class DayEdit(TypedEdit[date]):
    """A day, or none. Takes 2026/7/15, 7/15, 令和8年7月15日 …; Ctrl+; is the as-of date, Alt+Down opens a calendar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._near = date(2000, 1, 1)
        self._rule, self._calendar = PeriodRule(), Calendar()
        self._button = QToolButton(self)
        self._button.setIcon(icon("calendar"))
        self._button.setProperty("form", "fold")
        self._button.setToolTip(self.tr("カレンダー  Alt+↓"))
        self._button.setAccessibleName(self.tr("カレンダー"))
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.setCursor(Qt.CursorShape.ArrowCursor)
        self._button.clicked.connect(self.open_calendar)
        self.setTextMargins(0, 0, _SIDE, 0)

    def show_plan(self, plan: "Plan", near: date) -> None:
        """Read days as a plan has them; `near` is the as-of date, in whose fiscal year days without a year lie."""
        self._rule, self._calendar, self._near = plan.rule, plan.calendar, near

    def open_calendar(self) -> None:
        """Choose the day from a calendar."""
        _CalendarPopup(self, self.value or self._near, self._rule, self._calendar).open_below()

    @override
    def parse(self, text: str) -> date:
        return parse_day(text, self._rule, self._near)

    @override
    def words(self, value: date) -> str:
        return format_weekday_date(value, language())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers()
        if key == Qt.Key.Key_Semicolon and modifiers & Qt.KeyboardModifier.ControlModifier:
            self.take(self._near)
        elif key == Qt.Key.Key_Down and modifiers & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._button.setGeometry(self.width() - _SIDE - 5, (self.height() - _SIDE) // 2, _SIDE, _SIDE)


class _CalendarPopup(QFrame):
    """A month under the field. Sundays and holidays are red, closing days pale."""

    def __init__(self, field: DayEdit, day: date, rule: PeriodRule, calendar: Calendar) -> None:
        super().__init__(field, Qt.WindowType.Popup)
        self._field, self._days = field, calendar
        self.setProperty("part", "notice")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.month = QCalendarWidget()
        self.month.setGridVisible(False)
        self.month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.month.setFirstDayOfWeek(Qt.DayOfWeek(rule.week_start + 1))
        self.month.setSelectedDate(QDate(day.year, day.month, day.day))
        self.month.activated.connect(self._on_chosen)
        self.month.clicked.connect(self._on_chosen)
        self.month.currentPageChanged.connect(self._mark)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self.month)
        self._mark(day.year, day.month)

    def open_below(self) -> None:
        """Show it under the field."""
        self.move(self._field.mapToGlobal(QPoint(0, self._field.height() + 2)))
        self.show()
        self.month.setFocus()

    def _on_chosen(self, chosen: QDate) -> None:
        self.close()
        self._field.take(date(chosen.year(), chosen.month(), chosen.day()))

    def _mark(self, year: int, month: int) -> None:
        """Colour the days of a month that nobody works on."""
        theme = tokens(self._field)
        for day in PeriodRule().month(Month(year, month)):
            name = self._days.holiday_name(day)
            form = QTextCharFormat()
            if name or day.weekday() == _SUNDAY:
                form.setForeground(QColor(theme.bad))
            elif not self._days.is_business_day(day):
                form.setForeground(QColor(theme.tx3))
            else:
                form.setForeground(QColor(theme.tx))
            form.setToolTip(name)
            self.month.setDateTextFormat(QDate(day.year, day.month, day.day), form)
