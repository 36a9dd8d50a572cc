"""Columns chosen and sorted in the outline, branches cut, copied and pasted, also to and from a spreadsheet."""

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from isplanner.desktop.goal_tree.outline import Outline
from isplanner.plan.metric import Kind
from isplanner.plan.scope import NodeKey
from isplanner.store import edits
from tests.desktop.goal_tree.screen import TreeScreen
from tests.desktop.hands import CTRL, SHIFT, focused, press, type_text

KEY = Qt.Key
REVENUE, ORDERS, VALID, CONNECTS, DIALS, RATE, REPLIES, LEADS = (
    NodeKey(name)
    for name in (
        "revenue",
        "orders",
        "valid_appointments",
        "connects",
        "dials",
        "connect_rate",
        "mail_replies",
        "leads",
    )
)


def click_head(screen: TreeScreen, column: str) -> None:
    head = screen.outline.header()
    place = [one.key for one in screen.outline.rows.columns].index(column)
    spot = QPoint(head.sectionViewportPosition(place) + head.sectionSize(place) // 2, head.height() // 2)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def below_connects(screen: TreeScreen) -> list[str]:
    names = screen.names
    start = next(number for number, name in enumerate(names) if name.strip() == "着電数")
    depth = len(names[start]) - len(names[start].lstrip())
    children = [name for name in names[start + 1 :] if len(name) - len(name.lstrip()) == depth + 2]
    return [name.strip() for name in children[:3]]


def test_a_click_sorts_numbers_as_numbers_a_second_turns_a_third_gives_the_plans_order(screen: TreeScreen) -> None:
    assert below_connects(screen) == ["架電数", "着電率", "メール返信数"]
    click_head(screen, "target")
    assert below_connects(screen) == ["着電率", "メール返信数", "架電数"]
    click_head(screen, "target")
    assert below_connects(screen) == ["架電数", "メール返信数", "着電率"]
    click_head(screen, "target")
    assert below_connects(screen) == ["架電数", "着電率", "メール返信数"]


def test_sorting_keeps_what_is_open_and_the_row_one_is_on(screen: TreeScreen) -> None:
    screen.click(DIALS, "target")
    press(KEY.Key_Space)
    before = sorted(screen.names)
    click_head(screen, "forecast")
    assert sorted(screen.names) == before
    assert screen.row.key == DIALS


def test_columns_are_hidden_and_shown_and_remembered(screen: TreeScreen) -> None:
    outline = screen.outline
    outline.header().customContextMenuRequested.emit(QPoint(5, 5))
    menu = outline.look.menu
    words = [action.text() for action in menu.actions()]
    assert words == ["目標", "値", "基準", "見込み", "目標との差", "数式", "優先度", "担当"]
    assert not menu.actions()[-1].isChecked()
    menu.actions()[-1].trigger()
    menu.actions()[2].trigger()
    menu.close()
    shown = {one.key: not outline.isColumnHidden(place) for place, one in enumerate(outline.rows.columns)}
    assert shown["owner"]
    assert not shown["baseline"]
    click_head(screen, "target")
    again = Outline(lambda _cells: None)
    assert again.isColumnHidden([one.key for one in again.rows.columns].index("baseline"))
    assert again.header().isSortIndicatorShown()


def test_an_owner_is_typed_in_its_column(screen: TreeScreen) -> None:
    screen.outline.look.show("owner", is_shown=True)
    screen.click(DIALS, "owner")
    type_text("田中")
    press(KEY.Key_Return)
    assert screen.session.plan.tree.nodes[DIALS].owner == "田中"


def test_a_lever_is_typed_in_the_column_of_values_and_all_rows_follow(screen: TreeScreen) -> None:
    screen.click(RATE, "value")
    before = screen.edits
    type_text("20")
    assert " → " in screen.shown(REVENUE, "forecast")
    assert screen.shown(RATE, "value") == "18.2% → 20.0%"
    assert screen.shown(RATE, "forecast") == "18.2% → 18.9%"
    press(KEY.Key_Escape)
    assert screen.shown(REVENUE, "forecast") == "115.3百万円"
    assert screen.edits == before
    assert focused() is screen.outline
    type_text("20")
    press(KEY.Key_Return)
    assert screen.edits[len(before) :] == ["set_lever"]


def test_delete_in_the_column_of_values_gives_it_back_to_the_actuals(screen: TreeScreen, qtbot: QtBot) -> None:
    assert any(key.metric == "connect_rate" for key in screen.session.plan.chosen.values)
    screen.click(RATE, "value")
    press(KEY.Key_Delete)
    assert not any(key.metric == "connect_rate" for key in screen.session.plan.chosen.values)
    assert screen.edits[-1] == "reset_lever"


def test_a_branch_goes_to_a_spreadsheet_as_a_name_a_line(screen: TreeScreen) -> None:
    screen.click(CONNECTS)
    press(KEY.Key_C, CTRL)
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert [line[0] for line in lines] == ["着電数", "　架電数", "　着電率", "　メール返信数"]
    assert lines[1][1] == "29000"
    assert lines[0][2] == "架電数 × 着電率 ＋ メール返信数"


def test_several_rows_are_copied_each_branch_once(screen: TreeScreen) -> None:
    screen.click(CONNECTS)
    press(KEY.Key_Down, SHIFT)
    press(KEY.Key_Down, SHIFT)
    press(KEY.Key_C, CTRL)
    names = [line.split("\t")[0] for line in QGuiApplication.clipboard().text().splitlines()]
    assert names == ["着電数", "　架電数", "　着電率", "　メール返信数"]


def test_what_is_cut_moves_when_it_is_pasted(screen: TreeScreen) -> None:
    screen.click(RATE)
    before = screen.edits
    press(KEY.Key_X, CTRL)
    assert screen.edits == before
    screen.click(VALID)
    press(KEY.Key_V, CTRL)
    formulas = {str(key): node.formula.text for key, node in screen.session.plan.tree.nodes.items() if node.formula}
    assert formulas["valid_appointments[webinar]"] == "appointments * valid_rate * connect_rate"
    assert formulas["connects[webinar]"] == "dials"
    assert screen.edits[len(before) :] == ["move_node"]


def test_a_list_from_a_spreadsheet_grows_below_the_row(screen: TreeScreen) -> None:
    QGuiApplication.clipboard().setText(
        "営業活動リード数\t3000\n　リード数\t\n　活動率\t70%\nリードあたり架電数\t9.5\n"
    )
    screen.click(DIALS)
    before = len(screen.edits)
    press(KEY.Key_V, CTRL)
    tree = screen.session.plan.tree
    assert [child.metric for child in tree.children(DIALS)] == ["worked_leads", "dials_per_lead"]
    assert [child.metric for child in tree.children(NodeKey("worked_leads", "webinar"))] == ["leads", "working_share"]
    assert screen.target(NodeKey("worked_leads")) == 3_000
    assert screen.edits[before:] == ["paste_nodes"]
    screen.session.undo()
    assert NodeKey("worked_leads") not in screen.session.plan.tree.nodes
    assert screen.target(NodeKey("worked_leads")) is None


def test_names_that_are_not_known_become_metrics_of_ones_own(screen: TreeScreen) -> None:
    QGuiApplication.clipboard().setText("初回架電数\n再架電数\n")
    screen.click(DIALS)
    press(KEY.Key_V, CTRL)
    own = {metric.ja: metric for metric in screen.session.plan.metrics.values()}
    assert own["初回架電数"].kind is Kind.COUNT
    formula = screen.session.plan.tree.nodes[NodeKey("dials", "webinar")].formula
    assert formula is not None
    assert formula.text == f"{own['初回架電数'].key} + {own['再架電数'].key}"
    screen.session.undo()
    assert "初回架電数" not in {metric.ja for metric in screen.session.plan.metrics.values()}


def test_a_copied_branch_pasted_elsewhere_is_a_reference(screen: TreeScreen) -> None:
    screen.click(REPLIES)
    press(KEY.Key_C, CTRL)
    screen.click(DIALS)
    press(KEY.Key_V, CTRL)
    assert "メール返信数 ↗ 参照" in [name.strip() for name in screen.names] or screen.session.plan.tree.problems == {}


def test_delete_on_several_names_takes_all_of_them(screen: TreeScreen) -> None:
    screen.session.edit(edits.add_node(NodeKey("talk_minutes")))
    screen.click(LEADS)
    press(KEY.Key_Down, SHIFT)
    press(KEY.Key_Delete)
    left = {key.metric for key in screen.session.plan.tree.nodes}
    assert not left & {"leads", "mails_opened"}
    screen.session.undo()
    assert LEADS in screen.session.plan.tree.nodes


def test_one_value_fills_what_is_selected(screen: TreeScreen) -> None:
    before = len(screen.edits)
    screen.click(LEADS, "target")
    press(KEY.Key_Down, SHIFT)
    QGuiApplication.clipboard().setText("5,000件")
    press(KEY.Key_V, CTRL)
    assert (screen.target(LEADS), screen.target(NodeKey("mails_opened"))) == (5_000, 5_000)
    assert len(screen.edits) == before + 1
    screen.click(LEADS, "target")
    type_text("6000")
    press(KEY.Key_Return)
    screen.click(LEADS, "target")
    press(KEY.Key_Down, SHIFT)
    press(KEY.Key_D, CTRL)
    assert screen.target(NodeKey("mails_opened")) == 6_000
    press(KEY.Key_F2)
    type_text("1")
    press(KEY.Key_Return, CTRL)
    assert screen.target(LEADS) == screen.target(NodeKey("mails_opened")) == 60_001


def test_what_was_open_is_open_again_when_the_scope_comes_back(screen: TreeScreen) -> None:
    screen.click(DIALS)
    press(KEY.Key_Space)
    before = screen.names
    session = screen.session
    session.focus_on(replace(session.focus, channel="webinar"))
    assert screen.names != before
    session.focus_on(replace(session.focus, channel=None, node=DIALS))
    assert screen.names == before


def test_rows_are_narrowed_by_name_or_reading_and_come_back_as_they_were(screen: TreeScreen) -> None:
    before = screen.names
    screen.outline.setFocus()
    press(KEY.Key_L, CTRL | SHIFT)
    assert screen.outline.narrow.hasFocus()
    type_text("ちゃくでん")
    named = [name.strip() for name in screen.names]
    assert {"着電数", "着電率", "受注売上"} <= set(named)
    assert "架電数" not in named
    assert "着電率（Web問合せ）" in named or "Web問合せ" in named
    screen.outline.narrow.clear()
    assert screen.names == before
