"""A second look at .xls for what calamine drops: errors, percent formats, the 1904 system. Source: [MS-XLS] 2.4."""

import struct
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from isplanner.workbook.reader.compound_file import stream
from isplanner.workbook.reader.number_formats import Shown, shown_as

_EOF, _SHEET, _DATE_MODE, _FORMAT, _XF = 0x0A, 0x85, 0x22, 0x41E, 0xE0
_BOOL_ERROR, _FORMULA, _NUMBER, _RK, _MANY_RK = 0x205, 0x06, 0x203, 0x27E, 0xBD
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_STREAMS = {"Workbook", "Book"}


class Marks(NamedTuple):
    """Cells of a sheet by row and column: the error signs, and those shown in percent."""

    errors: dict[tuple[int, int], str]
    percents: set[tuple[int, int]]


class OldBook(NamedTuple):
    """What the second look tells: marks by the name of the sheet, and the date system."""

    marks: dict[str, Marks]
    date1904: bool


def look_again(path: Path) -> OldBook:
    """What calamine does not tell of an .xls; nothing where the file is too odd."""
    try:
        return _look(stream(path.read_bytes(), _STREAMS))
    except (struct.error, IndexError, ValueError):
        return OldBook({}, date1904=False)


def _look(book: bytes) -> OldBook:
    codes: dict[int, str] = {}
    numbers: list[int] = []
    places: dict[str, int] = {}
    date1904 = False
    for kind, data in _records(book, 0):
        if kind == _DATE_MODE:
            date1904 = data[:1] == b"\1"
        elif kind == _FORMAT:
            number, length, flags = struct.unpack_from("<HHB", data)
            codes[number] = _text(data[5:], length, wide=bool(flags & 1))
        elif kind == _XF:
            numbers.append(struct.unpack_from("<H", data, 2)[0])
        elif kind == _SHEET:
            (place,) = struct.unpack_from("<I", data)
            places[_text(data[8:], data[6], wide=bool(data[7] & 1))] = place
    is_percent = [shown_as(number, codes.get(number)) is Shown.PERCENT for number in numbers]
    return OldBook({name: _marks(book, place, is_percent) for name, place in places.items()}, date1904)


def _records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records from a place to the end of their part."""
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        if kind == _EOF:
            return
        yield kind, book[at + 4 : at + 4 + length]
        at += 4 + length


def _text(data: bytes, length: int, *, wide: bool) -> str:
    return data[: 2 * length].decode("utf-16-le") if wide else data[:length].decode("latin-1")


def _marks(book: bytes, place: int, is_percent: Sequence[bool]) -> Marks:
    marks = Marks({}, set())
    for kind, data in _records(book, place):
        if kind not in {_BOOL_ERROR, _FORMULA, _NUMBER, _RK, _MANY_RK}:
            continue
        row, column, style = struct.unpack_from("<3H", data)
        error = _error(kind, data)
        if error is not None:
            marks.errors[row, column] = _ERRORS.get(error, "#N/A")
        styles = _styles(data) if kind == _MANY_RK else [style]
        for offset, each in enumerate(styles):
            if each < len(is_percent) and is_percent[each]:
                marks.percents.add((row, column + offset))
    return marks


def _error(kind: int, data: bytes) -> int | None:
    """The code of the error that a cell holds or its formula came to."""
    if kind == _BOOL_ERROR and data[7] == 1:
        return data[6]
    if kind == _FORMULA and data[12:14] == b"\xff\xff" and data[6] == 2:
        return data[8]
    return None


def _styles(data: bytes) -> list[int]:
    """The styles of the cells in a run of numbers: each has its style and its number."""
    return [struct.unpack_from("<H", data, at)[0] for at in range(4, len(data) - 7, 6)]
