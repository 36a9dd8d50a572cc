import threading
from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from isplanner.desktop.background import Job, LatestRunner, Progress


def test_newest_work_wins(qtbot: QtBot) -> None:
    runner = LatestRunner()
    shown: list[object] = []
    runner.finished.connect(shown.append)
    began, go_on = threading.Event(), threading.Event()

    def first() -> str:
        began.set()
        go_on.wait(10)
        return "first"

    runner.submit(first)
    began.wait(10)
    for name in ("second", "third"):
        runner.submit(partial(str, name))
    with qtbot.waitSignal(runner.finished, timeout=10_000):
        go_on.set()
    runner.close()
    assert shown == ["third"]


def test_failure_of_work_comes_back(qtbot: QtBot) -> None:
    runner = LatestRunner()
    with qtbot.waitSignal(runner.failed, timeout=10_000) as failed:
        runner.submit(lambda: 1 / 0)
    runner.close()
    assert isinstance(failed.args[0], ZeroDivisionError)


def test_job_tells_how_far_it_is(qtbot: QtBot, qapp: QApplication) -> None:
    def work(progress: Progress) -> str:
        progress(1, 2)
        return "done"

    job = Job(work, qapp)
    told: list[object] = []
    job.progressed.connect(lambda done, total: told.append((done, total)))
    job.finished.connect(told.append)
    with qtbot.waitSignal(job.finished, timeout=10_000):
        job.start()
    assert told == [(1, 2), "done"]


def test_cancelled_job_gives_nothing(qtbot: QtBot, qapp: QApplication) -> None:
    began = threading.Event()

    def work(progress: Progress) -> None:
        began.set()
        while True:
            progress(1)

    job = Job(work, qapp)
    finished: list[object] = []
    job.finished.connect(finished.append)
    with qtbot.waitSignal(job.cancelled, timeout=500):
        job.start()
        began.wait(10)
        job.cancel()
    assert finished == []


@pytest.mark.parametrize("error", [ValueError("x"), KeyError("y")])
def test_failed_job_gives_its_error(qtbot: QtBot, qapp: QApplication, error: Exception) -> None:
    def work(_: Progress) -> None:
        raise error

    job = Job(work, qapp)
    with qtbot.waitSignal(job.failed, timeout=10_000) as failed:
        job.start()
    assert failed.args == [error]


def test_job_whose_owner_is_gone_ends_in_silence(qtbot: QtBot) -> None:
    began, go_on = threading.Event(), threading.Event()

    def work(_: Progress) -> str:
        began.set()
        go_on.wait(10)
        return "nobody wants it"

    owner = QObject()
    job = Job(work, owner)
    told: list[object] = []
    job.finished.connect(told.append)
    job.start()
    began.wait(10)
    del owner
    with qtbot.waitSignal(job.cancelled, timeout=10_000):
        go_on.set()
    assert told == []


def test_what_follows_the_hand_is_shown_as_often_as_it_comes(qtbot: QtBot) -> None:
    runner = LatestRunner(follows=True)
    shown: list[object] = []
    runner.finished.connect(shown.append)
    began, go_on = threading.Event(), threading.Event()

    def first() -> str:
        began.set()
        go_on.wait(10)
        return "first"

    runner.submit(first)
    qtbot.waitUntil(began.is_set)
    for name in ("second", "third"):
        runner.submit(partial(str, name))
    go_on.set()
    qtbot.waitUntil(lambda: len(shown) == 2)
    runner.close()
    assert shown == ["first", "third"]
    assert runner.shown == runner.submitted == 3


def test_what_follows_the_hand_begins_after_the_paint_it_asked_for(qtbot: QtBot) -> None:
    runner = LatestRunner(follows=True)
    done: list[str] = []

    class Slider(QWidget):
        @override
        def paintEvent(self, event: QPaintEvent) -> None:
            done.append("painted")

    slider = Slider()
    qtbot.addWidget(slider)
    with qtbot.waitExposed(slider):
        slider.show()
    done.clear()
    slider.update()
    runner.submit(lambda: done.append("worked out"))
    qtbot.waitUntil(lambda: "worked out" in done)
    runner.close()
    assert done == ["painted", "worked out"]


def test_what_follows_the_hand_waits_until_the_last_answer_is_painted(qtbot: QtBot) -> None:
    runner = LatestRunner(follows=True)
    done: list[str] = []

    class Picture(QWidget):
        @override
        def paintEvent(self, event: QPaintEvent) -> None:
            done.append("painted")

    picture = Picture()
    qtbot.addWidget(picture)
    with qtbot.waitExposed(picture):
        picture.show()
    runner.finished.connect(lambda _: picture.update())
    began, go_on = threading.Event(), threading.Event()

    def first() -> None:
        began.set()
        go_on.wait(10)

    runner.submit(first)
    qtbot.waitUntil(began.is_set)
    runner.submit(lambda: done.append("second"))
    done.clear()
    go_on.set()
    qtbot.waitUntil(lambda: "second" in done)
    runner.close()
    assert done[:2] == ["painted", "second"]


def test_what_is_known_is_told_at_once_and_overtakes_what_runs(qtbot: QtBot) -> None:
    runner = LatestRunner(follows=True)
    shown: list[object] = []
    runner.finished.connect(shown.append)
    began, go_on = threading.Event(), threading.Event()

    def slow() -> str:
        began.set()
        go_on.wait(10)
        return "overtaken"

    runner.submit(slow)
    qtbot.waitUntil(began.is_set)
    runner.submit(lambda: "dropped")
    runner.tell("known")
    assert shown == ["known"]
    assert runner.shown == runner.submitted
    go_on.set()
    runner.submit(lambda: "newest")
    qtbot.waitUntil(lambda: len(shown) > 1)
    runner.close()
    assert shown == ["known", "newest"]


def test_time_to_spare_is_used_for_one_thing_after_the_other_and_nobody_is_told(qtbot: QtBot) -> None:
    left, done, shown = ["a", "b", "c"], list[str](), list[object]()

    def spare() -> Callable[[], object] | None:
        return partial(done.append, left.pop(0)) if left else None

    runner = LatestRunner(follows=True, spare=spare)
    runner.finished.connect(shown.append)
    runner.go_on()
    qtbot.waitUntil(lambda: len(done) == 3)
    runner.close()
    assert done == ["a", "b", "c"]
    assert shown == []


def test_what_is_asked_comes_before_what_there_is_time_to_spare_for(qtbot: QtBot) -> None:
    done: list[str] = []
    runner = LatestRunner(follows=True, spare=lambda: (lambda: done.append("spare")) if len(done) < 4 else None)
    runner.go_on()
    runner.submit(lambda: done.append("asked"))
    qtbot.waitUntil(lambda: len(done) == 4)
    runner.close()
    assert done == ["asked", "spare", "spare", "spare"]
