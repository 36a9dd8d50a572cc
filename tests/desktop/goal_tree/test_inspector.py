"""The inspector of the demo plan's nodes: every number, where it comes from, and what the hand changes there."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from isplanner.desktop.goal_tree.inspector.inspector import WIDTH, Inspector
from isplanner.desktop.goal_tree.inspector.sight import Sight
from isplanner.desktop.language import set_language
from isplanner.desktop.session import Session
from isplanner.desktop.theme import apply_theme, tokens
from isplanner.desktop.widgets.plain_label import ElidedLabel, PlainLabel
from isplanner.plan.fact import FactKind
from isplanner.plan.scope import NodeKey
from isplanner.store import edits
from isplanner.text.language import Language
from isplanner.text.numbers import MoneyUnit
from tests.desktop.goal_tree.screen import TreeScreen
from tests.desktop.hands import focused, press, type_text

KEY = Qt.Key
RATE, DIALS, CONNECTS, REVENUE = (NodeKey(name) for name in ("connect_rate", "dials", "connects", "revenue"))
WEBINAR_DIALS = NodeKey("dials", "webinar")


def inspector_of(screen: TreeScreen, key: NodeKey, qtbot: QtBot) -> Inspector:
    """The inspector of a node, the plan looked through and its cells and life looked up."""
    screen.open_above(key)
    screen.click(key)
    workspace = screen.workspace
    qtbot.waitUntil(lambda: not workspace.details.is_looking, timeout=10_000)
    inspector = workspace.inspector
    qtbot.waitUntil(lambda: not inspector.trail.is_looking and not inspector.life.is_looking)
    return inspector


def shown(box: QWidget) -> str:
    return " ".join(label.text() for label in box.findChildren(PlainLabel) if label.text())


class TestNumbers:
    def test_four_numbers_never_mixed_as_they_stand_in_the_picture(self, screen: TreeScreen, qtbot: QtBot) -> None:
        numbers = inspector_of(screen, RATE, qtbot).numbers
        assert numbers.title.text() == "着電率"
        assert [shown(box) for box in (numbers.target, numbers.forecast, numbers.baseline, numbers.impact)] == [
            "目標 20.0 %",
            "着地見込み 18.2 %",
            "基準 18.0 %",
            "KGIへの影響 −7.9 百万円",
        ]
        assert numbers.distances.text() == "目標との差　−1.8pt　　基準から目標まで　+2.0pt"
        assert numbers.value.text() == "値（目標案 A）　18.2%"
        assert "未達見込み" in shown(numbers.chip)
        assert not numbers.scope.isVisible()
        tops = {box.y() for box in (numbers.target, numbers.forecast, numbers.baseline, numbers.impact)}
        assert len(tops) == 1

    def test_wide_numbers_stand_two_above_two(self, screen: TreeScreen, qtbot: QtBot) -> None:
        numbers = inspector_of(screen, REVENUE, qtbot).numbers
        assert numbers.target.y() == numbers.forecast.y() < numbers.baseline.y() == numbers.impact.y()
        assert shown(numbers.impact) == "KGIへの影響 −4.7 百万円"

    def test_a_channels_node_names_its_channel(self, screen: TreeScreen, qtbot: QtBot) -> None:
        numbers = inspector_of(screen, WEBINAR_DIALS, qtbot).numbers
        assert (numbers.title.text(), numbers.scope.text()) == ("架電数", "ウェビナー")

    def test_what_the_kgi_is_not_made_of_costs_it_nothing_that_could_be_said(
        self, screen: TreeScreen, qtbot: QtBot
    ) -> None:
        assert shown(inspector_of(screen, NodeKey("leads"), qtbot).numbers.impact) == "KGIへの影響 —"

    def test_a_priority_is_chosen_from_a_list(self, screen: TreeScreen, qtbot: QtBot) -> None:
        box = inspector_of(screen, DIALS, qtbot).numbers.priority
        assert [box.itemText(place) for place in range(box.count())] == ["—", "1", "2", "3", "4", "5", "6"]
        box.setFocus()
        QTest.keyClick(box, KEY.Key_Down)
        assert screen.session.plan.tree.nodes[DIALS].priority == 1
        assert screen.session.plan.tree.nodes[RATE].priority == 2
        assert not inspector_of(screen, REVENUE, qtbot).numbers.priority.isVisible()


class TestTrail:
    def test_a_baseline_leads_to_its_cells(self, screen: TreeScreen, qtbot: QtBot) -> None:
        trail = inspector_of(screen, WEBINAR_DIALS, qtbot).trail
        facts = [
            stored.fact
            for stored in screen.session.document.facts(FactKind.ACTUAL, "dials")
            if stored.fact.channel == "webinar" and screen.session.plan.base.covers(stored.fact.span)
        ]
        rows = [trail.cells.record(index) for index in trail.cells.walk()]
        assert trail.title.text() == "基準 4,020件"
        assert rows == facts
        assert sum(fact.value for fact in rows) == 4_020
        assert trail.note.text().splitlines() == ["2026年度 第2四半期の実績から", rows[0].source.file]
        where = trail.cells.index(0, 2).data()
        assert where == f"{rows[0].source.sheet} › {rows[0].source.cell}"

    def test_a_cell_leads_to_its_import(self, screen: TreeScreen, qtbot: QtBot) -> None:
        trail = inspector_of(screen, WEBINAR_DIALS, qtbot).trail
        wanted: list[object] = []
        screen.workspace.source_wanted.connect(wanted.append)
        trail.table.setFocus()
        trail.table.setCurrentIndex(trail.cells.index(1, 0))
        QTest.keyClick(trail.table, Qt.Key.Key_Return)
        assert wanted == [trail.cells.record(trail.cells.index(1, 0))]

    def test_a_few_cells_are_seen_and_all_on_a_click(self, screen: TreeScreen, qtbot: QtBot) -> None:
        trail = inspector_of(screen, RATE, qtbot).trail
        assert trail.title.text() == "基準 18.0% ＝ 5,490 ÷ 30,500"
        metrics = {trail.cells.record(index).metric for index in trail.cells.walk()}
        assert metrics >= {"connects", "dials"}
        few = trail.table.height()
        assert trail.all.text() == f"{len(list(trail.cells.walk()))} セル"
        QTest.mouseClick(trail.all, Qt.MouseButton.LeftButton)
        assert trail.table.height() > 3 * few

    def test_a_rate_that_is_borrowed_says_so(self, screen: TreeScreen, qtbot: QtBot) -> None:
        webinar = NodeKey("valid_rate", "webinar")
        trail = inspector_of(screen, webinar, qtbot).trail
        answer = screen.session.answer
        assert answer is not None
        assert " ＝ " in trail.title.text()
        borrowed = replace(answer, baseline=replace(answer.baseline, borrowed=frozenset({webinar})))
        trail.show_node(Sight(answer.plan, webinar, borrowed, None, MoneyUnit.YEN))
        assert " ＝ " not in trail.title.text()
        assert trail.note.text() == "2026年度 第2四半期の実績が少ないため、ほかのチャネルの率を借りています"

    def test_what_has_no_actuals_says_so(self, screen: TreeScreen, qtbot: QtBot) -> None:
        screen.session.edit(edits.add_node(NodeKey("talk_minutes")))
        inspector = inspector_of(screen, NodeKey("talk_minutes"), qtbot)
        assert inspector.trail.note.text() == "2026年度 第2四半期の実績はまだ取り込まれていません"
        assert not inspector.trail.table.isVisible()
        assert "実績がまだない" in inspector.distribution.legend.text()
        assert not inspector.distribution.picture.isVisible()


class TestAgreement:
    def test_a_target_that_differs_from_its_formula_says_why(self, screen: TreeScreen, qtbot: QtBot) -> None:
        formula = inspector_of(screen, CONNECTS, qtbot).formula
        assert formula.agreement.text() == "✓ ほかの指標の目標から計算した値と同じです。"
        screen.click(DIALS, "target")
        type_text("30000")
        press(KEY.Key_Return)
        formula = inspector_of(screen, CONNECTS, qtbot).formula
        assert formula.agreement.text() == (
            "架電数 × 着電率 ＋ メール返信数 の目標からは 6,200件 になります。目標は 6,000件 で、差は −200件 です。"
        )

    def test_a_lever_has_nothing_to_agree_with(self, screen: TreeScreen, qtbot: QtBot) -> None:
        assert not inspector_of(screen, WEBINAR_DIALS, qtbot).formula.agreement.isVisible()


class TestDistribution:
    def test_the_band_the_chance_and_the_months_are_told(self, screen: TreeScreen, qtbot: QtBot) -> None:
        section = inspector_of(screen, RATE, qtbot).distribution
        assert (section.question.text(), section.chance.text()) == ("P(20.0% 以上)", "1%未満")
        assert section.chance.property("role") == "bad"
        assert section.legend.text() == "○ 月の実績　濃い帯 P10–P90　17.7–18.5%"
        assert section.picture.accessibleName() == "P10–P90 は 17.7%–18.5%、目標 20.0%、月の実績 4 個"

    def test_band_baseline_and_target_are_painted_at_their_places(self, screen: TreeScreen, qtbot: QtBot) -> None:
        picture = inspector_of(screen, RATE, qtbot).distribution.picture
        drawn, theme = picture.grab().toImage(), tokens(picture)
        row = drawn.height() - 22
        colors = [drawn.pixelColor(x, row).name() for x in range(drawn.width())]
        assert theme.fan2.name() in colors
        band = [x for x, color in enumerate(colors) if color == theme.fan2.name()]
        assert 0.2 * drawn.width() < band[0] < band[-1] < 0.7 * drawn.width()
        assert theme.goal.name() in [drawn.pixelColor(x, 4).name() for x in range(band[-1], drawn.width())]

    def test_lower_is_better_is_asked_the_other_way(self, screen: TreeScreen, qtbot: QtBot) -> None:
        session = screen.session
        session.edit(edits.add_node(NodeKey("cost")))
        session.edit(edits.set_targets({NodeKey("cost"): 18_000_000}))
        section = inspector_of(screen, NodeKey("cost"), qtbot).distribution
        assert not section.question.isVisible()  # no actuals, no chance


class TestSmart:
    def test_five_rows_with_reasons(self, screen: TreeScreen, qtbot: QtBot) -> None:
        smart = inspector_of(screen, RATE, qtbot).smart
        assert smart.count.text() == "4 / 5"
        assert [(row.letter.text(), row.reason.text(), row.mend.text()) for row in smart.rows] == [
            ("S", "定義・担当あり", ""),
            ("M", "実績 11/20 まで到着", ""),
            ("A", "確率 1%未満", "18.2% に直す"),
            ("R", "弾力性 0.96", ""),
            ("T", "12/31 まで", ""),
        ]
        assert [row.property("part") for row in smart.rows].count("failing") == 1
        assert "実績が支えるのは" in smart.rows[2].toolTip()

    def test_one_click_mends_the_target_and_the_check(self, screen: TreeScreen, qtbot: QtBot) -> None:
        smart = inspector_of(screen, RATE, qtbot).smart
        QTest.mouseClick(smart.rows[2].mend, Qt.MouseButton.LeftButton)
        assert screen.target(RATE) == pytest.approx(0.182, abs=0.0005)
        smart = inspector_of(screen, RATE, qtbot).smart
        assert smart.count.text() == "5 / 5"
        screen.session.undo()
        assert screen.target(RATE) == pytest.approx(0.2)

    @pytest.mark.parametrize("key", ["leads", "mails_opened"])
    def test_what_takes_a_hand_leads_to_its_field(self, screen: TreeScreen, qtbot: QtBot, key: str) -> None:
        inspector = inspector_of(screen, NodeKey(key), qtbot)
        assert inspector.smart.rows[0].mend.text() == "担当を決める"
        QTest.mouseClick(inspector.smart.rows[0].mend, Qt.MouseButton.LeftButton)
        assert focused() is inspector.duty.owner
        QTest.mouseClick(inspector.smart.rows[1].mend, Qt.MouseButton.LeftButton)
        assert focused() is inspector.definition.source

    def test_missing_actuals_lead_to_the_import(self, screen: TreeScreen, qtbot: QtBot) -> None:
        session, minutes = screen.session, NodeKey("talk_minutes")
        session.edit(edits.add_node(minutes))
        session.edit(edits.set_metric(replace(session.plan.metrics["talk_minutes"], source="CTI")))
        smart = inspector_of(screen, minutes, qtbot).smart
        assert smart.rows[1].reason.text() == "実績がない"
        with qtbot.waitSignal(screen.workspace.files_wanted):
            QTest.mouseClick(smart.rows[1].mend, Qt.MouseButton.LeftButton)

    def test_an_influence_makes_it_relevant(self, screen: TreeScreen, qtbot: QtBot) -> None:
        assert inspector_of(screen, NodeKey("mails_opened"), qtbot).smart.rows[3].reason.text() == "影響の記録あり"
        inspector = inspector_of(screen, NodeKey("leads"), qtbot)
        assert inspector.smart.rows[3].reason.text() == "KGI につながらない"
        QTest.mouseClick(inspector.smart.rows[3].mend, Qt.MouseButton.LeftButton)
        assert focused() is inspector.influences.driven
        assert inspector.influences.body.isVisible()


class TestSections:
    def test_a_folded_section_is_found_folded_again(self, screen: TreeScreen, qtbot: QtBot) -> None:
        inspector = inspector_of(screen, RATE, qtbot)
        assert inspector.smart.body.isVisible()
        QTest.mouseClick(inspector.smart.title, Qt.MouseButton.LeftButton)
        assert not inspector.smart.body.isVisible()
        inspector.limits.fold.setFocus()
        press(KEY.Key_Space)
        assert inspector.limits.body.isVisible()
        again = Inspector(screen.session.document)
        qtbot.addWidget(again)
        assert (again.smart.is_open, again.limits.is_open, again.influences.is_open) == (False, True, False)

    @pytest.mark.parametrize("language", ["ja", "en"])
    @pytest.mark.parametrize("dark", [False, True])
    def test_nothing_is_cut_off_at_the_least_width(
        self, session: Session, qtbot: QtBot, qapp: QApplication, language: Language, dark: bool
    ) -> None:
        set_language(qapp, language)
        apply_theme(qapp, dark=dark)
        screen = TreeScreen(session, qtbot)
        for key in (RATE, REVENUE, WEBINAR_DIALS, NodeKey("deal_size")):
            inspector = inspector_of(screen, key, qtbot)
            for section in inspector.sections:
                section.open_up()
            inspector.comments.begin()
            QApplication.processEvents()
            assert inspector.width() == WIDTH
            page = inspector.page
            cut = [
                f"{key} {type(widget.parentWidget()).__name__} {type(widget).__name__} {widget.accessibleName()}"
                for widget in page.findChildren(QWidget)
                if widget.isVisibleTo(page)
                and not isinstance(widget, ElidedLabel)
                and widget.parentWidget() is not None
                and widget.mapTo(page, QPoint(widget.width() - 1, 0)).x() >= page.width()
                and not inspector.trail.table.isAncestorOf(widget)
            ]
            assert not cut
            assert page.width() == inspector.area.viewport().width()
            short = [
                label.text()
                for label in page.findChildren(PlainLabel)
                if label.isVisibleTo(page)
                and not label.wordWrap()
                and not isinstance(label, ElidedLabel)
                and label.width() < label.sizeHint().width()
            ]
            assert not short
        screen.workspace.close()

    @pytest.mark.parametrize("name", ["<b>着電率</b>", "a & b <script>"])
    def test_names_are_plain_text(self, screen: TreeScreen, qtbot: QtBot, name: str) -> None:
        metric = replace(screen.session.plan.metrics["connect_rate"], ja=name, definition_ja=name)
        screen.session.edit(edits.set_metric(metric))
        inspector = inspector_of(screen, RATE, qtbot)
        assert inspector.numbers.title.text() == name
        assert inspector.numbers.title.textFormat() is Qt.TextFormat.PlainText
        assert inspector.definition.words.toPlainText() == name
        tip = screen.index(NodeKey("connects"), "formula").data(Qt.ItemDataRole.ToolTipRole)
        assert name not in tip
        assert "&lt;" in tip
