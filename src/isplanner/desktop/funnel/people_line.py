"""PeopleLine: how many people the levers are worked with, under them, and the button that shows who."""

from math import floor
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from isplanner.desktop.funnel.people import People
from isplanner.desktop.language import language
from isplanner.desktop.widgets.icon_label import IconLabel
from isplanner.desktop.widgets.plain_label import ElidedLabel, PlainLabel, plain_tip
from isplanner.text.headcount import describe_changes, describe_headcount
from isplanner.text.numbers import format_number

if TYPE_CHECKING:
    from isplanner.analysis.simulation.workload import Workload

HEIGHT = 28


class PeopleLine(QFrame):
    """A line below the levers.

    Signals:
        turned: whether the people are to be shown.
    """

    turned = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "foot")
        self.setFixedHeight(HEIGHT)
        self.words = ElidedLabel("", "small")
        self._most = PlainLabel("", "label")
        self.button = QPushButton(self.tr("人員…"))
        self.button.setProperty("form", "slim")
        self.button.setCheckable(True)
        self.button.toggled.connect(self.turned)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 1, 8, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel("person", 14))
        row.addWidget(self.words, 1)
        row.addWidget(self._most)
        row.addWidget(self.button)

    def show_people(self, people: People) -> None:
        """Show how many there are, and what differs from the plan."""
        self.words.setText(self._words(people))
        self._most.setText(self._limit(people.workload))
        changes = list(describe_changes(people.plan, people.headcount, language()))
        how = self.tr("このシナリオの採用と退職を決め、その人員でできる架電数を見ます。")
        self.button.setToolTip(plain_tip("\n".join([how, *changes])))

    def _words(self, people: People) -> str:
        if not people.plan.members and people.headcount.is_same:
            return self.tr("人員 —（メンバーの実績がありません）")
        planned, now = (format_number(one, 1) for one in (people.whole.planned, people.whole.people))
        if people.headcount.is_same:
            return self.tr("人員 {people} 人分").format(people=now)
        changes = describe_headcount(people.headcount, language())
        words = self.tr("人員 {planned} → {people} 人分（{changes}）")
        return words.format(planned=planned, people=now, changes=changes)

    def _limit(self, load: "Workload | None") -> str:
        return "" if load is None else self.tr("架電 {most} 件まで").format(most=format_number(floor(load.most)))
