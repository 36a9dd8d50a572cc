from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from isplanner.desktop.goal_dialog import GoalDialog
from isplanner.desktop.goal_form import GoalForm, GoalWay
from isplanner.desktop.new_plan_dialog import NewPlanDialog
from isplanner.desktop.settings import Settings
from isplanner.desktop.template_dialog import TemplateDialog
from isplanner.desktop.widgets.number_edit import NumberEdit
from isplanner.jobs.goal import EarlierGoal
from isplanner.jobs.new_plan import plan_blueprint
from isplanner.jobs.templates import save_template, saved_templates, templates_folder
from isplanner.plan.period import PeriodRule, Span
from isplanner.plan.structure import template_structure, write_structure
from isplanner.plan.target import Goal
from isplanner.plan.template import Phase
from isplanner.store.document import Document

ENTER = Qt.Key.Key_Return
AS_OF = date(2026, 11, 20)


def main_button(dialog: QDialog) -> QPushButton:
    return next(button for button in dialog.findChildren(QPushButton) if button.isDefault())


def type_number(field: NumberEdit, text: str) -> None:
    field.setFocus()
    field.lineEdit().selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Tab)


def choose(combo: QComboBox, words: str) -> None:
    combo.setFocus()
    while combo.currentText() != words:
        before = combo.currentIndex()
        QTest.keyClick(combo, Qt.Key.Key_Up if combo.findText(words) < before else Qt.Key.Key_Down)
        assert combo.currentIndex() != before, words


def type_text(line: QLineEdit | None, text: str) -> None:
    assert line is not None
    line.setFocus()
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Tab)


@pytest.fixture
def new_plan(qtbot: QtBot, tmp_path: Path, document: Document) -> Iterator[NewPlanDialog]:
    settings = Settings()
    settings.remember_folder("plan", tmp_path)
    save_template(document.plan, "営業一課の型", templates_folder())
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = NewPlanDialog(parent, settings, date(2026, 11, 20))
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    yield dialog
    parent.close()


def test_new_plan_suggests_this_quarter_and_a_free_name(new_plan: NewPlanDialog, tmp_path: Path) -> None:
    wanted = new_plan.wanted
    assert wanted.period == Span(date(2026, 10, 1), date(2027, 1, 1))
    assert (wanted.path, wanted.goal) == (tmp_path / "2026年度Q3.isplan", None)


def test_new_plan_takes_another_quarter_and_a_goal(new_plan: NewPlanDialog, tmp_path: Path) -> None:
    (tmp_path / "2026年度Q4.isplan").touch()
    new_plan.period.setFocus()
    QTest.keyClick(new_plan.period, Qt.Key.Key_Down)
    goal = new_plan.findChild(NumberEdit)
    assert isinstance(goal, NumberEdit)
    type_number(goal, "1.2")
    type_number(goal, "150000000")
    QTest.mouseClick(main_button(new_plan), Qt.MouseButton.LeftButton)
    assert new_plan.result() == QDialog.DialogCode.Accepted
    wanted = new_plan.wanted
    assert wanted.period == Span(date(2027, 1, 1), date(2027, 4, 1))
    assert (wanted.path, wanted.goal) == (tmp_path / "2026年度Q4_2.isplan", Goal("revenue", 150_000_000))


def test_enter_in_a_field_takes_the_number_and_presses_the_main_button(new_plan: NewPlanDialog) -> None:
    goal = new_plan.findChild(NumberEdit)
    assert isinstance(goal, NumberEdit)
    goal.setFocus()
    QTest.keyClicks(goal, "90,000,000")
    QTest.keyClick(goal, ENTER)
    assert new_plan.result() == QDialog.DialogCode.Accepted
    assert new_plan.wanted.goal == Goal("revenue", 90_000_000)


def test_new_plan_of_another_template_phase_and_kgi(new_plan: NewPlanDialog) -> None:
    rows = new_plan.made_of
    choose(rows.template, "BDR（新規開拓型）")
    assert (rows.kgi.currentText(), "架電" in rows.about.text()) == ("商談化数", True)
    QTest.mouseClick(rows.phases.button(Phase.MATURE), Qt.MouseButton.LeftButton)
    assert "費用" in rows.phase_words.text()
    goal = rows.goals.currentWidget()
    assert isinstance(goal, NumberEdit)
    type_number(goal, "240")
    assert new_plan.wanted.goal == Goal("appointments", 240)
    choose(rows.kgi, "利益")
    wanted = new_plan.wanted
    assert wanted.goal is None  # 240 appointments are no 240 yen
    assert wanted.structure == template_structure("bdr", Phase.MATURE, "profit")
    choose(rows.kgi, "商談化数")
    assert new_plan.wanted.goal == Goal("appointments", 240)


