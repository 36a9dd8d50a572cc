"""Comparing: scenarios side by side in place of the funnel, and their worlds over each other in the histogram."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from isplanner.desktop.background import LatestRunner
from isplanner.desktop.funnel.chances import Bins, Setting
from isplanner.desktop.funnel.compare_panel import ComparePanel
from isplanner.desktop.funnel.comparison import Comparison, Wishes, compare, outlines, setting_edit
from isplanner.desktop.funnel.histogram import Histogram, Overlay
from isplanner.desktop.funnel.outlook import Expected
from isplanner.desktop.language import language
from isplanner.desktop.notices import Notice
from isplanner.desktop.session import Session
from isplanner.plan.problem import PlanError
from isplanner.store import edits
from isplanner.text.problems import describe_problem

if TYPE_CHECKING:
    from isplanner.analysis.simulation.drawn import Drawn


class Comparing(QObject):
    """Shows scenarios side by side while it `is_on`.

    Signals:
        edited: an Edit.
        turned: whether it is on now.
        noticed: a Notice.
        wanted: what is shown no longer fits; `look` is to be called when there is time.
    """

    edited = Signal(object)
    turned = Signal(bool)
    noticed = Signal(object)
    wanted = Signal()

    def __init__(self, session: Session, histogram: Histogram) -> None:
        super().__init__(histogram)
        self._session, self._histogram = session, histogram
        self.panel = ComparePanel()
        self.is_on = False
        self._setting: Setting | None = None
        self._channel: str | None = None
        self.known: Mapping[int, Expected] = {}
        self._bins: Bins | None = None
        self._runner = LatestRunner()
        self._runner.finished.connect(self._on_outlined)
        self._runner.failed.connect(_raise)
        self.panel.typed.connect(self._on_typed)
        self.panel.removed.connect(self._on_removed)
        self.panel.noted.connect(self._on_noted)
        self.panel.overlays.chosen.connect(self.wanted)

    def show_setting(self, setting: Setting, channel: str | None) -> None:
        """Show the scenarios as they are stored."""
        self._setting, self._channel = setting, channel
        self._show()

    def show_expected(self, known: Mapping[int, Expected]) -> None:
        """Show what the scenarios come to."""
        self.known = known
        self._show()

    def show_bins(self, bins: Bins | None) -> None:
        """The bars of the histogram, in which the worlds of other scenarios are counted too."""
        is_other, self._bins = bins != self._bins, bins
        if is_other and self.is_on:
            self.wanted.emit()

    def look(self, setting: Setting, drawn: "Drawn | None") -> None:
        """Count the worlds of the other scenarios in the background."""
        bins = self._bins
        if self.is_on and bins is not None:
            scenarios = self.panel.overlays.overlaid
            self._runner.submit(lambda: (bins, outlines(setting, scenarios, drawn, bins)))

    def turn(self, *, is_on: bool) -> None:
        """Compare, or no longer."""
        self.is_on = is_on
        self.turned.emit(is_on)
        self._histogram.show_overlays(None, ())
        self._show()
        if is_on:
            self.wanted.emit()

    def close(self) -> None:
        """End the background work."""
        self._runner.close()

    def comparison(self) -> Comparison | None:
        """The scenarios as they are known now."""
        return None if self._setting is None else compare(self._setting, self._channel, self.known)

    def _show(self) -> None:
        if self.is_on and (comparison := self.comparison()) is not None:
            self.panel.show_comparison(comparison, self._session.focus.money_unit)

    def _on_outlined(self, outlined: tuple[Bins, dict[int, tuple[int, ...]]]) -> None:
        bins, found = outlined
        if self.is_on:
            shown = [Overlay(one.name, found[one.id]) for one in self.panel.overlays.overlaid if one.id in found]
            self._histogram.show_overlays(bins, tuple(shown))

    def _on_typed(self, wishes: Wishes) -> None:
        if self._setting is None:
            return
        try:
            edit = setting_edit(self._setting, wishes)
        except PlanError as error:
            self.noticed.emit(Notice(describe_problem(error.problem, self._session.plan, language()), is_problem=True))
        else:
            self.edited.emit(edit)

    def _on_removed(self) -> None:
        self.edited.emit(edits.remove_scenario(self._session.plan.chosen))

    def _on_noted(self, note: str) -> None:
        chosen = self._session.plan.chosen
        if note.strip() != chosen.note:
            self.edited.emit(edits.note_scenario(chosen, note))


def _raise(error: Exception) -> None:
    raise error
