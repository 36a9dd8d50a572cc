"""Guide: goes on with the step of a plan that the user asks for."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, QSize

from isplanner.desktop.background import LatestRunner
from isplanner.desktop.goal_tree.graft import Graft
from isplanner.desktop.goal_tree.guide.factors_panel import FactorsPanel
from isplanner.desktop.goal_tree.guide.targets_panel import TargetsPanel
from isplanner.desktop.language import language
from isplanner.jobs.guide_steps import Stage
from isplanner.plan.problem import PlanError
from isplanner.text.problems import describe_problem

if TYPE_CHECKING:
    from isplanner.desktop.goal_tree.workspace import GoalTreeWorkspace
    from isplanner.jobs.guide import FactorOffer, SolvedTargets
    from isplanner.store.edits import Change


class Guide(QObject):
    """The KGI is asked by the dialog that any screen asks it with; factors and targets by panels under the strip."""

    def __init__(self, workspace: "GoalTreeWorkspace") -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._session, self._deeds, self.strip = workspace.session, workspace.deeds, workspace.bar.guide
        self.factors, self.targets = FactorsPanel(workspace), TargetsPanel(workspace)
        self._runner = LatestRunner(self)
        self._runner.finished.connect(self._on_found)
        self._runner.failed.connect(self._on_failed)
        self.strip.wanted.connect(self.go_on)
        self.factors.tree_wanted.connect(self._plant)
        self.factors.metric_wanted.connect(lambda key: self._deeds.grow(Graft(added={key: None}), key))
        self.factors.own_wanted.connect(self._add_factor)
        self.targets.accepted.connect(self._set_targets)
        self.targets.solving_wanted.connect(self._solve)
        self._session.plan_changed.connect(self._on_plan_changed)

    def go_on(self, stage: Stage) -> None:
        """Go on with a step; before there is a KGI with its goal every way leads to that."""
        plan = self._session.plan
        if stage is Stage.KGI or plan.tree.root is None or (stage is Stage.KPIS and plan.goal is None):
            self._workspace.goal_wanted.emit()
        elif stage is Stage.FACTORS:
            self.factors.open_at(self._place)
            self._offer()
        else:
            self.targets.open_at(self._place)
            self._solve()

    def _offer(self) -> None:
        from isplanner.jobs.guide import offer_factors

        self._runner.submit(self._session.on_facts(offer_factors))

    def _solve(self) -> None:
        from isplanner.jobs.guide import solve_targets

        given = self.targets.asked.values
        self.targets.show_waiting()
        self._runner.submit(self._session.on_facts(lambda plan, actuals: solve_targets(plan, actuals, given)))

    def _on_plan_changed(self, change: "Change") -> None:
        """What a panel shows was worked out for the plan before."""
        if not change.parts:
            return
        if self.targets.isVisible():
            self._solve()
        elif self.factors.isVisible():
            self._offer()

    @property
    def _place(self) -> QRect:
        """The right edge below the bar: a panel lies over the details there, not over the tree."""
        return QRect(QPoint(self._workspace.width(), self._workspace.bar.height()), QSize(1, 1))

    def _on_found(self, found: object) -> None:
        from isplanner.jobs.guide import Factors, SolvedTargets

        plan = self._session.plan
        if isinstance(found, Factors) and self.factors.isVisible():
            self.factors.show_factors(plan, found, self._place)
        elif isinstance(found, SolvedTargets) and self.targets.isVisible():
            self.targets.show_targets(plan, found, self._session.focus.money_unit, self._place)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, PlanError):
            raise error
        words = describe_problem(error.problem, self._session.plan, language())
        for panel in (self.factors, self.targets):
            if panel.isVisible():
                panel.show_problem(words, self._place)

    def _plant(self, offer: "FactorOffer") -> None:
        from isplanner.jobs.guide import factors_edit

        self._deeds.store(factors_edit(self._session.plan, offer))

    def _add_factor(self) -> None:
        root = self._session.plan.tree.root
        if root is not None:
            self._deeds.went.emit(root)
            self._workspace.hand.add_child()

    def _set_targets(self, solved: "SolvedTargets") -> None:
        from isplanner.jobs.guide import solved_targets_edit

        self._deeds.store(solved_targets_edit(self._session.plan, solved, language()))
