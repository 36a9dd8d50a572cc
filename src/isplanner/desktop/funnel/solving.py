"""Solving: 逆算 beside the hand. It keeps a proposal for the setting that is looked at, and takes it on when asked."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from isplanner.desktop.background import LatestRunner
from isplanner.desktop.funnel import moves
from isplanner.desktop.funnel.chances import Bins, Setting
from isplanner.desktop.funnel.histogram import Histogram
from isplanner.desktop.funnel.lever_marks import LeverMarks
from isplanner.desktop.funnel.lever_panel import LeverPanel
from isplanner.desktop.funnel.proposal_panel import Alone, ProposalPanel
from isplanner.desktop.funnel.proposing import Solved, solve
from isplanner.desktop.session import Session
from isplanner.plan.scope import NodeKey

if TYPE_CHECKING:
    from isplanner.analysis.simulation.drawn import Drawn
    from isplanner.analysis.solving.proposal import Proposal


class Solving(QObject):
    """Proposals for the levers of a tab, drawn on their rows and in the histogram while `is_on`.

    Signals:
        edited: an Edit, when a proposal is taken on.
        turned: whether it is on now.
        wanted: what was found no longer fits the locks; `look` is to be called when there is time.
    """

    edited = Signal(object)
    turned = Signal(bool)
    wanted = Signal()

    def __init__(self, session: Session, levers: LeverPanel, histogram: Histogram) -> None:
        super().__init__(levers)
        self._session, self._levers, self._histogram = session, levers, histogram
        self.panel = ProposalPanel()
        self.is_on, self.is_fresh = True, False
        self._locks = LeverMarks("locked", session.plan.document)
        self._chance: float | None = None
        self._solved: Solved | None = None
        self._alone: Mapping[NodeKey, float | None] = {}
        self._runner = LatestRunner()
        self._asked: object = None
        self._bins: Bins | None = None
        self._connect()

    def look(self, setting: Setting, channel: str | None, drawn: "Drawn | None") -> None:
        """Solve for a setting in the background."""
        locked = self._locks.levers
        if self.is_on:
            self._asked = asked = object()

            def work() -> tuple[object, Solved | None]:
                return asked, solve(setting, channel, locked, drawn, lambda: self._bins, lambda: self._asked is asked)

            self._runner.submit(work)

    def pause(self) -> bool:
        """Leave the processor to the hand; whether something is to be solved when it rests."""
        self._asked = None
        return self.is_on and not self.is_fresh

    def show_stale(self) -> None:
        """What is shown is of a setting before; the new one is being worked on."""
        self.is_fresh, self._asked = False, None
        self._levers.show_locks(self._locks.holds)
        self.panel.show_stale(is_stale=True)

    def forget(self) -> None:
        """What was found was of another tab or scenario: show nothing of it."""
        self._solved, self._alone = None, {}
        self._show()

    def show_bins(self, bins: Bins | None) -> None:
        """The bars of the histogram, in which the worlds of proposals are counted too."""
        self._bins = bins
        if self.is_on and self._solved is not None and self._solved.outlines is not None and self._solved.bins != bins:
            self.wanted.emit()

    def show_alone(self, alone: Mapping[NodeKey, float | None]) -> None:
        """Show which value of each lever alone reaches the goal."""
        self._alone = alone
        free = {lever: value for lever, value in alone.items() if value is not None and not self._locks.holds(lever)}
        found = [_one_alone(lever, value, self._levers.bands) for lever, value in free.items()]
        self.panel.show_alone(self._session.plan, found if alone else None)

    def turn(self, *, is_on: bool) -> None:
        """Show proposals, or none."""
        self.is_on = is_on
        self.turned.emit(is_on)
        if is_on:
            self.wanted.emit()
        self._show()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc that nobody else had a use for discards the proposal."""
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if self.is_on and is_escape and event.type() == QEvent.Type.KeyPress:
            self.turn(is_on=False)
            return True
        return False

    def close(self) -> None:
        """End the background work."""
        self._runner.close()

    @property
    def proposal(self) -> "Proposal | None":
        """What is shown."""
        return self._solved.proposal(self._chance) if self._solved and self.is_on else None

    def _on_solved(self, found: tuple[object, Solved | None]) -> None:
        asked, solved = found
        if solved is not None and asked is self._asked:
            self._solved, self.is_fresh = solved, True
            self._show()

    def _show(self) -> None:
        solved, proposal = self._solved, self.proposal
        self._levers.show_locks(self._locks.holds)
        self._levers.show_proposal(proposal, is_waiting=self.is_on and solved is None)
        self._histogram.show_outline(*(_outline(solved, self._chance) if proposal else (None, ())))
        money, has_locks = self._session.focus.money_unit, bool(self._locks.levers)
        self.panel.show_solved(solved, self._chance, money, has_locks=has_locks)
        self.show_alone(self._alone)
        self._on_ticked()

    def _on_chance_chosen(self, chance: float | None) -> None:
        self._chance = chance
        self._show()

    def _on_accepted(self, is_all: bool) -> None:
        solved, proposal = self._solved, self.proposal
        if solved is not None and proposal is not None:
            nodes = None if is_all else self._levers.ticked
            self.edited.emit(moves.accept_proposal(solved.setting, proposal, nodes))

    def _on_ticked(self) -> None:
        self.panel.show_ticked(len(self._levers.ticked))

    def _on_locked(self, lever: NodeKey, is_locked: bool) -> None:
        self._locks.put(lever, is_marked=is_locked)
        self._solve_again()

    def _on_freed(self) -> None:
        self._locks.clear()
        self._solve_again()

    def _solve_again(self) -> None:
        self.show_stale()
        self.show_alone(self._alone)
        self.wanted.emit()

    def _connect(self) -> None:
        self._runner.finished.connect(self._on_solved)
        self._runner.failed.connect(_raise)
        self._levers.locked.connect(self._on_locked)
        self._levers.ticks_changed.connect(self._on_ticked)
        self.panel.chance_chosen.connect(self._on_chance_chosen)
        self.panel.accepted.connect(self._on_accepted)
        self.panel.discarded.connect(lambda: self.turn(is_on=False))
        self.panel.freed.connect(self._on_freed)


def _one_alone(lever: NodeKey, value: float, bands: Mapping[NodeKey, tuple[float, float]]) -> Alone:
    low, high = bands.get(lever, (value, value))
    away = max(0.0, value - high, low - value)
    return Alone(lever, value, away / (high - low) if high > low else away)


def _outline(solved: Solved | None, chance: float | None) -> tuple[Bins | None, tuple[int, ...]]:
    if solved is None or solved.outlines is None:
        return None, ()
    return solved.bins, solved.outlines[chance]


def _raise(error: Exception) -> None:
    raise error
