"""What a drop on the canvas would make of the tree, in words."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from isplanner.desktop.goal_tree import graft
from isplanner.desktop.goal_tree.canvas.card_drag import Drop, Landing, Zone
from isplanner.desktop.language import language
from isplanner.plan.formula import Formula, NameTable, format_formula
from isplanner.plan.scope import NodeKey
from isplanner.text.names import metric_name, node_name
from isplanner.text.numbers import write_value
from isplanner.text.problems import describe_problem

if TYPE_CHECKING:
    from isplanner.desktop.goal_tree.deeds import Deeds
    from isplanner.desktop.goal_tree.graft import Graft
    from isplanner.desktop.session import Session
    from isplanner.plan.plan import Plan


class Landings(QObject):
    """Tries drops on the plan as it is stored."""

    def __init__(self, session: "Session", deeds: "Deeds", parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._deeds = session, deeds

    def of(self, drop: Drop) -> Landing | None:
        """What a drop would do; None where it would do nothing."""
        plan = self._session.plan
        above = drop.target if drop.zone is Zone.INTO else drop.above
        if above is None:
            return None
        at = None if drop.zone is Zone.INTO else drop.target.metric
        change = graft.moved(plan, drop.node.metric, drop.source, above, at, is_after=drop.zone is not Zone.BEFORE)
        flaw = change.flaw(plan)
        reason = describe_problem(flaw, plan, language()) if flaw else ""
        return Landing(self._words(plan, change, above, drop.node), reason, lambda: self._deeds.move(change, drop.node))

    def _words(self, plan: "Plan", change: "Graft", above: NodeKey, node: NodeKey) -> str:
        """受注数 ＝ 有効商談数 × 有効商談受注率 × ［着電率］, with the unit."""
        hosts = [host for host in graft.hosts(plan, above) if host in change.formulas]
        expression = change.formulas[hosts[0]] if hosts else None
        if expression is None:
            return ""
        text = format_formula(Formula("", expression), NameTable.of(plan), language())
        name, host = metric_name(plan.metrics[node.metric], language()), plan.metrics[above.metric]
        unit = write_value(0.0, host, language()).unit or self.tr("件")
        return self.tr("{name} ＝ {formula}　（単位 {unit}）").format(
            name=node_name(above, plan.metrics, plan.channels, language()),
            formula=text.replace(name, self.tr("［{name}］").format(name=name)),
            unit=unit,
        )
