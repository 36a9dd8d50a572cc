"""The steps give the tables that a file of this version is compared with; old files still say the same numbers."""

import shutil
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from isplanner.jobs.answer import work_out
from isplanner.jobs.delays import delays
from isplanner.plan.headcount import Headcount, Hire
from isplanner.plan.period import Span
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey
from isplanner.plan.target import Edition, Levels, Way
from isplanner.store import edits, schema
from isplanner.store.connection import pragma
from isplanner.store.document import Document
from isplanner.store.migrations import migrate
from tests.store.samples import content, draft_name, query

FILES = Path(__file__).parent.parent / "files"
VALID = NodeKey("valid_appointments", "webinar")
APPOINTMENTS = NodeKey("appointments", "webinar")


@pytest.fixture
def old(path: Path) -> Path:
    """The demo plan with some edits more, as the last program of version 1 wrote it."""
    shutil.copy(FILES / "version_1.isplan", path)
    return path


def test_all_steps_give_the_tables_of_this_version() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    assert schema.strangers(connection) == ()
    assert pragma(connection, "user_version") == schema.VERSION


def test_steps_are_taken_once() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    connection.execute("insert into closing (start, stop) values (1, 2)")
    migrate(connection)
    assert connection.execute("select count(*) from closing").fetchone() == (1,)


def test_another_case_or_spacing_of_a_statement_is_no_difference() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for statement in schema.TABLES.split(";"):
        connection.execute(statement.replace("create table goal (", 'CREATE TABLE "goal"  (').replace(", ", ",  "))
    assert schema.strangers(connection) == ()


def test_name_of_a_column_is_a_difference() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for statement in schema.TABLES.split(";"):
        connection.execute(statement.replace("is_baseline integer", "isbaseline integer").replace("(is_b", "(isb"))
    assert schema.strangers(connection) == ("scenario",)


def test_plan_of_version_1_says_the_same_numbers(old: Path) -> None:
    with Document.open(old) as document:
        plan, facts = document.plan, document.actuals()
        answer = work_out(plan, facts)
        assert (plan.name, plan.revision, len(document.history())) == ("2026年度 第3四半期 営業計画", 18, 17)
        # Worked out with version 1's own program.
        assert answer.projection.kgi == pytest.approx(108_327_297.65553877, rel=1e-12)
        assert (len(facts), facts.value.sum(), answer.as_of) == (4099, 174_027_217.0, date(2026, 11, 20))
        assert sum(target.value for key, target in plan.targets.items() if key.metric == "revenue") == 240_000_000
        assert (plan.targets[APPOINTMENTS].edition, plan.targets[NodeKey("dials", "webinar")].way) == (
            Edition.AGREED,
            Way.EVEN,
        )
        october = Span(date(2026, 10, 1), date(2026, 11, 1))
        assert [(cell.node, cell.member, cell.span, cell.value) for cell in plan.fixed_cells] == [
            (APPOINTMENTS, 1, october, 9),
            (APPOINTMENTS, None, october, 60),
        ]
        assert [(scenario.name, len(scenario.values)) for scenario in plan.scenarios] == [
            ("基準", 0),
            ("強気", 29),
            ("慎重", 29),
            ("目標案 A", 29),
        ]
        assert (plan.members[7].joined, plan.members[7].ramp, plan.members[7].teams) == (
            date(2026, 10, 1),
            (0.5, 0.75),
            (),
        )
        assert (plan.aims, plan.factors, plan.judgements, plan.levels) == ({}, {}, {}, Levels())
        assert document.check() == ()
    assert query(old, "pragma user_version") == [(schema.VERSION,)]


def test_plan_of_version_3_has_scenarios_with_the_plans_people(path: Path) -> None:
    shutil.copy(FILES / "version_3.isplan", path)
    with Document.open(path) as document:
        assert [(scenario.name, scenario.note) for scenario in document.plan.scenarios] == [
            ("基準", ""),
            ("案 1", "架電を増やさない案"),
        ]
        assert all(scenario.headcount.is_same for scenario in document.plan.scenarios)
        assert document.redo().code == "rename_plan"
        member = document.plan.members[1]
        assert (member.name, member.capacity, member.ramp) == ("高橋 健", 0.5, (0.5, 0.75))
        headcount = Headcount((Hire(2.0, date(2026, 11, 1), (0.5,)),), {member.id: date(2026, 12, 1)})
        document.edit(edits.set_headcount(headcount, draft_name))
        assert document.plan.chosen.headcount == headcount
        assert document.check() == ()
    assert query(path, "pragma user_version") == [(schema.VERSION,)]


def test_plan_of_version_4_has_nothing_open_at_its_start(path: Path) -> None:
    shutil.copy(FILES / "version_4.isplan", path)
    with Document.open(path) as document:
        plan = document.plan
        assert plan.chosen.headcount.hires == (Hire(2.0, date(2026, 11, 1), (0.5,)),)
        assert [delay.shares for delay in delays(plan, "orders")][:1] == [(0.6, 0.3, 0.1)]
        assert plan.open_at_start == {}
        assert document.redo().code == "rename_plan"
        document.edit(edits.set_open_at_start({VALID: 12.0}))
        assert document.plan.open_at_start == {VALID: 12.0}
        assert document.check() == ()
    assert query(path, "pragma user_version") == [(schema.VERSION,)]


def test_edits_of_version_1_can_be_undone_and_redone(old: Path) -> None:
    with Document.open(old) as document:
        before, undone = content(document.plan), document.next_turns()[1]
        assert undone is not None
        assert document.redo().code == undone.code == "rename_plan"
        done = sum(not edit.undone for edit in document.history())
        for _ in range(done):
            document.undo()
        assert not document.plan.targets
        for _ in range(done - 1):
            document.redo()
        assert content(document.plan) == before
        document.edit(edits.set_markup(APPOINTMENTS, 0.1))
        assert document.undo().parts == {"targets"}
        assert document.check() == ()


def test_old_file_with_what_is_not_of_its_version_stays_as_it_is(old: Path) -> None:
    query(old, "create table judgements (id integer primary key)")
    before = old.read_bytes()
    with pytest.raises(PlanError, match="damaged_plan"):
        Document.open(old)
    assert old.read_bytes() == before
