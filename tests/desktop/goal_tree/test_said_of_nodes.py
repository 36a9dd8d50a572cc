"""What the hand writes down in the inspector: definition, agreements, owner, limits, influences, comments, reasons."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from isplanner.desktop.goal_tree.inspector.limits import Chance
from isplanner.plan.judgement import Judgement
from isplanner.plan.log import Comment
from isplanner.plan.metric import Metric
from isplanner.plan.scope import NodeKey
from isplanner.plan.tree import Node
from isplanner.store import edits
from tests.desktop.goal_tree.screen import TreeScreen
from tests.desktop.goal_tree.test_inspector import DIALS, RATE, WEBINAR_DIALS, inspector_of
from tests.desktop.hands import CTRL, compose, focused, press, type_text

KEY = Qt.Key
AS_OF = date(2026, 11, 20)
WEBINAR_RATE = NodeKey("connect_rate", "webinar")


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def metric(screen: TreeScreen, key: str = "connect_rate") -> Metric:
    return screen.session.plan.metrics[key]


def node(screen: TreeScreen, key: NodeKey = RATE) -> Node:
    return screen.session.plan.tree.nodes[key]


def comments(screen: TreeScreen, key: NodeKey = RATE) -> list[Comment]:
    return [comment for comment in screen.session.plan.comments if comment.node == key]


def choose(words: str) -> None:
    """Take an entry of the menu that is open."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(one for one in menu.actions() if words in one.text() and one.isVisible())
    menu.setActiveAction(action)
    QTest.keyClick(menu, KEY.Key_Return)


class TestDefinition:
    def test_it_is_typed_over_in_place_and_begins_a_new_series(self, screen: TreeScreen, qtbot: QtBot) -> None:
        words = inspector_of(screen, RATE, qtbot).definition.words
        assert words.toPlainText() == "担当者につながった架電 ÷ 総架電"
        words.setFocus()
        press(KEY.Key_A, CTRL)
        type_text("担当者と話せた架電 ÷ 総架電")
        compose("へんかん")
        press(KEY.Key_Return)
        assert metric(screen).definition_ja == "担当者につながった架電 ÷ 総架電"
        compose("")
        press(KEY.Key_Return)
        assert metric(screen).definition_ja == "担当者と話せた架電 ÷ 総架電"
        assert metric(screen).since == AS_OF
        assert inspector_of(screen, RATE, qtbot).definition.since.text() == "2026/11/20(金)"
        screen.session.undo()
        assert metric(screen).since is None

    def test_escape_takes_back_and_leaving_stores(self, screen: TreeScreen, qtbot: QtBot) -> None:
        conditions = inspector_of(screen, NodeKey("orders"), qtbot).definition.conditions
        conditions.setFocus()
        type_text("x")
        press(KEY.Key_Escape)
        assert conditions.toPlainText() == ""
        type_text("契約書が届いた日に数える")
        press(KEY.Key_Tab)
        assert metric(screen, "orders").conditions == "契約書が届いた日に数える"
        assert metric(screen, "orders").since is None  # the first words for it change nothing that was counted

    def test_source_and_unit(self, screen: TreeScreen, qtbot: QtBot) -> None:
        definition = inspector_of(screen, DIALS, qtbot).definition
        definition.source.setFocus()
        type_text("CTI")
        press(KEY.Key_Return)
        definition.unit.setFocus()
        press(KEY.Key_A, CTRL)
        type_text("本")
        press(KEY.Key_Tab)
        assert (metric(screen, "dials").source, metric(screen, "dials").unit) == ("CTI", "本")

    def test_departments_agree_by_a_click(self, screen: TreeScreen, qtbot: QtBot) -> None:
        chips = inspector_of(screen, NodeKey("valid_appointments"), qtbot).definition.agreements.chips
        assert [chip.text() for chip in chips.values()] == ["＋ マーケ", "IS 9/25", "FS 9/29"]
        click(chips["marketing"])
        assert metric(screen, "valid_appointments").agreements["marketing"] == AS_OF
        assert chips["marketing"].text() == "マーケ 11/20"

    def test_an_agreement_is_dated_otherwise_and_taken_back(self, screen: TreeScreen, qtbot: QtBot) -> None:
        agreements = inspector_of(screen, RATE, qtbot).definition.agreements
        click(agreements.chips["marketing"])
        choose("日付を変える")
        assert focused() is agreements.day
        press(KEY.Key_A, CTRL)
        type_text("9/30")
        press(KEY.Key_Return)
        assert metric(screen).agreements["marketing"] == date(2026, 9, 30)
        click(agreements.chips["marketing"])
        choose("取り消す")
        assert "marketing" not in metric(screen).agreements

    def test_who_agreed_before_the_definition_changed_is_marked(self, screen: TreeScreen, qtbot: QtBot) -> None:
        definition = inspector_of(screen, RATE, qtbot).definition
        definition.conditions.setFocus()
        type_text("。留守番電話も除く")
        press(KEY.Key_Return)
        chip = definition.agreements.chips["field_sales"]
        assert (chip.text(), chip.property("tone")) == ("FS 9/29 !", "warn")
        click(chip)
        choose("2026/11/20 に合意し直す")
        assert (chip.text(), chip.property("tone")) == ("FS 11/20", "")


