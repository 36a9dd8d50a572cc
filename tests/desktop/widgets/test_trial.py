"""A trial, from its first step to its end."""

from PySide6.QtCore import QAbstractEventDispatcher, QObject
from pytestqt.qtbot import QtBot

from isplanner.desktop.widgets.trial import Trial

MANY = 100
"""Rounds of an event loop in 50 ms that never waits; one that waits makes a handful."""


def test_the_program_stays_awake_between_the_moves_of_a_hand_and_no_longer(qtbot: QtBot) -> None:
    owner = QObject()
    trial, rounds = Trial(owner), list[None]()
    QAbstractEventDispatcher.instance().awake.connect(lambda: rounds.append(None))

    def is_awake() -> bool:
        rounds.clear()
        qtbot.wait(50)
        return len(rounds) > MANY

    assert not is_awake()
    trial.begin(0.18)
    assert not is_awake()  # taken hold of, and not yet moved
    trial.preview(0.19)
    assert is_awake()
    qtbot.wait(300)
    assert not is_awake()  # held still
    trial.preview(0.20)
    assert is_awake()
    trial.commit()
    assert not is_awake()
