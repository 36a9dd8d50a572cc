"""The rows a new plan starts with."""

import sqlite3
from secrets import token_hex

from isplanner.plan.blueprint import Blueprint
from isplanner.store.stored import NewChannel, days, insert_channel, insert_node, metric_row, show_row, stored_metric


def insert_blueprint(connection: sqlite3.Connection, blueprint: Blueprint) -> None:
    """Write a new plan into empty tables."""
    scenario = connection.execute("insert into scenario (name, is_baseline) values (?, 1)", [blueprint.baseline_name])
    for metric in blueprint.metrics:
        show_row(connection, "metric", "key", {**metric_row(metric), "key": metric.key})
    for channel in blueprint.channels:
        insert_channel(connection, NewChannel(channel, {}))
    for key, formula in blueprint.formulas.items():
        insert_node(connection, key, formula, blueprint.priorities.get(key))
    connection.executemany("insert into closing (start, stop) values (?, ?)", map(days, blueprint.closings))
    rule = blueprint.rule
    connection.execute(
        """insert into plan (id, document, revision, last_edit, name, start, stop, base_start, base_stop,
            closing_day, week_start, fiscal_month, kgi, chosen) values (1, ?, 0, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        [
            token_hex(16),
            blueprint.name,
            *days(blueprint.period),
            *days(blueprint.base),
            rule.closing_day,
            rule.week_start,
            rule.fiscal_month,
            stored_metric(connection, blueprint.kgi) if blueprint.kgi else None,
            scenario.lastrowid,
        ],
    )
