"""Batches: what each import brought, which of them go before others, and the cells that wait to be settled.

A batch that amends another holds what cells of that one came to when they were settled. It has no files of its own, is
in force while both are, and counts as part of the other.
"""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from isplanner.plan.fact import Batch, Fact, FactKind, HeldCell, Source, Waiting
from isplanner.plan.period import Span
from isplanner.plan.problem import PlanError
from isplanner.store.connection import file_name

_STEP = 1_000
"""So many batches may be preferred one after the other before a newer one comes."""
_PLACE = f"ifnull(batch.place, batch.id * {_STEP})"


def ranks(connection: sqlite3.Connection) -> dict[int, int]:
    """The batches in force, each with its rank: its id, unless one is preferred."""
    rows = connection.execute(
        f"""select id, amends, {_PLACE}, place from batch
        where not withdrawn and (amends is null or amends in (select id from batch where not withdrawn))"""
    ).fetchall()
    places = {number: place for number, amends, place, _ in rows if amends is None}
    if not any(place for *_, place in rows):
        known = {number: number for number in places}
    else:
        known = {number: rank for rank, number in enumerate(sorted(places, key=places.__getitem__), 1)}
    return {number: known[number if amends is None else amends] for number, amends, *_ in rows}


def next_place(connection: sqlite3.Connection) -> int:
    """The place of a batch that is to go before all that there are now."""
    (highest,) = connection.execute(f"select ifnull(max({_PLACE}), 0) from batch where amends is null").fetchone()
    return int(highest) + 1


def count_open(connection: sqlite3.Connection) -> int:
    """How many held cells of batches in force are open."""
    (count,) = connection.execute(
        """select count(*) from held_cell join sheet on sheet.id = held_cell.sheet
        join batch_file on batch_file.id = sheet.file join batch on batch.id = batch_file.batch
        where not withdrawn and not settled"""
    ).fetchone()
    return int(count)


def batches(connection: sqlite3.Connection) -> tuple[Batch, ...]:
    """All batches, the oldest first, withdrawn ones too; what amends one is counted with it."""
    files: dict[int, list[str]] = {}
    for batch, name in connection.execute("select batch, name from batch_file order by id"):
        files.setdefault(batch, []).append(name)
    held = dict(
        connection.execute(
            """select batch_file.batch, count(*) from held_cell join sheet on sheet.id = held_cell.sheet
            join batch_file on batch_file.id = sheet.file where not settled group by batch_file.batch"""
        )
    )
    known = ranks(connection)
    rows = connection.execute(
        """select id, facts + ifnull((select sum(facts) from batch as more where more.amends = batch.id
        and not more.withdrawn), 0), withdrawn, time, place from batch where amends is null order by id"""
    )
    return tuple(
        Batch(
            number,
            tuple(files[number]),
            facts,
            held.get(number, 0),
            bool(gone),
            _time(time),
            place is not None,
            known.get(number, 0),
        )
        for number, facts, gone, time, place in rows
    )


def held_cells(connection: sqlite3.Connection) -> tuple[HeldCell, ...]:
    """The cells of batches in force that are open."""
    rows = connection.execute(
        """select batch_file.name, sheet.name, cell, content, reason, waiting, held_cell.id, batch.id from held_cell
        join sheet on sheet.id = held_cell.sheet join batch_file on batch_file.id = sheet.file
        join batch on batch.id = batch_file.batch where not withdrawn and not settled order by held_cell.id"""
    ).fetchall()
    return tuple(_held_cell(connection, *row) for row in rows)


def _held_cell(connection: sqlite3.Connection, *row: Any) -> HeldCell:  # noqa: ANN401 - as stored
    file, sheet, cell, text, reason, waiting, number, batch = row
    source = Source(file, sheet, None)
    try:
        kept = None if not waiting else _read_waiting(json.loads(waiting), source)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise PlanError("damaged_plan", file=file_name(connection)) from error
    return HeldCell(file, sheet, cell, text, reason, _at(kept, cell), number, batch)


def _at(waiting: Waiting | None, cell: str) -> Waiting | None:
    """The facts of one cell's own value stand in that cell."""
    if waiting is None or waiting.adds or waiting.lacks != "value":
        return waiting
    return replace(waiting, facts=tuple(replace(f, source=replace(f.source, cell=cell)) for f in waiting.facts))


def waiting_text(held: HeldCell) -> str:
    """What a held cell keeps back, as it is stored."""
    waiting = held.waiting
    if waiting is None:
        return ""
    record = {
        "lacks": waiting.lacks,
        "unit": waiting.unit,
        "in_points": waiting.in_points,
        "adds": waiting.adds,
        "facts": [_fact_record(fact) for fact in waiting.facts],
    }
    return json.dumps(record, ensure_ascii=False)


def _fact_record(fact: Fact) -> list[object]:
    span, cell = fact.span, fact.source.cell
    place = [fact.member, fact.channel, span.start.toordinal(), span.end.toordinal(), fact.grain]
    return [fact.metric, fact.kind.value, *place, fact.value, cell]


def _read_waiting(record: dict[str, Any], source: Source) -> Waiting:
    facts = tuple(_fact(source, *fact) for fact in record["facts"])
    unit = record["unit"]
    return Waiting(
        lacks=str(record["lacks"]),
        facts=facts,
        unit=None if unit is None else str(unit),
        in_points=bool(record["in_points"]),
        adds=bool(record["adds"]),
    )


def _fact(source: Source, metric: str, kind: str, *rest: Any) -> Fact:  # noqa: ANN401 - as stored
    member, channel, start, stop, grain, value, cell = rest
    return Fact(
        metric=str(metric),
        kind=FactKind(kind),
        span=Span(date.fromordinal(start), date.fromordinal(stop)),
        grain=str(grain),
        member=None if member is None else str(member),
        channel=None if channel is None else str(channel),
        value=float(value),
        source=replace(source, cell=None if cell is None else str(cell)),
    )


def _time(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def settle(connection: sqlite3.Connection, cells: Iterable[int]) -> None:
    """Note that held cells are settled."""
    connection.executemany("update held_cell set settled = 1 where id = ?", ((cell,) for cell in cells))
