"""分け方, 上乗せ率, teams and chances in the window, by real mouse and keys."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from isplanner.analysis.forecasting.grounds import Chance
from isplanner.desktop.targets.outlook_columns import heat_of
from isplanner.desktop.theme import shipped_tokens, tokens
from isplanner.plan.scope import NodeKey
from isplanner.plan.target import Edition, Way
from isplanner.store import edits
from tests.desktop.targets.screen import TEAM, Targets

APPOINTMENTS = NodeKey("appointments")
FORECAST, DIFFERENCE, CHANCE = 0, 1, 2


def choose(targets: Targets, way: Way) -> None:
    """By keys: the list is opened, gone through from the top, and the way is taken."""
    box = targets.workspace.bar.way
    box.setFocus()
    box.showPopup()
    QTest.keyClick(box.view(), Qt.Key.Key_Home)
    for _ in range(list(Way).index(way)):
        QTest.keyClick(box.view(), Qt.Key.Key_Down)
    QTest.keyClick(box.view(), Qt.Key.Key_Return)


def outlook(targets: Targets, row: int, place: int) -> str:
    rows = targets.grid.rows
    return str(rows.index(row, rows.columnCount() - 3 + place).data())


def totals(targets: Targets) -> list[int]:
    return targets.numbers(targets.session.plan.period)


def test_another_way_shares_out_all_channels_as_one_step(targets: Targets) -> None:
    session, before = targets.session, totals(targets)
    assert targets.workspace.bar.way.currentData() == Way.OWN_RATES
    choose(targets, Way.EVEN)
    targets_now = [target for key, target in session.plan.targets.items() if key.metric == "appointments"]
    assert len(targets_now) == 6
    assert {target.way for target in targets_now} == {Way.EVEN}
    assert sum(totals(targets)) == 750
    assert max(totals(targets)) - min(totals(targets)) <= 1
    assert "均等" in targets.workspace.inspector.way.text()
    session.undo()
    assert totals(targets) == before


def test_of_a_channel_only_its_own_way_changes(targets: Targets) -> None:
    session = targets.session
    session.focus_on(replace(session.focus, channel="webinar"))
    choose(targets, Way.EVEN)
    assert session.plan.targets[NodeKey("appointments", "webinar")].way is Way.EVEN
    assert session.plan.targets[APPOINTMENTS].way is Way.OWN_RATES
    session.focus_on(replace(session.focus, channel=None))
    assert targets.workspace.bar.way.currentIndex() == -1  # channels have several
    assert len(targets.workspace.inspector.way.text().splitlines()) == 2


def test_a_way_whose_actuals_are_missing_says_what_stands_in(targets: Targets) -> None:
    choose(targets, Way.LAST_YEAR)
    assert "前年同期の実績がない" in targets.workspace.inspector.way.text()
    assert sum(totals(targets)) == 750


def test_typed_weights_share_out(targets: Targets) -> None:
    choose(targets, Way.OWN_COLUMN)
    table = targets.workspace.inspector.members
    assert table.model().headerData(1, Qt.Orientation.Horizontal) == "重み"
    assert table.write([(table.model().index(0, 1), "2"), (table.model().index(1, 1), "1")])
    assert totals(targets) == [500, 250, 0, 0, 0, 0, 0, 0]
    assert table.write([(table.model().index(2, 1), "1")])
    assert sorted(totals(targets)) == [0, 0, 0, 0, 0, 187, 188, 375]
    assert not table.write([(table.model().index(0, 1), "-1")])


def test_members_can_be_given_more_than_the_plan(targets: Targets) -> None:
    plan, field = targets.session.plan, targets.workspace.bar.markup
    QTest.mouseClick(field.lineEdit(), Qt.MouseButton.LeftButton)
    field.lineEdit().selectAll()
    QTest.keyClicks(field, "5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert targets.session.plan.targets[APPOINTMENTS].markup == 0.05
    assert sum(totals(targets)) == 788
    handed, team = (targets.number(row, plan.period) for row in (TEAM, TEAM + 1))
    assert (handed, team) == (788, 750)
    assert targets.grid.rows.headerData(TEAM, Qt.Orientation.Vertical) == "メンバー合計"
    assert all(words.startswith("✓") for words in targets.sums())
    targets.click(TEAM, plan.period)
    QTest.keyClicks(targets.grid, "9")
    assert "上乗せ率" in targets.said()


def test_what_is_settled_stays_as_it_is_whatever_comes(targets: Targets) -> None:
    session, before = targets.session, totals(targets)
    box = targets.workspace.bar.edition
    box.setFocus()
    box.showPopup()
    QTest.keyClick(box.view(), Qt.Key.Key_End)
    QTest.keyClick(box.view(), Qt.Key.Key_Return)
    settled = session.plan.targets[APPOINTMENTS]
    assert (settled.edition, settled.edition_date) == (Edition.FIXED, date(2026, 11, 20))
    assert all(cell.node.channel for cell in session.plan.fixed_cells)
    session.edit(edits.set_member(replace(session.plan.members[0], capacity=0.25)))
    choose(targets, Way.EVEN)
    assert totals(targets) == before
    session.undo()
    session.undo()
    session.undo()
    assert session.plan.fixed_cells == ()


def test_teams_are_typed_with_their_days(targets: Targets) -> None:
    table = targets.workspace.inspector.members
    for typed, teams in (
        ("東京", ((None, "東京"),)),
        ("東京 → 大阪 11/16", ((None, "東京"), (date(2026, 11, 16), "大阪"))),
        ("第1課->第2課 2027/1/5", ((None, "第1課"), (date(2027, 1, 5), "第2課"))),
        ("", ()),
    ):
        assert table.write([(table.model().index(0, 5), typed)])
        assert targets.session.plan.members[0].teams == teams
    assert not table.write([(table.model().index(0, 5), "東京 → 大阪")])
    assert "日付" in targets.said()


def test_who_leaves_has_nothing_after(targets: Targets) -> None:
    table, plan = targets.workspace.inspector.members, targets.session.plan
    before = targets.number(0, plan.months[0])
    assert table.write([(table.model().index(0, 3), "2026/12/1")])
    assert targets.session.plan.members[0].left == date(2026, 12, 1)
    assert targets.number(0, plan.months[0]) == before
    assert targets.number(0, plan.months[2]) == 0


def test_chances_come_with_what_is_to_be_expected(targets: Targets, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: outlook(targets, 0, CHANCE) != "")
    plan, grounds = targets.session.plan, targets.workspace.outlooks.of("appointments")
    chances = [grounds[member.id].chance for member in plan.members]
    for row, chance in enumerate(chances):
        assert chance.probability is not None
        assert outlook(targets, row, CHANCE).startswith(("1%未満", "99%以上", f"{chance.probability:.0%}"))
    assert outlook(targets, TEAM, FORECAST) == "755"
    assert outlook(targets, TEAM, DIFFERENCE) == "+5"
    assert "非現実的" in outlook(targets, 7, CHANCE)
    targets.click(7, plan.period)
    assert [line.text().split(":")[0] for line in targets.workspace.inspector.grounds] == [
        "もと",
        "取り分",
        "日数",
        "確率",
    ]
    ground = targets.cell(7, plan.months[2]).data(Qt.ItemDataRole.BackgroundRole)
    assert ground == tokens(targets.grid).heat5
    closed = plan.weeks[5]
    assert targets.cell(7, closed).data(Qt.ItemDataRole.BackgroundRole) is None


def test_channels_have_no_chances_of_their_own(targets: Targets, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: outlook(targets, 0, CHANCE) != "")
    targets.session.focus_on(replace(targets.session.focus, channel="webinar"))
    assert outlook(targets, 0, CHANCE) == ""
    assert not targets.workspace.inspector.grounds_section.isVisible()


@pytest.mark.parametrize(
    ("stretch", "name"),
    [
        (None, None),
        (-1.3, "heat1"),
        (-1.0, "heat2"),
        (0.0, None),
        (0.29, None),
        (0.5, "heat4"),
        (0.9, "heat5"),
        (9.0, "heat5"),
    ],
)
def test_the_ground_says_how_hard_a_target_is(stretch: float | None, name: str | None) -> None:
    theme = shipped_tokens("light")
    assert heat_of(Chance(stretch=stretch), theme) == (None if name is None else theme.named(name))
