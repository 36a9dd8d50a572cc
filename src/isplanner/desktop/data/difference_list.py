"""DifferenceList: what is stored beside what the files say, and the counts that fell."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from isplanner.desktop.data.words import channel_words, metric_words
from isplanner.desktop.language import language
from isplanner.desktop.widgets.plain_label import ElidedLabel, PlainLabel
from isplanner.desktop.widgets.status_shape import Level, StatusShape
from isplanner.jobs.difference import Difference, Fall
from isplanner.plan.metric import Kind
from isplanner.plan.plan import Plan
from isplanner.text.numbers import format_number, write_difference, write_value

MOST_FALLS = 12
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class DifferenceList(QFrame):
    """A metric a row; below them the numbers that are less than what is stored."""

    def __init__(self, plan: Plan, difference: Difference, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = plan
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 6, 12, 8)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(0, 1)
        heads = (self.tr("指標"), self.tr("保存済み"), self.tr("このファイル"), self.tr("差"))
        for column, words in enumerate(heads):
            self._grid.addWidget(
                PlainLabel(words, "label"), 0, column, _RIGHT if column else Qt.AlignmentFlag.AlignLeft
            )
        for line in difference.lines:
            metric = plan.metrics[line.metric]
            if line.stored or line.now:
                adds_up = metric.kind is not Kind.RATE
                name = metric_words(plan, line.metric)
                self._add(name, line.stored if adds_up else None, line.now if adds_up else None, line.metric)
        for fall in difference.fallen[:MOST_FALLS]:
            self._add_fall(fall)

    def _add(self, name: str, stored: float | None, now: float | None, metric: str) -> None:
        row = self._grid.rowCount()
        self._grid.addWidget(ElidedLabel(name, "body"), row, 0)
        known = self._plan.metrics[metric]
        for column, value in enumerate((stored, now), 1):
            self._grid.addWidget(PlainLabel(write_value(value, known, language()).number, "body"), row, column, _RIGHT)
        change = None if stored is None or now is None else now - stored
        words = write_difference(change, known, language()).number
        self._grid.addWidget(PlainLabel(words, "section"), row, 3, _RIGHT)

    def _add_fall(self, fall: Fall) -> None:
        fact = fall.fact
        who = " ".join(part for part in (fact.member, channel_words(self._plan, fact.channel)) if part)
        row = self._grid.rowCount()
        name = QWidget()
        line = QGridLayout(name)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(StatusShape(Level.RECOVERABLE, ""), 0, 0)
        line.addWidget(ElidedLabel(f"{who} {metric_words(self._plan, fact.metric)}".strip(), "body"), 0, 1)
        line.setColumnStretch(1, 1)
        self._grid.addWidget(name, row, 0)
        for column, value in enumerate((fall.stored, fact.value), 1):
            self._grid.addWidget(PlainLabel(format_number(value), "body"), row, column, _RIGHT)
        self._grid.addWidget(PlainLabel(format_number(fact.value - fall.stored, signed=True), "warn"), row, 3, _RIGHT)
