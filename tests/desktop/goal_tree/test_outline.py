"""The outline by real keys and clicks, on the demo plan: what is drawn, what is typed, what is stored."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication

from isplanner.desktop.goal_tree.deed import Deed
from isplanner.desktop.goal_tree.rows import RowKind
from isplanner.desktop.theme import tokens
from isplanner.plan.scope import NodeKey
from tests.desktop.goal_tree.screen import TreeScreen
from tests.desktop.hands import CTRL, SHIFT, compose, convert, focused, press, type_text

KEY = Qt.Key
REVENUE, ORDERS, CONNECTS, DIALS = NodeKey("revenue"), NodeKey("orders"), NodeKey("connects"), NodeKey("dials")
RATE, WEBINAR_DIALS, LEADS = NodeKey("connect_rate"), NodeKey("dials", "webinar"), NodeKey("leads")


def test_the_tree_is_drawn_as_the_funnel_runs(screen: TreeScreen) -> None:
    assert screen.names == [
        "受注売上",
        "  受注数",
        "    有効商談数",
        "      商談化数",
        "        着電数",
        "          架電数",
        "          着電率",
        "          メール返信数",
        "          着電数のチャネル別（5）",
        "        着電商談化率",
        "        商談化数のチャネル別（5）",
        "      有効商談率",
        "      有効商談数のチャネル別（5）",
        "    有効商談受注率",
        "    受注数のチャネル別（5）",
        "  平均受注単価",
        "  受注売上のチャネル別（5）",
        "KGI に直接つながらない指標",
        "  リード数",
        "  メール開封数",
    ]


def test_each_row_has_its_numbers(screen: TreeScreen) -> None:
    columns = ("target", "value", "baseline", "forecast", "gap")
    assert [screen.shown(DIALS, c) for c in columns] == ["29,000件", "29,000件", "30,500件", "29,020件", "+20件"]
    assert [screen.shown(RATE, c) for c in columns] == ["20.0%", "18.2%", "18.0%", "18.2%", "−1.8pt"]
    assert screen.shown(REVENUE, "target") == "120.0百万円"
    assert screen.index(REVENUE, "target").data(Qt.ItemDataRole.ToolTipRole) == "<qt>120,000,000円</qt>"
    assert screen.shown(RATE, "formula") == "(着電数 − メール返信数) ÷ 架電数"
    assert screen.shown(ORDERS, "formula") == "有効商談数 × 有効商談受注率（チャネルの合計）"
    assert screen.shown(WEBINAR_DIALS, "formula") == "レバー"
    assert screen.shown(RATE, "priority") == "1"


def test_channels_are_folded_into_their_metric(screen: TreeScreen) -> None:
    screen.click(DIALS)
    press(KEY.Key_Space)
    below = screen.names.index("          架電数") + 1
    assert screen.names[below : below + 4] == [
        f"            {name}" for name in ("Web問合せ", "資料DL", "ウェビナー", "アウトバウンド")
    ]
    assert [screen.shown(NodeKey("dials", c), "target") for c in ("download", "webinar")] == ["10,000件", "4,000件"]


def test_arrows_walk_and_fold(screen: TreeScreen) -> None:
    screen.click(REVENUE)
    press(KEY.Key_Down)
    assert screen.row.key == ORDERS
    press(KEY.Key_Left)
    assert "    有効商談数" not in screen.names
    press(KEY.Key_Left)
    assert screen.row.key == REVENUE
    press(KEY.Key_Right)
    assert screen.column == "target"
    press(KEY.Key_Left)
    assert screen.column == "name"


def test_a_typed_target_is_one_step_that_carries_its_channels_along(screen: TreeScreen) -> None:
    before = len(screen.edits)
    screen.click(DIALS, "target")
    type_text("３０,０００件")
    press(KEY.Key_Return)
    channels = [screen.target(key) for key in screen.session.plan.tree.channel_nodes("dials")]
    assert screen.target(DIALS) == 30_000
    assert sum(value or 0 for value in channels) == 30_000
    assert screen.shown(DIALS, "target") == "30,000件"
    assert screen.edits[before:] == ["set_target"]
    assert screen.session.document.history()[-1].values == {"node": "dials", "value": 30_000.0}
    assert screen.row.key == RATE  # Enter went down
    screen.session.undo()
    assert screen.shown(DIALS, "target") == "29,000件"


def test_a_typed_rate_sets_what_it_is_a_share_of(screen: TreeScreen) -> None:
    screen.click(RATE, "target")
    type_text("21")
    press(KEY.Key_Tab)
    assert screen.target(RATE) == 6_090 / 29_000
    assert screen.target(CONNECTS) == 6_290
    assert screen.shown(RATE, "target") == "21.0%"
    assert screen.shown(CONNECTS, "target") == "6,290件"
    assert screen.column == "value"


def test_what_cannot_be_read_stays_open_and_is_said(screen: TreeScreen) -> None:
    screen.click(DIALS, "target")
    type_text("約30")
    press(KEY.Key_Return)
    assert "約30" in screen.said
    assert screen.target(DIALS) == 29_000
    press(KEY.Key_Escape)
    assert focused() is screen.outline
    assert screen.shown(DIALS, "target") == "29,000件"


def test_enter_during_a_conversion_is_the_input_methods(screen: TreeScreen) -> None:
    screen.click(DIALS, "target")
    compose("３１０００")
    press(KEY.Key_Return)
    assert screen.target(DIALS) == 29_000
    convert("３１０００")
    press(KEY.Key_Return)
    assert screen.target(DIALS) == 31_000


def test_escape_gives_the_old_value_back(screen: TreeScreen) -> None:
    before = screen.edits
    screen.click(DIALS, "target")
    press(KEY.Key_F2)
    type_text("1")
    press(KEY.Key_Escape)
    assert screen.shown(DIALS, "target") == "29,000件"
    assert screen.edits == before


def test_delete_takes_targets_away_in_one_step(screen: TreeScreen) -> None:
    screen.click(DIALS, "target")
    press(KEY.Key_Down, SHIFT)
    before = len(screen.edits)
    press(KEY.Key_Delete)
    assert (screen.target(DIALS), screen.target(RATE)) == (None, None)
    assert screen.shown(DIALS, "target") == "—"
    assert len(screen.edits) == before + 1


def test_a_cell_that_takes_nothing_says_why(screen: TreeScreen) -> None:
    screen.click(REVENUE, "value")
    type_text("5")
    assert "レバー" in screen.said
    press(KEY.Key_Escape)
    screen.click(DIALS, "baseline")
    press(KEY.Key_F2)
    assert "実績" in screen.said


def test_numbers_go_to_a_spreadsheet_and_back(screen: TreeScreen) -> None:
    screen.click(DIALS, "target")
    press(KEY.Key_Down, SHIFT)
    press(KEY.Key_Right, SHIFT)
    press(KEY.Key_C, CTRL)
    clipboard = QGuiApplication.clipboard()
    first, second = (line.split("\t") for line in clipboard.text().splitlines())
    assert first == ["29000", "29000"]
    assert second[0] == "20%"
    clipboard.setText("28,000件\n19%")
    screen.click(DIALS, "target")
    before = len(screen.edits)
    press(KEY.Key_V, CTRL)
    assert screen.target(DIALS) == 28_000
    assert screen.shown(RATE, "target") == "19.0%"
    assert len(screen.edits) == before + 1


def test_a_block_that_does_not_fit_says_by_how_much_before_anything_changes(screen: TreeScreen) -> None:
    QGuiApplication.clipboard().setText("1\n2\n3")
    before = screen.edits
    screen.click(NodeKey("mails_opened"), "target")
    press(KEY.Key_V, CTRL)
    assert screen.said.startswith("2 個のセル")
    assert screen.edits == before


def test_a_priority_is_a_place_in_the_order(screen: TreeScreen) -> None:
    screen.click(DIALS, "priority")
    type_text("1")
    press(KEY.Key_Return)
    assert (screen.shown(DIALS, "priority"), screen.shown(RATE, "priority")) == ("1", "2")
    screen.click(DIALS, "priority")
    press(KEY.Key_Delete)
    assert (screen.shown(DIALS, "priority"), screen.shown(RATE, "priority")) == ("", "1")


def test_the_current_row_is_tinted_and_its_cell_ringed(screen: TreeScreen) -> None:
    screen.click(DIALS, "target")
    theme = tokens(screen.outline)
    picture = screen.outline.viewport().grab().toImage()
    cell = screen.outline.visualRect(screen.index(DIALS, "target"))
    other = screen.outline.visualRect(screen.index(DIALS, "formula"))
    assert picture.pixelColor(cell.left() + 1, cell.center().y()) == theme.acc
    assert picture.pixelColor(other.right() - 5, other.top() + 4) == theme.accbg


def test_the_channel_chosen_elsewhere_shows_its_own_tree(screen: TreeScreen) -> None:
    scope = screen.workspace.bar.scope
    scope.setCurrentIndex(scope.findData("mail_magazine"))
    scope.activated.emit(scope.currentIndex())
    assert screen.names[:6] == [
        "受注売上",
        "  受注数",
        "    有効商談数",
        "      商談化数",
        "        着電数",
        "          メール返信数",
    ]
    assert screen.session.focus.channel == "mail_magazine"
    assert screen.shown(NodeKey("mail_replies", "mail_magazine"), "target") == "200件"


def test_the_menu_names_what_can_be_done_here(screen: TreeScreen) -> None:
    menu = screen.workspace.menu
    screen.click(DIALS)
    ask_for_menu(screen)
    assert menu.isVisible()
    assert [action.text() for action in menu.actions() if action.isEnabled() and not action.isSeparator()][:4] == [
        "目標を入力",
        "値を動かしてみる",
        "数式を編集",
        "数式を外してレバーにする",
    ]
    assert menu.actions_of[Deed.SOLVE].shortcut().toString() == "Ctrl+Shift+G"
    menu.close()
    screen.click(REVENUE)
    ask_for_menu(screen)
    assert not menu.actions_of[Deed.REMOVE].isEnabled()
    menu.close()


def ask_for_menu(screen: TreeScreen) -> None:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), screen.outline.mapToGlobal(QPoint()))
    QApplication.sendEvent(screen.outline.viewport(), event)


@pytest.mark.parametrize("kind", [RowKind.CHANNELS, RowKind.BESIDE])
def test_headings_take_nothing(screen: TreeScreen, kind: RowKind) -> None:
    heading = next(index for index in screen.outline.rows.walk() if screen.outline.rows.record(index).kind is kind)
    screen.outline.setCurrentIndex(heading.siblingAtColumn(1))
    type_text("5")
    assert screen.said
    assert not heading.siblingAtColumn(1).data()