def test_new_plan_of_a_kept_structure_takes_it_as_it_is(new_plan: NewPlanDialog) -> None:
    rows = new_plan.made_of
    choose(rows.template, "営業一課の型")
    assert not rows.phases.isEnabled()
    assert [rows.kgi.itemText(place) for place in range(rows.kgi.count())] == ["受注売上"]
    assert new_plan.wanted.structure == saved_templates(templates_folder())["営業一課の型"]


def test_new_plan_for_a_half_or_a_whole_year(new_plan: NewPlanDialog, tmp_path: Path) -> None:
    choose(new_plan.period, "2026年度 下期")
    assert new_plan.wanted.period == Span(date(2026, 10, 1), date(2027, 4, 1))
    choose(new_plan.period, "2027年度")
    assert new_plan.wanted.period == Span(date(2027, 4, 1), date(2028, 4, 1))
    assert new_plan.wanted.path == tmp_path / "2027年度.isplan"


def test_new_plan_without_any_tree(new_plan: NewPlanDialog, tmp_path: Path) -> None:
    rows = new_plan.made_of
    choose(rows.template, "空のツリー")
    assert (rows.phases.isEnabled(), rows.kgi.count(), rows.goals.isEnabled()) == (False, 0, False)
    wanted = new_plan.wanted
    assert (wanted.goal, wanted.structure.kgi, wanted.structure.formulas) == (None, None, {})
    made = plan_blueprint(wanted.period, "ja", structure=wanted.structure)
    with Document.create(tmp_path / "bare.isplan", made) as document:
        assert (document.plan.tree.root, len(document.plan.channels)) == (None, 5)


def test_the_quarters_are_those_of_the_structures_own_year(qtbot: QtBot, tmp_path: Path) -> None:
    structure = template_structure("sdr")
    file = templates_folder() / "january.toml"
    file.parent.mkdir(parents=True)
    own = replace(structure, name="一月始まり", rule=PeriodRule(fiscal_month=1))
    file.write_text(write_structure(own), encoding="utf-8")
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = NewPlanDialog(parent, Settings(), date(2026, 11, 20))
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    assert dialog.period.currentText() == "2026年度 第3四半期"
    choose(dialog.made_of.template, "一月始まり")
    assert dialog.period.currentText() == "2026年度 第4四半期"
    assert dialog.wanted.period == Span(date(2026, 10, 1), date(2027, 1, 1))


def test_a_template_has_a_name_and_replaces_one_of_the_same(qtbot: QtBot, tmp_path: Path, document: Document) -> None:
    save_template(document.plan, "型", tmp_path)
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = TemplateDialog(parent, tmp_path, "demo")
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    dialog.name.setFocus()
    assert (dialog.keep.text(), dialog.keep.isEnabled()) == ("保存する", True)
    QTest.keyClick(dialog.name, Qt.Key.Key_Backspace)  # the suggestion is marked
    assert not dialog.keep.isEnabled()
    dialog.name.setText(" 型 ")
    assert dialog.keep.text() == "置き換える"
    QTest.keyClick(dialog.name, ENTER)
    assert (dialog.result(), dialog.wanted) == (QDialog.DialogCode.Accepted, "型")


def test_escape_takes_the_dialog_back(new_plan: NewPlanDialog) -> None:
    QTest.keyClick(new_plan, Qt.Key.Key_Escape)
    assert new_plan.result() == QDialog.DialogCode.Rejected
    assert not new_plan.isVisible()


LAST_YEAR = EarlierGoal(
    Span(date(2025, 10, 1), date(2026, 1, 1)), is_last_year=True, value=100_000_000, months_known=3, months=3
)
BEFORE = EarlierGoal(
    Span(date(2026, 7, 1), date(2026, 10, 1)), is_last_year=False, value=None, months_known=0, months=3
)


@pytest.fixture
def goal_dialog(document: Document, qtbot: QtBot) -> Iterator[GoalDialog]:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = GoalDialog(parent, document.plan, AS_OF, lambda _plan: lambda: (LAST_YEAR, BEFORE))
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.form.against.count() == 3)
    yield dialog
    dialog.close()
    parent.close()


