"""Formulas by real keys and an input method, in the cell and in the inspector: errors show, and never stop typing."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtTest import QTest

from isplanner.desktop.goal_tree.formula_edit import FormulaEdit
from isplanner.desktop.goal_tree.outline_cells import Message
from isplanner.desktop.goal_tree.suggestion_list import SuggestionList
from isplanner.desktop.theme import tokens
from isplanner.plan.scope import NodeKey
from tests.desktop.goal_tree.screen import TreeScreen
from tests.desktop.hands import CTRL, compose, convert, focused, press, type_text

KEY = Qt.Key
CONNECTS, DIALS, RATE = NodeKey("connects"), NodeKey("dials"), NodeKey("connect_rate")
WEBINAR = NodeKey("connects", "webinar")


def formula(screen: TreeScreen, key: NodeKey) -> str | None:
    stored = screen.session.plan.tree.nodes[key].formula
    return stored.text if stored else None


def open_formula(screen: TreeScreen, key: NodeKey) -> FormulaEdit:
    screen.open_above(key)
    screen.click(key)
    press(KEY.Key_E, CTRL)
    editor = screen.formula_editor
    assert editor is not None
    return editor


def say_in_cell(screen: TreeScreen) -> str:
    return "\n".join(one.text() for one in screen.outline.viewport().findChildren(Message) if one.isVisible())


@pytest.mark.parametrize(
    "typed", ["架電数 × 着電率 ＋ １０", "= Dials * Connect rate + 10", "connects=dials*connect_rate+10"]
)
def test_a_formula_is_typed_in_either_language_and_stored_with_keys(screen: TreeScreen, typed: str) -> None:
    open_formula(screen, WEBINAR)
    type_text(typed)
    press(KEY.Key_Return)
    assert formula(screen, WEBINAR) == "dials * connect_rate + 10"
    assert screen.shown(WEBINAR, "formula") == "架電数 × 着電率 ＋ 10"
    assert screen.edits[-1] == "set_formula"
    assert screen.formula_editor is None


def test_an_error_is_underlined_at_its_place_with_its_words_below(screen: TreeScreen) -> None:
    editor = open_formula(screen, WEBINAR)
    type_text("架電数 × 着信率")
    theme, selections = tokens(editor), editor.extraSelections()
    marks = {
        (mark.cursor.selectionStart(), mark.cursor.selectionEnd()): (
            mark.format.foreground().color(),
            mark.format.underlineColor(),
        )
        for mark in selections
    }
    assert marks[0, 3][0] == theme.acc
    assert marks[6, 9][1] == theme.bad
    assert "「着信率」という指標はありません。「着電率」のことですか。" in say_in_cell(screen)
    press(KEY.Key_Return)
    assert formula(screen, WEBINAR) == "dials * connect_rate"
    assert screen.formula_editor is editor
    for _ in range(3):
        press(KEY.Key_Backspace)
    type_text("着電率×2")
    assert say_in_cell(screen) == ""
    press(KEY.Key_Return)
    assert formula(screen, WEBINAR) == "dials * connect_rate * 2"


def test_the_wave_is_painted_under_what_is_wrong(screen: TreeScreen) -> None:
    editor = open_formula(screen, WEBINAR)
    type_text("zzz")
    place = editor.viewport().mapTo(editor, editor.cursorRect().bottomLeft() + QPoint(-8, 0))
    painted = [QColor(name) for name in screen.colors(editor, place, side=6)]
    assert any(color.red() > color.green() + 60 and color.red() > color.blue() + 60 for color in painted)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("架電数 + 平均受注単価", "件 と 円"),
        ("有効商談数", "一周して"),
        ("架電数 ×", "途中で終わっています"),
        ("(架電数", "かっこが閉じていません"),
    ],
)
def test_circles_and_units_are_said_while_typing(screen: TreeScreen, typed: str, said: str) -> None:
    open_formula(screen, NodeKey("appointments", "webinar") if said == "一周して" else WEBINAR)
    type_text(typed)
    assert said in say_in_cell(screen)


@pytest.mark.parametrize("typed", ["", "=", "＝"])
def test_an_empty_formula_makes_a_lever(screen: TreeScreen, typed: str) -> None:
    open_formula(screen, WEBINAR)
    press(KEY.Key_Delete)
    type_text(typed)
    press(KEY.Key_Return)
    assert formula(screen, WEBINAR) is None
    assert screen.shown(WEBINAR, "formula") == "レバー"
    screen.session.undo()
    assert formula(screen, WEBINAR) == "dials * connect_rate"


def test_a_lever_gets_a_formula(screen: TreeScreen) -> None:
    lever = NodeKey("leads")
    open_formula(screen, lever)
    type_text("架電数 ÷ 7")
    press(KEY.Key_Return)
    assert formula(screen, lever) == "dials / 7"


def test_escape_takes_back_what_was_typed(screen: TreeScreen) -> None:
    before = screen.edits
    open_formula(screen, WEBINAR)
    type_text("架電数")
    press(KEY.Key_Escape)
    assert screen.formula_editor is None
    assert (formula(screen, WEBINAR), screen.edits) == ("dials * connect_rate", before)


def test_a_conversion_keeps_its_keys(screen: TreeScreen) -> None:
    open_formula(screen, WEBINAR)
    compose("かでんすう")
    press(KEY.Key_Return)
    press(KEY.Key_Escape)
    assert screen.formula_editor is not None
    convert("架電数")
    press(KEY.Key_Return)
    assert formula(screen, WEBINAR) == "dials"


def test_a_pasted_formula_is_one_line(screen: TreeScreen) -> None:
    editor = open_formula(screen, WEBINAR)
    QGuiApplication.clipboard().setText("架電数\n× 着電率\n")
    press(KEY.Key_V, CTRL)
    assert editor.toPlainText() == "架電数 × 着電率"


def test_the_inspector_checks_and_stores_too(screen: TreeScreen) -> None:
    screen.open_above(WEBINAR)
    screen.click(WEBINAR)
    section = screen.workspace.inspector.formula
    assert section.edit.toPlainText() == "架電数 × 着電率"
    assert section.unit.text() == "✓ 単位 件"
    QTest.mouseClick(section.edit.viewport(), Qt.MouseButton.LeftButton)
    press(KEY.Key_End)
    type_text(" × 着信")
    assert "「着信」という指標はありません" in section.message.text()
    assert not section.unit.isVisible()
    press(KEY.Key_Return)
    assert formula(screen, WEBINAR) == "dials * connect_rate"
    press(KEY.Key_Backspace)
    type_text("電率")
    press(KEY.Key_Return)
    assert formula(screen, WEBINAR) == "dials * connect_rate * connect_rate"
    assert screen.shown(WEBINAR, "formula") == "架電数 × 着電率 × 着電率"
    assert focused() is section.edit


def test_what_is_typed_stays_while_the_plan_changes(screen: TreeScreen) -> None:
    screen.open_above(WEBINAR)
    screen.click(WEBINAR)
    edit = screen.workspace.inspector.formula.edit
    QTest.mouseClick(edit.viewport(), Qt.MouseButton.LeftButton)
    press(KEY.Key_A, CTRL)
    type_text("架電")
    screen.session.undo()
    assert edit.toPlainText() == "架電"
    press(KEY.Key_Escape)  # the names that are offered go first
    press(KEY.Key_Escape)
    assert edit.toPlainText() == "架電数 × 着電率"


def test_leaving_the_field_stores_what_can_be_read(screen: TreeScreen) -> None:
    screen.open_above(WEBINAR)
    screen.click(WEBINAR)
    edit = screen.workspace.inspector.formula.edit
    QTest.mouseClick(edit.viewport(), Qt.MouseButton.LeftButton)
    press(KEY.Key_End)
    type_text(" × 2")
    press(KEY.Key_Tab)
    assert formula(screen, WEBINAR) == "dials * connect_rate * 2"


def test_a_sum_over_channels_says_what_is_added(screen: TreeScreen) -> None:
    screen.click(CONNECTS)
    section = screen.workspace.inspector.formula
    assert section.edit.toPlainText() == "sum(着電数)"
    assert section.hint.text() == "チャネルごとに 架電数 × 着電率 ＋ メール返信数。その合計です。"
    screen.click(DIALS)
    assert not section.hint.isVisible()


def offered(editor: FormulaEdit) -> list[str]:
    """The names shown below the line."""
    names = editor.window().findChild(SuggestionList)
    if names is None or not names.isVisible():
        return []
    return [str(names.model().index(row, 0).data()).partition("  ")[0] for row in range(names.model().rowCount())]


@pytest.mark.parametrize("typed", ["ちゃくでん", "チャクデン", "着電", "connect", "Connect r", "ﾁｬｸﾃﾞﾝ"])
def test_names_are_found_however_they_are_spelled(screen: TreeScreen, typed: str) -> None:
    editor = open_formula(screen, WEBINAR)
    convert(f"架電数 × {typed}")
    assert "着電率" in offered(editor)


def test_arrows_and_enter_take_a_name_and_a_second_enter_stores(screen: TreeScreen) -> None:
    editor = open_formula(screen, WEBINAR)
    convert("架電数 × 着")
    assert offered(editor)[:3] == ["着電数", "着電率", "着電商談化率"]
    assert say_in_cell(screen) == ""  # a word half typed is no mistake
    press(KEY.Key_Down)
    press(KEY.Key_Return)
    assert editor.toPlainText() == "架電数 × 着電率"
    assert offered(editor) == []
    press(KEY.Key_Return)
    assert formula(screen, WEBINAR) == "dials * connect_rate"
    assert screen.formula_editor is None


def test_the_word_in_the_middle_is_replaced_and_underlined_while_it_is_typed(screen: TreeScreen) -> None:
    editor = open_formula(screen, WEBINAR)
    convert("( × 着電率)")
    press(KEY.Key_Home)
    press(KEY.Key_Right)
    convert("架")
    marks = [one for one in editor.extraSelections() if one.format.fontUnderline()]
    assert [(one.cursor.selectionStart(), one.cursor.selectionEnd()) for one in marks] == [(1, 2)]
    press(KEY.Key_Tab)
    assert editor.toPlainText() == "(架電数 × 着電率)"
    assert editor.textCursor().position() == 4


def test_escape_closes_the_list_before_it_takes_anything_back(screen: TreeScreen) -> None:
    editor = open_formula(screen, WEBINAR)
    convert("架")
    press(KEY.Key_Escape)
    assert (offered(editor), screen.formula_editor) == ([], editor)
    assert "「架」という指標はありません" in say_in_cell(screen) or editor.toPlainText() == "架"
    press(KEY.Key_Escape)
    assert screen.formula_editor is None


def test_nothing_is_offered_during_a_conversion_or_for_a_whole_name(screen: TreeScreen) -> None:
    editor = open_formula(screen, WEBINAR)
    compose("ちゃく")
    assert offered(editor) == []
    convert("着電率")
    assert offered(editor) == []


def test_channels_are_offered_in_brackets_and_functions_too(screen: TreeScreen) -> None:
    editor = open_formula(screen, CONNECTS)
    convert("着電数[ウェ")
    assert offered(editor) == ["ウェビナー"]
    press(KEY.Key_Return)
    assert editor.toPlainText() == "着電数[ウェビナー]"
    convert(" + su")
    assert offered(editor)[0] == "sum( )"


def test_a_name_is_taken_by_the_mouse_and_the_line_keeps_the_keyboard(screen: TreeScreen) -> None:
    screen.open_above(WEBINAR)
    screen.click(WEBINAR)
    edit = screen.workspace.inspector.formula.edit
    QTest.mouseClick(edit.viewport(), Qt.MouseButton.LeftButton)
    press(KEY.Key_A, CTRL)
    convert("架電")
    names = screen.workspace.window().findChild(SuggestionList)
    assert names is not None
    QTest.mouseClick(names.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 12))
    assert edit.toPlainText() == "架電数"
    assert focused() is edit


def test_the_list_is_painted_with_what_was_typed_in_bold(screen: TreeScreen) -> None:
    editor = open_formula(screen, WEBINAR)
    convert("架")
    names = screen.workspace.window().findChild(SuggestionList)
    assert names is not None
    assert tokens(names).accbg.name() in screen.colors(names.viewport(), QPoint(120, 12))
    assert tokens(names).panel.name() in screen.colors(names.viewport(), QPoint(120, 30), side=2)
    assert editor.window().rect().contains(names.geometry())
