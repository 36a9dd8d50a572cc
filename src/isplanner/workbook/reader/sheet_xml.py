"""An .xlsx sheet cell by cell from its XML: nothing is dropped, and only filled cells take room."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from isplanner.workbook.reader.archive import Archive
from isplanner.workbook.reader.lines import RefusedError, say_merged, say_rows, say_sheet
from isplanner.workbook.reader.number_formats import Shown, dated, shown_as
from isplanner.workbook.reader.xml_events import each_start, listen

_ROWS, _COLUMNS = 1_048_576, 16_384
_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_HIDDEN = {"hidden", "veryHidden"}


class SheetPart(NamedTuple):
    """A sheet of the workbook and the part of the archive it stands in."""

    name: str
    part: str
    is_visible: bool


class Workbook(NamedTuple):
    """What the sheets of an archive have in common. `shown` is by style number."""

    sheets: list[SheetPart]
    shown: list[Shown]
    strings_part: str | None
    date1904: bool

    @property
    def has_percent(self) -> bool:
        """Whether cells may be shown in percent."""
        return Shown.PERCENT in self.shown


def open_workbook(archive: zipfile.ZipFile, seen: Archive) -> Workbook:
    """The sheets, date system and number formats of an .xlsx.

    Raises:
        RefusedError: damaged.
    """
    targets = _targets(archive, seen)
    sheets, date1904 = [], False
    for name, attributes in each_start(archive, seen.names["xl/workbook.xml"]):
        if name == "workbookPr":
            date1904 = attributes.get("date1904") in {"1", "true"}
        elif name == "sheet":
            link = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            kind, part = targets.get(link, ("worksheet", ""))
            if kind != "worksheet":
                continue
            if part not in seen.names:
                raise RefusedError("damaged")
            is_visible = attributes.get("state") not in _HIDDEN
            sheets.append(SheetPart(_text(attributes.get("name", "")), seen.names[part], is_visible))
    parts = {kind: seen.names.get(part) for kind, part in targets.values()}
    shown = _shown(archive, styles) if (styles := parts.get("styles")) else []
    return Workbook(sheets, shown, parts.get("sharedStrings"), date1904)


def _targets(archive: zipfile.ZipFile, seen: Archive) -> dict[str, tuple[str, str]]:
    """For each relation of the workbook its kind and its part."""
    part = seen.names.get("xl/_rels/workbook.xml.rels")
    if part is None:
        raise RefusedError("damaged")
    found = {}
    for name, attributes in each_start(archive, part):
        if name == "Relationship":
            target = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", "")))[1:]
            found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], target)
    return found


def _shown(archive: zipfile.ZipFile, part: str) -> list[Shown]:
    codes: dict[int, str] = {}
    shown: list[Shown] = []
    is_cell_style = False
    for name, attributes in each_start(archive, part):
        if name == "numFmt":
            codes[_whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif name in {"cellXfs", "cellStyleXfs", "cellStyles", "dxfs"}:
            is_cell_style = name == "cellXfs"
        elif name == "xf" and is_cell_style:
            number = _whole(attributes.get("numFmtId"))
            shown.append(shown_as(number, codes.get(number)))
    return shown


def read_sheet(archive: zipfile.ZipFile, book: Workbook, sheet: SheetPart) -> None:
    """Send a sheet.

    Raises:
        RefusedError: damaged.
    """
    cells = _Cells(_strings(archive, book.strings_part), book)
    say_sheet(sheet.name, date1904=book.date1904)
    say_rows(_rows(archive, sheet.part, cells))
    say_merged(cells.merged)


def _rows(archive: zipfile.ZipFile, part: str, cells: "_Cells") -> Iterator[tuple[int, list[Any]]]:
    for _ in listen(archive, part, cells):
        yield from cells.done
        cells.done.clear()


class _Cells:
    """Listens to a sheet: rows of values as they end, merged ranges at the end."""

    def __init__(self, strings: list[str], book: Workbook) -> None:
        self.done: list[tuple[int, list[Any]]] = []
        self.merged: list[tuple[int, int, int, int]] = []
        self._strings, self._book = strings, book
        self._row, self._column = -1, -1
        self._values: list[Any] = []
        self._cell: dict[str, str] = {}
        self._said: dict[str, str] = {}
        self._within = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._cell, self._said = attributes, {}
            self._place(attributes.get("r"))
        elif name in {"v", "f", "t"}:
            self._within = name
            self._said.setdefault(name, "")
        elif name == "row":
            self._row = _whole(attributes["r"]) - 1 if "r" in attributes else self._row + 1
            self._column, self._values = -1, []
        elif name == "mergeCell":
            self.merged.append(_area(attributes.get("ref", "")))
        elif name == "rPh":
            self._within = "rPh"

    def text(self, text: str) -> None:
        if self._within in self._said:
            self._said[self._within] += text

    def end(self, name: str) -> None:
        if name in {"v", "f", "t", "rPh"}:
            self._within = ""
        elif name == "c":
            value = self._value()
            if value is not None:
                self._values.extend([None] * (self._column + 1 - len(self._values)))
                self._values[self._column] = value
        elif name == "row" and self._values:
            self.done.append((self._row, self._values))

    def _place(self, address: str | None) -> None:
        if address is None:
            self._column += 1
        else:
            self._row, self._column = _place(address)
        if not (0 <= self._row < _ROWS and 0 <= self._column < _COLUMNS):
            raise RefusedError("damaged")

    def _value(self) -> object:
        kind, said = self._cell.get("t", "n"), self._said
        if kind == "e":
            return {"e": f"={said['f']}" if said.get("f") else said.get("v", "")}
        if "f" in said and not (said.get("v") or (kind == "str" and "v" in said)):
            return {"f": f"={said['f']}"}
        if kind == "inlineStr":
            return _text(said.get("t", ""))
        if not said.get("v"):
            return None
        return self._typed(kind, said["v"])

    def _typed(self, kind: str, text: str) -> object:
        try:
            if kind == "s":
                return self._strings[int(text)]
            if kind == "b":
                return text.strip() in {"1", "true"}
            return _text(text) if kind in {"str", "d"} else self._number(float(text))
        except (ValueError, IndexError) as problem:
            raise RefusedError("damaged") from problem

    def _number(self, number: float) -> object:
        style = _whole(self._cell.get("s", "0"))
        shown = self._book.shown[style] if style < len(self._book.shown) else Shown.NUMBER
        if shown is Shown.PERCENT:
            return {"p": number}
        return number if shown is Shown.NUMBER else dated(number, shown, date1904=self._book.date1904)


class _Strings:
    """Listens to the shared strings: the text of each without its reading aid."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._within = ""
        self._pieces: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self._pieces = []
        if name in {"t", "rPh"} and self._within != "rPh":
            self._within = name

    def text(self, text: str) -> None:
        if self._within == "t":
            self._pieces.append(text)

    def end(self, name: str) -> None:
        if name == "si":
            self.found.append(_text("".join(self._pieces)))
        if name == self._within:
            self._within = ""


def _strings(archive: zipfile.ZipFile, part: str | None) -> list[str]:
    strings = _Strings()
    if part is not None:
        for _ in listen(archive, part, strings):
            pass
    return strings.found


def _text(text: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _whole(text: str | None) -> int:
    try:
        return int(text or "0")
    except ValueError as problem:
        raise RefusedError("damaged") from problem


@lru_cache(maxsize=1 << 12)
def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column - 1


def _place(address: str) -> tuple[int, int]:
    match = _ADDRESS.fullmatch(address)
    if match is None:
        raise RefusedError("damaged")
    return int(match[2]) - 1, _column(match[1])


def _area(reference: str) -> tuple[int, int, int, int]:
    first, _, last = reference.partition(":")
    return (*_place(first), *_place(last or first))
