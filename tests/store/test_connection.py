"""When the file or the disk fails: one code each, the plan as it was, no side file (design: safety.md 3)."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from isplanner.plan.blueprint import Blueprint
from isplanner.plan.problem import PlanError
from isplanner.store import edits, schema
from isplanner.store.document import Document
from isplanner.text.messages import say
from tests.store.samples import bring_in, fact, query, side_files

NOBODY = 65534
on_unix = pytest.mark.skipif(sys.platform == "win32", reason="rights are another matter there")


@contextmanager
def refused(code: str) -> Iterator[None]:
    """What is raised has this code, and words of few lines in both languages that name the file."""
    with pytest.raises(PlanError) as error:
        yield
    problem = error.value.problem
    assert problem.code == code
    for words in (say(problem, {}, "ja"), say(problem, {}, "en")):
        assert str(problem.values["file"]) in words
        assert len(words.splitlines()) <= 3


def refuse_open(path: Path, code: str) -> None:
    before = path.read_bytes() if path.is_file() else None
    with refused(code):
        Document.open(path)
    assert before is None or path.read_bytes() == before
    assert side_files(path) == []


@pytest.fixture
def plan_path(path: Path, blueprint: Blueprint) -> Path:
    """A closed plan with a few edits."""
    with Document.create(path, blueprint) as document:
        document.edit(edits.set_goal("revenue", 1.2e8))
        bring_in(document, [fact(1)])
    return path


@pytest.mark.parametrize(
    "bytes_",
    [b"", b"\0" * 4096, b"PK\x03\x04" + b"x" * 5000, b"SQLite format 3\0", b"SQLite format 3\0" + b"\xff" * 4096],
)
def test_what_is_no_plan_is_refused(path: Path, bytes_: bytes) -> None:
    path.write_bytes(bytes_)
    refuse_open(path, "not_a_plan")


def test_other_sqlite_file_is_no_plan(path: Path) -> None:
    query(path, "create table t (a)")
    refuse_open(path, "not_a_plan")


def test_folder_is_no_plan(path: Path) -> None:
    path.mkdir()
    refuse_open(path, "not_a_plan")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders here")
def test_pipe_is_no_plan(path: Path) -> None:
    os.mkfifo(path)
    refuse_open(path, "not_a_plan")


def test_missing_plan_is_said(path: Path) -> None:
    refuse_open(path, "plan_not_found")
    assert not path.exists()


def test_newer_version_is_refused(plan_path: Path) -> None:
    query(plan_path, f"pragma user_version = {schema.VERSION + 1}")
    refuse_open(plan_path, "newer_version")


@pytest.mark.parametrize(
    "sql",
    [
        "create trigger fact after insert on member begin update plan set name = 'x'; end",
        "create view v as select * from plan",
        "create table extra (a)",
        "create table _sqlite_migrations2 (a)",
        "create trigger sly after insert on _sqlite_migrations begin delete from plan; end",
        "create index i on fact (value)",
        "drop index fact_identity",
        "drop table held_cell",
        "alter table plan add column more text",
        "alter table member rename column gone to left",
    ],
)
def test_strange_schema_is_refused(plan_path: Path, sql: str) -> None:
    query(plan_path, sql)
    refuse_open(plan_path, "damaged_plan")


def test_older_file_is_brought_to_this_version(plan_path: Path) -> None:
    query(plan_path, "pragma user_version = 0")
    with Document.open(plan_path, read_only=True) as document:
        assert document.plan.goal is not None
    assert query(plan_path, "pragma user_version") == [(schema.VERSION,)]


@pytest.mark.parametrize(
    "script",
    [
        "drop table _sqlite_migrations; pragma user_version = 0;",
        f"pragma application_id = {schema.APPLICATION_ID};",
    ],
)
def test_file_that_is_not_of_the_version_it_says_is_refused(path: Path, blueprint: Blueprint, script: str) -> None:
    if "drop" in script:
        Document.create(path, blueprint).close()
    connection = sqlite3.connect(path)
    connection.executescript(script)
    connection.close()
    with refused("damaged_plan"):
        Document.open(path)
    assert side_files(path) == []


@pytest.mark.parametrize(
    "sql",
    [
        "update member set name = cast(x'ff41' as text)",
        "update plan set start = -5, stop = -1",
        "update plan set stop = 1000000000000",
        "update metric set kind = 'x' where id = 1",
        "update member set ramp = 'x'",
        "update member set ramp = '7'",
        "delete from plan",
        "insert into target (node, line, value, edition, way) values (1, 'must', 1.0, 'x', 'even')",
        "insert into lever_value (scenario, node, month, value) values (1, 99999, 0, 1.0)",
    ],
)
def test_cells_that_no_plan_can_hold_are_a_damaged_plan(plan_path: Path, sql: str) -> None:
    query(plan_path, sql)
    refuse_open(plan_path, "damaged_plan")


@pytest.mark.parametrize(
    "sql", ["update fact set value = 9e999", "update fact set grain = 77", "update fact set stop = 1e9"]
)
def test_facts_that_cannot_be_are_found_before_they_are_used(plan_path: Path, sql: str) -> None:
    with sqlite3.connect(plan_path) as connection:
        connection.execute("pragma ignore_check_constraints = on")
        connection.execute(sql)
    connection.close()
    with Document.open(plan_path) as document:
        with refused("damaged_plan"):
            document.actuals()
        with refused("damaged_plan"):
            list(document.facts())
        with refused("damaged_plan"):
            document.edit(edits.rename_plan("x"))
        assert [problem.code for problem in document.check()] == ["damaged_page"]


def test_damaged_pages_are_found_before_the_first_edit(plan_path: Path) -> None:
    with Document.open(plan_path) as document:
        bring_in(document, [fact(n, metric="connects", member=f"人{n}") for n in range(500)], mark="2")
    ((root,),) = query(plan_path, "select rootpage from sqlite_schema where name = 'fact'")
    with plan_path.open("r+b") as file:
        file.seek((int(str(root)) - 1) * 4096)
        file.write(b"\xa5" * 4096)
    with Document.open(plan_path) as document:
        with refused("damaged_plan"):
            document.edit(edits.rename_plan("x"))
        assert document.plan.name != "x"


def test_opened_as_safety_asks_for(document: Document) -> None:
    connection = document._file.connection  # noqa: SLF001 (what other programs do not see)
    asked = {
        "journal_mode": "delete",
        "synchronous": 3,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "application_id": schema.APPLICATION_ID,
        "user_version": schema.VERSION,
    }
    assert {name: connection.execute(f"pragma {name}").fetchone()[0] for name in asked} == asked
    (triggers,) = connection.execute("select count(*) from temp.sqlite_schema where type = 'trigger'").fetchone()
    assert triggers == 6 + 3 * 20


def test_wal_file_is_brought_back_to_one_file(plan_path: Path) -> None:
    query(plan_path, "pragma journal_mode = wal")
    with Document.open(plan_path) as document:
        document.edit(edits.rename_plan("a"))
        assert side_files(plan_path) == []
    assert query(plan_path, "pragma journal_mode") == [("delete",)]


def test_locked_plan_is_said_and_kept(plan_path: Path) -> None:
    other = sqlite3.connect(plan_path, isolation_level=None)
    with Document.open(plan_path, wait=0.05) as document:
        before = document.plan
        other.execute("begin immediate")
        with refused("locked"):
            document.edit(edits.rename_plan("a"))
        with refused("locked"):
            bring_in(document, [fact(2)], mark="2")
        with refused("locked"):
            document.undo()
        assert document.plan is before
        other.execute("rollback")
        document.edit(edits.rename_plan("a"))
        other.execute("begin exclusive")
        with refused("locked"):
            document.actuals()
        with refused("locked"):
            Document.open(plan_path, wait=0.05)
        with refused("locked"):
            document.backup(plan_path.with_name("copy"))
    other.close()


def test_disk_full_leaves_the_plan_and_the_next_edit_works(plan_path: Path) -> None:
    with Document.open(plan_path) as document:
        before = document.plan
        connection = document._file.connection  # noqa: SLF001 (a full disk without a disk)
        (pages,) = connection.execute("pragma page_count").fetchone()
        connection.execute(f"pragma max_page_count = {pages + 2}")
        with refused("disk_full"):
            bring_in(document, (fact(n, member=f"人{n}") for n in range(3_000)), mark="2")
        assert document.plan is before
        assert document.check() == ()
        assert document.edit(edits.rename_plan("a")) is not None
        connection.execute("pragma max_page_count = 100000")
        imported = bring_in(document, (fact(n, member=f"人{n}") for n in range(3_000)), mark="2")
        assert imported.change is not None
        assert document.check() == ()


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="needs root on Linux to make a small disk")
@pytest.mark.parametrize("free", [0, 8, 24, 48, 96])
def test_small_disk_refuses_whole_edits(plan_path: Path, free: int) -> None:
    """A file system of its own with so many KB more than the plan: import, edit, undo, backup."""
    script = f"""
