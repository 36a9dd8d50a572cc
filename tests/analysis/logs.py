"""Logs as tests write them: a row a record."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import numpy as np

from isplanner.plan.activity import NOTHING, ActivityLog, Texts
from isplanner.plan.fact import Source

CALLS = ("dials", "connects", "appointments")


def texts(words: Iterable[str | None]) -> Texts:
    """A column of texts."""
    words = list(words)
    known = list(dict.fromkeys(word for word in words if word is not None))
    return Texts(tuple(known), np.array([NOTHING if word is None else known.index(word) for word in words], np.int32))


def log_of(
    rows: Sequence[Mapping[str, object]], metrics: Sequence[str] = CALLS, batch: int = 1, day: str = "2026-07-01"
) -> ActivityLog:
    """A log from its rows: numbers by metric, `day`, `hour`, `member`, `channel`, and any attribute by its key."""
    fixed = {"day", "hour", "member", "channel", *metrics}
    keys = dict.fromkeys(key for row in rows for key in row if key not in fixed)

    def column(key: str) -> Texts:
        return texts(None if (value := row.get(key)) is None else str(value) for row in rows)

    return ActivityLog(
        source=Source("ログ.xlsx", "ログ", None),
        day=np.array([date.fromisoformat(str(row.get("day", day))).toordinal() for row in rows], np.int32),
        minute=np.array([NOTHING if "hour" not in row else int(str(row["hour"])) * 60 + 5 for row in rows], np.int32),
        member=column("member"),
        channel=column("channel"),
        counts={metric: np.array([float(str(row.get(metric, 0))) for row in rows]) for metric in metrics},
        days={},
        attributes={key: column(key) for key in keys},
        batch=batch,
    )


def calls(dials: int, connects: int, appointments: int = 0, **said: object) -> list[dict[str, object]]:
    """So many calls that say the same, the first of them answered."""
    return [
        {"dials": 1, "connects": int(n < connects), "appointments": int(n < appointments), **said} for n in range(dials)
    ]
