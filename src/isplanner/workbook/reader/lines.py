"""What the child says: lines of JSON on its standard output."""

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

ROWS_A_BLOCK = 1_000
CELLS_A_BLOCK = 50_000

_EPOCH = datetime.fromisoformat("1899-12-31")
_FIRST_DAY = datetime.fromisoformat("1900-03-01")


class RefusedError(Exception):
    """Why the file is not read: a code of the refusals, with its values."""

    def __init__(self, code: str, /, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def say(line: dict[str, Any]) -> None:
    """Send one line."""
    text = json.dumps(line, ensure_ascii=False, default=_tagged, separators=(",", ":"))
    sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")


def say_sheet(name: str, *, visible: bool = True, date1904: bool = False, named: bool = True) -> None:
    """Open a sheet; one that is not `named` bears the name of its file."""
    say({"sheet": name, "visible": visible, "date1904": date1904, "named": named})
    sys.stdout.buffer.flush()


def say_merged(merged: Iterable[Sequence[int]]) -> None:
    """Send the merged ranges of the open sheet: top, left, bottom, right, all included."""
    say({"merged": list(merged)})


def say_rows(rows: Iterable[tuple[int, list[Any]]], first_column: int = 0) -> None:
    """Send the rows of the open sheet in blocks; rows without a filled cell are left out."""
    block: dict[int, list[Any]] = {}
    cells = 0
    for row, values in rows:
        # Most rows have something true; in the others 0 and FALSE are filled too.
        if not (any(values) or any(value is not None and value != "" for value in values)):
            continue
        while values[-1] is None or values[-1] == "":
            values.pop()
        block[row] = values
        cells += len(values)
        if len(block) >= ROWS_A_BLOCK or cells >= CELLS_A_BLOCK:
            _say_block(block, cells, first_column)
            block, cells = {}, 0
    if block:
        _say_block(block, cells, first_column)


def _say_block(block: dict[int, list[Any]], cells: int, left: int) -> None:
    """Send rows; column by column where they are much of one length, for most columns say few things often."""
    width = max(map(len, block.values()))
    if 4 * cells < 3 * width * len(block):
        say({"rows": list(block), "left": left, "cells": list(block.values())})
        return
    for values in block.values():
        if len(values) < width:
            values.extend([None] * (width - len(values)))
    say(
        {
            "rows": list(block),
            "left": left,
            "columns": [_packed(column) for column in zip(*block.values(), strict=True)],
        }
    )


def _packed(column: Sequence[Any]) -> object:
    """A column in as few signs as is easy: its words once, or its moments without tags."""
    sorts = set(map(type, column))
    if sorts == {datetime} and min(column) >= _FIRST_DAY:
        return {"times": [moment.isoformat() for moment in column]}
    if str in sorts and sorts <= {str, type(None)}:
        words = {word: code for code, word in enumerate(dict.fromkeys(column))}
        if 2 * len(words) <= len(column):
            return {"words": list(words), "codes": list(map(words.__getitem__, column))}
    return column


def _tagged(value: object) -> dict[str, object]:
    match value:
        case date() if (moment := _moment(value)) < _FIRST_DAY:
            return {"s": (moment - _EPOCH).total_seconds()}  # [h]:mm of a day and more looks like a day of 1900
        case datetime():
            return {"t": value.isoformat()}
        case date():
            return {"d": value.isoformat()}
        case time():
            return {"s": (datetime.combine(_EPOCH, value) - _EPOCH).total_seconds()}
        case timedelta():
            return {"s": value.total_seconds()}
    raise TypeError(type(value))


def _moment(day: date) -> datetime:
    return day if isinstance(day, datetime) else datetime.combine(day, time())