set -e
mount -t tmpfs -o size={plan_path.stat().st_size // 1024 + free}k small "$1"
cp "$2" "$1/p.isplan"
exec "$3" "$4" "$1/p.isplan"
"""
    room = Path(tempfile.mkdtemp())
    driver = Path(__file__).with_name("full_disk.py")
    command = ["unshare", "-m", "sh", "-c", script, "sh", str(room), str(plan_path), sys.executable, str(driver)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    room.rmdir()
    if "unshare" in done.stderr or "mount" in done.stderr:
        pytest.skip("may not mount here")
    assert done.stderr == ""
    assert done.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="open files cannot be moved there")
@pytest.mark.parametrize("how", ["moved", "removed", "replaced", "folder moved"])
def test_file_that_is_gone_while_open_is_said(plan_path: Path, how: str) -> None:
    stranger = plan_path.with_name("stranger")
    with Document.open(plan_path) as document:
        if how == "moved":
            plan_path.rename(plan_path.with_name("elsewhere"))
        elif how == "removed":
            plan_path.unlink()
        elif how == "replaced":
            shutil.copy(plan_path, stranger)
            kept = stranger.read_bytes()
            stranger.replace(plan_path)
        else:
            plan_path.parent.rename(plan_path.parent.with_name("elsewhere"))
        before = document.plan
        with refused("moved"):
            document.edit(edits.rename_plan("a"))
        assert document.plan is before
        assert len(document.actuals()) == 1
        if how == "replaced":
            assert plan_path.read_bytes() == kept


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may enter; root's own temporary folders are closed to others."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def tried_without_rights(act: Callable[[], dict[str, object]]) -> dict[str, object]:
    """What an act gives in a process of a user who is not root: root may read and write anything."""
    reader, writer = os.pipe()
    if (child := os.fork()) == 0:
        if os.geteuid() == 0:
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        try:
            os.write(writer, json.dumps(act()).encode())
        finally:
            os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    with os.fdopen(reader) as answer:
        return dict(json.load(answer))


def look_and_edit(path: Path) -> dict[str, object]:
    try:
        document = Document.open(path)
    except PlanError as error:
        return {"open": error.problem.code}
    with document:
        answer: dict[str, object] = {
            "read_only": document.read_only,
            "facts": len(document.actuals()),
            "problems": len(document.check()),
        }
        try:
            document.edit(edits.rename_plan("x"))
        except PlanError as error:
            return {**answer, "edit": error.problem.code}
    return answer


@on_unix
@pytest.mark.parametrize("what", ["file", "folder"])
def test_read_only_plan_is_read_and_not_written(open_folder: Path, plan_path: Path, what: str) -> None:
    path = Path(shutil.copy(plan_path, open_folder / "p.isplan"))
    path.chmod(0o444 if what == "file" else 0o644)
    open_folder.chmod(0o777 if what == "file" else 0o555)
    tried = tried_without_rights(lambda: look_and_edit(path))
    assert tried == {
        "read_only": True,
        "facts": 1,
        "problems": 0,
        "edit": "read_only",
    }
    assert path.read_bytes() == plan_path.read_bytes()
    assert side_files(path) == []


@on_unix
def test_plan_that_may_not_be_read_is_said(open_folder: Path, plan_path: Path) -> None:
    path = Path(shutil.copy(plan_path, open_folder / "p.isplan"))
    path.chmod(0)
    assert tried_without_rights(lambda: look_and_edit(path)) == {"open": "no_access"}


@on_unix
def test_folder_that_may_not_be_written_takes_no_plan(open_folder: Path, blueprint: Blueprint) -> None:
    def make() -> dict[str, object]:
        with pytest.raises(PlanError) as error:
            Document.create(open_folder / "new.isplan", blueprint)
        return {"create": error.value.problem.code}

    open_folder.chmod(0o555)
    assert tried_without_rights(make) == {"create": "no_access"}
    assert list(open_folder.iterdir()) == []


def interrupt(plan: Path, copy: Path) -> None:
    """Copy a plan in the midst of a large transaction, with its journal: what a power cut leaves."""
    with Document.open(plan) as document:
        bring_in(document, [fact(n, metric="connects", member=f"人{n}") for n in range(2_000)], mark="2")
    connection = sqlite3.connect(plan, isolation_level=None)
    connection.execute("pragma cache_size = 5")
    connection.execute("begin immediate")
    connection.execute("update fact set value = value + 1")
    connection.execute("update plan set name = 'half'")
    connection.execute("update fact set value = value + 1")
    shutil.copy(plan, copy)
    shutil.copy(f"{plan}-journal", f"{copy}-journal")
    connection.execute("rollback")
    connection.close()
    assert copy.read_bytes() != plan.read_bytes()


def test_interrupted_edit_is_taken_back_at_the_next_opening(plan_path: Path) -> None:
    copy = plan_path.with_name("copy.isplan")
    interrupt(plan_path, copy)
    with Document.open(plan_path) as whole, Document.open(copy, read_only=True) as document:
        assert document.plan == whole.plan
        assert document.actuals().value.tolist() == whole.actuals().value.tolist()
        assert document.check() == ()
    assert not copy.with_name("copy.isplan-journal").exists()


@pytest.mark.parametrize("read_only", [False, True])
def test_journal_without_an_edit_is_swept(plan_path: Path, read_only: bool) -> None:
    """A process killed between making its journal and writing to it."""
    journal = plan_path.with_name(f"{plan_path.name}-journal")
    journal.write_bytes(bytes(512))
    with Document.open(plan_path, read_only=read_only) as document:
        assert document.check() == ()
        assert side_files(plan_path) == []


def test_journal_of_another_program_at_work_stays(plan_path: Path) -> None:
    other = sqlite3.connect(plan_path, isolation_level=None)
    other.execute("begin immediate")
    other.execute("update plan set name = 'b'")
    with Document.open(plan_path, wait=0.05) as document:
        assert side_files(plan_path) == [f"{plan_path.name}-journal"]
        other.execute("commit")
        assert document.reload_if_changed() is not None
        assert document.plan.name == "b"
    other.close()


@on_unix
def test_interrupted_edit_where_nothing_can_be_written_is_said(open_folder: Path, plan_path: Path) -> None:
    path = open_folder / "p.isplan"
    interrupt(plan_path, path)
    open_folder.chmod(0o555)
    assert tried_without_rights(lambda: look_and_edit(path)) == {"open": "unfinished_edit"}
