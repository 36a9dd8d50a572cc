"""Details: what stands beside the tree: the inspector of the selected node and the list of checks, kept up to date."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QSplitter

from isplanner.desktop.background import LatestRunner
from isplanner.desktop.goal_tree.checks.check_panel import HEIGHT, CheckPanel
from isplanner.desktop.goal_tree.inspector.inspector import WIDE, WIDE_FROM, WIDTH, Inspector
from isplanner.desktop.goal_tree.inspector.sight import Sight
from isplanner.plan.problem import PlanError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from isplanner.desktop.goal_tree.deeds import Deeds
    from isplanner.desktop.goal_tree.mend_words import Place
    from isplanner.desktop.session import Session
    from isplanner.jobs.inspection import Inspection
    from isplanner.plan.actuals import Actuals
    from isplanner.plan.plan import Plan
    from isplanner.plan.scope import NodeKey
    from isplanner.store.edits import Change

ROOM_FOR_INSPECTOR = 1_150
"""Below this width the inspector comes with F4 only."""
_REST_MS = 150


class Details(QObject):
    """Holds both and has the plan looked through in the background, some moments after each answer.

    Signals:
        import_wanted: actuals are missing.
        source_wanted: a Fact that is to be followed back to its import.
        node_wanted: the NodeKey that is to be selected.
        checks_shown: whether the list of checks is seen now.
    """

    import_wanted = Signal()
    source_wanted = Signal(object)
    node_wanted = Signal(object)
    checks_shown = Signal(bool)

    def __init__(self, session: "Session", deeds: "Deeds", parent: "QWidget") -> None:
        super().__init__(parent)
        self._session = session
        self._key: NodeKey | None = None
        self._is_wanted: bool | None = None
        self.inspection: Inspection | None = None
        self.is_spared = False
        self.inspector = inspector = Inspector(session.document)
        inspector.edited.connect(deeds.store)
        inspector.formula_committed.connect(deeds.write_formula)
        inspector.explained.connect(self._on_explained)
        inspector.node_wanted.connect(self.node_wanted)
        inspector.import_wanted.connect(self.import_wanted)
        inspector.source_wanted.connect(self.source_wanted)
        self.checks = CheckPanel(session)
        self.checks.hide()
        self.checks.mender.edited.connect(deeds.store)
        self.checks.mender.led.connect(self._on_led)
        self.checks.node_wanted.connect(self.node_wanted)
        self.checks.closed.connect(lambda: self.show_checks(is_shown=False))
        self._runner = LatestRunner(self)
        self._runner.finished.connect(self._on_inspected)
        self._runner.failed.connect(self._on_failed)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._inspect)

    @property
    def is_looking(self) -> bool:
        """Whether the plan is still to be looked through."""
        return self._rest.isActive() or self.inspection is None or self.inspection.plan is not self._session.plan

    def show_node(self, key: "NodeKey | None") -> None:
        """Tell of a node."""
        session = self._session
        self._key = key = key if key in session.plan.tree.nodes else None
        if key is None:
            self.inspector.show_nothing()
            return
        # A node that has just grown is not in what was looked through before.
        found = self.inspection if self.inspection and key in self.inspection.plan.tree.nodes else None
        self.inspector.show_node(Sight(session.plan, key, session.answer, found, session.focus.money_unit))

    def show_change(self, change: "Change | None") -> None:
        """After an edit ask for its reason; shown again, look the plan through where it was not yet."""
        session = self._session
        self.inspector.ask_why(session.plan, change)
        if session.answer is not None and session.answer.plan is session.plan and self.is_looking:
            self.look_through()

    def look_through(self) -> None:
        """Have the plan looked through, unless something else happens first."""
        self._rest.start()

    def place(self, width: int) -> None:
        """Show the inspector where there is room for it, or where it was asked for."""
        wanted = width >= ROOM_FOR_INSPECTOR if self._is_wanted is None else self._is_wanted
        self.inspector.setVisible(wanted and not self.is_spared)
        self.inspector.setMinimumWidth(WIDE if width >= WIDE_FROM else WIDTH)

    def toggle(self, width: int) -> None:
        """Show the inspector, or hide it."""
        self._is_wanted = not self.inspector.isVisible()
        self.place(width)

    def come_up(self, width: int) -> None:
        """Show the inspector."""
        if not self.inspector.isVisible():
            self.toggle(width)

    def above_checks(self, views: "QWidget") -> QSplitter:
        """The tree with the list of checks below it."""
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(views)
        split.addWidget(self.checks)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 0)
        split.setSizes([4_000, HEIGHT])
        return split

    def show_checks(self, *, is_shown: bool) -> None:
        """Show the list of checks, or hide it."""
        self.checks.setVisible(is_shown)
        self.checks_shown.emit(is_shown)

    def step(self, by: int) -> None:
        """F8: the list of checks, and its next finding."""
        self.show_checks(is_shown=True)
        self.checks.step(by)

    def _inspect(self) -> None:
        looked_at = self._session.focus.as_of

        def look(plan: "Plan", actuals: "Actuals") -> "Inspection":
            from isplanner.jobs.inspection import inspect

            return inspect(plan, actuals, looked_at)

        self._runner.submit(self._session.on_facts(look))

    def _on_inspected(self, inspection: "Inspection") -> None:
        self.inspection = inspection
        self.show_node(self._key)
        self.checks.show_inspection(inspection)

    def _on_led(self, key: "NodeKey | None", place: "Place") -> None:
        if key is not None:
            self.node_wanted.emit(key)
        self.inspector.show()
        self.inspector.go_to(place)

    def _on_failed(self, error: Exception) -> None:
        # What of a plan cannot be worked out is said where its answer is asked for.
        if not isinstance(error, PlanError):
            raise error

    def _on_explained(self, number: int, reason: str) -> None:
        self._session.store(lambda document: document.lives.explain(number, reason))
