"""Staffing: the people of the chosen scenario, in a line below the levers and, when asked, in place of the funnel."""

from PySide6.QtCore import QObject, Qt, Signal

from isplanner.desktop.funnel.chances import Setting
from isplanner.desktop.funnel.moves import draft_name
from isplanner.desktop.funnel.people import DIALS, People, fit_dials, measure_people
from isplanner.desktop.funnel.people_line import PeopleLine
from isplanner.desktop.funnel.people_panel import PeoplePanel
from isplanner.desktop.funnel.reading import Reading
from isplanner.desktop.language import language
from isplanner.desktop.notices import Notice
from isplanner.plan.headcount import Headcount
from isplanner.plan.problem import PlanError
from isplanner.store import edits
from isplanner.text.problems import describe_problem


class Staffing(QObject):
    """Shows people in its `line`, and in its `panel` while it `is_on`.

    Signals:
        edited: an Edit.
        turned: whether the panel is to be shown.
        noticed: a Notice.
    """

    edited = Signal(object)
    turned = Signal(bool)
    noticed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.line, self.panel = PeopleLine(), PeoplePanel()
        self._setting: Setting | None = None
        self._reading: Reading | None = None
        self.people: People | None = None
        self.line.turned.connect(self._on_turned)
        self.panel.closed.connect(self._on_closed)
        self.panel.changed.connect(self._on_changed)
        self.panel.fitted.connect(self._on_fitted)

    @property
    def is_on(self) -> bool:
        """Whether the panel is shown."""
        return self.line.button.isChecked()

    def show_setting(self, setting: Setting, reading: Reading) -> None:
        """Count the people of a setting: once, and not while the hand moves a lever in it."""
        self._setting, self._reading = setting, reading
        self.people = measure_people(setting, reading.workload)
        self.line.show_people(self.people)
        self._show()

    def show_volume(self, reading: Reading) -> None:
        """Show how many dials there are in a reading, perhaps of a lever under the hand."""
        if self.is_on:
            self.panel.show_volume(reading.outcome(DIALS))

    def turn_off(self) -> None:
        """Give the place back to the funnel."""
        self.line.button.setChecked(False)

    def _show(self) -> None:
        if self.is_on and self.people is not None and self._reading is not None:
            self.panel.show_people(self.people, self._reading.outcome(DIALS))

    def _on_turned(self, is_on: bool) -> None:
        self.turned.emit(is_on)
        self._show()
        if is_on:
            self.panel.hire.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_closed(self) -> None:
        self.turn_off()
        self.line.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changed(self, headcount: Headcount) -> None:
        self.edited.emit(edits.set_headcount(headcount, draft_name))

    def _on_fitted(self) -> None:
        if self._setting is None or self.people is None:
            return
        try:
            edit = fit_dials(self._setting, self.people)
        except PlanError as error:
            self.noticed.emit(Notice(describe_problem(error.problem, self._setting.plan, language()), is_problem=True))
        else:
            self.edited.emit(edit)
