"""What the check finds, and that it finds nothing else."""

import random
import sqlite3
from pathlib import Path

import pytest

from isplanner.plan.problem import PlanError
from isplanner.store import edits
from isplanner.store.document import Document
from isplanner.text.messages import say
from tests.store.samples import bring_in, fact, query, side_files


@pytest.fixture
def filled(document: Document) -> Document:
    document.edit(edits.set_goal("revenue", 1.2e8))
    bring_in(document, [fact(0.1), fact(0.2, "connects"), fact(0.3, "orders")])
    return document


def tampered(document: Document, sql: str) -> list[str]:
    """Codes of what is found after a change behind the program's back."""
    connection = sqlite3.connect(document.path)
    connection.execute("pragma foreign_keys = off")
    connection.execute("pragma ignore_check_constraints = on")
    with connection:
        connection.execute(sql)
    connection.close()
    problems = document.check()
    for problem in problems:
        for words in (say(problem, {}, "ja"), say(problem, {}, "en")):
            assert str(problem.values.get("table") or problem.values["detail"]) in words or problem.values.get("row")
    return sorted({problem.code for problem in problems})


def test_whole_plan_has_no_problem_and_stays_as_it_is(filled: Document) -> None:
    before = filled.path.read_bytes()
    assert filled.check() == ()
    filled.undo()
    assert filled.check() == ()
    assert before != filled.path.read_bytes()
    before = filled.path.read_bytes()
    assert filled.check() == ()
    assert filled.path.read_bytes() == before
    assert side_files(filled.path) == []


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("delete from fact where id = 2", "batch_differs"),
        ("update fact set value = value + 1e-9 where id = 2", "batch_differs"),
        (
            """insert into fact select 9, batch, metric, is_target, member, channel, start, stop, grain,
                0.0, sheet, 1, 1 from fact where id = 1""",
            "batch_differs",
        ),
        ("update batch set total = 7.0", "batch_differs"),
        ("delete from edit where id = 2", "history_differs"),
        ("update plan set revision = 9", "history_differs"),
        ("update plan set last_edit = 9", "history_differs"),
        ("delete from change where edit = 1", "history_differs"),
        ("update fact set member = 77", "broken_reference"),
        (
            "delete from sheet",
            "broken_reference",
        ),
        ("create table extra (a)", "strange_table"),
        ("update change set row_id = 12345 where relation = 'batch' and edit = 2", "undo_differs"),
        ("update fact set is_target = 5", "damaged_page"),
    ],
)
def test_what_is_wrong_is_found(filled: Document, sql: str, code: str) -> None:
    assert code in tampered(filled, sql)


def content(path: Path) -> list[object]:
    """All rows of all tables."""
    tables = query(path, "select name from sqlite_schema where type = 'table'")
    return [query(path, f"select * from {table} order by id") for (table,) in tables]


def test_half_copies_are_found(filled: Document) -> None:
    """A copy taken in mid-write: some pages of before, some of after; SQLite calls such a file whole."""
    path, page = filled.path.with_name("half.isplan"), 4096
    before, content_before = filled.path.read_bytes(), content(filled.path)
    bring_in(filled, [fact(n, member=f"人{n}") for n in range(400)], mark="2")
    after, content_after = filled.path.read_bytes(), content(filled.path)
    differing = 0
    for cut in range(page, len(after), page):
        for half in (after[:cut] + before[cut:], before[:cut] + after[cut:]):
            if not is_refused_or_found(path, half):
                assert content(path) in (content_before, content_after)
            else:
                differing += 1
    assert differing > 20


def is_refused_or_found(path: Path, bytes_: bytes) -> bool:
    path.write_bytes(bytes_)
    try:
        with Document.open(path) as document:
            return document.check() != ()
    except PlanError:
        return True


def test_overwritten_bytes_never_crash(filled: Document) -> None:
    whole, whole_content = filled.path.read_bytes(), content(filled.path)
    path = filled.path.with_name("damaged.isplan")
    chance = random.Random(2)
    unnoticed = 0
    for _ in range(50):
        damaged = bytearray(whole)
        at = chance.randrange(len(damaged) - 16)
        damaged[at : at + 16] = chance.randbytes(16)
        if not is_refused_or_found(path, bytes(damaged)):
            unnoticed += content(path) != whole_content
    assert unnoticed <= 3  # a letter of a name, a digit of a target: nothing in the file could tell
