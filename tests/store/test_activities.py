"""The rows of logs are stored as columns and come back as they were, while their batch is in force."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.plan.activity import NOTHING, ActivityLog, Texts
from isplanner.plan.fact import Source
from isplanner.plan.problem import PlanError
from isplanner.store import edits
from isplanner.store.activities import read_logs, write_logs
from isplanner.store.document import Document, Imported
from isplanner.store.facts import ReadFile
from isplanner.store.migrations import migrate
from tests.store.samples import fact, new_channel

JULY_1 = 739_798
SOURCE = Source("七月.xlsx", "ログ", None)


def texts(*words: str | None) -> Texts:
    """A column of texts, a word a record."""
    known = list(dict.fromkeys(word for word in words if word is not None))
    return Texts(tuple(known), np.array([NOTHING if word is None else known.index(word) for word in words], np.int32))


def calls() -> ActivityLog:
    """Three calls of two members; the last tells neither time nor channel nor industry."""
    return ActivityLog(
        source=SOURCE,
        day=np.array([JULY_1, JULY_1 + 1, JULY_1 + 300], np.int32),
        minute=np.array([9 * 60 + 18, 17 * 60, NOTHING], np.int32),
        member=texts("佐藤 花子", "高橋 健一", "佐藤 花子"),
        channel=texts("webinar", "展示会の新しいの", None),
        counts={"dials": np.ones(3), "talk_minutes": np.array([0.0, 1 / 3, 400.25])},
        days={"orders": np.array([JULY_1, JULY_1 + 40, JULY_1 + 300], np.int32)},
        attributes={"industry": texts("製造", "IT", None), "特記": texts("'; drop table fact; --", None, "\ud800")},
    )


def bring_in(document: Document, *logs: ActivityLog, mark: str = "1") -> Imported:
    return document.append_batch([ReadFile("七月.xlsx", mark)], [fact(1)], [], new_channel, logs=logs)


def content(log: ActivityLog) -> dict[str, object]:
    """A log as plain values."""

    def said(column: Texts) -> list[str | None]:
        return [None if code == NOTHING else column.words[code] for code in column.codes]

    return {
        "source": log.source,
        "day": log.day.tolist(),
        "minute": log.minute.tolist(),
        "member": said(log.member),
        "channel": said(log.channel),
        "counts": {metric: values.tolist() for metric, values in log.counts.items()},
        "days": {metric: days.tolist() for metric, days in log.days.items()},
        "attributes": {key: said(column) for key, column in log.attributes.items()},
    }


def test_a_log_comes_back_as_it_was(document: Document) -> None:
    log = calls()
    imported = bring_in(document, log)
    with Document.open(document.path) as again:
        (stored,) = again.activities()
    assert stored.batch == imported.batch
    assert content(stored) == {
        **content(log),
        "attributes": {"industry": ["製造", "IT", None], "特記": ["'; drop table fact; --", None, "?"]},
    }
    assert stored.day.dtype == stored.member.codes.dtype == np.int32
    assert stored.counts["dials"].dtype == np.float64
    assert len(stored) == 3


def test_logs_are_in_force_while_their_batch_is(document: Document) -> None:
    bring_in(document, calls(), calls())
    bring_in(document, calls(), mark="2")
    assert [log.batch for log in document.activities()] == [1, 1, 2]
    assert document.activities() is document.activities()
    document.undo()
    assert [log.batch for log in document.activities()] == [1, 1]
    document.undo()
    assert document.activities() == ()
    document.redo()
    assert [log.batch for log in document.activities()] == [1, 1]
    assert document.check() == ()


def test_the_rows_of_a_log_are_not_in_the_history(document: Document) -> None:
    bring_in(document, calls())
    with sqlite3.connect(document.path) as connection:
        logged = {table for (table,) in connection.execute("select distinct relation from change")}
    connection.close()
    assert not any(table.startswith("activity") for table in logged)


def test_a_member_is_called_by_his_present_name(document: Document) -> None:
    bring_in(document, calls())
    member = next(member for member in document.plan.members if member.name == "佐藤 花子")
    document.edit(edits.set_member(replace(member, name="鈴木 花子")))
    assert content(document.activities()[0])["member"] == ["鈴木 花子", "高橋 健一", "鈴木 花子"]


def test_an_empty_log_is_one(document: Document) -> None:
    bring_in(document, calls().only(np.zeros(3, np.bool_)))
    assert len(document.activities()[0]) == 0


@pytest.fixture(scope="module")
def tables() -> Iterator[sqlite3.Connection]:
    """The tables of a plan with one sheet in them."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    connection.execute("insert into batch (withdrawn, fingerprint, facts, held, total) values (0, '', 0, 0, 0.0)")
    connection.execute("insert into batch_file (batch, name) values (1, '七月.xlsx')")
    connection.execute("insert into sheet (file, name) values (1, 'ログ')")
    yield connection
    connection.close()


BYTES = st.integers(-128, 127).map(float)
WHOLE = st.integers(-(2**40), 2**40).map(float)


@given(st.lists(st.floats(-1e300, 1e300), min_size=1) | st.lists(BYTES, min_size=1) | st.lists(WHOLE, min_size=1))
def test_numbers_come_back_exactly_in_the_room_they_need(tables: sqlite3.Connection, values: list[float]) -> None:
    size = len(values)
    log = replace(calls().only(np.zeros(3, np.bool_)), days={}, attributes={})
    log = replace(
        log,
        day=np.full(size, JULY_1, np.int32),
        minute=np.full(size, NOTHING, np.int32),
        member=texts(*[None] * size),
        channel=texts(*[None] * size),
        counts={"dials": np.array(values)},
    )
    write_logs(tables, [log], {("七月.xlsx", "ログ"): 1}, {}, {})
    assert read_logs(tables, {1: 1})[-1].counts["dials"].tolist() == values
    ((width,),) = tables.execute("select width from activity_column where role = 'count' order by id desc limit 1")
    assert (width == 1) == all(value in range(-128, 128) for value in values)


@pytest.mark.parametrize(
    "sql",
    [
        "update activity_log set records = 4",
        "update activity_column set cells = x'00' where role = 'day'",
        "update activity_column set cells = x'7f7f7f7f7f7f' where role = 'minute'",
        "update activity_column set cells = x'7f7f7f' where role = 'member'",
        "update activity_column set words = '[1, 99]' where role = 'member'",
        "update activity_column set words = '{' where role = 'attribute'",
        "update activity_column set words = null where role = 'attribute'",
        "update activity_column set words = '7' where role = 'attribute'",
        "update activity_column set cells = zeroblob(12), width = 4 where role = 'day'",
        "update activity_column set cells = x'000000000000f07f' where name = 'dials'",
        f"update activity_column set cells = x'{'000000000000f07f' * 3}', width = 8 where name = 'dials'",
        f"update activity_column set cells = x'{'000000000000f8ff' * 3}', width = 8 where name = 'dials'",
        "delete from activity_column where role = 'channel'",
    ],
)
def test_damage_is_said(document: Document, path: Path, sql: str) -> None:
    bring_in(document, calls())
    with sqlite3.connect(path) as connection:
        connection.execute(sql)
    connection.close()
    assert "log_differs" in {problem.code for problem in document.check()}
    with Document.open(path) as again, pytest.raises(PlanError) as refused:
        again.activities()
    assert refused.value.problem.code == "damaged_plan"
