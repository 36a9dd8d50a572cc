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
from isplanner.desktop.new_plan_dialog import NewPlanDialog
from isplanner.desktop.settings import Settings
from isplanner.desktop.template_dialog import TemplateDialog
from isplanner.desktop.widgets.number_edit import NumberEdit
from isplanner.jobs.demo import make_demo
from isplanner.jobs.templates import save_template, saved_templates, templates_folder
from isplanner.plan.period import PeriodRule, Span
from isplanner.plan.structure import template_structure, write_structure
from isplanner.plan.target import Goal, Purpose
from isplanner.plan.template import Phase
from isplanner.store.document import Document

ENTER = Qt.Key.Key_Return


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


@pytest.fixture
def new_plan(qtbot: QtBot, tmp_path: Path) -> Iterator[NewPlanDialog]:
    settings = Settings()
    settings.remember_folder("plan", tmp_path)
    make_demo(tmp_path / "demo.isplan", "ja")
    with Document.open(tmp_path / "demo.isplan") as demo:
        save_template(demo.plan, "営業一課の型", templates_folder())
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
    new_plan.quarter.setFocus()
    QTest.keyClick(new_plan.quarter, Qt.Key.Key_Down)
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
    assert dialog.quarter.currentText() == "2026年度 第3四半期"
    choose(dialog.made_of.template, "一月始まり")
    assert dialog.quarter.currentText() == "2026年度 第4四半期"
    assert dialog.wanted.period == Span(date(2026, 10, 1), date(2027, 1, 1))


def test_a_template_has_a_name_and_replaces_one_of_the_same(qtbot: QtBot, tmp_path: Path) -> None:
    make_demo(tmp_path / "demo.isplan", "ja")
    with Document.open(tmp_path / "demo.isplan") as demo:
        save_template(demo.plan, "型", tmp_path)
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


@pytest.fixture
def goal_dialog(document: Document, qtbot: QtBot) -> Iterator[GoalDialog]:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = GoalDialog(parent, document.plan)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    yield dialog
    parent.close()


def test_goal_dialog_opens_with_the_goal_as_it_is(goal_dialog: GoalDialog, document: Document) -> None:
    goal = document.plan.goal
    assert goal is not None
    assert goal_dialog.wanted == replace(goal, purpose=Purpose())  # what it is for is not asked here, and stays


def test_goal_against_an_earlier_value(goal_dialog: GoalDialog) -> None:
    _, base, change = goal_dialog.findChildren(NumberEdit)
    type_number(base, "200")
    type_number(change, "12.5")
    source = next(edit for edit in goal_dialog.findChildren(QLineEdit) if not isinstance(edit.parent(), NumberEdit))
    source.setText("前年同期")
    assert goal_dialog.wanted == Goal("revenue", 225, 200, 0.125, "前年同期")


def test_goal_as_a_plain_number(goal_dialog: GoalDialog) -> None:
    value, base, change = goal_dialog.findChildren(NumberEdit)
    goal_dialog.relative_box.click()
    type_number(value, "130000000")
    assert not base.isEnabled()
    assert not change.isEnabled()
    wanted = goal_dialog.wanted
    assert wanted is not None
    assert (wanted.value, wanted.base, wanted.relative) == (130_000_000, None, None)


def test_goal_that_is_not_complete_cannot_be_set(empty_document: Document, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = GoalDialog(parent, empty_document.plan)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    assert not main_button(dialog).isEnabled()
    type_number(dialog.findChildren(NumberEdit)[0], "5")
    assert main_button(dialog).isEnabled()
