"""How shares are drawn: the weeks of a month under one word, what changed, what is closed, how a share comes about."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from isplanner.desktop.models.column import TONE_ROLE
from isplanner.desktop.targets.share_head import Head
from isplanner.desktop.targets.share_rows import Fold, heads_of
from isplanner.desktop.targets.sharing import read_sharing
from isplanner.desktop.theme import tokens
from isplanner.plan.period import Span
from isplanner.plan.scope import NodeKey
from tests.desktop.hands import press, type_text
from tests.desktop.targets.screen import TEAM, Targets

NOVEMBER = 1


def is_bold(screen: Targets, row: int, span: Span) -> bool:
    font = screen.cell(row, span).data(Qt.ItemDataRole.FontRole)
    return font is not None and font.bold()


def test_weeks_stand_under_their_month_and_the_running_one_is_marked(targets: Targets) -> None:
    plan = targets.session.plan
    heads = heads_of(plan, Fold(opened=frozenset({plan.months[NOVEMBER]})), date(2026, 11, 20))
    week = "11月の週"
    assert heads == [
        Head("期間計"),
        Head("10月", is_unfolded=False),
        Head("11月", is_unfolded=True),
        Head("2–8", week),
        Head("9–15", week),
        Head("16–22", week, is_running=True),
        Head("23–29", week),
        Head("30", week),
        Head("12月", is_unfolded=False),
        Head("見込み"),
        Head("差"),
        Head("達成確率"),
    ]


def test_the_running_week_is_painted_in_the_accent(targets: Targets) -> None:
    head, plan = targets.grid.horizontalHeader(), targets.session.plan
    running = next(week for week in plan.weeks if date(2026, 11, 20) in week)
    column = targets.cell(0, running).column()
    picture = head.viewport().grab().toImage()
    left = head.sectionViewportPosition(column)
    painted = {picture.pixelColor(x, y).name() for x in range(left, left + 50) for y in range(24, 44)}
    assert tokens(head).acc.name() in painted


def test_closed_weeks_are_paler(targets: Targets) -> None:
    weeks = [week for week in targets.session.plan.weeks if targets.november.covers(week)]
    tones = [targets.cell(0, week).data(TONE_ROLE) for week in weeks]
    assert tones == ["tx3", "tx3", "tx2", "tx2", "tx2"]


def test_what_an_edit_changed_is_bold_until_the_next(targets: Targets) -> None:
    october, november, december = targets.session.plan.months
    before = {month: targets.numbers(month) for month in targets.session.plan.months}
    assert not any(is_bold(targets, row, november) for row in range(TEAM))
    targets.type_over(0, november, "40")
    for month in (october, november, december):
        changed = [old != new for old, new in zip(before[month], targets.numbers(month), strict=True)]
        assert [is_bold(targets, row, month) for row in range(TEAM)] == changed
    assert is_bold(targets, 0, november)
    targets.type_over(1, december, "20")
    assert not is_bold(targets, 0, november)
    assert is_bold(targets, 1, december)


def test_the_teams_row_has_a_ground_of_its_own(targets: Targets) -> None:
    place = targets.grid.visualRect(targets.cell(TEAM, targets.november)).topLeft()
    picture = targets.grid.viewport().grab().toImage()
    assert picture.pixelColor(place.x() + 4, place.y() + 4) == tokens(targets.grid).hover


def test_a_share_names_the_frame_it_is_a_part_of(targets: Targets) -> None:
    targets.click(3, targets.november)
    share = read_sharing(targets.session.plan, NodeKey("appointments"), targets.record)
    part, whole = share.rows[3].shares[targets.november].exact, share.team.shares[targets.november].value
    assert part is not None
    assert targets.workspace.inspector.frame.text() == f"{whole}件 の {part / whole:.1%}"


@pytest.mark.parametrize(
    ("typed", "day"),
    [("10/15", date(2026, 10, 15)), ("２月３日", date(2027, 2, 3)), ("令和8年11月2日", date(2026, 11, 2)), ("", None)],
)
def test_a_day_without_its_year_is_of_the_fiscal_year(targets: Targets, typed: str, day: date | None) -> None:
    table = targets.workspace.inspector.members
    table.setFocus()
    table.setCurrentIndex(table.model().index(7, 2))
    if typed:
        type_text(typed)
        press(Qt.Key.Key_Return)
    else:
        QTest.keyClick(table, Qt.Key.Key_Delete)
    QApplication.processEvents()
    assert targets.session.plan.members[7].joined == day
