"""Killed at any moment: what was acknowledged is there, nothing is half there, no file is left beside the plan."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from isplanner.plan.blueprint import Blueprint
from isplanner.store.document import Document
from tests.store.samples import side_files

TRIALS = 24

# Rounds of edits, an import, undo and redo; after each it says which revision is on the disk.
EDITS = """
import itertools, sys
from datetime import date, timedelta
from pathlib import Path
from isplanner.plan.fact import Fact, FactKind, Source
from isplanner.plan.period import Span
from isplanner.plan.scope import NodeKey
from isplanner.store import edits
from isplanner.store.document import Document
from isplanner.store.facts import ReadFile

first = date(2026, 7, 1)
with Document.open(Path(sys.argv[1])) as document:
    say = lambda: print(document.plan.revision, flush=True)
    for number in itertools.count(document.plan.revision):
        document.edit(edits.set_levers({NodeKey("connect_rate", "webinar"): number / 1e6}, "案 {}".format))
        say()
        document.edit(edits.rename_plan(str(number)))
        say()
        days = (Span(first + timedelta(n), first + timedelta(n + 1)) for n in range(500))
        source = Source("a.xlsx", "7月", "C6")
        facts = (Fact("dials", FactKind.ACTUAL, day, "day", f"人{number % 7}", None, number, source) for day in days)
        document.append_batch([ReadFile("a.xlsx", str(number))], facts, [], None)
        say()
        document.undo()
        say()
        document.redo()
        say()
        document.undo()
        say()
"""


def killed_after(seconds: float, *command: str) -> list[str]:
    """The whole lines a program has said when it is killed so long after the first of them."""
    with subprocess.Popen(
        [sys.executable, "-c", *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        said = [program.stdout.readline()]
        time.sleep(seconds)
        program.send_signal(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
        # Not `communicate`: it passes over what `readline` has read ahead.
        rest, errors = program.stdout.read(), program.stderr.read()
    assert errors == ""
    return [line for line in "".join([*said, rest]).splitlines(keepends=True) if line.endswith("\n")]


def test_killed_while_editing(path: Path, blueprint: Blueprint) -> None:
    """On one file, so that damage could pile up."""
    Document.create(path, blueprint).close()
    chance = random.Random(3)
    acknowledged = 0
    for _ in range(TRIALS):
        said = killed_after(chance.uniform(0, 0.25), EDITS, str(path))
        # The first look may have to take an unfinished edit back: so also by a command that only reads.
        with Document.open(path, read_only=chance.random() < 0.5) as document:
            assert document.plan.revision in (int(said[-1]), int(said[-1]) + 1)
            assert document.check() == ()
            assert len(document.actuals()) % 500 == 0
        assert side_files(path) == []
        acknowledged += len(said)
    assert acknowledged > 2 * TRIALS
    with Document.open(path) as document:
        while document.next_turns()[0] is not None:
            document.undo()
        assert (document.plan.name, document.plan.members) == (blueprint.name, ())
        assert document.check() == ()


COPIES = """
import itertools, sys
from pathlib import Path
from isplanner.store.document import Document
with Document.open(Path(sys.argv[1])) as document:
    for number in itertools.count():
        document.backup(Path(sys.argv[2]))
        print(number, flush=True)
"""


def test_killed_while_copying(path: Path, blueprint: Blueprint) -> None:
    """What takes its place beside others is whole, and the next attempt sweeps what the killed one left."""
    out = path.with_name("copy.isplan")
    with Document.create(path, blueprint) as document:
        chance = random.Random(4)
        for _ in range(8):
            killed_after(chance.uniform(0, 0.1), COPIES, str(path), str(out))
            with Document.open(out) as copy:
                assert copy.plan == document.plan
                assert copy.check() == ()
        document.backup(out)
    assert side_files(path) == ["copy.isplan"]
