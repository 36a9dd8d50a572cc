"""点検: what is found of a plan, and what of each node can be told beside its numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from isplanner.analysis.finding import Finding
from isplanner.analysis.impact import measure_impacts
from isplanner.analysis.judge import judge
from isplanner.analysis.past import Past
from isplanner.analysis.relevance import related
from isplanner.analysis.smart import Smart, judge_smart
from isplanner.analysis.state import Known
from isplanner.jobs.evidence import gather_evidence
from isplanner.plan.actuals import Actuals
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey


@dataclass(frozen=True, slots=True, eq=False)
class Inspection:
    """A plan looked through at the end of a day.

    `findings` begin with formulas that cannot be worked out. `impacts` are what nodes cost the KGI, in its unit;
    `elasticities` by how many percent it moves for 1 % of them; `past` is what they reached.
    """

    known: Known
    findings: tuple[Finding, ...]
    impacts: Mapping[NodeKey, float]
    elasticities: Mapping[NodeKey, float]
    past: Past

    @property
    def plan(self) -> Plan:
        """The plan that was looked through."""
        return self.known.plan

    def smart(self, node: NodeKey) -> Smart:
        """The five checks of any node, a KPI or not."""
        nodes = related(self.plan, self.elasticities, 0.0) if self.elasticities else frozenset(self.plan.tree.nodes)
        return judge_smart(self.known, node, nodes)


def inspect(plan: Plan, actuals: Actuals, looked_at: date | None = None) -> Inspection:
    """Look a plan through as of a day (that of the actuals unless given)."""
    evidence = gather_evidence(plan, actuals, looked_at)
    broken = tuple(Finding(problem, node) for node, problem in plan.tree.problems.items())
    return Inspection(
        known=evidence.sources.known,
        findings=(*broken, *judge(evidence)),
        impacts=measure_impacts(evidence.sources.known),
        elasticities=evidence.elasticities,
        past=evidence.past,
    )
