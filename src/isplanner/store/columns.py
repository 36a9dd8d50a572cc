"""All facts as arrays, for analysis: read once, then only what is new, and of them those in force."""

import sqlite3
from collections.abc import Collection

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


def in_force(facts: Actuals, batches: Collection[int]) -> Actuals:
    """The facts of these batches that no newer of them replaces: of one identity those of the newest batch count."""
    rows = np.flatnonzero(np.isin(facts.batch, np.fromiter(batches, np.int32)))
    if len(batches) > 1:
        rows = np.sort(_newest(facts, rows))
    if len(rows) == len(facts):
        return facts
    parts = {name: getattr(facts, name)[rows] for name in _ROW.fields or ()}
    return Actuals(revision=facts.revision, metrics=facts.metrics, channels=facts.channels, **parts)


def _newest(facts: Actuals, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    what = (facts.metric[rows].astype(np.int64) * 2 + facts.is_target[rows] << _MEMBER_BITS) + facts.member[rows]
    channel = facts.channel[rows].astype(np.int64) << 2 * _DAY_BITS
    where = channel + (facts.start[rows].astype(np.int64) << _DAY_BITS) + facts.end[rows]
    batch = facts.batch[rows]
    order = np.lexsort((batch, where, what))
    what, where, batch = what[order], where[order], batch[order]
    last = np.append((what[1:] != what[:-1]) | (where[1:] != where[:-1]), True)[: len(order)]
    group = np.concatenate(([0], np.cumsum(last[:-1])))[: len(order)]
    newest = batch[np.flatnonzero(last)]
    kept: NDArray[np.int64] = rows[order][batch == newest[group]]
    return kept


def _words(connection: sqlite3.Connection, table: str) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """Keys by id, hidden ones too, and the ids."""
    rows = connection.execute(f"select key, id from {table} order by id").fetchall()
    return tuple(key for key, _ in rows), np.array([id_ for _, id_ in rows], np.int64)
