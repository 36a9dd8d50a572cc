"""MemberTable: what weighs on members' shares, to type into: capacity, when they come and go, ramp, team, weight."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QCoreApplication, Signal
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

CAPACITY, JOINED, LEFT, RAMP, TEAMS, WEIGHT = "capacity", "joined", "left", "ramp", "teams", "weight"
ROW = 26
WIDTHS = {CAPACITY: 60, JOINED: 80, LEFT: 80, RAMP: 72, TEAMS: 110, WEIGHT: 52}
NAME = 76
MOST_CAPACITY = 2
_BETWEEN = re.compile(r"[,、，\s→]+")
_THEN = re.compile(r"\s*(?:→|->|⇒)\s*")
_TEAM_AND_DAY = re.compile(r"(?P<team>.*?)\s*(?P<day>[\d０-９]+[/／月\-].*)?")


class MemberTable(Grid):
    """A row a member.

    Signals:
        members_typed: the members as they are to be, changed at once.
        weights_typed: the whole column of weights, by member id.
    """

    members_typed = Signal(object)
    weights_typed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._weights: Mapping[int, float] = {}
        self._rows = RecordsTable[Member](lambda member: member.id, self._on_typed, self)
        self.setModel(self._rows)
        self.setAccessibleName(QCoreApplication.translate("MemberTable", "メンバーの稼働"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.setHorizontalScrollMode(Grid.ScrollMode.ScrollPerPixel)

    def show_plan(self, plan: Plan, weights: Mapping[int, float] | None = None) -> None:
        """Show the members of a plan, with their weights where shares go by a typed column.

        A day typed without its year is of the plan's fiscal year.
        """
        self._weights = weights or {}
        columns = _columns(plan)
        if weights is not None:
            columns.insert(1, _weight_column(weights))
        self._rows.show_columns(columns)
        self._rows.show_records(plan.members)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setColumnWidth(0, NAME)
        for place, column in enumerate(columns[1:], 1):
            self.setColumnWidth(place, WIDTHS[column.key])

    def _on_typed(self, cells: Sequence[CellEdit[Member]]) -> None:
        weights = {cell.record.id: cell.value for cell in cells if cell.column == WEIGHT}
        if weights:
            self.weights_typed.emit({**self._weights, **weights})
        members = {cell.record.id: cell.record for cell in cells if cell.column != WEIGHT}
        for cell in cells:
            if cell.column != WEIGHT:
                members[cell.record.id] = _changed(members[cell.record.id], cell.column, cell.value)
        if members:
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
            key=LEFT,
            header=QCoreApplication.translate("MemberTable", "離任日"),
            text=lambda member: format_date(member.left, language()) if member.left else "",
            plain=lambda member: f"{member.left:%Y/%m/%d}" if member.left else "",
            parse=lambda _, typed: _parse_day(typed, plan),
            tip=lambda _: QCoreApplication.translate("MemberTable", "この日からはいません"),
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
        Column(
            key=TEAMS,
            header=QCoreApplication.translate("MemberTable", "チーム"),
            text=lambda member: _teams_words(member, lambda day: format_date(day, language())),
            plain=lambda member: _teams_words(member, lambda day: f"{day:%Y/%m/%d}"),
            parse=lambda _, typed: _parse_teams(typed, plan),
            tip=lambda _: QCoreApplication.translate("MemberTable", "異動は日付つきで。例: 東京 → 大阪 11/16"),
        ),
    ]


def _weight_column(weights: Mapping[int, float]) -> Column[Member]:
    return Column(
        key=WEIGHT,
        header=QCoreApplication.translate("MemberTable", "重み"),
        text=lambda member: f"{weights.get(member.id, 0.0):g}",
        parse=lambda _, typed: _parse_weight(typed),
        is_number=True,
    )


def _changed(member: Member, column: str, value: object) -> Member:
    match column, value:
        case "capacity", float():
            return replace(member, capacity=value)
        case "joined", date() | None:
            return replace(member, joined=value)
        case "left", date() | None:
            return replace(member, left=value)
        case "ramp", tuple():
            return replace(member, ramp=value)
        case "teams", tuple():
            return replace(member, teams=value)
    raise AssertionError(column, value)


def _ramp_words(member: Member) -> str:
    return ", ".join(f"{share:g}" for share in member.ramp)


def _teams_words(member: Member, written: Callable[[date], str]) -> str:
    """東京 → 大阪 2026/11/16."""
    return " → ".join(team if first is None else f"{team} {written(first)}" for first, team in member.teams)


def _parse_teams(typed: str, plan: Plan) -> tuple[tuple[date | None, str], ...]:
    """Teams one after the other, each but the first with its first day."""
    teams: list[tuple[date | None, str]] = []
    for part in filter(None, _THEN.split(typed.strip())):
        found = _TEAM_AND_DAY.fullmatch(part)
        assert found is not None  # it matches anything
        first = _parse_day(found["day"] or "", plan)
        if not found["team"] or (teams and first is None):
            raise PlanError("bad_team", text=part)
        teams.append((first, found["team"]))
    return tuple(teams)


def _parse_weight(typed: str) -> float:
    weight = parse_number(typed) if typed.strip() else 0.0
    if weight < 0:
        raise PlanError("unreadable_number", text=typed)
    return weight


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
