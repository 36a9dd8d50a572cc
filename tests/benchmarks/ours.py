"""What the program itself does in a child, which imports nothing of the benchmarks."""

from pathlib import Path

from isplanner.jobs.import_files import Wish, commit, read_files
from isplanner.store.document import Document


def import_calls(path: str, plan: str) -> dict[str, int]:
    """What a child does: import a file into a plan."""
    with Document.open(Path(plan)) as document:
        reading = read_files(document.plan, [Path(path)], Wish())
        imported = commit(document, reading)
        facts = document.actuals()
        dials = facts.metric == facts.metrics.index("dials")
        return {"batch": imported.batch or 0, "held": len(reading.held), "dials": int(facts.value[dials].sum())}
