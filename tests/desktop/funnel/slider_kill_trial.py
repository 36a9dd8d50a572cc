"""Kills the window after a drag of a slider, and looks whether the plan says what the window showed.

Run by hand: `python tests/desktop/funnel/slider_kill_trial.py --trials 100`

Each trial: a demo plan of its own; the real window in a process and on a display of its own; a lever is dragged by the
mouse; from the release on the process has at most 300 ms, then SIGKILL. What the funnel's result showed after the
release is what `isplanner tree --json` says of the reopened plan; where it had not been painted yet, the plan is the
one before the drag or the one after it, in every node. `check` finds nothing, no file lies beside the plan, the drag is
one edit, and undo brings every node's value back.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Timer
from typing import TYPE_CHECKING

import click
from click.testing import CliRunner
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton
from typing_extensions import override

from isplanner.cli.main import isplanner
from isplanner.desktop.hands import Hands
from isplanner.desktop.main_window import MainWindow
from isplanner.desktop.settings import Settings
from isplanner.jobs.answer import work_out
from isplanner.jobs.set_values import lever_edit
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey
from isplanner.store.document import Document
from isplanner.text.numbers import write_value

if TYPE_CHECKING:
    from isplanner.desktop.funnel.lever_row import LeverRow
    from isplanner.desktop.funnel.workspace import FunnelWorkspace

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
LONGEST = 0.3
"""Seconds from the release to the kill."""
SOON = 0.04
"""Every fourth kill falls within so many seconds, where the edit is being written."""
STUCK = 60.0
Json = Mapping[str, object]


# ---------------------------------------------------------------------------------------------- the window to be killed
class Onlooker(QObject):
    """Says what the result shows each time that a part of it has been painted after the release."""

    def __init__(self, workspace: "FunnelWorkspace") -> None:
        super().__init__(workspace)
        self._kgi = workspace.result.kgi
        self._released_at: float | None = None
        for label in workspace.result.findChildren(QLabel):
            label.installEventFilter(self)

    def begin(self, released_at: float) -> None:
        """The button is up, and its release has been dealt with."""
        self._released_at = released_at

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._released_at is not None:
            QTimer.singleShot(0, self, self._say)
        return False

    def _say(self) -> None:
        assert self._released_at is not None
        tell({"shown": self._kgi.text(), "after": time.perf_counter() - self._released_at})


def tell(what: Json) -> None:
    """One line to the process that will kill this one."""
    click.echo(json.dumps(what, ensure_ascii=False))  # echo flushes


def be_killed(plan: Path, seed: int) -> int:
    """Open the window as `isplanner PLAN` does, drag a lever, and wait."""
    app = QApplication(["isplanner"])
    app.setApplicationName("isplanner")
    hands = Hands(app)
    app.installEventFilter(hands)
    window = MainWindow(Settings(), "ja")
    window.begin(plan)
    window.show()
    window.activateWindow()
    workspace = go_to_funnel(window)
    drag(workspace, random.Random(seed))
    return app.exec()


def go_to_funnel(window: MainWindow) -> "FunnelWorkspace":
    """By the rail; there once the first answer is shown and nothing is being worked out any more."""
    from isplanner.desktop.funnel.workspace import FunnelWorkspace

    session, page = window.desk.session, window.plan_page
    assert session is not None
    assert page is not None
    wait_for(lambda: session.answer is not None)
    button = window.findChild(QToolButton, "rail_funnel")
    assert isinstance(button, QToolButton)
    QTest.mouseClick(button, LEFT)
    workspace = page.workspace
    assert isinstance(workspace, FunnelWorkspace)
    wait_for(lambda: bool(workspace.levers.rows) and workspace.result.kgi.text() not in {"", "—"})
    wait_for(lambda: any(row.end.alone.isEnabled() for row in workspace.levers.rows.values()))
    return workspace


def drag(workspace: "FunnelWorkspace", chance: random.Random) -> None:
    """Drag a lever that can be seen; says what it shows before, then under the hand, then after the release."""
    rows = [row for row in workspace.levers.rows.values() if can_be_dragged(row)]
    slider, key = (row := chance.choice(rows)).slider, row.key
    before = workspace.result.kgi.text()
    assert slider.value is not None
    start = slider.picture.handle(slider.value).toPoint()
    pixels = chance.randint(12, 48) * (1 if start.x() < slider.width() / 2 else -1)
    onlooker = Onlooker(workspace)
    QTest.mousePress(slider, LEFT, NONE, start)
    for step in range(1, 5):
        QTest.mouseMove(slider, start + QPoint(pixels * step // 4, 0))
        QTest.qWait(20)
    under_hand = workspace.result.kgi.text()
    tell({"lever": str(key), "value": slider.value, "before": before, "under_hand": under_hand})
    released_at = time.perf_counter()
    QTest.mouseRelease(slider, LEFT, NONE, start + QPoint(pixels, 0))
    onlooker.begin(released_at)


def can_be_dragged(row: "LeverRow") -> bool:
    """Whether a hand could take its slider."""
    return row.slider.isEnabled() and not row.slider.visibleRegion().isEmpty()


def wait_for(fact: Callable[[], bool]) -> None:
    """Let events pass until something is so."""
    end = time.monotonic() + 20
    while not fact():
        if time.monotonic() > end:
            sys.exit("what was waited for did not come")
        QTest.qWait(10)


# ------------------------------------------------------------------------------------------------- the one who kills it
class RefusedError(Exception):
    """A command did not end well, or the window ended before it was killed."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a killed window had said: of the drag, and what it showed after the release."""

    lever: NodeKey
    value: float
    before: str
    under_hand: str
    shown: tuple[str, ...]
    first_after: float | None
    errors: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """One trial: what was wrong, if anything; whether something was shown, and whether the edit was stored."""

    number: int
    moment: float
    wrong: tuple[str, ...]
    was_shown: bool = False
    is_stored: bool = False
    shown_after: float | None = None


