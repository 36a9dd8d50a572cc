"""Making, opening, copying a plan; two programs on one plan."""

import os
import stat
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from isplanner.plan.blueprint import Blueprint
from isplanner.plan.calendar import Calendar
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import Member, NodeKey
from isplanner.store import edits
from isplanner.store.document import Document
from tests.store.samples import DIALS, ORDERS, RATE, bring_in, content, draft_name, fact, query, side_files


def test_new_plan_is_what_the_blueprint_says(document: Document, blueprint: Blueprint) -> None:
    plan = document.plan
    assert (plan.name, plan.period, plan.base, plan.rule) == (
        blueprint.name,
        blueprint.period,
        blueprint.base,
        blueprint.rule,
    )
    assert plan.calendar == Calendar(blueprint.closings)
    assert tuple(plan.metrics.values()) == blueprint.metrics
    assert list(plan.channels) == [channel.key for channel in blueprint.channels]
    nodes = plan.tree.nodes
    assert {key: node.formula.text if node.formula else None for key, node in nodes.items()} == blueprint.formulas
    assert list(nodes) == list(blueprint.formulas)
    assert {key: node.priority for key, node in nodes.items() if node.priority} == blueprint.priorities
    assert blueprint.kgi is not None
    assert plan.tree.root == NodeKey(blueprint.kgi)
    assert plan.tree.problems == {}
    assert (plan.goal, plan.targets, plan.fixed_cells, plan.members, plan.revision) == (None, {}, (), (), 0)
    assert [(scenario.name, scenario.is_baseline) for scenario in plan.scenarios] == [("基準", True)]
    assert plan.chosen is plan.scenarios[0]
    assert document.history() == ()
    assert document.check() == ()
    assert len(document.actuals()) == 0


def test_plan_is_one_file_of_its_owner(document: Document) -> None:
    document.edit(edits.rename_plan("a"))
    assert side_files(document.path) == []
    if os.name != "nt":
        assert stat.S_IMODE(document.path.stat().st_mode) == 0o600


def test_each_plan_has_an_id_of_its_own(tmp_path: Path, blueprint: Blueprint) -> None:
    ids = set()
    for name in ("a", "b"):
        with Document.create(tmp_path / name, blueprint) as document:
            ids.add(document.plan.document)
    assert len(ids) == 2


def test_each_edit_has_an_id_of_its_own(document: Document) -> None:
    for name in ("a", "b"):
        document.edit(edits.rename_plan(name))
    tokens = query(document.path, "select token from edit")
    assert len({str(token) for (token,) in tokens if len(str(token)) == 32}) == 2


@pytest.mark.parametrize("text", ["", "somebody's"])
def test_new_plan_takes_no_place_of_another_file(path: Path, blueprint: Blueprint, text: str) -> None:
    path.write_text(text)
    with pytest.raises(PlanError, match="plan_exists"):
        Document.create(path, blueprint)
    assert path.read_text() == text
    assert side_files(path) == []


def test_new_plan_in_no_folder_is_refused(path: Path, blueprint: Blueprint) -> None:
    with pytest.raises(PlanError, match="no_folder"):
        Document.create(path.parent / "nowhere" / "p.isplan", blueprint)


def test_new_plan_sweeps_what_a_killed_one_left(path: Path, blueprint: Blueprint) -> None:
    path.with_name(f".{path.name}.0123abcd.tmp").touch()
    path.with_name(f".{path.name}.0123abcd.tmp-journal").touch()
    Document.create(path, blueprint).close()
    assert side_files(path) == []


def test_plan_that_appears_meanwhile_stays(path: Path, blueprint: Blueprint, monkeypatch: pytest.MonkeyPatch) -> None:
    link = os.link

    def late(source: Path, target: Path) -> None:
        path.write_text("somebody's")
        link(source, target)

    monkeypatch.setattr(os, "link", late)
    with pytest.raises(PlanError, match="plan_exists"):
        Document.create(path, blueprint)
    assert path.read_text() == "somebody's"
    assert side_files(path) == []


