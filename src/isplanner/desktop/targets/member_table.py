"""MemberTable: what weighs on members' shares, to type into: capacity, the day they joined, their ramp."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QHeaderView, QWidget

from isplanner.desktop.language import language
from isplanner.desktop.models.column import CellEdit, Column
from isplanner.desktop.models.records_table import RecordsTable
from isplanner.desktop.widgets.grid import Grid
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import Member
from isplanner.text.dates import format_date
from isplanner.text.numbers import parse_number
from isplanner.workbook.dates import DateStyle, read_date

CAPACITY, JOINED, RAMP = "capacity", "joined", "ramp"
ROW, WIDTHS = 26, (60, 80, 72)
MOST_CAPACITY = 2
_BETWEEN = re.compile(r"[,、，\s→]+")


class MemberTable(Grid):
    """A row a member.

    Signals:
        members_typed: the members as they are to be, changed at once.
    """

    members_typed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = RecordsTable[Member](lambda member: member.id, self._on_typed, self)
        self.setModel(self._rows)
        self.setAccessibleName(QCoreApplication.translate("MemberTable", "メンバーの稼働"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_plan(self, plan: Plan) -> None:
        """Show the members of a plan; a day typed without its year is of the plan's fiscal year."""
        self._rows.show_columns(_columns(plan))
        self._rows.show_records(plan.members)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(WIDTHS, 1):
            self.setColumnWidth(column, width)

    def _on_typed(self, cells: Sequence[CellEdit[Member]]) -> None:
        members = {cell.record.id: cell.record for cell in cells}
        for cell in cells:
            members[cell.record.id] = _changed(members[cell.record.id], cell.column, cell.value)
        self.members_typed.emit(list(members.values()))


def _columns(plan: Plan) -> list[Column[Member]]:
    return [
        Column(
            key="name",
            header=QCoreApplication.translate("MemberTable", "メンバー"),
            text=lambda member: member.name,
            tip=lambda member: member.name,
        ),
        Column(
            key=CAPACITY,
            header=QCoreApplication.translate("MemberTable", "稼働"),
            text=lambda member: f"{member.capacity:.2f}",
            plain=lambda member: f"{member.capacity:g}",
            parse=lambda _, typed: _parse_share(typed, MOST_CAPACITY),
            is_number=True,
        ),
        Column(
            key=JOINED,
            header=QCoreApplication.translate("MemberTable", "入社日"),
            text=lambda member: format_date(member.joined, language()) if member.joined else "",
            plain=lambda member: f"{member.joined:%Y/%m/%d}" if member.joined else "",
            parse=lambda _, typed: _parse_day(typed, plan),
        ),
        Column(
            key=RAMP,
            header=QCoreApplication.translate("MemberTable", "立ち上がり"),
            text=_ramp_words,
            parse=lambda _, typed: tuple(_parse_share(part, 1) for part in _BETWEEN.split(typed.strip()) if part),
            tip=lambda _: QCoreApplication.translate(
                "MemberTable", "入社した月からの割合。例: 0.5, 0.75（1 か月目は半分、2 か月目は 4 分の 3）"
            ),
        ),
    ]


def _changed(member: Member, column: str, value: object) -> Member:
    match column, value:
        case "capacity", float():
            return replace(member, capacity=value)
        case "joined", date() | None:
            return replace(member, joined=value)
        case "ramp", tuple():
            return replace(member, ramp=value)
    raise AssertionError(column, value)


def _ramp_words(member: Member) -> str:
    return ", ".join(f"{share:g}" for share in member.ramp)


def _parse_share(typed: str, most: float) -> float:
    share = parse_number(typed)
    if not 0 <= share <= most:
        raise PlanError("unreadable_number", text=typed)
    return share


def _parse_day(typed: str, plan: Plan) -> date | None:
    if not typed.strip():
        return None
    part = read_date(typed.strip(), DateStyle())
    if part is None or not (part.month and part.day) or part.until:
        raise PlanError("held_bad_date")
    fiscal = plan.rule.fiscal_year_of(plan.period.start)
    try:
        return date(part.year or fiscal + (part.month < plan.rule.fiscal_month), part.month, part.day)
    except ValueError:
        raise PlanError("held_bad_date") from None
