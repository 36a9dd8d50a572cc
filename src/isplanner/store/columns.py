"""All facts as arrays, for analysis: read once, then only what is new, and of them those in force."""

import sqlite3
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from isplanner.plan.actuals import NONE, Actuals
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


def in_force(facts: Actuals, batches: Mapping[int, int]) -> Actuals:
    """The facts of these batches that none of higher rank replaces: of one identity those of the highest count.

    Their `batch` is the rank. What amends a batch has its rank, and goes before it.
    """
    rows = np.flatnonzero(np.isin(facts.batch, np.fromiter(batches, np.int32)))
    ranks = _ranks(facts.batch, batches)
    if len(batches) > 1:
        rows = np.sort(_newest(facts, rows, (ranks[rows].astype(np.int64) << _BATCH_BITS) + facts.batch[rows]))
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


def _newest(facts: Actuals, rows: NDArray[np.int64], order_of: NDArray[np.int64]) -> NDArray[np.int64]:
    """Of each identity the rows that come last."""
    what = (facts.metric[rows].astype(np.int64) * 2 + facts.is_target[rows] << _MEMBER_BITS) + facts.member[rows]
    channel = facts.channel[rows].astype(np.int64) << 2 * _DAY_BITS
    where = channel + (facts.start[rows].astype(np.int64) << _DAY_BITS) + facts.end[rows]
    order = np.lexsort((order_of, where, what))
    what, where, batch = what[order], where[order], order_of[order]
    last = np.append((what[1:] != what[:-1]) | (where[1:] != where[:-1]), True)[: len(order)]
    group = np.concatenate(([0], np.cumsum(last[:-1])))[: len(order)]
    newest = batch[np.flatnonzero(last)]
    kept: NDArray[np.int64] = rows[order][batch == newest[group]]
    return kept


def _words(connection: sqlite3.Connection, table: str) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """Keys by id, hidden ones too, and the ids."""
    rows = connection.execute(f"select key, id from {table} order by id").fetchall()
    return tuple(key for key, _ in rows), np.array([id_ for _, id_ in rows], np.int64)
