"""Whether a plan is whole: its file, and the sums of its targets in every direction."""

from isplanner.analysis.sharing.allocate import allocate
from isplanner.analysis.sharing.sums import check_sums
from isplanner.analysis.sharing.ways import read_record
from isplanner.plan.problem import Problem
from isplanner.store.document import Document


def verify(document: Document) -> tuple[Problem, ...]:
    """All that is wrong with a plan. Sums are looked at only where the file is whole."""
    if problems := document.check():
        return problems
    plan, record = document.plan, read_record(document.plan, document.actuals())
    return check_sums(plan, lambda metric, line: allocate(plan, metric, record, line))