@contextmanager
def display() -> Iterator[Mapping[str, str]]:
    """A display of one's own, as environment: no other window takes the focus from a drag."""
    if shutil.which("Xvfb") is None:
        yield {"QT_QPA_PLATFORM": "offscreen"}
        return
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        try:
            yield {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{server.stdout.readline().strip()}"}
        finally:
            server.terminate()


def drag_and_kill(plan: Path, seed: int, moment: float, screen: Mapping[str, str]) -> Said:
    """Have the window drag, and kill it so many seconds after the release."""
    settings = plan.parent.with_name(f"{plan.parent.name}-settings")
    environment = os.environ | screen | {"XDG_CONFIG_HOME": str(settings), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, __file__, "--window", str(plan), "--seed", str(seed)]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as window:
        assert window.stdout is not None
        stuck = Timer(STUCK, window.kill)
        stuck.start()
        first = window.stdout.readline()
        time.sleep(moment)
        window.kill()
        rest, errors = window.communicate()
        stuck.cancel()
    if not first:
        raise RefusedError(errors)
    drag_said = json.loads(first)
    # A line that the kill cut off was not said.
    after = [json.loads(line) for line in rest.splitlines(keepends=True) if line.endswith("\n")]
    return Said(
        NodeKey.parse(drag_said["lever"]),
        drag_said["value"],
        drag_said["before"],
        drag_said["under_hand"],
        tuple(line["shown"] for line in after),
        after[0]["after"] if after else None,
        errors,
    )


def ask(command: str, plan: Path) -> object:
    """What `isplanner COMMAND PLAN --json` answers."""
    result = CliRunner().invoke(isplanner, ["--lang", "ja", command, str(plan), "--json"])
    if result.exit_code:
        raise RefusedError(command, result.output, result.exception)
    return json.loads(result.stdout)


def kgi_of(plan: Path, tree: object) -> str:
    """The KGI of a `tree` answer, written as the funnel's result writes it."""
    assert isinstance(tree, dict)
    with Document.open(plan, read_only=True) as document:
        root = document.plan.tree.root
        assert root is not None
        value = next(node["value"] for node in tree["nodes"] if node["node"] == str(root))
        return write_value(value, document.plan.metrics[root.metric], "ja").number


def tree_after(demo: Path, twin: Path, said: Said) -> object:
    """What `tree` says of a plan in which that lever was set to that value, and nobody was killed."""
    shutil.copy(demo, twin)
    with Document.open(twin) as document:
        answer = work_out(document.plan, document.actuals())
        document.edit(lever_edit(answer, {said.lever: said.value}, "ja"))
    return ask("tree", twin)


def side_files(plan: Path) -> list[str]:
    return sorted(path.name for path in plan.parent.iterdir() if path != plan)


def judge(demo: Path, plan: Path, said: Said) -> tuple[list[str], bool]:
    """What is wrong with a plan whose window was killed, and whether the drag is stored in it."""
    wrong: list[str] = []

    def expect(fact: bool, words: str) -> None:
        if not fact:
            wrong.append(f"{words} ({said})")

    left = side_files(plan)
    stored, old = ask("tree", plan), ask("tree", demo)
    expect(side_files(plan) == [], f"beside the plan after opening: {side_files(plan)}, before: {left}")
    new = tree_after(demo, plan.parent.with_name(f"{plan.parent.name}-twin.isplan"), said)
    expect(said.errors == "", "the window complained")
    expect(said.before == kgi_of(demo, old), "shown before the drag is not what was stored")
    expect(said.under_hand == kgi_of(demo, new) != said.before, "the drag did not change the KGI as it says")
    expect(stored in (old, new), "the stored plan is neither the old nor the new one")
    is_stored = stored != old
    if said.shown:
        expect(set(said.shown) == {kgi_of(plan, stored)}, "shown after the release is not what is stored")
        expect(is_stored, "shown after the release, and not stored")
    expect(is_whole(plan), "check")
    edits = len(list_of(ask("history", plan))) - len(list_of(ask("history", demo)))
    expect(edits == int(is_stored), f"{edits} edits for one drag")
    if is_stored:
        ask("undo", plan)
        expect(ask("tree", plan) == old, "undo does not bring the old values back")
        ask("redo", plan)
        expect(ask("tree", plan) == stored, "redo does not bring the new values back")
        ask("undo", plan)
    expect(is_whole(plan), "check after undo")
    expect(side_files(plan) == [], f"beside the plan at the end: {side_files(plan)}")
    return wrong, is_stored


def is_whole(plan: Path) -> bool:
    """Whether `check` finds nothing wrong with the file and its sums."""
    answer = ask("check", plan)
    return isinstance(answer, dict) and answer["ok"] is True


def list_of(answer: object) -> list[object]:
    assert isinstance(answer, list)
    return answer


class Trials:
    """Runs trials, several at a time; judges one at a time, for CliRunner takes sys.stdout."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder, self._seed = folder, seed
        self._demo = folder / "demo.isplan"
        self._judging = Lock()
        ask("demo", self._demo)

    def run(self, number: int, screen: Mapping[str, str]) -> Outcome:
        """One trial on a display."""
        chance = random.Random(self._seed * 100_003 + number)
        moment = chance.uniform(0, LONGEST if number % 4 else SOON)
        folder = self._folder / f"{number:04}"
        folder.mkdir()
        plan = Path(shutil.copy(self._demo, folder / "plan.isplan"))
        try:
            said = drag_and_kill(plan, chance.getrandbits(31), moment, screen)
        except RefusedError as error:
            return Outcome(number, moment, (f"the window did not come as far as the release: {error}",))
        with self._judging:
            try:
                wrong, is_stored = judge(self._demo, plan, said)
            except (RefusedError, PlanError) as error:
                return Outcome(number, moment, (f"{error!r} ({said})",), bool(said.shown))
        return Outcome(number, moment, tuple(wrong), bool(said.shown), is_stored, said.first_after)


def run_trials(trials: int, parallel: int, seed: int, budget: float) -> int:
    """Run them and say what came of it; the exit code. No trial begins after the budget's seconds."""
    began = time.perf_counter()
    outcomes: list[Outcome] = []
    with tempfile.TemporaryDirectory(prefix="slider-kill-") as folder, ThreadPoolExecutor(parallel) as pool:
        all_trials = Trials(Path(folder), seed)

        numbers = iter(range(trials))

        def work() -> None:
            with display() as screen:
                for number in numbers:
                    if time.perf_counter() - began < budget:
                        outcomes.append(outcome := all_trials.run(number, screen))
                        for words in outcome.wrong:
                            click.echo(f"trial {number}, killed at {outcome.moment * 1000:.1f} ms: {words}", err=True)

        for worker in [pool.submit(work) for _ in range(parallel)]:
            worker.result()
    report(outcomes, time.perf_counter() - began)
    return int(any(one.wrong for one in outcomes) or len(outcomes) < trials)


def report(outcomes: Sequence[Outcome], seconds: float) -> None:
    """The figures in one line."""
    kinds = Counter((one.was_shown, one.is_stored) for one in outcomes if not one.wrong)
    waits = sorted(one.shown_after * 1000 for one in outcomes if one.shown_after is not None)
    painted = f"painted {waits[0]:.0f}–{waits[-1]:.0f} ms after the release" if waits else "never painted"
    click.echo(
        f"{len(outcomes)} kills in {seconds:.0f} s: {kinds[True, True]} shown and stored, "
        f"{kinds[False, True]} stored before they were shown, {kinds[False, False]} not stored and not shown, "
        f"{sum(bool(one.wrong) for one in outcomes)} wrong; {painted}"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description="Kills the window after a drag of a slider.")
    parser.add_argument("--trials", type=int, default=100)
    parser.add_argument("--parallel", type=int, default=2, help="how many windows at a time")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--budget", type=float, default=480.0, help="seconds after which no trial begins")
    parser.add_argument("--window", type=Path, metavar="PLAN", help="be the window that is killed")
    given = parser.parse_args()
    if given.window is not None:
        return be_killed(given.window, given.seed)
    return run_trials(given.trials, given.parallel, given.seed, given.budget)


if __name__ == "__main__":
    sys.exit(main())
