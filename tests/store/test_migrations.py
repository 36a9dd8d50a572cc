"""The steps give the tables that a file of this version is compared with."""

import sqlite3

from isplanner.store import schema
from isplanner.store.connection import pragma
from isplanner.store.migrations import migrate


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
