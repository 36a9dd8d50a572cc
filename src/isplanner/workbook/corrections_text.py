"""Corrections as plain JSON values: what tells one import from another."""

from collections.abc import Mapping
from dataclasses import asdict

from isplanner.workbook.corrections import NO_CORRECTIONS, ColumnMapping, Corrections, TableMapping


def correction_arguments(corrections: Corrections) -> dict[str, object]:
    """All that corrections say, as JSON has it; empty where they say nothing."""
    if corrections == NO_CORRECTIONS:
        return {}
    said: dict[str, object] = {
        "tables": [_table(table) for table in sorted(corrections.tables, key=lambda table: table.headers)],
        "headers": {sheet: [list(area) for area in areas] for sheet, areas in corrections.headers.items()},
        "unread_sheets": sorted(corrections.unread_sheets),
        "cells": {f"{sheet}!{cell}": text for (sheet, cell), text in corrections.cells.items()},
        "accepted": sorted(f"{sheet}!{cell}" for sheet, cell in corrections.accepted),
        "members": dict(corrections.members),
        "channels": dict(corrections.channels),
    }
    return {name: value for name, value in said.items() if value}


def _table(table: TableMapping) -> dict[str, object]:
    return {
        "headers": list(table.headers),
        "columns": {key: _column(column) for key, column in table.columns.items()},
        "words": dict(table.words),
        "meanings": {role: dict(words) for role, words in table.meanings.items()},
        "period": table.period,
        "shape": table.shape,
    }


def _column(column: ColumnMapping) -> Mapping[str, object]:
    return {name: value for name, value in asdict(column).items() if value is not None}
