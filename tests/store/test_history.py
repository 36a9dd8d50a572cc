"""The seven rules of the log, and what undo, redo and history promise."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from isplanner.plan.blueprint import Blueprint
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import Member, NodeKey
from isplanner.store import edits
from isplanner.store.document import Document
from isplanner.store.edits import Edit
from tests.store.samples import DIALS, ORDERS, RATE, bring_in, content, draft_name, fact, query


def statement(sql: str, *values: object) -> Edit:
    """An edit that does what no function of `edits` does."""

    def apply(connection: sqlite3.Connection, _plan: Plan) -> None:
        connection.execute(sql, values)

    return Edit("set_rule", {}, apply)


def rows(document: Document, table: str) -> list[tuple[object, ...]]:
    return query(document.path, f"select * from {table} order by id")


@pytest.fixture
def planned(document: Document) -> Document:
    document.edit(edits.set_targets({ORDERS: 120, DIALS: 2_000}))
    document.edit(edits.set_levers({RATE: 0.2, DIALS: (1.0, 2.0, 3.0)}, draft_name))
    document.edit(edits.add_scenario("強気", document.plan.chosen))
    return document


@pytest.mark.parametrize(
    "sql",
    [
        "delete from scenario where name = '案 1'",
        """insert or replace into target (id, node, line, value, edition, way)
        select 99, node, line, 1.0, edition, way from target limit 1""",
        """insert or replace into node (id, metric, channel)
        select 999, metric, channel from node where id = (select node from target limit 1)""",
        """update lever_value set scenario = 3 - scenario, month = month + 1, value = value * 2
        where scenario = 2 and month is not null""",
        "update target set value = -0.0",
        "update target set value = 5e-324",
        "update target set value = 1.7976931348623157e308",
        "update target set edition_day = null, value = value + 0.1",
    ],
)
def test_undo_puts_back_what_a_statement_does_to_any_row(planned: Document, sql: str) -> None:
    """Cascades over two tables, rows pushed out by others, two columns of a key at once, odd numbers."""
    tables = ("node", "target", "scenario", "lever_value")
    before = [rows(planned, table) for table in tables]
    assert planned.edit(statement(sql)) is not None
    after = [rows(planned, table) for table in tables]
    assert after != before
    planned.undo()
    assert [rows(planned, table) for table in tables] == before
    planned.redo()
    assert [rows(planned, table) for table in tables] == after
    assert planned.check() == ()


def test_names_that_change_places_are_undone(document: Document) -> None:
    for name in ("a", "b"):
        document.edit(edits.add_member(Member(0, name)))

    def swap(connection: sqlite3.Connection, _plan: Plan) -> None:
        for old, new in (("a", "c"), ("b", "a"), ("c", "b")):
            connection.execute("update member set name = ? where name = ?", [new, old])

    before = document.plan.members
    document.edit(Edit("set_rule", {}, swap))
    assert [member.name for member in document.plan.members] == ["b", "a"]
    document.undo()
    assert document.plan.members == before


def test_text_where_a_number_belongs_refuses_the_whole_edit(planned: Document) -> None:
    def apply(connection: sqlite3.Connection, _plan: Plan) -> None:
        connection.execute("update plan set name = 'x'")
        connection.execute("update target set value = 'many'")

    before = planned.plan
    with pytest.raises(sqlite3.IntegrityError):
        planned.edit(Edit("set_rule", {}, apply))
    assert planned.plan is before
    assert rows(planned, "plan")[0][4] == before.name
    planned.edit(edits.rename_plan("as before"))


def test_edit_without_change_keeps_the_redo_list(planned: Document) -> None:
    planned.undo()
    assert planned.edit(edits.set_targets({ORDERS: 120})) is None
    assert planned.redo().code == "add_scenario"


def test_new_edit_drops_what_is_undone(planned: Document) -> None:
    planned.undo()
    planned.undo()
    change = planned.edit(edits.rename_plan("neu"))
    assert change is not None
    assert change.edit == 4
    assert [(past.number, past.code) for past in planned.history()] == [(1, "set_targets"), (4, "rename_plan")]
    with pytest.raises(PlanError, match="nothing_to_redo"):
        planned.redo()
    assert query(planned.path, "select distinct edit from change order by 1") == [(1,), (4,)]


def test_next_turns_name_what_undo_and_redo_would_do(planned: Document) -> None:
    planned.undo()
    undo, redo = planned.next_turns()
    assert undo is not None
    assert redo is not None
    assert (undo.code, redo.code) == ("set_levers", "add_scenario")
    assert (undo.undone, redo.undone) == (False, True)


def test_nothing_to_undo_is_said(document: Document) -> None:
    assert document.next_turns() == (None, None)
    for act, code in ((document.undo, "nothing_to_undo"), (document.redo, "nothing_to_redo")):
        with pytest.raises(PlanError) as refused:
            act()
        assert refused.value.problem.code == code


def test_history_outlives_the_program(path: Path, blueprint: Blueprint) -> None:
    with Document.create(path, blueprint) as document:
        first = content(document.plan)
        document.edit(edits.set_goal("revenue", 1.2e8).because("前年比"))
    with Document.open(path) as document:
        last = document.plan
        document.undo()
        assert content(document.plan) == first
    with Document.open(path) as document:
        assert document.history()[0].undone
        document.redo()
        assert content(document.plan) == content(last)


def test_order_is_by_number_when_the_clock_goes_back(path: Path, blueprint: Blueprint) -> None:
    times = iter(datetime(2026, 11, 1, tzinfo=UTC) - timedelta(days=day) for day in range(9))
    Document.create(path, blueprint).close()
    with Document.open(path, clock=lambda: next(times)) as document:
        for name in ("a", "b", "c"):
            document.edit(edits.rename_plan(name))
        assert [past.time.day for past in document.history()] == [1, 31, 30]
        assert [past.number for past in document.history()] == [1, 2, 3]
        document.undo()
        assert document.plan.name == "b"


def test_revision_counts_every_edit_undo_and_redo(document: Document) -> None:
    document.edit(edits.rename_plan("a"))
    assert document.plan.revision == 1
    assert document.undo().plan.revision == 2
    assert document.redo().plan.revision == 3
    document.edit(edits.rename_plan("b"))
    assert document.plan.revision == 4


@pytest.mark.parametrize(
    "forgery",
    [
        "update change set relation = 'sqlite_schema'",
        "update change set field = 'name = (select 1), name'",
        "update change set relation = 'plan; drop table fact'",
        "update change set old = 'text' where field = 'start'",
        "update change set relation = 'scenario', row_id = 1, action = 'insert', field = null",
        "update edit set words = 'no json'",
        "update edit set time = 'yesterday'",
    ],
)
def test_log_of_a_received_file_is_data(document: Document, forgery: str) -> None:
    """Nothing that stands in it gets into a statement."""
    document.edit(edits.set_period(document.plan.base, document.plan.base))
    document.close()
    query(document.path, forgery)
    with Document.open(document.path) as received:
        with pytest.raises(PlanError, match="damaged_plan"):
            received.undo()
        assert received.check() != ()
        assert content(received.plan) == content(document.plan)


def test_parts_that_an_edit_leaves_alone_are_the_same_objects(planned: Document) -> None:
    before = planned.plan
    planned.edit(edits.set_levers({RATE: 0.3}, draft_name))
    after = planned.plan
    names = {name for name in Plan.__dataclass_fields__ if getattr(before, name) is not getattr(after, name)}
    assert names - {"document"} == {"revision", "scenarios"}
    planned.undo()
    assert planned.plan.tree is before.tree


def test_formulas_stay_parsed_where_names_stay(document: Document) -> None:
    before = document.plan.tree
    document.edit(edits.set_formula(DIALS, "leads * 2"))
    key = NodeKey("connects", "webinar")
    assert document.plan.tree.nodes[key].formula is before.nodes[key].formula


def test_edits_of_facts_are_not_logged(document: Document) -> None:
    bring_in(document, [fact(1)])
    assert query(document.path, "select count(*) from change where relation in ('fact', 'held_cell', 'sheet')") == [
        (0,)
    ]
