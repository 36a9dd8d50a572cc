"""Edits of what was imported: batches taken back or preferred, held cells settled, names and templates kept."""

import sqlite3
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from isplanner.plan.fact import Batch, Fact, FactKind, HeldCell, MetricMonth
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.spelling import Spelling
from isplanner.store.batches import next_place
from isplanner.store.edit import Edit
from isplanner.store.facts import BatchRow, BatchWriter
from isplanner.store.stored import NewChannel, days, free_name, stored_metric


def withdraw_batch(batch: Batch) -> Edit:
    """Take a batch back, however long ago it was imported; what it replaced counts again."""
    return _flip("withdraw_batch", batch, withdrawn=True)


def restore_batch(batch: Batch) -> Edit:
    """Use a batch again that was taken back."""
    return _flip("restore_batch", batch, withdrawn=False)


def _flip(code: str, batch: Batch, *, withdrawn: bool) -> Edit:
    def apply(connection: sqlite3.Connection, _plan: Plan) -> None:
        _update(connection, batch, "withdrawn", withdrawn)

    return Edit(code, {"file": batch.files[0], "count": len(batch.files)}, apply)


def prefer_batch(batch: Batch) -> Edit:
    """Let a batch go before all that were imported since, as if it were imported now."""

    def apply(connection: sqlite3.Connection, _plan: Plan) -> None:
        _update(connection, batch, "place", next_place(connection))

    return Edit("prefer_batch", {"file": batch.files[0], "count": len(batch.files)}, apply)


def _update(connection: sqlite3.Connection, batch: Batch, column: str, value: int) -> None:
    found = connection.execute(f"update batch set {column} = ? where id = ? and amends is null", [value, batch.id])
    if found.rowcount != 1:
        raise PlanError("entry_gone")


def choose_batch(places: Collection[MetricMonth], batch: Batch | None) -> Edit:
    """Let a batch go before all others that tell of a metric in a month; None goes back to the rule."""

    def apply(connection: sqlite3.Connection, _plan: Plan) -> None:
        known = "select 1 from batch where id = ? and amends is null and not withdrawn"
        if batch is not None and not connection.execute(known, [batch.id]).fetchone():
            raise PlanError("entry_gone")
        for metric, kind, month in places:
            place = [stored_metric(connection, metric), kind is FactKind.TARGET, *month]
            if batch is None:
                where = "metric = ? and is_target = ? and year = ? and month = ?"
                connection.execute(f"delete from chosen_batch where {where}", place)
                continue
            connection.execute(
                """insert into chosen_batch (metric, is_target, year, month, batch) values (?, ?, ?, ?, ?)
                on conflict (metric, is_target, year, month) do update set batch = excluded.batch""",
                [*place, batch.id],
            )

    return Edit(*_words_of_choice(places, batch), apply)


def _words_of_choice(places: Collection[MetricMonth], batch: Batch | None) -> tuple[str, dict[str, object]]:
    """`choose_batch`, or `choose_by_rule`; `choose_batches` and `choose_all_by_rule` of several places."""
    file: dict[str, object] = {} if batch is None else {"file": batch.files[0]}
    if len(places) != 1:
        return "choose_batches" if batch else "choose_all_by_rule", {"count": len(places), **file}
    ((metric, _, (year, month)),) = places
    return "choose_batch" if batch else "choose_by_rule", {"metric": metric, "month": f"{year}-{month:02}", **file}


def settle_held(held: HeldCell, facts: Sequence[Fact], make_channel: Callable[[str], NewChannel]) -> Edit:
    """Store what a held cell came to, as part of its batch. Without facts it only needs no look any more."""

    def apply(connection: sqlite3.Connection, _plan: Plan) -> None:
        sheet = _open_cell(connection, held)
        if facts:
            made = BatchRow("", "", held.batch)
            writer = BatchWriter(connection, made, make_channel, sheets=[((held.file, held.sheet), sheet)])
            adds = held.waiting is not None and held.waiting.adds
            writer.write([_added(connection, held.batch, fact) for fact in facts] if adds else facts)
        connection.execute("update held_cell set settled = 1 where id = ?", [held.id])

    return Edit("settle_held", {"cell": f"{held.sheet}!{held.cell}"}, apply)


def _open_cell(connection: sqlite3.Connection, held: HeldCell) -> int:
    """The sheet of a held cell that is open; or PlanError entry_gone."""
    found = connection.execute("select sheet from held_cell where id = ? and not settled", [held.id]).fetchone()
    if found is None:
        raise PlanError("entry_gone")
    return int(found[0])


def _added(connection: sqlite3.Connection, batch: int, fact: Fact) -> Fact:
    """A fact with what its batch has of the same day, member and channel."""
    found = connection.execute(
        """select value from fact where (batch = ?1 or batch in (select id from batch where amends = ?1))
        and metric = (select id from metric where key = ?2 and present = 1) and is_target = ?3
        and member is (select id from member where name = ?4 and present = 1)
        and channel is (select id from channel where key = ?5 and present = 1) and start = ?6 and stop = ?7
        order by id desc limit 1""",
        [batch, fact.metric, fact.kind is FactKind.TARGET, fact.member, fact.channel, *days(fact.span)],
    ).fetchone()
    return replace(fact, value=fact.value + found[0]) if found else fact


def spell_member(written: str, member: str) -> Edit:
    """Remember whom a name means that workbooks write otherwise."""
    return _spell("member", "spelling_of_member", written, member, "name")


def spell_channel(written: str, channel: str) -> Edit:
    """Remember which channel a name means that workbooks write otherwise."""
    return _spell("channel", "spelling_of_channel", written, channel, "key")


def _spell(axis: str, code: str, written: str, meant: str, name: str) -> Edit:
    def apply(connection: sqlite3.Connection, _plan: Plan) -> None:
        row = connection.execute(f"select id from {axis} where {name} = ? and present = 1", [meant]).fetchone()
        if row is None:
            raise PlanError("nobody_so_called", name=meant)
        kept = [free_name(written, ()), row[0]]
        # Not an upsert: only what differs is an edit.
        if connection.execute(f"select 1 from spelling where written = ? and {axis} = ?", kept).fetchone():
            return
        connection.execute(f"delete from spelling where written = ? and {axis} is not null", kept[:1])
        connection.execute(f"insert into spelling (written, {axis}) values (?, ?)", kept)

    return Edit(code, {"written": written, axis: meant}, apply)


def forget_spelling(spelling: Spelling) -> Edit:
    """Forget what a name means."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        if all(stored.id != spelling.id for stored in plan.spellings):
            raise PlanError("entry_gone")
        connection.execute("delete from spelling where id = ?", [spelling.id])

    return Edit("forget_spelling", {"written": spelling.written}, apply)


def save_template(name: str, mapping: str) -> Edit:
    """Keep how a table is read, in the place of the template of that name."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        kept = free_name(name, ())
        if plan.templates.get(kept) == mapping:
            return
        connection.execute(
            """insert into import_template (name, mapping) values (?, ?)
            on conflict (name) do update set mapping = excluded.mapping""",
            [kept, mapping],
        )

    return Edit("save_template", {"name": name}, apply)


def remove_template(name: str) -> Edit:
    """Forget a template."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        if name not in plan.templates:
            raise PlanError("entry_gone")
        connection.execute("delete from import_template where name = ?", [name])

    return Edit("remove_template", {"name": name}, apply)
