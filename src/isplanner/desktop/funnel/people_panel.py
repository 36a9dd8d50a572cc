"""PeoplePanel: whom the chosen scenario hires and who goes in it, and what those people can do."""

from math import floor
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from isplanner.desktop.funnel.funnel_panel import line_between, panel_head
from isplanner.desktop.funnel.people import People, new_hire
from isplanner.desktop.funnel.people_grid import HeadcountGrid, MonthsGrid
from isplanner.desktop.widgets.empty_state import EmptyState
from isplanner.desktop.widgets.plain_label import ElidedLabel, PlainLabel, plain_tip
from isplanner.plan.headcount import Headcount
from isplanner.plan.scope import Member
from isplanner.text.numbers import format_number, format_rate


class PeoplePanel(QFrame):
    """The middle of the screen while people are looked at.

    Signals:
        changed: the Headcount that the chosen scenario is to have.
        fitted: dials are to be set to what the people can do.
        closed: the user has seen enough.
    """

    changed = Signal(object)
    fitted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "panel")
        self._people: People | None = None
        self._added: int | None = None
        self._title = ElidedLabel("", "section")
        self.close_button = QPushButton(self.tr("閉じる　Esc"))
        self.grid, self.months = HeadcountGrid(), MonthsGrid()
        self.empty = EmptyState(
            "person",
            self.tr("採用も退職もありません"),
            self.tr("プランのメンバーのままです。\n採用か退職を追加すると、\nできる架電数がどう変わるか分かります。"),
        )
        self._changes = QStackedWidget()
        self.hire = QPushButton(self.tr("採用を追加"))
        self.leaver = QPushButton(self.tr("退職を追加"))
        self.leaver.setMenu(QMenu(self.leaver))
        self.remove = QPushButton(self.tr("選んだ行を消す"))
        self.reset = QPushButton(self.tr("プランに戻す"))
        self.reset.setToolTip(plain_tip(self.tr("採用と退職をすべて消し、プランのメンバーのままにします。")))
        for button in (self.close_button, self.remove, self.reset):
            button.setProperty("kind", "text")
        self.facts = [(PlainLabel(words, "label"), PlainLabel("", "heading")) for words in self._questions()]
        self.note = PlainLabel("", "small")
        self.note.setWordWrap(True)
        self.fit = QPushButton("")
        fitting = self.tr("架電数を、この人員でできる件数にします。チャネルは同じ割合で動き、1 回で元に戻せます。")
        self.fit.setToolTip(plain_tip(fitting))
        self._connect()
        self._arrange()

    def show_people(self, people: People, volume: float | None) -> None:
        """Show the chosen scenario's people, and how many dials it sets."""
        self._people = people
        plan, headcount = people.plan, people.headcount
        self._title.setText(self.tr("「{name}」の人員").format(name=plan.chosen.name))
        self.grid.show_headcount(plan, headcount)
        self._changes.setCurrentWidget(self.empty if headcount.is_same else self.grid)
        self.months.show_people(people)
        self.remove.setEnabled(not headcount.is_same)
        self.reset.setEnabled(not headcount.is_same)
        self._show_leaving(people)
        self.fit.setVisible(people.can_fit)
        if people.workload is not None:
            most = format_number(floor(people.workload.most))
            self.fit.setText(self.tr("架電数を {most} 件に合わせる").format(most=most))
        self.show_volume(volume)
        if self._added is not None:
            self.grid.go_to(self._added)
            self._added = None

    def show_volume(self, volume: float | None) -> None:
        """Show how many dials are set, and how much of the people's time they take."""
        people = self._people
        if people is None:
            return
        load = people.workload
        usage = load.usage(volume) if load else None
        numbers = (format_number(floor(load.most) if load else None), format_number(volume), format_rate(usage, 0))
        for (_, label), words in zip(self.facts, numbers, strict=True):
            label.setText(words)
        self.note.setText(self._advice(people, volume))
        self.note.set_role("warn_label" if usage is not None and usage > 1 else "small")

    def _advice(self, people: People, volume: float | None) -> str:
        load = people.workload
        if load is None:
            return self.tr(
                "1 人が 1 日に何件できるか分かりません。基準期間の、メンバーごとの架電数の実績を取り込んでください。"
            )
        pace = self.tr("1 人 1 日 {pace} 件（基準期間の実績）で計算しています。").format(
            pace=format_number(load.pace, 1)
        )
        if volume is not None and volume > load.most:
            over = self.tr("設定は、この人員でできる件数を {over} 件超えます。")
            return over.format(over=format_number(volume - load.most)) + pace
        return pace

    def _questions(self) -> tuple[str, str, str]:
        return self.tr("できる架電数"), self.tr("設定の架電数"), self.tr("稼働率")

    def _show_leaving(self, people: People) -> None:
        self.leaver.setEnabled(bool(_staying(people)))
        why = self.tr("退職するメンバーがいません。メンバー別の実績を取り込むと選べます。")
        self.leaver.setToolTip("" if self.leaver.isEnabled() else plain_tip(why))

    def _fill_menu(self) -> None:
        """Offer the members who do not leave yet."""
        menu, people = self.leaver.menu(), self._people
        menu.clear()
        for member in _staying(people) if people else ():
            act = menu.addAction(member.name.replace("&", "&&"))
            act.triggered.connect(lambda _=False, one=member.id: self._add_leaver(one))

    def _add_hire(self) -> None:
        if self._people is not None:
            before = self._people.headcount
            self._added = len(before.hires)
            self.changed.emit(Headcount((*before.hires, new_hire(self._people)), before.leavers))

    def _add_leaver(self, member: int) -> None:
        if self._people is not None:
            before = self._people.headcount
            self._added = len(before.hires) + len(before.leavers)
            self.changed.emit(Headcount(before.hires, {**before.leavers, member: self._people.start}))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        self.close_button.clicked.connect(self.closed)
        self.grid.changed.connect(self.changed)
        self.hire.clicked.connect(self._add_hire)
        self.leaver.menu().aboutToShow.connect(self._fill_menu)
        self.remove.clicked.connect(self.grid.remove_rows)
        self.reset.clicked.connect(lambda: self.changed.emit(Headcount()))
        self.fit.clicked.connect(self.fitted)

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.setContentsMargins(14, 8, 14, 10)
        buttons.setSpacing(8)
        for button in (self.hire, self.leaver, self.remove):
            buttons.addWidget(button)
        buttons.addStretch()
        facts = QHBoxLayout()
        facts.setSpacing(24)
        for words, number in self.facts:
            pair = QVBoxLayout()
            pair.setSpacing(1)
            pair.addWidget(words)
            pair.addWidget(number)
            facts.addLayout(pair)
        facts.addStretch()
        foot = QVBoxLayout()
        foot.setContentsMargins(14, 10, 14, 12)
        foot.setSpacing(8)
        foot.addLayout(facts)
        foot.addWidget(self.note)
        foot.addWidget(self.fit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        ways_out = QWidget()
        row = QHBoxLayout(ways_out)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.reset)
        row.addWidget(self.close_button)
        head = panel_head(self._title, ways_out)
        cast("QHBoxLayout", head.layout()).setStretch(0, 1)
        column.addWidget(head)
        for page in (self.grid, self.empty):
            self._changes.addWidget(page)
        column.addWidget(self._changes, 2)
        column.addLayout(buttons)
        column.addWidget(line_between())
        how = ElidedLabel(self.tr("フルタイム換算の人数"), "label")
        column.addWidget(panel_head(PlainLabel(self.tr("月ごとの人員"), "section"), how))
        column.addWidget(self.months, 3)
        column.addWidget(line_between())
        column.addLayout(foot)


def _staying(people: People) -> list[Member]:
    """The members who do not leave yet."""
    return [member for member in people.plan.members if member.id not in people.headcount.leavers]