class TestDuty:
    def test_an_owner_is_chosen_or_typed(self, screen: TreeScreen, qtbot: QtBot) -> None:
        owner = inspector_of(screen, RATE, qtbot).duty.owner
        assert owner.currentText() == "青木 一郎"
        assert owner.findText("久保 八雲") > 0
        line = owner.lineEdit()
        assert line is not None
        line.setFocus()
        press(KEY.Key_A, CTRL)
        type_text("山本 部長")
        press(KEY.Key_Return)
        assert node(screen).owner == "山本 部長"
        owner.setCurrentIndex(owner.findText("大野 五月"))
        owner.activated.emit(owner.currentIndex())
        assert node(screen).owner == "大野 五月"
        assert screen.edits[-1] == "set_owner"

    def test_a_due_date_is_typed_and_emptied(self, screen: TreeScreen, qtbot: QtBot) -> None:
        due = inspector_of(screen, RATE, qtbot).duty.due
        assert due.placeholderText() == "期末（12/31）まで"
        due.setFocus()
        type_text("12/18")
        press(KEY.Key_Return)
        assert node(screen).due == date(2026, 12, 18)
        press(KEY.Key_A, CTRL)
        press(KEY.Key_Delete)
        press(KEY.Key_Return)
        assert node(screen).due is None


class TestLimits:
    def test_bounds_are_typed_and_cleared(self, screen: TreeScreen, qtbot: QtBot) -> None:
        limits = inspector_of(screen, WEBINAR_RATE, qtbot).limits
        limits.open_up()
        limits.fields.low.setFocus()
        type_text("18")
        press(KEY.Key_Return)
        limits.fields.high.setFocus()
        type_text("21.5")
        press(KEY.Key_Return)
        assert (node(screen, WEBINAR_RATE).low, node(screen, WEBINAR_RATE).high) == (0.18, 0.215)
        click(limits.fields.free)
        assert (node(screen, WEBINAR_RATE).low, node(screen, WEBINAR_RATE).high) == (None, None)

    def test_bounds_the_wrong_way_round_are_refused(self, screen: TreeScreen, qtbot: QtBot) -> None:
        screen.session.edit(edits.set_bounds(WEBINAR_RATE, 0.18, 0.2))
        limits = inspector_of(screen, WEBINAR_RATE, qtbot).limits
        limits.open_up()
        limits.fields.low.setFocus()
        type_text("30")
        press(KEY.Key_Return)
        assert node(screen, WEBINAR_RATE).low == 0.18
        limits.fields.high.setFocus()
        assert limits.fields.low.lineEdit().text() == "18.0"

    def test_chance_as_judged_or_none_at_all(self, screen: TreeScreen, qtbot: QtBot) -> None:
        limits = inspector_of(screen, WEBINAR_RATE, qtbot).limits
        limits.open_up()
        click(limits.chance.button(Chance.JUDGED))
        judged = screen.session.plan.judgements[WEBINAR_RATE]
        assert judged.low < judged.likely < judged.high
        fields = inspector_of(screen, WEBINAR_RATE, qtbot).limits.fields
        fields.judged[2].setFocus()
        type_text("25")
        press(KEY.Key_Return)
        assert screen.session.plan.judgements[WEBINAR_RATE].high == 0.25
        click(limits.chance.button(Chance.FIXED))
        assert screen.session.plan.judgements[WEBINAR_RATE].is_fixed
        inspector = inspector_of(screen, WEBINAR_RATE, qtbot)
        assert "固定されています" in inspector.distribution.legend.text()
        click(limits.chance.button(Chance.ACTUALS))
        assert WEBINAR_RATE not in screen.session.plan.judgements

    def test_what_follows_from_others_has_none(self, screen: TreeScreen, qtbot: QtBot) -> None:
        assert not inspector_of(screen, NodeKey("orders"), qtbot).limits.isVisible()
        limits = inspector_of(screen, RATE, qtbot).limits
        limits.open_up()
        assert limits.isVisible()
        assert not limits.chance.isVisible()

    def test_a_lever_without_actuals_begins_around_its_value(self, screen: TreeScreen, qtbot: QtBot) -> None:
        minutes = NodeKey("talk_minutes")
        screen.session.edit(edits.add_node(minutes))
        limits = inspector_of(screen, minutes, qtbot).limits
        limits.open_up()
        click(limits.chance.button(Chance.JUDGED))
        assert minutes not in screen.session.plan.judgements  # there is nothing to vary around yet
        screen.session.edit(edits.set_targets({minutes: 1_000}))
        inspector_of(screen, minutes, qtbot)
        click(limits.chance.button(Chance.JUDGED))
        assert screen.session.plan.judgements[minutes] == Judgement(800, 1_000, 1_250)


