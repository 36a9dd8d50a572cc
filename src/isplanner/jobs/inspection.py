"""点検: what is found of a plan, and what of each node can be told beside its numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import isfinite

from isplanner.analysis.attribution.impact import measure_impacts
from isplanner.analysis.attribution.state import Known
from isplanner.analysis.estimates.past import Past
from isplanner.analysis.estimates.series import business_days
from isplanner.analysis.judging.finding import Finding
from isplanner.analysis.judging.judge import judge
from isplanner.analysis.judging.smart import Smart, judge_smart
from isplanner.analysis.tree.relevance import related
from isplanner.jobs.evidence import gather_evidence
from isplanner.plan.actuals import Actuals
from isplanner.plan.period import Span
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

    def months(self, node: NodeKey) -> tuple[tuple[Span, float], ...]:
        """What a node reached in each closed month, as its target is said: a count's pace laid on the whole period."""
        track, plan = self.past.by_month(node), self.plan
        months = plan.months
        days = 1.0
        if plan.metrics[node.metric].is_whole:
            days = float(business_days(plan.calendar, months) @ [plan.factor(month) for month in months])
        paces = zip(track.spans, track.pace.tolist(), strict=True)
        return tuple((span, pace * days) for span, pace in paces if isfinite(pace))

    def smart(self, node: NodeKey) -> Smart:
        """The five checks of any node, a KPI or not."""
        nodes = related(self.plan, self.elasticities, 0.0) if self.elasticities else frozenset(self.plan.tree.nodes)
        return judge_smart(self.known, node, nodes)


def inspect(plan: Plan, actuals: Actuals, looked_at: date | None = None) -> Inspection:
    """Look a plan through as of a day (that of the actuals unless given)."""
    evidence = gather_evidence(plan, actuals, looked_at)
    return Inspection(
        known=evidence.sources.known,
        findings=judge(evidence),
        impacts=measure_impacts(evidence.sources.known),
        elasticities=evidence.elasticities,
        past=evidence.past,
    )