def test_goal_dialog_opens_with_the_goal_as_it_is(goal_dialog: GoalDialog, document: Document) -> None:
    assert goal_dialog.wanted == document.plan.goal
    assert goal_dialog.form.against.currentText() == "ほかの値"
    assert goal_dialog.form.result.text() == "＝ 120,000,000円"


def test_goal_against_last_years_actuals(goal_dialog: GoalDialog, document: Document) -> None:
    form = goal_dialog.form
    choose(form.against, "前年同期（2025年度 第3四半期）")
    assert (form.base.value, form.source.text(), form.known.text()) == (
        100_000_000,
        "前年同期の実績",
        "実績の合計です。",
    )
    type_text(form.change, "30% up")
    assert form.change.text() == "+30%"
    before = document.plan.goal
    assert before is not None
    expected = Goal("revenue", 130_000_000, 100_000_000, 0.3, "前年同期の実績", before.purpose)
    assert goal_dialog.wanted == expected


def test_a_value_that_is_typed_needs_its_source(goal_dialog: GoalDialog) -> None:
    form = goal_dialog.form
    choose(form.against, "前の期間（2026年度 第2四半期）")
    assert "実績がありません" in form.known.text()
    assert not main_button(goal_dialog).isEnabled()
    type_number(form.base, "200")
    type_text(form.change, "-5%")
    assert not main_button(goal_dialog).isEnabled()
    type_text(form.source, "earlier books")
    wanted = goal_dialog.wanted
    assert wanted is not None
    assert (wanted.value, wanted.base, wanted.relative, wanted.base_source) == (190, 200, -0.05, "earlier books")


def test_another_base_than_the_actuals_comes_from_elsewhere(goal_dialog: GoalDialog) -> None:
    form = goal_dialog.form
    choose(form.against, "前年同期（2025年度 第3四半期）")
    type_number(form.base, "99000000")
    assert (form.against.currentText(), form.source.text()) == ("ほかの値", "")
    assert goal_dialog.wanted is None


def test_what_cannot_be_read_as_a_change_is_kept_and_taken_back(goal_dialog: GoalDialog) -> None:
    change = goal_dialog.form.change
    change.setFocus()
    change.selectAll()
    QTest.keyClicks(change, "abc")
    QTest.keyClick(change, ENTER)
    assert (change.text(), change.value, goal_dialog.isVisible()) == ("abc", 0.15, True)
    QTest.keyClick(change, Qt.Key.Key_Escape)
    assert (change.text(), goal_dialog.isVisible()) == ("+15%", True)


def test_goal_as_a_value_with_its_purpose(goal_dialog: GoalDialog) -> None:
    form = goal_dialog.form
    QTest.mouseClick(form.ways.button(GoalWay.VALUE), Qt.MouseButton.LeftButton)
    type_number(form.value, "130000000")
    type_text(form.source, "")
    type_text(form.purpose.superior, "Company: 500 million")
    type_text(form.purpose.set_by.lineEdit(), "CEO")
    type_text(form.purpose.day, "2026/9/30")
    wanted = goal_dialog.wanted
    assert wanted is not None
    assert (wanted.value, wanted.base, wanted.relative, wanted.base_source) == (130_000_000, None, None, None)
    assert (wanted.purpose.superior, wanted.purpose.set_by) == ("Company: 500 million", "CEO")
    assert wanted.purpose.day == date(2026, 9, 30)
    assert wanted.purpose.strategy  # as it was


def test_a_new_goal_begins_with_last_years_actuals(empty_document: Document, qtbot: QtBot) -> None:
    plan = empty_document.plan
    form = GoalForm(plan, plan.metrics["revenue"], AS_OF)
    qtbot.addWidget(form)
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    form.show_earlier((LAST_YEAR, BEFORE))
    assert (form.value.isVisible(), form.base.isVisible(), form.source.text()) == (True, False, "")
    QTest.mouseClick(form.ways.button(GoalWay.CHANGE), Qt.MouseButton.LeftButton)
    assert (form.value.isVisible(), form.base.isVisible(), form.base.value) == (False, True, 100_000_000)
    form.change.take(0.15)
    assert form.wanted == Goal("revenue", 115_000_000, 100_000_000, 0.15, "前年同期の実績")
    QTest.mouseClick(form.ways.button(GoalWay.VALUE), Qt.MouseButton.LeftButton)
    type_number(form.value, "90000000")
    assert form.wanted == Goal("revenue", 90_000_000)
