"""Inspector: all about the node that is selected, in sections below each other."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from isplanner.desktop.goal_tree.inspector.comments import CommentsSection
from isplanner.desktop.goal_tree.inspector.definition import DefinitionSection
from isplanner.desktop.goal_tree.inspector.distribution import DistributionSection
from isplanner.desktop.goal_tree.inspector.duty import DutySection
from isplanner.desktop.goal_tree.inspector.formula import FormulaSection
from isplanner.desktop.goal_tree.inspector.influences import InfluencesSection
from isplanner.desktop.goal_tree.inspector.life import LifeSection
from isplanner.desktop.goal_tree.inspector.limits import LimitsSection
from isplanner.desktop.goal_tree.inspector.numbers import NumbersSection
from isplanner.desktop.goal_tree.inspector.reason_line import EXPLAINED, ReasonLine
from isplanner.desktop.goal_tree.inspector.sight import Sight
from isplanner.desktop.goal_tree.inspector.smart import SmartSection
from isplanner.desktop.goal_tree.inspector.trail import TrailSection
from isplanner.desktop.goal_tree.mend_words import Place
from isplanner.desktop.language import language
from isplanner.text.edits import describe_edit

if TYPE_CHECKING:
    from isplanner.desktop.goal_tree.inspector.folding import FoldingSection
    from isplanner.plan.plan import Plan
    from isplanner.store.document import Document
    from isplanner.store.edits import Change

WIDTH, WIDE = 320, 360
WIDE_FROM = 1_800


class Inspector(QWidget):
    """What is known of a node, and everything that can be said of it.

    Signals:
        edited: an Edit to be stored.
        formula_committed: (NodeKey, what was typed).
        explained: (the number of an edit, why it was made).
        node_wanted: the NodeKey that is to be selected.
        import_wanted: actuals are missing.
        source_wanted: a Fact that is to be followed back to its import.
    """

    edited = Signal(object)
    formula_committed = Signal(object, str)
    explained = Signal(int, str)
    node_wanted = Signal(object)
    import_wanted = Signal()
    source_wanted = Signal(object)

    def __init__(self, document: "Document", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.numbers = NumbersSection()
        self.formula = FormulaSection()
        self.trail = TrailSection(document)
        self.distribution = DistributionSection()
        self.smart = SmartSection()
        self.definition = DefinitionSection()
        self.duty = DutySection()
        self.limits = LimitsSection()
        self.influences = InfluencesSection()
        self.comments = CommentsSection()
        self.life = LifeSection(document)
        self.reason = ReasonLine()
        self._arrange()
        self._connect()

    def show_node(self, sight: Sight) -> None:
        """Show a node of a plan."""
        self.page.show()
        self.numbers.show_node(sight)
        self.formula.show_node(sight)
        for section in self.sections:
            section.show_node(sight)

    def show_nothing(self) -> None:
        """There is no node to tell about."""
        self.page.hide()

    def ask_why(self, plan: "Plan", change: "Change | None") -> None:
        """After an edit of a number or definition offer to write down why; else ask nothing."""
        if change is not None and change.code in EXPLAINED and change.parts:
            self.reason.ask(change.edit, describe_edit(change.code, change.values, plan, language()))
        else:
            self.reason.rest()

    def go_to(self, place: Place) -> None:
        """Unfold where a place is, and put the keyboard there."""
        if place is Place.IMPORT:
            self.import_wanted.emit()
            return
        sections: dict[Place, tuple[FoldingSection | None, QWidget]] = {
            Place.FORMULA: (None, self.formula.edit),
            Place.DEFINITION: (self.definition, self.definition.words),
            Place.UNIT: (self.definition, self.definition.unit),
            Place.SOURCE: (self.definition, self.definition.source),
            Place.OWNER: (self.duty, self.duty.owner),
            Place.DUE: (self.duty, self.duty.due),
            Place.PRIORITY: (None, self.numbers.priority),
            Place.INFLUENCES: (self.influences, self.influences.driven),
            Place.COMMENTS: (self.comments, self.comments.form.words),
        }
        section, field = sections[place]
        if section is not None:
            section.open_up()
        if place is Place.COMMENTS:
            self.comments.begin()
        self._column.activate()
        self.area.ensureWidgetVisible(field, 0, 60)
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.numbers.edited.connect(self.edited)
        self.formula.committed.connect(self.formula_committed)
        for section in self.sections:
            section.edited.connect(self.edited)
        self.trail.source_wanted.connect(self.source_wanted)
        self.smart.led.connect(self.go_to)
        self.influences.node_wanted.connect(self.node_wanted)
        self.life.explained.connect(self.explained)
        self.reason.explained.connect(self.explained)

    def _arrange(self) -> None:
        self.sections: tuple[FoldingSection, ...] = (
            self.trail,
            self.distribution,
            self.smart,
            self.definition,
            self.duty,
            self.limits,
            self.influences,
            self.comments,
            self.life,
        )
        self.page = QFrame()
        self.page.setProperty("part", "panel")
        self._column = column = QVBoxLayout(self.page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for section in (self.numbers, self.formula, *self.sections):
            column.addWidget(section)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidget(self.page)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.area, 1)
        whole.addWidget(self.reason)
        self.setMinimumWidth(WIDTH)
