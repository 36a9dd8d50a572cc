"""LifeSection: why this number: what it was before, when it changed and why, and which imports it rests on."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from isplanner.desktop.goal_tree.inspector.folding import FoldingSection
from isplanner.desktop.goal_tree.inspector.sight import Sight
from isplanner.desktop.language import language
from isplanner.desktop.widgets.plain_label import PlainLabel, plain_tip
from isplanner.text.dates import format_date, format_day

if TYPE_CHECKING:
    from isplanner.store.document import Document
    from isplanner.store.life import LifeEvent

_FEW = 4
_MOST_LINES = 4


class LifeSection(FoldingSection):
    """この数字の履歴.

    Signals:
        explained: (the number of an edit, why it was made).
    """

    explained = Signal(int, str)

    def __init__(self, document: "Document", parent: QWidget | None = None) -> None:
        super().__init__("life", self.tr("この数字の履歴"), parent)
        self._document = document
        self._sight: Sight | None = None
        self._events: tuple[LifeEvent, ...] = ()
        self.rows: list[EventRow] = []
        self.all = QPushButton()
        self.all.setProperty("kind", "text")
        self.all.setCheckable(True)
        self.all.toggled.connect(self._show_rows)
        self.title_row.addWidget(self.all)
        self.empty = PlainLabel(self.tr("まだ何も変えていません。"), "hint")
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.inside.addWidget(self.empty)
        self.inside.addLayout(self._list)
        # The log is read when the hand rests: not for each node that the arrow keys pass.
        self._rest = QTimer(self, singleShot=True, interval=80)
        self._rest.timeout.connect(self._look_up)
        self.opened.connect(self._begin)

    @property
    def is_looking(self) -> bool:
        """Whether the log is still to be read."""
        return self._rest.isActive()

    @override
    def show_node(self, sight: Sight) -> None:
        if self._sight is None or self._sight.key != sight.key:
            self.all.setChecked(False)
        self._sight = sight
        if self.isVisible() and self.is_open:
            self._rest.start()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._begin()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        # When a plan is closed its page is hidden first: nothing may be looked up after.
        super().hideEvent(event)
        self._rest.stop()

    def _begin(self) -> None:
        if self.is_open and self._sight is not None:
            self._rest.start()

    def _look_up(self) -> None:
        # Before the first answer nothing is looked up: the window is painted before analysis is loaded.
        if self._sight is None or self._sight.answer is None:
            return
        from isplanner.analysis.estimates.trace import counted_metrics

        plan, key = self._sight.plan, self._sight.key
        self._events = self._document.lives.of(key, counted_metrics(plan, key))
        self._show_rows()

    def _show_rows(self) -> None:
        shown = self._events if self.all.isChecked() else self._events[:_FEW]
        self.all.setVisible(len(self._events) > _FEW)
        self.all.setText(self.tr("すべて（{count}）").format(count=len(self._events)))
        self.empty.setVisible(not self._events)
        if self._sight is None or [row.event_shown for row in self.rows] == list(shown):
            return
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [EventRow(event, self._sight) for event in shown]
        for row in self.rows:
            row.explained.connect(self.explained)
            self._list.addWidget(row)


class EventRow(QFrame):
    """One edit or import: when, what, why.

    Signals:
        explained: (the number of the edit, why it was made).
    """

    explained = Signal(int, str)

    def __init__(self, event: "LifeEvent", sight: Sight) -> None:
        super().__init__()
        from isplanner.desktop.goal_tree.inspector.life_words import LifeWords

        words = LifeWords(self)
        self.event_shown = event
        moment = event.edit.time.astimezone()
        day = PlainLabel(f"{format_day(moment.date(), language())} {moment:%H:%M}", "label")
        day.setToolTip(f"{format_date(moment.date(), language())} {moment:%H:%M}")
        turns = [words.describe(turn, sight.key, sight.plan) for turn in event.turns]
        more = [self.tr("ほか {count} 件").format(count=len(turns) - _MOST_LINES)] if len(turns) > _MOST_LINES else []
        what = PlainLabel("\n".join([*turns[:_MOST_LINES], *more]), "small")
        what.setWordWrap(True)
        what.setToolTip(plain_tip("\n".join(turns)))
        self.reason = QLineEdit()
        self.reason.setAccessibleName(self.tr("理由"))
        self.reason.setPlaceholderText(self.tr("理由を書く"))
        self.reason.setText(event.edit.reason or "")
        self.reason.setCursorPosition(0)
        self.reason.setProperty("form", "in_place")
        self.reason.editingFinished.connect(self._on_finished)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(day, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(what, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.reason)

    def _on_finished(self) -> None:
        reason = self.reason.text().strip()
        if reason != (self.event_shown.edit.reason or ""):
            self.explained.emit(self.event_shown.edit.number, reason)
