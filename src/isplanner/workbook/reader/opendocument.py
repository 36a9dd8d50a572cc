"""OpenDocument sheets cell by cell, with repeated rows and cells written out only where something stands in them."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from isplanner.workbook.reader.archive import Archive
from isplanner.workbook.reader.lines import RefusedError, say_merged, say_rows, say_sheet
from isplanner.workbook.reader.xml_events import each_start, listen

MOST_CELLS = 5_000_000
_DURATION = re.compile(r"-?PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?")
_CELLS = {"table-cell", "covered-table-cell"}


def read_ods(archive: zipfile.ZipFile, seen: Archive) -> None:
    """Send every sheet of an .ods.

    Raises:
        RefusedError: encrypted, damaged, too_many_cells.
    """
    _refuse_encrypted(archive, seen)
    content = _Content()
    for _ in listen(archive, "content.xml", content):
        for table in content.take():
            table.send()


def _refuse_encrypted(archive: zipfile.ZipFile, seen: Archive) -> None:
    manifest = seen.names.get("META-INF/manifest.xml")
    if manifest and any(name == "encryption-data" for name, _ in each_start(archive, manifest)):
        raise RefusedError("encrypted")


class _Table:
    """One sheet: its filled rows and merged ranges."""

    def __init__(self, name: str, *, visible: bool, date1904: bool) -> None:
        self.name, self.visible, self.date1904 = name, visible, date1904
        self.rows: list[tuple[int, list[Any]]] = []
        self.merged: list[tuple[int, int, int, int]] = []

    def send(self) -> None:
        say_sheet(self.name, visible=self.visible, date1904=self.date1904)
        if self.visible:
            say_merged(self.merged)
            say_rows(iter(self.rows))


class _Content:
    """Listens to content.xml and collects its tables."""

    def __init__(self) -> None:
        self._done: list[_Table] = []
        self._table: _Table | None = None
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._date1904 = False
        self._row, self._column, self._repeat, self._cells = 0, 0, 1, 0
        self._values: list[Any] = []
        self._cell: dict[str, str] = {}
        self._paragraphs: list[str] = []
        self._depth = 0

    def take(self) -> Iterator[_Table]:
        """The tables that are complete."""
        while self._done:
            yield self._done.pop(0)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        said = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if name in _CELLS:
            self._cell, self._paragraphs, self._depth = said, [], 0
        elif name == "p":
            self._paragraphs.append("")
            self._depth += 1
        elif name in {"s", "tab", "line-break"} and self._depth:
            self._paragraphs[-1] += {"s": " " * min(_whole(said.get("c")), 100), "tab": "\t"}.get(name, "\n")
        elif name == "annotation":
            self._depth -= 1_000  # a comment's paragraphs are not the cell's
        elif name == "table-row":
            self._values, self._column = [], 0
            self._repeat = _whole(said.get("number-rows-repeated"))
        else:
            self._start_sheet(name, said)

    def _start_sheet(self, name: str, said: dict[str, str]) -> None:
        if name == "table":
            visible = said.get("style-name") not in self._hidden_styles
            self._table = _Table(said.get("name", ""), visible=visible, date1904=self._date1904)
            self._row = 0
        elif name == "null-date":
            self._date1904 = said.get("date-value", "").startswith("1904")
        elif name == "style":
            self._style = said.get("name", "")
        elif name == "table-properties" and said.get("display") == "false":
            self._hidden_styles.add(self._style)

    def text(self, text: str) -> None:
        if self._depth > 0:
            self._paragraphs[-1] += text

    def end(self, name: str) -> None:
        if name in _CELLS:
            self._end_cell()
        elif name == "p":
            self._depth -= 1
        elif name == "annotation":
            self._depth += 1_000
        elif name == "table-row":
            self._end_row()
        elif name == "table" and self._table:
            self._done.append(self._table)
            self._table = None

    def _end_cell(self) -> None:
        repeat = _whole(self._cell.get("number-columns-repeated"))
        value = _value(self._cell, "\n".join(self._paragraphs))
        if value is not None and value != "":
            self._count(repeat)
            self._values.extend([None] * (self._column - len(self._values)))
            self._values.extend([value] * repeat)
        down, right = (_whole(self._cell.get(f"number-{which}-spanned")) for which in ("rows", "columns"))
        if self._table and (down > 1 or right > 1):
            area = (self._row, self._column, self._row + down - 1, self._column + right - 1)
            self._table.merged.append(area)
        self._column += repeat

    def _end_row(self) -> None:
        if self._table and self._values:
            self._count((self._repeat - 1) * len(self._values))
            self._table.rows.extend((self._row + i, list(self._values)) for i in range(self._repeat))
        self._row += self._repeat

    def _count(self, cells: int) -> None:
        self._cells += cells
        if self._cells > MOST_CELLS:
            raise RefusedError("too_many_cells", most=MOST_CELLS)


def _value(cell: dict[str, str], text: str) -> object:
    kind, formula = cell.get("value-type"), cell.get("formula")
    if kind == "error" or (formula and kind == "string" and text.startswith(("#", "Err:"))):
        return {"e": _formula(formula) or text}
    if kind is None:
        return {"f": _formula(formula)} if formula and not text else text
    try:
        return _typed(kind, cell, text)
    except ValueError as problem:
        raise RefusedError("damaged") from problem


def _typed(kind: str, cell: dict[str, str], text: str) -> object:
    if kind == "percentage":
        return {"p": float(cell.get("value", ""))}
    if kind in {"float", "currency"}:
        return float(cell.get("value", ""))
    if kind == "boolean":
        return cell.get("boolean-value") == "true"
    if kind == "date":
        moment = cell.get("date-value", "")
        return datetime.fromisoformat(moment) if "T" in moment else date.fromisoformat(moment)
    if kind == "time" and (match := _DURATION.fullmatch(cell.get("time-value", ""))):
        hours, minutes, seconds = (float((part or "0").replace(",", ".")) for part in match.groups())
        return timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return cell.get("string-value") or text


def _formula(formula: str | None) -> str:
    return (formula or "").partition(":")[2] or formula or ""


def _whole(text: str | None) -> int:
    try:
        return int(text or "1")
    except ValueError as problem:
        raise RefusedError("damaged") from problem
