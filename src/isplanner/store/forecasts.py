"""The forecasts that were shown: kept day by day, beside the plan. No edit, so no undo and no revision of their own."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby

from isplanner.plan.forecast import KeptForecast
from isplanner.plan.scope import NodeKey
from isplanner.store.connection import transaction
from isplanner.store.plan_file import PlanFile

Place = tuple[NodeKey, int | None]


class ForecastLog:
    """The kept forecasts of an open plan file."""

    def __init__(self, file: PlanFile) -> None:
        """Of this file."""
        self._file = file

    def keep(self, forecasts: Iterable[KeptForecast]) -> None:
        """Keep what is shown, in the place of what was kept of the same day, revision, node and member.

        What says the same as the newest one of its day before it is not written again: an edit elsewhere in the plan
        makes no rows. On a plan that is read-only nothing is kept.

        Raises:
            PlanError: What SQLite says of the file, as an edit does: locked, disk_full …
        """
        if self._file.read_only:
            return
        ordered = sorted(forecasts, key=lambda forecast: (forecast.day, forecast.revision))
        with self._file.reading() as connection:
            for day, of_day in groupby(ordered, key=lambda forecast: forecast.day):
                if new := list(_news(_forecasts(connection, day), of_day)):
                    with transaction(connection):
                        _write(connection, new)

    def kept(self, day: date | None = None) -> tuple[KeptForecast, ...]:
        """All that is kept, or that of a day: by day, then by revision."""
        with self._file.reading() as connection:
            return tuple(_forecasts(connection, day))


def _forecasts(connection: sqlite3.Connection, day: date | None) -> Iterator[KeptForecast]:
    rows = connection.execute(
        """select day, revision, metric.key, channel.key, member, mean, p10, p50, p90, probability, target
        from kept_forecast join metric on metric.id = metric left join channel on channel.id = channel
        where ?1 is null or day = ?1 order by day, revision, kept_forecast.id""",
        [None if day is None else day.toordinal()],
    ).fetchall()
    for ordinal, revision, metric, channel, member, *numbers in rows:
        yield KeptForecast(date.fromordinal(ordinal), revision, NodeKey(metric, channel), member, *numbers)


def _news(kept: Iterable[KeptForecast], forecasts: Iterable[KeptForecast]) -> Iterator[KeptForecast]:
    """Those that differ from the newest of their place, up to their own revision; all are of one day and in order."""
    past = sorted(kept, key=lambda forecast: forecast.revision, reverse=True)
    newest: dict[Place, KeptForecast] = {}
    for forecast in forecasts:
        while past and past[-1].revision <= forecast.revision:
            older = past.pop()
            newest[_place(older)] = older
        before = newest.get(_place(forecast))
        if before is None or replace(before, revision=forecast.revision) != forecast:
            newest[_place(forecast)] = forecast
            yield forecast


def _place(forecast: KeptForecast) -> Place:
    return forecast.node, forecast.member


def _write(connection: sqlite3.Connection, forecasts: Iterable[KeptForecast]) -> None:
    connection.executemany(
        """insert into kept_forecast
            (day, revision, metric, channel, member, mean, p10, p50, p90, probability, target)
        values (?, ?, (select id from metric where key = ?), (select id from channel where key = ?),
            ?, ?, ?, ?, ?, ?, ?)
        on conflict (day, revision, metric, ifnull(channel, 0), ifnull(member, 0)) do update
        set (mean, p10, p50, p90, probability, target) =
            (excluded.mean, excluded.p10, excluded.p50, excluded.p90, excluded.probability, excluded.target)""",
        [
            [
                *(kept.day.toordinal(), kept.revision, *kept.node, kept.member),
                *(kept.mean, kept.p10, kept.p50, kept.p90, kept.probability, kept.target),
            ]
            for kept in forecasts
        ],
    )
