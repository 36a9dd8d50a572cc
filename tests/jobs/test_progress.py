"""What was shown of progress is kept where it can be."""

import sqlite3
from contextlib import closing
from pathlib import Path

from isplanner.jobs.progress import Progress, keep_shown, work_out_progress
from isplanner.store.document import Document


def show(document: Document) -> Progress:
    progress = work_out_progress(document.plan, document.actuals())
    keep_shown(document, progress)
    return progress


def test_a_file_that_is_read_only_keeps_nothing(demo_plan: Path) -> None:
    with Document.open(demo_plan, read_only=True) as document:
        assert show(document).aimed
        assert document.forecasts.kept() == ()


def test_while_another_program_writes_it_is_shown_all_the_same(demo_plan: Path) -> None:
    with Document.open(demo_plan, wait=0.01) as document, closing(sqlite3.connect(demo_plan)) as other:
        progress = work_out_progress(document.plan, document.actuals())
        other.execute("begin exclusive")
        keep_shown(document, progress)
        other.rollback()
        assert document.forecasts.kept() == ()


def test_nodes_without_a_target_are_forecast_but_not_kept(demo_plan: Path) -> None:
    with Document.open(demo_plan) as document:
        progress = show(document)
        kept = {(one.node, one.member) for one in document.forecasts.kept()}
        assert kept == {(one.node, one.member) for one in progress.aimed if one.forecast is not None}
        assert all(one.node in document.plan.targets for one in progress.aimed)
