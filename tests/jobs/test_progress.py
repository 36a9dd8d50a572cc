"""What was shown of progress is kept where it can be."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from isplanner.jobs.demo import make_demo
from isplanner.jobs.progress import Progress, keep_shown, work_out_progress
from isplanner.store.document import Document


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.isplan"
    make_demo(path, "ja")
    return path


def show(document: Document) -> Progress:
    progress = work_out_progress(document.plan, document.actuals())
    keep_shown(document, progress)
    return progress


def test_a_file_that_is_read_only_keeps_nothing(demo: Path) -> None:
    with Document.open(demo, read_only=True) as document:
        assert show(document).aimed
        assert document.forecasts.kept() == ()


def test_while_another_program_writes_it_is_shown_all_the_same(demo: Path) -> None:
    with Document.open(demo, wait=0.01) as document, closing(sqlite3.connect(demo)) as other:
        progress = work_out_progress(document.plan, document.actuals())
        other.execute("begin exclusive")
        keep_shown(document, progress)
        other.rollback()
        assert document.forecasts.kept() == ()


def test_nodes_without_a_target_are_forecast_but_not_kept(demo: Path) -> None:
    with Document.open(demo) as document:
        progress = show(document)
        kept = {(one.node, one.member) for one in document.forecasts.kept()}
        assert kept == {(one.node, one.member) for one in progress.aimed if one.forecast is not None}
        assert all(one.node in document.plan.targets for one in progress.aimed)