class TestInfluences:
    def test_a_link_is_noted_looked_at_and_taken_away(self, screen: TreeScreen, qtbot: QtBot) -> None:
        leads = NodeKey("leads")
        section = inspector_of(screen, leads, qtbot).influences
        section.open_up()
        section.driven.setCurrentIndex(section.driven.findText("架電数"))
        section.note.setFocus()
        type_text("リードが増えると架電も増える")
        press(KEY.Key_Return)
        (link,) = [one for one in screen.session.plan.influences if one.driver == leads]
        assert (link.driven, link.note) == (DIALS, "リードが増えると架電も増える")
        assert section.title.text() == "影響　1"
        click(section.rows[0].name)
        assert screen.row.key == DIALS
        section = inspector_of(screen, DIALS, qtbot).influences
        assert section.rows[0].name.text() == "← リード数"
        section.rows[0].edited.emit(edits.remove_influence(link))
        assert link not in screen.session.plan.influences

    def test_without_a_choice_the_list_is_asked_for(self, screen: TreeScreen, qtbot: QtBot) -> None:
        section = inspector_of(screen, NodeKey("leads"), qtbot).influences
        section.open_up()
        before = screen.edits
        click(section.add)
        assert focused() is section.driven
        assert screen.edits == before


class TestComments:
    def test_open_ones_are_shown_newest_first(self, screen: TreeScreen, qtbot: QtBot) -> None:
        section = inspector_of(screen, RATE, qtbot).comments
        assert section.title.text() == "コメント　2"
        assert [row.comment.author for row in section.rows] == ["大野 五月", "久保 八雲"]

    def test_one_is_written_with_author_and_day(self, screen: TreeScreen, qtbot: QtBot) -> None:
        section = inspector_of(screen, RATE, qtbot).comments
        click(section.write)
        assert focused() is section.form.words
        assert section.form.author.currentText() == "青木 一郎"
        assert not section.form.keep.isEnabled()
        type_text("午前の枠を 2 つ増やした")
        press(KEY.Key_Return)
        newest = comments(screen)[-1]
        assert (newest.author, newest.day, newest.words) == ("青木 一郎", AS_OF, "午前の枠を 2 つ増やした")
        assert not section.form.isVisible()
        assert section.title.text() == "コメント　3"

    def test_one_is_settled_reopened_and_removed(self, screen: TreeScreen, qtbot: QtBot) -> None:
        section = inspector_of(screen, RATE, qtbot).comments
        click(section.rows[1].settle)
        assert [comment.is_settled for comment in comments(screen)] == [False, True]
        assert (section.title.text(), len(section.rows), section.settled.text()) == ("コメント　1", 1, "済み 1 件")
        click(section.settled)
        assert len(section.rows) == 2
        click(section.rows[1].settle)
        assert not any(comment.is_settled for comment in comments(screen))
        click(section.rows[0].remove)
        assert [comment.author for comment in comments(screen)] == ["久保 八雲"]
        screen.session.undo()
        assert len(comments(screen)) == 2


