"""Run by test_connection on a small file system: import, edit, undo and backup work whole or leave all as it was."""

import sys
from datetime import date
from pathlib import Path

from isplanner.plan.fact import Fact, FactKind, Source
from isplanner.plan.period import Span
from isplanner.plan.problem import PlanError
from isplanner.store import edits
from isplanner.store.document import Document
from isplanner.store.facts import ReadFile
from isplanner.store.stored import NewChannel

JULY = Span(date(2026, 7, 1), date(2026, 8, 1))


def bring_in(document: Document) -> object:
    facts = (
        Fact("dials", FactKind.ACTUAL, JULY, "month", f"人{number}", "webinar", number, Source("a", "b", None))
        for number in range(4_000)
    )
    return document.append_batch([ReadFile("a", "2")], facts, [], no_channel)


def no_channel(key: str) -> NewChannel:
    raise AssertionError(key)


def rename(document: Document) -> object:
    return document.edit(edits.rename_plan("x" * 9_000))


def back_up(document: Document) -> None:
    document.backup(document.path.with_name("copy"))


def tried(path: Path) -> None:
    for act in (bring_in, rename, Document.undo, back_up):
        with Document.open(path) as document:
            before, code = document.plan, "disk_full"
            try:
                act(document)
            except PlanError as error:
                code = error.problem.code
                assert document.plan is before
            assert code == "disk_full"
            assert document.check() == ()
        with Document.open(path) as again:
            assert again.plan == document.plan
        assert {other.name for other in path.parent.iterdir()} <= {"p.isplan", "copy"}


tried(Path(sys.argv[1]))
