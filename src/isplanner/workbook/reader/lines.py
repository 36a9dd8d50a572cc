"""What the child says: lines of JSON on its standard output."""

import json
import sys
from base64 import b64encode
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from itertools import zip_longest
from typing import Any

ROWS_A_BLOCK = 1_000
CELLS_A_BLOCK = 50_000
_MOST_WORDS = 256
_PLAIN = {str, int, float, type(None)}

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
    numbers: list[int] = []
    block: list[list[Any]] = []
    cells = 0
    for row, values in rows:
        numbers.append(row)
        block.append(values)
        cells += len(values)
        if cells >= CELLS_A_BLOCK or len(block) >= ROWS_A_BLOCK:
            _say_block(numbers, block, first_column)
            numbers, block, cells = [], [], 0
    if block:
        _say_block(numbers, block, first_column)


def _say_block(numbers: list[int], block: list[list[Any]], left: int) -> None:
    """Send rows; column by column where they are much of one length, for most columns say few things often."""
    columns = list(zip(*block, strict=False)) if len(set(map(len, block))) == 1 else []
    while columns and not any(map(_is_filled, columns[-1])):
        columns.pop()
    if columns and None not in columns[0] and "" not in columns[0]:
        _say_columns(numbers, columns, left)
    else:
        _say_uneven(dict(zip(numbers, block, strict=True)), left)


def _say_uneven(block: dict[int, list[Any]], left: int) -> None:
    """Send rows of which some are empty or shorter than others."""
    block = {row: values for row, values in block.items() if any(map(_is_filled, values))}
    if not block:
        return
    for values in block.values():
        while not _is_filled(values[-1]):
            values.pop()
    width, cells = max(map(len, block.values())), sum(map(len, block.values()))
    if 4 * cells < 3 * width * len(block):
        say({"rows": list(block), "left": left, "cells": list(block.values())})
    else:
        _say_columns(list(block), list(zip_longest(*block.values())), left)


def _say_columns(rows: list[int], columns: Iterable[Sequence[Any]], left: int) -> None:
    say({"rows": rows, "left": left, "columns": list(map(_packed, columns))})


def _is_filled(value: object) -> bool:
    return value is not None and value != ""


def _packed(column: Sequence[Any]) -> object:
    """A column in as few signs as is easy: its words once with a byte a cell, else texts and moments in one text."""
    sorts = set(map(type, column))
    if sorts == {datetime} and min(column) >= _FIRST_DAY:
        return {"times": " ".join(map(datetime.isoformat, column))}
    if len(sorts - {type(None)}) < 2 and sorts <= _PLAIN:
        words = {word: code for code, word in enumerate(dict.fromkeys(column))}
        if 2 * len(words) <= len(column) and len(words) <= _MOST_WORDS:
            return {"words": list(words), "codes": b64encode(bytes(map(words.__getitem__, column))).decode()}
        if sorts == {str} and (texts := "\n".join(column)).count("\n") == len(column) - 1:
            return {"texts": texts}
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
