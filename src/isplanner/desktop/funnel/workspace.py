"""FunnelWorkspace: moves levers and shows at once what the KGI would be."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from isplanner.desktop.background import LatestRunner
from isplanner.desktop.funnel import moves
from isplanner.desktop.funnel.adopt_panel import AdoptPanel
from isplanner.desktop.funnel.funnel_panel import FunnelPanel, line_between, panel_head
from isplanner.desktop.funnel.lever_panel import LeverPanel
from isplanner.desktop.funnel.month_chart import MonthChart
from isplanner.desktop.funnel.outlook import Outlook, look_ahead, preview, read
from isplanner.desktop.funnel.reading import Reading
from isplanner.desktop.funnel.result_panel import ResultPanel
from isplanner.desktop.funnel.scenario_table import ScenarioTable
from isplanner.desktop.funnel.tool_bar import FunnelBar
from isplanner.desktop.language import language
from isplanner.desktop.notices import Notice
from isplanner.desktop.session import Session
from isplanner.desktop.widgets.plain_label import PlainLabel
from isplanner.desktop.workspace import Workspace
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey
from isplanner.store import edits
from isplanner.text.messages import say
from isplanner.text.numbers import MoneyUnit, write_value

if TYPE_CHECKING:
    from isplanner.jobs.answer import Answer
    from isplanner.plan.plan import Plan
    from isplanner.store.edits import Change, Edit

WIDTHS = (520, 404, 448)


class FunnelWorkspace(Workspace):
    """Levers at the left, the funnel in the middle, the result at the right.

    A lever under the hand is a preview: it goes to analysis only. Its release is one edit of the plan; Esc is none.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._reading: Reading | None = None
        self._outlook = Outlook({}, {})
        self.bar = FunnelBar()
        self.levers = LeverPanel()
        self.adopt = AdoptPanel()
        self.funnel = FunnelPanel()
        self.result = ResultPanel()
        self.months = MonthChart()
        self.unit = PlainLabel("", "label")
        self.table = ScenarioTable()
        self._runner = LatestRunner()
        self._arrange()
        self._connect()

    @override
    def show_plan(self, plan: "Plan", change: "Change | None") -> None:
        self.bar.show_plan(plan, self._channel)
        self._read()

    @override
    def show_answer(self, answer: "Answer") -> None:
        self._read()

    def _read(self) -> None:
        """Draw the stored plan. Just after an edit the baseline is that of the answer before; the next one follows."""
        answer, plan = self.session.answer, self.session.plan
        if answer is None or plan.tree.root is None:
            return
        baseline = answer.baseline
        self._reading = reading = read(plan, baseline, self._channel)
        self.levers.show_reading(reading)
        self.adopt.show_reading(reading, moves.targets_of(reading), self.session.focus.money_unit)
        self._show_result(reading, is_preview=False)
        levers = tuple(self.levers.rows)
        self._runner.submit(lambda: look_ahead(plan, baseline, levers))

    def _show_result(self, reading: Reading, *, is_preview: bool) -> None:
        money = self.session.focus.money_unit
        self.unit.setText(_unit(reading, money))
        self.result.show_reading(reading, is_preview=is_preview)
        self.funnel.show_reading(reading, money, is_preview=is_preview)
        self.months.show_reading(reading, money, is_preview=is_preview)
        self.table.show_reading(reading, self._outlook.kgis, money)

    @property
    def _channel(self) -> str | None:
        """The tab: the channel that is looked at, where this plan has it."""
        channel = self.session.focus.channel
        return channel if channel in self.session.plan.channels else None

    def _on_previewed(self, lever: NodeKey, value: float) -> None:
        answer, reading = self.session.answer, self._reading
        if answer is None or reading is None:
            return
        is_preview = value != reading.value(lever)
        try:
            now = preview(reading.plan, answer.baseline, lever, value) if is_preview else reading.now
        except PlanError:
            return  # the release says why
        shown = replace(reading, now=now)
        self.levers.show_preview(lever, value, shown)
        self._show_result(shown, is_preview=is_preview)

    def _on_committed(self, lever: NodeKey, value: float) -> None:
        answer = self.session.answer
        if answer is None:
            return
        try:
            edit = moves.move_lever(self.session.plan, answer, lever, value)
        except PlanError as error:
            self.noticed.emit(Notice(say(error.problem, {}, language()), is_problem=True))
            self._read()
        else:
            self._edit(edit)

    def _on_adopted(self) -> None:
        if self._reading is not None:
            self._edit(moves.adopt_setting(self._reading))

    def _on_scenario_chosen(self, number: int) -> None:
        plan = self.session.plan
        if number != plan.scenario:
            self._edit(edits.choose_scenario(next(one for one in plan.scenarios if one.id == number)))

    def _edit(self, edit: "Edit") -> None:
        plan = self.session.plan
        self.session.edit(edit)
        if self.session.plan is plan:
            self._read()  # nothing was stored, so what the hand left there does not stand

    def _on_focus_changed(self) -> None:
        if self.isVisible():
            self.show_plan(self.session.plan, None)

    def _on_looked_ahead(self, outlook: Outlook) -> None:
        self._outlook = outlook
        self.levers.show_alone(outlook.alone)
        if self._reading is not None:
            self.table.show_reading(self._reading, outlook.kgis, self.session.focus.money_unit)

    def _connect(self) -> None:
        session = self.session
        session.focus_changed.connect(self._on_focus_changed)
        self.bar.channel_chosen.connect(lambda key: session.focus_on(replace(session.focus, channel=key)))
        self.bar.scenario_chosen.connect(self._on_scenario_chosen)
        self.bar.copy_wanted.connect(lambda: self._edit(moves.copy_scenario(session.plan)))
        self.levers.previewed.connect(self._on_previewed)
        self.levers.committed.connect(self._on_committed)
        self.levers.reset.connect(lambda: self._edit(moves.reset_levers(session.plan, self._channel)))
        self.adopt.adopted.connect(self._on_adopted)
        self.result.goal_wanted.connect(self.goal_wanted)
        self.table.scenario_chosen.connect(self._on_scenario_chosen)
        self.table.renamed.connect(lambda one, name: self._edit(edits.rename_scenario(one, name)))
        self._runner.finished.connect(self._on_looked_ahead)
        self._runner.failed.connect(_raise)
        self.destroyed.connect(self._runner.close)

    def _arrange(self) -> None:
        months = panel_head(PlainLabel(self.tr("月別の累計"), "section"), self.unit)
        scenarios = panel_head(PlainLabel(self.tr("シナリオ比較"), "section"))
        table = QWidget()
        inset = QVBoxLayout(table)
        inset.setContentsMargins(10, 4, 10, 12)
        inset.addWidget(self.table)
        left = _column(self.levers, self.adopt)
        right = _column(self.result, months, self.months, line_between(), scenarios, table)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        for place, part in enumerate((left, self.funnel, right)):
            split.addWidget(part)
            split.setStretchFactor(place, WIDTHS[place])
        split.setSizes(list(WIDTHS))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(split, 1)


def _column(*parts: QWidget) -> QFrame:
    """Parts below each other without gaps; levers and chart take the room that is left."""
    frame = QFrame()
    frame.setProperty("part", "panel")
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part, int(isinstance(part, (LeverPanel, MonthChart))))
    return frame


def _unit(reading: Reading, money: MoneyUnit) -> str:
    return write_value(0, reading.metric(reading.root), language(), money).unit if reading.root else ""


def _raise(error: Exception) -> None:
    raise error
