"""Nothing of the funnel workspace is cut or runs over something else, in the smallest window there is."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSplitter, QToolButton
from pytestqt.qtbot import QtBot

from isplanner.desktop.funnel import moves
from isplanner.desktop.funnel.funnel_scale import FunnelScale
from isplanner.desktop.funnel.histogram import apart
from isplanner.desktop.funnel.lever_columns import LEAST_WIDTH, LeverColumns, LeverWishes
from isplanner.desktop.session import Session
from isplanner.desktop.theme import font
from isplanner.desktop.widgets.number_edit import NumberEdit
from isplanner.desktop.widgets.plain_label import ShortenedLabel
from isplanner.plan.judgement import Judgement
from isplanner.plan.scope import NodeKey
from isplanner.store import edits
from tests.desktop.funnel.test_workspace import LEFT, WEBINAR_RATE, Funnel

SMALLEST = (1212, 632)
"""What a window of 1280×800 leaves the workspace."""
DEAL = NodeKey("deal_size")


@pytest.fixture
def funnel(session: Session, qtbot: QtBot) -> Funnel:
    shown = Funnel(session, qtbot)
    shown.workspace.resize(*SMALLEST)
    return shown


def assert_whole(funnel: Funnel) -> None:
    """Each column has at least the width it needs, and no row is wider than what is seen of it."""
    split, levers = funnel.workspace.exporting.screen, funnel.workspace.levers
    assert isinstance(split, QSplitter)
    for place, width in enumerate(split.sizes()):
        column = split.widget(place)
        assert column is not None
        assert width >= column.minimumSizeHint().width()
    for row in levers.rows.values():
        assert row.minimumSizeHint().width() <= row.width()
        assert row.mapTo(levers, row.rect().bottomRight()).x() < levers.width()


def test_all_columns_keep_what_they_need_whatever_is_shown(funnel: Funnel) -> None:
    panel = funnel.workspace.funnel
    for channel in (None, "webinar", "outbound"):
        funnel.session.focus_on(replace(funnel.session.focus, channel=channel))
        for button in panel.step.findChildren(QToolButton):
            QTest.mouseClick(button, LEFT)
            QTest.qWait(1)
            assert_whole(funnel)


def test_a_judged_lever_is_no_wider_than_the_others(funnel: Funnel) -> None:
    funnel.session.focus_on(replace(funnel.session.focus, channel="webinar"))
    funnel.session.edit(edits.set_judgements({WEBINAR_RATE: Judgement(0.15, 0.2, 0.24)}))
    judgement = funnel.row(WEBINAR_RATE).judgement
    QTest.qWait(1)
    assert_whole(funnel)
    for part in (judgement.chip, judgement.fixed, judgement.drop, *judgement.fields):
        assert judgement.rect().contains(part.geometry())
    lines = judgement.least_height
    funnel.workspace.resize(1852, 912)
    assert judgement.least_height < lines


def type_into(field: NumberEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    field.clearFocus()


def test_numbers_keep_their_first_digit(funnel: Funnel) -> None:
    type_into(funnel.row(DEAL).field, "12345678")
    for row in funnel.workspace.levers.rows.values():
        line = row.field.lineEdit()
        room = line.width() - line.textMargins().right() - 4
        assert line.fontMetrics().horizontalAdvance(line.text()) <= room
        for label in row.findChildren(ShortenedLabel):
            assert label.fontMetrics().horizontalAdvance(label.seen) <= label.width()
            assert "…" not in label.seen


def test_names_take_what_is_left_by_the_sliders() -> None:
    small = LeverColumns.fitted(LEAST_WIDTH, LeverWishes(200, 108, 92))
    assert small == LeverColumns(108, 92)
    assert LeverColumns.fitted(LEAST_WIDTH, LeverWishes(300, 200, 92)).name == LeverColumns().name
    assert LeverColumns.fitted(700, LeverWishes(200, 108, 120)) == LeverColumns(200, 120)


def test_a_funnel_gets_narrower_for_a_long_name_and_not_wider_than_its_words_allow() -> None:
    size, counts = QSizeF(344, 320), [29_000, 5_600, 107]
    usual, narrow = (FunnelScale.fitted(size, counts, [40, needed, 40]) for needed in (60, 118))
    assert usual is not None
    assert narrow is not None
    assert narrow.box(1, 5_600).left() >= 118
    assert narrow.widest < usual.widest
    assert FunnelScale.fitted(size, [None, 0.0], [40, 40]) is None


def test_bars_stay_in_their_rows() -> None:
    scale = FunnelScale.fitted(QSizeF(344, 320), [29_000, 5_600, 107], [0, 0, 0])
    assert scale is not None
    rows = [scale.box(row, count) for row, count in enumerate((290_000, 5_600, None))]
    assert all(QRectF(0, 0, 344, 320).contains(box) for box in rows)


def test_p10_p50_and_p90_stay_apart_at_both_edges() -> None:
    widths = (60.0, 64.0, 70.0)
    for places in ((20, 22, 24), (100, 150, 160), (340, 343, 344), (30, 180, 330)):
        starts = apart(places, widths, 9, 353)
        ends = [start + width for start, width in zip(starts, widths, strict=True)]
        assert starts[0] >= 9
        assert ends[-1] <= 353
        assert all(end < start for end, start in zip(ends, starts[1:], strict=False))
    assert apart((60, 180, 300), widths, 9, 353) == [30, 148, 265]


def test_the_chosen_scenario_is_seen_however_many_there_are(funnel: Funnel) -> None:
    for _ in range(4):
        funnel.session.edit(moves.copy_scenario(funnel.session.plan))
    QTest.qWait(1)
    table = funnel.workspace.table
    assert table.height() <= funnel.workspace.height() - table.mapTo(funnel.workspace, table.rect().topLeft()).y()
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()))
    assert table.currentIndex().row() == len(funnel.session.plan.scenarios) - 1


def test_compared_numbers_are_whole(funnel: Funnel) -> None:
    for _ in range(3):
        funnel.session.edit(moves.copy_scenario(funnel.session.plan))
    funnel.workspace.bar.compare.click()
    grid = funnel.workspace.comparing.panel.grid
    funnel.qtbot.waitUntil(lambda: grid.model().rowCount() > 0)
    QTest.qWait(1)
    metrics, room = QFontMetrics(font(bold=True)), grid.viewport().width()
    for place in range(1, grid.model().columnCount()):
        words = [str(grid.model().index(row, place).data()) for row in range(grid.model().rowCount())]
        assert max(map(metrics.horizontalAdvance, words)) < grid.columnWidth(place) - 10
        left = grid.columnViewportPosition(place)
        assert left >= room - 2 or left + grid.columnWidth(place) <= room
    assert_whole(funnel)