@pytest.mark.parametrize("is_there", [False, True])
def test_plan_is_made_where_there_are_no_links(
    path: Path, blueprint: Blueprint, monkeypatch: pytest.MonkeyPatch, is_there: bool
) -> None:
    def refuse(_source: Path, _target: Path) -> None:
        if is_there:
            path.touch()
        raise PermissionError(1, "no hard links on exFAT")

    monkeypatch.setattr(os, "link", refuse)
    if is_there:
        with pytest.raises(PlanError, match="plan_exists"):
            Document.create(path, blueprint)
    else:
        Document.create(path, blueprint).close()
    assert path.exists()
    assert side_files(path) == []


def test_opening_loads_neither_numpy_nor_sqlite_utils(document: Document) -> None:
    """Both take their time; the window opens a plan before its first paint."""
    document.edit(edits.set_goal("revenue", 1.2e8))
    script = """
import sys
from pathlib import Path
from isplanner.store import edits
from isplanner.store.document import Document
with Document.open(Path(sys.argv[1])) as document:
    document.edit(edits.rename_plan("a"))
    document.undo()
print(sorted({"numpy", "sqlite_utils", "holidays", "PySide6"} & set(sys.modules)))
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(document.path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_read_only_document_reads_on_and_never_writes(document: Document) -> None:
    with Document.open(document.path, read_only=True) as reader:
        with pytest.raises(PlanError, match="read_only"):
            reader.edit(edits.rename_plan("b"))
        with pytest.raises(PlanError, match="read_only"):
            reader.undo()
        document.edit(edits.rename_plan("a"))
        bring_in(document, [fact(1)])
        change = reader.reload_if_changed()
        assert change is not None
        assert change.parts == {"plan", "members", "facts"}
        assert reader.plan.name == "a"
        assert reader.actuals().value.tolist() == [1]
        assert reader.check() == ()


def test_reader_in_another_thread_does_not_hinder_edits(document: Document) -> None:
    bring_in(document, [fact(n, member=f"人{n}") for n in range(3_000)])
    done = threading.Event()
    read: list[int] = []

    def work() -> None:
        with Document.open(document.path, read_only=True) as reader:
            while not done.is_set():
                reader.reload_if_changed()
                read.append(sum(1 for _ in reader.facts()))

    worker = threading.Thread(target=work)
    worker.start()
    while not read and worker.is_alive():  # a busy machine may begin to read late
        time.sleep(0.01)
    for number in range(50):
        document.edit(edits.rename_plan(f"{number}"))
    done.set()
    worker.join()
    assert set(read) == {3_000}


def test_change_by_another_program_is_seen(document: Document) -> None:
    assert document.reload_if_changed() is None
    with Document.open(document.path) as other:
        other.edit(edits.set_targets({ORDERS: 120}))
        before = document.plan
        change = document.reload_if_changed()
    assert change is not None
    assert (change.edit, change.code) == (1, "reload")
    assert change.parts == {"targets"}
    assert document.plan == other.plan
    assert document.plan.tree is before.tree
    assert document.reload_if_changed() is None


def test_edits_of_two_programs_to_different_cells_both_count(document: Document) -> None:
    document.edit(edits.set_levers({RATE: 0.2, DIALS: 10.0}, draft_name))
    with Document.open(document.path) as other:
        other.edit(edits.set_levers({RATE: 0.3}, draft_name))
        other.edit(edits.add_member(Member(0, "佐藤")))
        change = document.edit(edits.set_levers({DIALS: 20.0}, draft_name))
        assert change is not None
        assert change.parts == {"scenarios", "members"}
        bring_in(document, [fact(1, member="高橋")])
    assert document.plan.chosen.values == {RATE: 0.3, DIALS: 20.0}
    assert len(document.plan.members) == 2
    assert document.check() == ()


def test_edit_of_what_another_program_changed_is_refused(document: Document) -> None:
    document.edit(edits.set_levers({RATE: 0.2}, draft_name))
    with Document.open(document.path) as other:
        other.edit(edits.set_levers({RATE: 0.3, DIALS: 5.0}, draft_name))
        seen = document.plan
        for edit in (
            edits.set_levers({RATE: 0.4}, draft_name),
            edits.set_levers({DIALS: 6.0}, draft_name),
            edits.remove_node(RATE),
            edits.remove_scenario(seen.chosen),
        ):
            with pytest.raises(PlanError, match="changed_elsewhere"):
                document.edit(edit)
            assert document.plan is seen
        assert document.edit(edits.set_levers({RATE: 0.3, DIALS: 5.0}, draft_name)) is None
        change = document.reload_if_changed()
    assert change is not None
    assert document.plan.chosen.values == {RATE: 0.3, DIALS: 5.0}
    document.edit(edits.set_levers({RATE: 0.4}, draft_name))
    assert document.plan.chosen.values[RATE] == 0.4


def test_undo_takes_back_only_what_the_user_has_seen(document: Document) -> None:
    document.edit(edits.rename_plan("mine"))
    with Document.open(document.path) as other:
        other.edit(edits.set_targets({ORDERS: 1}))
    with pytest.raises(PlanError, match="changed_elsewhere"):
        document.undo()
    document.reload_if_changed()
    assert document.undo().code == "set_target"
    assert document.plan.name == "mine"


def test_facts_of_another_program_come_in_with_the_reload(document: Document) -> None:
    bring_in(document, [fact(1)])
    assert len(document.actuals()) == 1
    with Document.open(document.path) as other:
        bring_in(other, [fact(2, "connects"), fact(3)], mark="2")
        assert document.actuals().value.tolist() == [1]
        document.reload_if_changed()
        assert document.actuals().value.tolist() == [2, 3]
        other.undo()
        document.reload_if_changed()
        assert document.actuals().value.tolist() == [1]


def test_backup_is_the_same_plan(document: Document) -> None:
    document.edit(edits.rename_plan("a"))
    bring_in(document, [fact(1)])
    out = document.path.with_name("copy.isplan")
    out.write_text("an older one")
    document.backup(out)
    with Document.open(out) as copy:
        assert copy.plan == document.plan
        assert copy.history() == document.history()
        assert copy.actuals().value.tolist() == [1]
        assert copy.check() == ()
        copy.undo()
    assert side_files(document.path) == ["copy.isplan"]
    assert len(document.actuals()) == 1


def test_backup_never_takes_the_place_of_its_plan(document: Document) -> None:
    with pytest.raises(PlanError, match="plan_exists"):
        document.backup(document.path.parent / "." / ".." / document.path.parent.name / document.path.name)
    with pytest.raises(PlanError, match="no_folder"):
        document.backup(document.path.parent / "nowhere" / "copy")
    document.edit(edits.rename_plan("a"))


def test_backup_of_a_moved_plan_saves_what_is_open(document: Document) -> None:
    """What is left to a user whose file was taken away under an open window."""
    document.edit(edits.rename_plan("a"))
    out = document.path.with_name("saved.isplan")
    if os.name == "nt":
        pytest.skip("open files cannot be removed there")
    document.path.unlink()
    document.backup(out)
    with Document.open(out) as saved:
        assert content(saved.plan) == content(document.plan)


def test_time_of_an_edit_comes_from_the_clock(document: Document) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    document.edit(edits.rename_plan("a"))
    assert before <= document.history()[0].time <= datetime.now(UTC)


EDITS = """
import sys
from pathlib import Path
from isplanner.plan.scope import Member
from isplanner.store import edits
from isplanner.store.document import Document
for number in range(40):
    with Document.open(Path(sys.argv[1])) as document:
        document.edit(edits.add_member(Member(0, f"{sys.argv[2]}{number}")))
"""


def test_two_programs_at_once_lose_nothing(document: Document) -> None:
    programs = [subprocess.Popen([sys.executable, "-c", EDITS, str(document.path), name]) for name in ("a", "b")]
    for number in range(40):
        document.edit(edits.rename_plan(str(number)))
    assert [program.wait() for program in programs] == [0, 0]
    document.reload_if_changed()
    assert len({member.name for member in document.plan.members}) == 80
    assert (document.plan.name, document.plan.revision) == ("39", 120)
    assert document.check() == ()