class TestLife:
    def test_what_happened_to_a_number_newest_first(self, screen: TreeScreen, qtbot: QtBot) -> None:
        screen.session.edit(edits.set_targets({RATE: 0.21}).because("午前の架電を増やす"))
        life = inspector_of(screen, RATE, qtbot).life
        first = life.rows[0]
        lines = [one.text() for one in first.findChildren(type(life.empty))]
        assert "目標　20.0% → 21.0%" in lines
        assert first.reason.text() == "午前の架電を増やす"
        assert len(life.rows) == 4
        assert life.all.text() == "すべて（9）"
        click(life.all)
        assert len(life.rows) == 9
        # Three of them moved it by its levers, which lie in its channels: as many as fit are named.
        words = [one.text() for row in life.rows for one in row.findChildren(type(life.empty))]
        assert sum("・値（" in line for line in words) == 3

    def test_a_reason_is_added_to_any_of_them_and_undo_names_it(self, screen: TreeScreen, qtbot: QtBot) -> None:
        screen.session.edit(edits.set_targets({RATE: 0.21}))
        life = inspector_of(screen, RATE, qtbot).life
        life.rows[0].reason.setFocus()
        type_text("部の方針")
        press(KEY.Key_Return)
        undo, _ = screen.session.next_turns
        assert undo is not None
        assert (undo.code, undo.reason) == ("set_target", "部の方針")

    def test_scenarios_and_imports_are_named(self, screen: TreeScreen, qtbot: QtBot) -> None:
        life = inspector_of(screen, WEBINAR_RATE, qtbot).life
        click(life.all)
        words = "\n".join(one.text() for row in life.rows for one in row.findChildren(type(life.empty)))
        assert "実績の取り込み（2026年度Q3_日次実績.xlsx）" in words
        assert "値（目標案 A）　— → 19.3%" in words


class TestReason:
    def test_after_an_edit_of_a_number_why_is_asked_and_kept(self, screen: TreeScreen, qtbot: QtBot) -> None:
        reason = inspector_of(screen, WEBINAR_DIALS, qtbot).reason
        assert not reason.isVisible()
        screen.click(WEBINAR_DIALS, "target")
        type_text("4200")
        press(KEY.Key_Return)
        assert reason.isVisible()
        assert "架電数（ウェビナー）" in reason.what.text()
        assert "4,200" in reason.what.text()
        reason.reason.setFocus()
        type_text("ウェビナーを 1 回増やす")
        press(KEY.Key_Return)
        assert not reason.isVisible()
        assert screen.session.document.history()[-1].reason == "ウェビナーを 1 回増やす"

    def test_a_lock_carries_its_reason_too(self, screen: TreeScreen, qtbot: QtBot) -> None:
        inspector = inspector_of(screen, WEBINAR_RATE, qtbot)
        screen.click(WEBINAR_RATE)
        press(KEY.Key_L, CTRL)
        assert inspector.reason.isVisible()
        inspector.reason.reason.setFocus()
        type_text("人を増やさない")
        press(KEY.Key_Return)
        undo, _ = screen.session.next_turns
        assert undo is not None
        assert (undo.code, undo.reason) == ("fix_lever", "人を増やさない")
        qtbot.waitUntil(lambda: "人を増やさない" in [row.reason.text() for row in inspector.life.rows], timeout=3000)

    @pytest.mark.parametrize("edit", [edits.set_owner([DIALS], "佐藤"), edits.rename_plan("名前")])
    def test_nobody_is_asked_about_the_rest(self, screen: TreeScreen, qtbot: QtBot, edit: edits.Edit) -> None:
        reason = inspector_of(screen, DIALS, qtbot).reason
        screen.session.edit(edits.set_targets({NodeKey("leads"): 1}))
        assert reason.isVisible()
        screen.session.edit(edit)
        assert not reason.isVisible()
        screen.session.undo()
        assert not reason.isVisible()
