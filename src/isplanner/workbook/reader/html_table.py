"""Tables of an HTML file that calls itself a workbook: SFA exports are often such. Nothing is fetched or run."""

from html.parser import HTMLParser
from typing import Any

from typing_extensions import override

from isplanner.workbook.reader.lines import say_merged, say_rows, say_sheet

_SILENT = {"script", "style", "title"}
_MOST_SPAN = 1_000
_MOST_COLUMNS = 16_384


def read_html(text: str, name: str) -> None:
    """Send all tables of a page, one below the other, as one sheet."""
    page = _Page()
    page.feed(text)
    page.close()
    say_sheet(name, named=False)
    say_merged(page.merged)
    say_rows((row, values) for row, values in enumerate(page.rows()))


class _Page(HTMLParser):
    """Listens to a page: cells with their rows and columns, spans taking their room."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.merged: list[tuple[int, int, int, int]] = []
        self._cells: dict[int, dict[int, str]] = {}
        self._taken: set[tuple[int, int]] = set()
        self._row, self._column = -1, 0
        self._open: tuple[int, int] | None = None
        self._pieces: list[str] = []
        self._silent = 0

    def rows(self) -> list[list[Any]]:
        """The cells as rows of equal meaning: position is column."""
        rows: list[list[Any]] = [[] for _ in range(self._row + 1)]
        for row, cells in self._cells.items():
            rows[row] = [cells.get(column) for column in range(max(cells) + 1)]
        return rows

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._end_cell()
            self._row, self._column = self._row + 1, 0
        elif tag in {"td", "th"} and self._row >= 0:
            self._begin_cell(dict(attrs))
        elif tag == "br":
            self._pieces.append("\n")
        elif tag in _SILENT:
            self._silent += 1

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th", "tr", "table"}:
            self._end_cell()
        elif tag in _SILENT:
            self._silent = max(0, self._silent - 1)

    @override
    def handle_data(self, data: str) -> None:
        if self._open and not self._silent:
            self._pieces.append(data)

    def _begin_cell(self, attributes: dict[str, str | None]) -> None:
        self._end_cell()
        while (self._row, self._column) in self._taken:
            self._column += 1
        down, right = _span(attributes.get("rowspan")), _span(attributes.get("colspan"))
        place = (self._row, self._column)
        if self._column + right <= _MOST_COLUMNS:
            self._open = place
        if down > 1 or right > 1:
            self.merged.append((*place, self._row + down - 1, self._column + right - 1))
            self._taken.update((self._row + r, self._column + c) for r in range(down) for c in range(right))
        self._column += right

    def _end_cell(self) -> None:
        if self._open:
            row, column = self._open
            self._cells.setdefault(row, {})[column] = "".join(self._pieces).strip()
        self._open, self._pieces = None, []


def _span(text: str | None) -> int:
    return min(int(text), _MOST_SPAN) if text and text.isdecimal() and text.isascii() and int(text) > 0 else 1
