"""The funnel as a new user tries it, in the program's window: in three clicks, without flicker, without a mouse."""

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from isplanner.desktop.funnel.workspace import FunnelWorkspace
from isplanner.desktop.main_window import MainWindow
from isplanner.desktop.rail import rail_items
from isplanner.plan.scope import NodeKey
from isplanner.store.document import Document

if TYPE_CHECKING:
    from isplanner.desktop.funnel.chances import Chances

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
RATE = NodeKey("connect_rate")
_MOST_STOPS = 200


def opened(window: MainWindow, qtbot: QtBot) -> FunnelWorkspace:
    """Open the funnel by its place on the rail (Ctrl+2), and wait until its worlds are drawn."""
    page = window.plan_page
    assert page is not None
    place = [item.name for item in rail_items()].index("funnel")
    QTest.keyClick(window, Qt.Key(Qt.Key.Key_1 + place), Qt.KeyboardModifier.ControlModifier)
    workspace = window.findChild(FunnelWorkspace)
    assert isinstance(workspace, FunnelWorkspace)
    qtbot.waitUntil(lambda: workspace.samples.text() != "", timeout=20_000)
    return workspace


def pressed_tab(window: MainWindow) -> QWidget:
    """Press Tab; what has the focus then."""
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus


def test_which_rate_reaches_the_goal_is_answered_in_three_clicks(window: MainWindow, qtbot: QtBot) -> None:
    """「1 億 2,000 万円には着電率がどれだけ要るか」: the funnel, out of the proposal, the lever's own answer."""
    clicks = 0

    def click(widget: QWidget) -> None:
        nonlocal clicks
        assert widget.isVisibleTo(window)
        QTest.mouseClick(widget, LEFT, NONE, widget.rect().center())
        clicks += 1

    click(next(b for b in window.findChildren(QAbstractButton) if b.text() == "ファネル" and b.isVisible()))
    workspace = window.findChild(FunnelWorkspace)
    assert isinstance(workspace, FunnelWorkspace)
    row = workspace.levers.rows[RATE]
    qtbot.waitUntil(lambda: row.end.alone.text() not in {"", "—"}, timeout=20_000)
    if not row.end.alone.isVisible():
        click(workspace.bar.solve)
    qtbot.waitUntil(row.end.alone.isVisible)
    assert "%" in row.end.alone.text()  # the answer is read here; one more click tries it
    click(row.end.alone)
    goal = workspace.session.plan.goal
    assert goal is not None
    assert clicks <= 3
    qtbot.waitUntil(lambda: workspace.result.gap.text().endswith("±0円"))


def test_a_drag_makes_every_number_go_one_way(window: MainWindow, qtbot: QtBot) -> None:
    """Common random numbers: nothing flickers, and what is gone through twice reads the same twice."""
    workspace = opened(window, qtbot)
    seen: list[Chances] = []
    workspace._foresight.looked.connect(lambda view: seen.append(view.chances))  # noqa: SLF001 - each frame that is shown
    slider = workspace.levers.rows[RATE].slider
    assert slider.value is not None
    place = slider.picture.handle(slider.value).toPoint()
    QTest.mousePress(slider, LEFT, NONE, place)
    frames: list[Chances] = []
    for step in [*range(2, 30, 2), *range(26, 0, -2)]:
        seen.clear()
        QTest.mouseMove(slider, place + QPoint(step, 0))
        qtbot.waitUntil(lambda: bool(seen))
        frames.append(seen[-1])
    QTest.keyClick(slider, Qt.Key.Key_Escape)
    ups, downs = frames[:14], frames[13:][::-1]
    for before, after in pairwise(ups):
        assert (after.probability or 0) >= (before.probability or 0)
        assert (after.p10 or 0, after.p50 or 0, after.p90 or 0) > (before.p10 or 0, before.p50 or 0, before.p90 or 0)
        assert after.bins == before.bins  # the axis stands still
    assert ups == downs


def test_tab_goes_through_all_of_it_as_the_eye_does(window: MainWindow, qtbot: QtBot) -> None:
    workspace = opened(window, qtbot)
    start = workspace.bar.channels.button(None)
    start.setFocus(Qt.FocusReason.TabFocusReason)
    reached: list[QWidget] = [start]
    for _ in range(_MOST_STOPS):
        focus = pressed_tab(window)
        if focus is start:
            break
        reached.append(focus)
    else:
        pytest.fail("Tab never comes back")
    rows, bar = list(workspace.levers.rows.values()), workspace.bar
    parts = [bar.scenarios, bar.compare, bar.copy, bar.export, bar.solve]
    parts += [part for row in rows for part in (row.slider, row.field)]
    parts += [
        workspace.solving.panel,
        workspace.funnel.cut,
        workspace.funnel.drawing,
        workspace.funnel.step,
        workspace.funnel.tornado,
        workspace.result.span,
        workspace.table,
    ]
    places = [min(n for n, one in enumerate(reached) if one is part or part.isAncestorOf(one)) for part in parts]
    assert places == sorted(places)
    inside = [widget for widget in reached if workspace.isAncestorOf(widget)]
    unnamed = [type(one).__name__ for one in inside if not (one.accessibleName() or getattr(one, "text", str)())]
    assert not unnamed


@pytest.mark.parametrize("theirs", ["Key_Right", "Key_Left"])
def test_a_lever_is_moved_locked_and_reset_by_keys(window: MainWindow, qtbot: QtBot, theirs: str) -> None:
    workspace = opened(window, qtbot)
    slider = workspace.levers.rows[RATE].slider
    while pressed_tab(window) is not slider:
        pass
    before = slider.value
    QTest.keyClick(slider, Qt.Key[theirs])
    qtbot.waitUntil(lambda: workspace.levers.rows[RATE].is_moved)
    assert before is not None
    assert slider.value is not None
    assert (slider.value > before) is (theirs == "Key_Right")
    QTest.keyClick(slider, Qt.Key.Key_L)
    assert workspace.levers.rows[RATE].lock.isChecked()
    QTest.keyClick(slider, Qt.Key.Key_L)
    assert not workspace.levers.rows[RATE].lock.isChecked()
    QTest.keyClick(slider, Qt.Key.Key_Backspace)
    baseline = workspace.levers.rows[RATE].marks.baseline
    qtbot.waitUntil(lambda: slider.value == pytest.approx(baseline, abs=1e-9))


def test_a_window_closed_under_the_hand_keeps_where_the_lever_was(window: MainWindow, qtbot: QtBot) -> None:
    slider = opened(window, qtbot).levers.rows[RATE].slider
    session = window.desk.session
    assert session is not None
    assert slider.value is not None
    path, place = session.document.path, slider.picture.handle(slider.value).toPoint()
    edits = len(session.document.history())
    QTest.mousePress(slider, LEFT, NONE, place)
    QTest.mouseMove(slider, place + QPoint(20, 0))
    window.close()
    with Document.open(path) as document:
        assert len(document.history()) == edits + 1
