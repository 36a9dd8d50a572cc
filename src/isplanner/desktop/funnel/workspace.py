"""FunnelWorkspace: moves levers and shows at once what the KGI would be."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from isplanner.desktop.background import LatestRunner
from isplanner.desktop.funnel import moves
from isplanner.desktop.funnel.adopt_panel import AdoptPanel
from isplanner.desktop.funnel.chances import Chances, Setting
from isplanner.desktop.funnel.comparing import Comparing
from isplanner.desktop.funnel.delaying import Delaying
from isplanner.desktop.funnel.exporting import Exporting
from isplanner.desktop.funnel.foresight import Foresight
from isplanner.desktop.funnel.funnel_panel import FunnelPanel, line_between, panel_head
from isplanner.desktop.funnel.histogram import Histogram
from isplanner.desktop.funnel.lever_panel import LeverPanel
from isplanner.desktop.funnel.middle import Middle
from isplanner.desktop.funnel.month_chart import FanLegend, MonthChart
from isplanner.desktop.funnel.outlook import Expected, Outlook, View, look_ahead, read
from isplanner.desktop.funnel.reading import Reading
from isplanner.desktop.funnel.result_panel import ResultPanel
from isplanner.desktop.funnel.scenario_table import ScenarioTable
from isplanner.desktop.funnel.solving import Solving
from isplanner.desktop.funnel.staffing import Staffing
from isplanner.desktop.funnel.tool_bar import FunnelBar
from isplanner.desktop.language import language
from isplanner.desktop.notices import Notice
from isplanner.desktop.session import Session
from isplanner.desktop.widgets.plain_label import PlainLabel
from isplanner.desktop.widgets.tab_order import order_tabs
from isplanner.desktop.workspace import Workspace
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey
from isplanner.store import edits
from isplanner.text.numbers import MoneyUnit, format_number, write_value
from isplanner.text.problems import describe_problem

if TYPE_CHECKING:
    from isplanner.jobs.answer import Answer
    from isplanner.plan.plan import Plan
    from isplanner.store.edits import Change, Edit

WIDTHS = (520, 404, 448)
AHEAD_MS = 150
"""So long after the last change, what takes longer is worked out."""


class FunnelWorkspace(Workspace):
    """Levers at the left, the funnel in the middle, the result at the right.

    A lever under the hand is a preview: it goes to analysis only. Its release is one edit of the plan; Esc is none.
    Its slider moves at once; all else follows together, as fast as the worker works it out, always the newest.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._setting: Setting | None = None
        self._reading: Reading | None = None
        self._shown: Reading | None = None
        self._chances: Chances | None = None
        self._outlook = Outlook({}, {}, {})
        self._wishes_rest = True
        self.bar = FunnelBar()
        self.levers = LeverPanel()
        self.origin_of = self.levers.origin
        self.adopt = AdoptPanel()
        self.funnel = FunnelPanel()
        self.result = ResultPanel()
        self.histogram = Histogram()
        self.months = MonthChart()
        self.unit, self.samples = PlainLabel("", "label"), PlainLabel("", "label")
        self.table = ScenarioTable()
        self.solving = Solving(session, self.levers, self.histogram)
        self.comparing = Comparing(session, self.histogram)
        self.staffing = Staffing(self)
        self._foot = QStackedWidget()
        self._middle = Middle(self.funnel, self.comparing, self.staffing, self.bar)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self.delaying = Delaying(session, self)
        self.exporting = Exporting(session, self._split, self.comparing.comparison)
        self.bar.export.setMenu(self.exporting.menu)
        self._ahead = LatestRunner(self)
        self._later = QTimer(self, interval=AHEAD_MS, singleShot=True)
        self._foresight = Foresight(self)
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
        has_begun = answer.remaining.has_begun and answer.as_of < plan.period.last
        self._setting = setting = Setting.of(plan, answer, is_rest=has_begun and self._wishes_rest)
        channel = None if setting.is_as_whole else self._channel
        before, self._reading = self._reading, read(setting, channel)
        reading = self._reading
        self.result.show_span(has_begun=has_begun, is_rest=setting.is_rest)
        self.levers.show_reading(reading)
        order_tabs(self)
        if before is not None:
            self._forget(before, reading)
        whole = read(setting.whole, channel) if setting.is_rest else reading
        self.adopt.show_reading(whole, moves.targets_of(whole), self.session.focus.money_unit)
        self.bar.show_differing(differs=bool(plan.targets) and not self.adopt.is_adopted)
        self._show_result(reading)
        self.solving.show_stale()
        self.comparing.show_setting(setting, channel)
        self.staffing.show_setting(setting, reading)
        self._foresight.show(setting, reading)
        self._later.start()

    def _forget(self, before: Reading, reading: Reading) -> None:
        """Where another tab, scenario or span is looked at, show nothing that was worked out for the one before."""
        if reading.has_worlds_of(before):
            if reading.channel == before.channel:
                return
        else:
            self._chances = None
        scenarios = self._outlook.scenarios if reading.is_rest is before.is_rest else {}
        self._outlook = Outlook(scenarios, {}, {})
        self.levers.show_alone({})
        self.solving.forget()
        self.comparing.show_expected(scenarios)
        self.funnel.show_swings({})

    def _show_result(self, reading: Reading) -> None:
        self._shown = reading
        is_preview = reading is not self._reading
        self.funnel.show_reading(reading, self.session.focus.money_unit, is_preview=is_preview)
        self.staffing.show_volume(reading)
        self._show_chances()

    def _show_chances(self) -> None:
        """What is drawn from the worlds too."""
        reading, chances, money = self._shown, self._chances, self.session.focus.money_unit
        if reading is None:
            return
        is_preview = reading is not self._reading
        self.result.show_reading(reading, chances, is_preview=is_preview)
        self.histogram.show_chances(reading, chances, money, is_preview=is_preview)
        self.months.show_reading(reading, chances, money, is_preview=is_preview)
        unit = _unit(reading, money)
        self.unit.setText(unit)
        words = self.tr("{count} 回・{unit}").format(
            count=format_number(chances.samples if chances else None), unit=unit
        )
        self.samples.setText(words if chances else "")
        if not is_preview:
            known = dict(self._outlook.scenarios)
            if chances is not None or reading.plan.scenario not in known:
                known[reading.plan.scenario] = _expected(reading, chances)
            self.table.show_reading(reading, known, money)

    @property
    def _channel(self) -> str | None:
        """The tab: the channel that is looked at, where this plan has it."""
        channel = self.session.focus.channel
        return channel if channel in self.session.plan.channels else None

    def _on_previewed(self, lever: NodeKey, value: float) -> None:
        setting, reading = self._setting, self._reading
        if setting is None or reading is None:
            return
        if self.solving.pause() or self._later.isActive():
            self._later.start()  # not while the hand needs the worker
        self.levers.rows[lever].show_preview(value, reading.baseline(lever))
        self._foresight.move(lever, value)

    def _on_committed(self, lever: NodeKey, value: float) -> None:
        if self._setting is None:
            return
        try:
            edit = moves.move_lever(self._setting, lever, value)
        except PlanError as error:
            self.noticed.emit(Notice(describe_problem(error.problem, self.session.plan, language()), is_problem=True))
            self._read()
        else:
            self._edit(edit)

    def _on_adopted(self) -> None:
        if self._setting is not None:
            channel = None if self._setting.is_as_whole else self._channel
            self._edit(moves.adopt_setting(read(self._setting.whole, channel)))

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

    def _on_span_chosen(self, is_rest: bool) -> None:
        self._wishes_rest = is_rest
        self._read()

    def _on_looked(self, view: View | None) -> None:
        if view is None or view.stored is not self._reading:
            return  # of the plan as it was before
        was_preview = self._shown is not self._reading
        self._chances = view.chances
        for part in (self.solving, self.comparing):
            part.show_bins(view.chances.bins if view.chances else None)
        if view.is_preview or was_preview:
            self.levers.show_preview(view.reading, but=view.lever)
            self._show_result(view.reading)
        else:
            self._show_chances()

    def _look_ahead(self) -> None:
        setting, reading, levers = self._setting, self._reading, tuple(self.levers.rows)
        if setting is not None and reading is not None:
            drawn = self._foresight.drawn
            self._ahead.submit(lambda: (reading, look_ahead(setting, reading, levers, drawn)))
            self.solving.look(setting, reading.channel, drawn)
            self.comparing.look(setting, drawn)

    def _on_looked_ahead(self, found: tuple[Reading, Outlook]) -> None:
        reading, outlook = found
        if reading is not self._reading:
            return  # of the plan as it was before
        self._outlook = outlook
        self.levers.show_alone(outlook.alone)
        self.solving.show_alone(outlook.alone)
        self.comparing.show_expected(outlook.scenarios)
        self.funnel.show_swings(outlook.swings)
        self._show_chances()

    def _connect(self) -> None:
        session = self.session
        session.focus_changed.connect(self._on_focus_changed)
        self.bar.channel_chosen.connect(lambda key: session.focus_on(replace(session.focus, channel=key)))
        self.bar.scenario_chosen.connect(self._on_scenario_chosen)
        self.bar.copy_wanted.connect(lambda: self._edit(moves.copy_scenario(session.plan)))
        self.levers.held.connect(self._foresight.hold)
        self.levers.released.connect(self._foresight.let_go)
        self.levers.previewed.connect(self._on_previewed)
        self.levers.committed.connect(self._on_committed)
        self.levers.reset.connect(lambda lever: self._edit(moves.reset(session.plan, lever, self._channel)))
        self.levers.split_wanted.connect(lambda: self._edit(moves.split_mail(session.plan, self._channel)))
        for origins in (self.levers, self.funnel.drawing):
            origins.source_wanted.connect(self.source_wanted)
        self.levers.judged.connect(lambda lever, judged: self._edit(edits.set_judgements({lever: judged})))
        for part in (self.levers, self.funnel):
            part.delay_wanted.connect(self.delaying.ask)
        self.funnel.tornado.chosen.connect(self.levers.go_to)
        self.adopt.adopted.connect(self._on_adopted)
        self.result.goal_wanted.connect(self.goal_wanted)
        self.result.span_chosen.connect(self._on_span_chosen)
        self.table.scenario_chosen.connect(self._on_scenario_chosen)
        self.table.renamed.connect(lambda one, name: self._edit(edits.rename_scenario(one, name)))
        self.bar.solving_turned.connect(lambda is_on: self.solving.turn(is_on=is_on))
        self.solving.turned.connect(
            lambda is_on: self._foot.setCurrentWidget(self.solving.panel if is_on else self.adopt)
        )
        self.solving.turned.connect(lambda is_on: self.bar.show_solving(is_on=is_on))
        self.solving.wanted.connect(self._later.start)
        self.solving.panel.goal_wanted.connect(self.goal_wanted)
        self.solving.panel.adopt_wanted.connect(lambda: self._foot.setCurrentWidget(self.adopt))
        for edited in (self.delaying.edited, self.solving.edited, self.staffing.edited, self.comparing.edited):
            edited.connect(self._edit)
        for noticed in (self.staffing.noticed, self.comparing.noticed, self.exporting.noticed):
            noticed.connect(self.noticed)
        self.comparing.wanted.connect(self._later.start)
        self.comparing.panel.chosen.connect(self._on_scenario_chosen)
        self.installEventFilter(self.solving)
        for close in (self.comparing.close, self.solving.close):
            self.destroyed.connect(close)
        self._later.timeout.connect(self._look_ahead)
        self._foresight.looked.connect(self._on_looked)
        self._ahead.finished.connect(self._on_looked_ahead)
        for runner in (self._foresight.runner, self._ahead):
            runner.failed.connect(_raise)

    def _arrange(self) -> None:
        worlds = panel_head(PlainLabel(self.tr("KGI の分布"), "section"), self.samples)
        months = panel_head(PlainLabel(self.tr("月別の累計"), "section"), self.unit, FanLegend())
        scenarios = panel_head(PlainLabel(self.tr("シナリオ比較"), "section"))
        table = QWidget()
        inset = QVBoxLayout(table)
        inset.setContentsMargins(10, 4, 10, 12)
        inset.addWidget(self.table)
        self._foot.addWidget(self.solving.panel)
        self._foot.addWidget(self.adopt)
        left = _column(self.levers, self.staffing.line, self._foot)
        right = _column(
            self.result, worlds, self.histogram, line_between(), months, self.months, line_between(), scenarios, table
        )
        split = self._split
        split.setChildrenCollapsible(False)
        for place, part in enumerate((left, self._middle, right)):
            split.addWidget(part)
            split.setStretchFactor(place, WIDTHS[place])
        split.setSizes(list(WIDTHS))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(split, 1)


def _column(*parts: QWidget) -> QFrame:
    """Parts below each other without gaps; levers and charts take the room that is left."""
    frame = QFrame()
    frame.setProperty("part", "panel")
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part, int(isinstance(part, (LeverPanel, Histogram, MonthChart))))
    return frame


def _unit(reading: Reading, money: MoneyUnit) -> str:
    return write_value(0, reading.metric(reading.root), language(), money).unit if reading.root else ""


def _expected(reading: Reading, chances: Chances | None) -> Expected:
    """What the setting that is shown comes to, as the table of scenarios says it."""
    if chances is None:
        return Expected(reading.kgi)
    kgi = reading.kgi if chances.is_plain else chances.projected
    return Expected(kgi, chances.p10, chances.p90, chances.probability)


def _raise(error: Exception) -> None:
    raise error
