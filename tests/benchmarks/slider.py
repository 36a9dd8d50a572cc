"""Bars 5 and 6: a lever of the funnel under the hand, in the program's own window, from the mouse to the screen."""

from bisect import bisect_right
from dataclasses import replace
from datetime import date
from itertools import chain, cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtCore import QPointF, QSettings, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from isplanner.desktop.funnel.workspace import FunnelWorkspace
from isplanner.desktop.main_window import MainWindow
from isplanner.desktop.rail import rail_items
from isplanner.desktop.settings import Settings
from isplanner.desktop.theme import ThemeChoice
from isplanner.desktop.widgets.rate_slider import RateSlider
from isplanner.jobs.demo import make_demo
from isplanner.plan.period import Span
from isplanner.plan.scope import NodeKey
from isplanner.store import edits
from isplanner.store.document import Document
from tests.benchmarks.child import run_child
from tests.benchmarks.frames import OFFSCREEN, X11, application, rest, screen, show_acts, wait_until
from tests.benchmarks.machine import Machine
from tests.benchmarks.outcome import Measured, prove
from tests.benchmarks.rounds import Rounds, take_rounds

EVENTS, RUNS = 310, 3
YEAR = Span(date(2026, 10, 1), date(2027, 10, 1))
CHANNELS_LEVER, PLAN_WIDE = "connect_rate[webinar]", "connect_rate"
STEP, WIDTH = 2, 24
"""Pixels from act to act, and acts from end to end."""


def channel_60(machine: Machine) -> tuple[Measured, ...]:
    """60 acts a second."""
    return _channel(machine, OFFSCREEN, 60)


def channel_125(machine: Machine) -> tuple[Measured, ...]:
    """125 acts a second, as a good mouse does."""
    return _channel(machine, OFFSCREEN, 125)


def channel_60_x11(machine: Machine) -> tuple[Measured, ...]:
    """60 acts a second on X11."""
    return _channel(machine, X11, 60)


def channel_125_x11(machine: Machine) -> tuple[Measured, ...]:
    """125 acts a second on X11."""
    return _channel(machine, X11, 125)


def plan_wide(machine: Machine) -> tuple[Measured, ...]:
    """The first rate of the whole plan: all channels move."""
    return _plan_wide(machine, OFFSCREEN)


def plan_wide_x11(machine: Machine) -> tuple[Measured, ...]:
    """The same on X11."""
    return _plan_wide(machine, X11)


def _channel(machine: Machine, platform: str, hertz: int) -> tuple[Measured, ...]:
    runs = _runs(machine, platform, CHANNELS_LEVER, hertz)
    return tuple(_read(runs, name) for name in ("p99", "p50", "late"))


def _plan_wide(machine: Machine, platform: str) -> tuple[Measured, ...]:
    runs = _runs(machine, platform, PLAN_WIDE, 60)
    return tuple(_read(runs, name) for name in ("p95", "gap"))


def _read(runs: Rounds[str, dict[str, Any]], name: str) -> Measured:
    return runs.measured(tuple(float(run[name]) for run in runs.runs["ours"]))


def _runs(machine: Machine, platform: str, lever: str, hertz: int) -> Rounds[str, dict[str, Any]]:
    environment, within = screen(platform)
    with TemporaryDirectory() as folder:
        plan = Path(folder) / "year.isplan"
        _write_plan(plan)

        def run() -> dict[str, Any]:
            arguments = (str(plan), lever, hertz)
            target = "tests.benchmarks.slider:drag"
            answer: dict[str, Any] = run_child(target, *arguments, environment=environment, within=within).answer
            return answer

        return take_rounds(machine, {"ours": run}, RUNS, warm_up=False)


def _write_plan(path: Path) -> None:
    """The demo plan, for a whole year."""
    make_demo(path, "ja")
    with Document.open(path) as document:
        document.edit(edits.set_period(YEAR, document.plan.base))


def drag(path: str, lever: str, hertz: int) -> dict[str, float]:
    """What a child does: take a slider by its handle and move it to and fro."""
    with TemporaryDirectory() as folder:
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        application()
        window, workspace = _open(Path(path), NodeKey.parse(lever))
        slider, runner = workspace.levers.rows[NodeKey.parse(lever)].slider, workspace._foresight.runner  # noqa: SLF001 (its answers)
        assert slider.value is not None
        place = slider.picture.handle(slider.value)
        _mouse(slider, QMouseEvent.Type.MouseButtonPress, place)
        ways = cycle(chain([STEP] * WIDTH, [-STEP] * 2 * WIDTH, [STEP] * WIDTH))
        asked: list[int] = []
        shown = set[str]()

        def act(_number: int) -> None:
            nonlocal place
            place += QPointF(next(ways), 0)
            before = slider.value
            _mouse(slider, QMouseEvent.Type.MouseMove, place)
            prove(slider.value != before, "an act at the end of the slider has nothing to show")
            asked.append(runner.submitted)
            shown.add(workspace.result.kgi.text())

        shown_acts, is_worst = (lambda: bisect_right(asked, runner.shown)), lever == PLAN_WIDE
        seen = show_acts(window, act, EVENTS, hertz, shown_acts, beats=is_worst)
        prove(len(shown) > WIDTH, f"the KGI took {len(shown)} values only")
        QApplication.sendEvent(
            slider, QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
        )
        window.close()
        return seen.json()


def _open(path: Path, lever: NodeKey) -> tuple[MainWindow, FunnelWorkspace]:
    """The program's window on a plan, at the tab of the funnel in which a lever is."""
    settings = Settings()
    settings.theme = ThemeChoice.LIGHT
    window = MainWindow(settings, "ja")
    window.resize(1440, 900)
    window.begin(path)
    window.show()
    session, page = window.desk.session, window.plan_page
    assert session is not None
    assert page is not None
    wait_until(lambda: session.answer is not None)
    page.show_workspace([item.name for item in rail_items()].index("funnel"))
    session.focus_on(replace(session.focus, channel=lever.channel))
    workspace = window.findChild(FunnelWorkspace)
    assert isinstance(workspace, FunnelWorkspace)
    wait_until(lambda: lever in workspace.levers.rows and workspace.samples.text() != "")
    rest()
    return window, workspace


def _mouse(slider: RateSlider, kind: QMouseEvent.Type, place: QPointF) -> None:
    left = Qt.MouseButton.LeftButton
    button = left if kind is QMouseEvent.Type.MouseButtonPress else Qt.MouseButton.NoButton
    event = QMouseEvent(kind, place, slider.mapToGlobal(place), button, left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(slider, event)
