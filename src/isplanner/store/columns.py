"""All facts as arrays, for analysis: read once, then only what is new, and of them those in force."""

import sqlite3
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from isplanner.plan.actuals import NONE, Actuals
from isplanner.plan.fact import FactKind
from isplanner.plan.plan import Plan
from isplanner.store.facts import slices

_COLUMNS = f"metric, ifnull(member, {NONE}), ifnull(channel, {NONE}), start, stop, is_target, value, batch"
_ROW = np.dtype(
    {
        "names": ["id", "metric", "member", "channel", "start", "end", "is_target", "value", "batch"],
        "formats": ["i8", "i4", "i4", "i4", "i4", "i4", "?", "f8", "i4"],
    }
)
# Ordinals of days have 22 bits, so that channel, start and end make one key to sort by.
_DAY_BITS = 22
_MEMBER_BITS = 32
_BATCH_BITS = 32


def read_facts(connection: sqlite3.Connection, revision: int, before: Actuals | None) -> Actuals:
    """Every stored fact, in force or not. Those read `before` are not read again: facts never change."""
    metrics, metric_ids = _words(connection, "metric")
    channels, channel_ids = _words(connection, "channel")
    after = 0 if before is None or not len(before) else int(before.id[-1])
    blocks = [np.fromiter(rows, _ROW, len(rows)) for rows in slices(connection, _COLUMNS, after)]
    new = np.concatenate([np.empty(0, _ROW), *blocks])
    new["metric"] = np.searchsorted(metric_ids, new["metric"])
    new["channel"] = np.where(new["channel"] == NONE, NONE, np.searchsorted(channel_ids, new["channel"]))
    parts = {name: np.ascontiguousarray(new[name]) for name in _ROW.fields or ()}
    if before is not None:
        parts = {name: np.concatenate([getattr(before, name), part]) for name, part in parts.items()}
    return Actuals(revision=revision, metrics=metrics, channels=channels, **parts)


def in_force(facts: Actuals, batches: Mapping[int, int], plan: Plan) -> Actuals:
    """The facts of these batches that none of higher rank replaces: of one identity those of the highest count.

    Their `batch` is the rank. What amends a batch has its rank, and goes before it. Those of a batch that was chosen
    for their metric and month stay beside those that would replace them: which counts is settled by analysis.
    """
    rows, order = _rows_of(facts, batches)
    if len(batches) > 1:
        kept = _newest(facts, rows, order)
        spared = rows[_are_chosen(facts, _ranks(facts.batch, batches), plan)[rows]]
        beside = _newest(facts, spared, order, by_rank=True) if len(spared) else spared
        rows = np.union1d(kept, beside)
    return _of_rank(facts, rows, batches)


def told(facts: Actuals, batches: Mapping[int, int]) -> Actuals:
    """The facts of these batches, those too that one of higher rank replaces; else as `in_force`."""
    rows, order = _rows_of(facts, batches)
    return _of_rank(facts, np.sort(_newest(facts, rows, order, by_rank=True)), batches)


def _are_chosen(facts: Actuals, ranks: NDArray[np.int32], plan: Plan) -> NDArray[np.bool_]:
    """Which facts touch a month for whose metric their batch was chosen."""
    chosen = np.zeros(len(facts), bool)
    for (metric, kind, month), rank in plan.chosen_batches.items():
        days = plan.rule.month(month)
        touches = (facts.start < days.end.toordinal()) & (facts.end > days.start.toordinal())
        of_kind = facts.is_target == (kind is FactKind.TARGET)
        chosen |= touches & of_kind & (ranks == rank) & (facts.metric == facts.metrics.index(metric))
    return chosen


def _rows_of(facts: Actuals, batches: Mapping[int, int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The facts of these batches, and what each fact of all goes before the others by."""
    rows = np.flatnonzero(np.isin(facts.batch, np.fromiter(batches, np.int32)))
    return rows, (_ranks(facts.batch, batches).astype(np.int64) << _BATCH_BITS) + facts.batch


def _of_rank(facts: Actuals, rows: NDArray[np.int64], batches: Mapping[int, int]) -> Actuals:
    """These facts, with the rank for their batch."""
    ranks = _ranks(facts.batch, batches)
    if len(rows) == len(facts) and (ranks == facts.batch).all():
        return facts
    parts = {name: getattr(facts, name)[rows] for name in _ROW.fields or ()} | {"batch": ranks[rows]}
    return Actuals(revision=facts.revision, metrics=facts.metrics, channels=facts.channels, **parts)


def _ranks(batch: NDArray[np.int32], batches: Mapping[int, int]) -> NDArray[np.int32]:
    """The rank of each batch; that of one out of force is 0."""
    known = np.zeros(int(batch.max(initial=0)) + 1, np.int32)
    for number, rank in batches.items():
        if number < len(known):
            known[number] = rank
    return known[batch]


def _newest(
    facts: Actuals, rows: NDArray[np.int64], order: NDArray[np.int64], *, by_rank: bool = False
) -> NDArray[np.int64]:
    """Of each identity, or identity and rank, the rows that come last."""
    order_of = order[rows]
    what = (facts.metric[rows].astype(np.int64) * 2 + facts.is_target[rows] << _MEMBER_BITS) + facts.member[rows]
    channel = facts.channel[rows].astype(np.int64) << 2 * _DAY_BITS
    where = channel + (facts.start[rows].astype(np.int64) << _DAY_BITS) + facts.end[rows]
    order = np.lexsort((order_of, where, what))
    what, where, batch = what[order], where[order], order_of[order]
    rank = batch >> _BATCH_BITS if by_rank else np.zeros_like(batch)
    last = np.append((what[1:] != what[:-1]) | (where[1:] != where[:-1]) | (rank[1:] != rank[:-1]), True)[: len(order)]
    group = np.concatenate(([0], np.cumsum(last[:-1])))[: len(order)]
    newest = batch[np.flatnonzero(last)]
    kept: NDArray[np.int64] = rows[order][batch == newest[group]]
    return kept


def _words(connection: sqlite3.Connection, table: str) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """Keys by id, hidden ones too, and the ids."""
    rows = connection.execute(f"select key, id from {table} order by id").fetchall()
    return tuple(key for key, _ in rows), np.array([id_ for _, id_ in rows], np.int64)
