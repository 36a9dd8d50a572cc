"""HeadcountGrid: a hire or leaver a row, each typed over or emptied; and MonthsGrid: the people by month."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import floor

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from isplanner.desktop.funnel.people import People, PeopleOfDays
from isplanner.desktop.language import language
from isplanner.desktop.models.column import RECORD_ROLE, CellEdit, Column
from isplanner.desktop.models.records_table import RecordsTable
from isplanner.desktop.widgets.grid import Grid, rows_at_hand
from isplanner.plan.headcount import Headcount, Hire
from isplanner.plan.period import MONTHS_A_YEAR
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.text.dates import format_month_of
from isplanner.text.headcount import (
    format_ramp,
    format_start,
    parse_member,
    parse_people,
    parse_ramp,
    parse_start,
    plain_start,
)
from isplanner.text.numbers import format_number

_ROW, _DATED = 26, 92


@dataclass(frozen=True)
class ChangeRow:
    """A hire, or a leaver (a member's id and the first day he is gone), by its place among all of them."""

    place: int
    hire: Hire | None
    member: int = 0
    day: date = date.min

    @property
    def start(self) -> date:
        """From when on it counts."""
        return self.hire.start if self.hire else self.day


class HeadcountGrid(Grid):
    """The hires and leavers of a scenario.

    Signals:
        changed: the Headcount that was typed.
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = RecordsTable[ChangeRow](lambda row: row.place, self._on_typed, self)
        self._plan: Plan | None = None
        _make_plain(self)
        self.setModel(self._rows)
        self.setAccessibleName(self.tr("採用と退職"))
        self._rows.show_columns(self._columns())
        head = self.horizontalHeader()
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for place, width in ((0, 58), (2, 92), (3, 92)):
            self.setColumnWidth(place, width)

    def show_headcount(self, plan: Plan, headcount: Headcount) -> None:
        """Show whom a scenario hires and who goes in it."""
        self._plan = plan
        hires = [ChangeRow(place, hire) for place, hire in enumerate(headcount.hires)]
        leavers = enumerate(headcount.leavers.items(), len(hires))
        self._rows.show_records([*hires, *(ChangeRow(place, None, one, day) for place, (one, day) in leavers)])

    def remove_rows(self) -> None:
        """Take the selected rows away; where none is selected, the current one."""
        gone = rows_at_hand(self)
        self._commit({row.place: row for row in self._records() if row.place not in gone})

    def go_to(self, place: int) -> None:
        """Put the cursor on the number of people, or the member, of a row."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        index = self._rows.index(place, 1)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _records(self) -> list[ChangeRow]:
        rows = (self._rows.index(row, 0).data(RECORD_ROLE) for row in range(self._rows.rowCount()))
        return [row for row in rows if isinstance(row, ChangeRow)]

    def _columns(self) -> list[Column[ChangeRow]]:
        return [
            Column(
                key="kind",
                header=self.tr("種類"),
                text=lambda row: self.tr("採用") if row.hire else self.tr("退職"),
                parse=lambda _, text: _emptied(text),
            ),
            Column(
                key="who",
                header=self.tr("人数・メンバー"),
                text=self._who,
                plain=lambda row: format_number(row.hire.people, None) if row.hire else self._who(row),
                tip=self._who,
                parse=self._parse_who,
                is_bold=lambda _: True,
            ),
            Column(
                key="start",
                header=self.tr("いつから"),
                text=lambda row: format_start(row.start, self._known, language()),
                plain=lambda row: plain_start(row.start, self._known),
                tip=lambda row: (
                    self.tr("この月（日）から在籍します。") if row.hire else self.tr("この月（日）から不在です。")
                ),
                parse=lambda _, text: parse_start(text, self._known),
            ),
            Column(
                key="ramp",
                header=self.tr("立ち上がり"),
                text=lambda row: (format_ramp(row.hire.ramp) or self.tr("初月から全量")) if row.hire else "",
                plain=lambda row: format_ramp(row.hire.ramp) if row.hire else "",
                tip=lambda _: self.tr(
                    "入社からの月ごとの仕事量。50%, 75% なら初月は半分、翌月は 4 分の 3、その後は全量です。"
                ),
                parse=lambda _, text: parse_ramp(text),
                refusal=lambda row: "" if row.hire else self.tr("退職に立ち上がりはありません。"),
            ),
        ]

    @property
    def _known(self) -> Plan:
        assert self._plan is not None
        return self._plan

    def _who(self, row: ChangeRow) -> str:
        if row.hire is None:
            return self._known.member(row.member).name
        return self.tr("{people} 人").format(people=format_number(row.hire.people, None))

    def _parse_who(self, row: ChangeRow, text: str) -> object:
        """People, or a member's id; None where the row is to go."""
        if not text.strip():
            return None
        if row.hire:
            return parse_people(text) or None
        member = parse_member(text, self._known)
        if member.id != row.member and member.id in {other.member for other in self._records()}:
            raise PlanError("leaves_already", name=member.name)
        return member.id

    def _on_typed(self, edits: Sequence[CellEdit[ChangeRow]]) -> None:
        rows = {row.place: row for row in self._records()}
        for edit in edits:
            if edit.record.place not in rows:
                continue
            if edit.value is None:
                del rows[edit.record.place]
            else:
                rows[edit.record.place] = _changed(rows[edit.record.place], edit.column, edit.value)
        self._commit(rows)

    def _commit(self, rows: dict[int, ChangeRow]) -> None:
        hires = tuple(row.hire for row in rows.values() if row.hire)
        headcount = Headcount(hires, {row.member: row.day for row in rows.values() if not row.hire})
        if list(rows.values()) != self._records():
            self.changed.emit(headcount)


class MonthsGrid(Grid):
    """People by month and in all; nothing can be typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = RecordsTable[PeopleOfDays](lambda row: row.days, lambda _: None, self)
        self._people: People | None = None
        _make_plain(self)
        self.setModel(self._rows)
        self.setAccessibleName(self.tr("月ごとの人員"))
        self._rows.show_columns(self._columns())
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def show_people(self, people: People) -> None:
        """Show the people of each month, and of all days to come."""
        self._people = people
        whole = [] if people.months == (people.whole,) else [people.whole]
        self._rows.show_records([*people.months, *whole])
        if len(people.plan.months) > MONTHS_A_YEAR:  # then names have their year
            self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(0, _DATED)

    def _columns(self) -> list[Column[PeopleOfDays]]:
        def number(key: str, header: str, text: Callable[[PeopleOfDays], str], tip: str) -> Column[PeopleOfDays]:
            return Column(
                key=key,
                header=header,
                text=text,
                tip=lambda _: tip,
                refusal=lambda _: self.tr("採用と退職から計算した値です。"),
                is_bold=lambda row: key == "people" and row.people != row.planned,
                is_number=True,
            )

        return [
            Column(key="days", header=self.tr("月"), text=self._name, refusal=lambda _: ""),
            number("planned", self.tr("プラン"), lambda row: format_number(row.planned, 1), self._tips[0]),
            number("people", self.tr("人員"), lambda row: format_number(row.people, 1), self._tips[1]),
            number("days_of", self.tr("人日"), lambda row: format_number(row.person_days), self._tips[2]),
            number("most", self.tr("架電数"), _most, self._tips[3]),
        ]

    @property
    def _tips(self) -> tuple[str, str, str, str]:
        return (
            self.tr("プランのメンバーだけの、フルタイム換算の人数です。"),
            self.tr("このシナリオの、フルタイム換算の人数です。"),
            self.tr("このシナリオの人数 × 営業日です。"),
            self.tr("この人員でできる架電数です。残り期間では、月の行は実績を含み、「残り」の行は含みません。"),
        )

    def _name(self, row: PeopleOfDays) -> str:
        assert self._people is not None
        if row is self._people.whole or row.days not in self._people.plan.months:
            return self.tr("残り") if self._people.is_rest else self.tr("期間")
        return format_month_of(self._people.plan, row.days, language())


def _most(row: PeopleOfDays) -> str:
    """In whole dials, of which a part is none."""
    return format_number(None if row.most is None else floor(row.most))


def _changed(row: ChangeRow, column: str, value: object) -> ChangeRow:
    """A row with what was typed into one of its cells."""
    if row.hire is None:
        return replace(row, day=value) if column == "start" else replace(row, member=value)  # type: ignore[arg-type]
    field = {"who": "people", "start": "start", "ramp": "ramp"}[column]
    return replace(row, hire=replace(row.hire, **{field: value}))  # type: ignore[arg-type]


def _emptied(text: str) -> None:
    if text.strip():
        raise PlanError("kind_is_fixed")


def _make_plain(grid: Grid) -> None:
    grid.setShowGrid(False)
    grid.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    grid.verticalHeader().hide()
    grid.verticalHeader().setDefaultSectionSize(_ROW)
    grid.horizontalHeader().setHighlightSections(False)
