"""What tests of the store put into a plan and look at."""

import dataclasses
import sqlite3
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from isplanner.plan.fact import Fact, FactKind, HeldCell, Source
from isplanner.plan.period import Span
from isplanner.plan.plan import Plan
from isplanner.plan.scope import Channel, NodeKey
from isplanner.store.document import Document, Imported
from isplanner.store.facts import ReadFile
from isplanner.store.stored import NewChannel

RATE = NodeKey("connect_rate", "webinar")
DIALS = NodeKey("dials", "webinar")
ORDERS = NodeKey("orders")
JULY = Span(date(2026, 7, 1), date(2026, 8, 1))
AUGUST = Span(date(2026, 8, 1), date(2026, 9, 1))
SOURCE = Source("七月.xlsx", "7月", "C6")


def draft_name(number: int) -> str:
    return f"案 {number}"


def fact(
    value: float,
    metric: str = "dials",
    member: str | None = "佐藤 花子",
    channel: str | None = "webinar",
    span: Span = JULY,
    kind: FactKind = FactKind.ACTUAL,
) -> Fact:
    """An actual of July, unless said otherwise."""
    return Fact(metric, kind, span, "month", member, channel, value, SOURCE)


def new_channel(key: str) -> NewChannel:
    channel = Channel(0, key, f"{key} ja", f"{key} en", key, key)
    formulas = {
        NodeKey("revenue", key): "orders * deal_size",
        NodeKey("orders", key): None,
        NodeKey("deal_size", key): None,
    }
    return NewChannel(channel, formulas)


def bring_in(
    document: Document, facts: Iterable[Fact], held: Iterable[HeldCell] = (), mark: str = "1", **arguments: object
) -> Imported:
    """Import one file with these facts; `mark` stands for its bytes."""
    return document.append_batch([ReadFile("七月.xlsx", mark)], facts, held, new_channel, arguments=arguments)


def content(plan: Plan) -> Plan:
    """A plan without its revision, which only ever counts up."""
    return dataclasses.replace(plan, revision=0)


def query(path: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    """Ask, or change, a file behind the program's back."""
    with sqlite3.connect(path) as connection:
        rows = connection.execute(sql, values).fetchall()
    connection.close()
    return rows


def side_files(path: Path) -> list[str]:
    """What lies beside a plan."""
    return sorted(other.name for other in path.parent.iterdir() if other != path)
