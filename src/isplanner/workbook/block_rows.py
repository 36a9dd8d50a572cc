"""The rows of a long sheet as they come from the reader: blocks of columns, most of which say few things often.

Put together, 100,000 rows are a million references; as columns they are read faster and take a third of the memory.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain, islice
from operator import lt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from isplanner.workbook.grid import Value

_KEPT = 4
"""So many blocks are kept put together: rows are asked for one after the other."""
_FEW = 20
"""So many rows of a block are asked for before it is put together."""


class Words(NamedTuple):
    """A column that says few things: `codes` has a byte a cell, the place of what it says in `words`."""

    words: "Sequence[Value]"
    codes: bytes

    @property
    def cells(self) -> "list[Value]":
        """The cells one by one."""
        return list(map(self.words.__getitem__, self.codes))


class Block(NamedTuple):
    """Rows by their rising numbers, column by column, all of one length."""

    rows: Sequence[int]
    columns: "Sequence[Sequence[Value] | Words]"

    def column(self, index: int) -> "Sequence[Value] | Words":
        """A column; one beyond the last is empty."""
        return self.columns[index] if index < len(self.columns) else Words((None,), bytes(len(self.rows)))

    def is_data(self, is_number: "Callable[[Value], bool]") -> bool:
        """Whether no cell is empty, and a column has nothing but numbers."""
        said = [column.words if isinstance(column, Words) else column for column in self.columns]
        numbers = (column.words for column in self.columns if isinstance(column, Words))
        return not any(None in each or "" in each for each in said) and any(all(map(is_number, w)) for w in numbers)


class BlockRows(Mapping[int, "Sequence[Value]"]):
    """Rows by number. Columns are got at without putting any row together."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._firsts: list[int] = []
        self._starts: list[int] = [0]
        self._made: dict[int, dict[int, tuple[Value, ...]]] = {}
        self._asked = (-1, 0)

    def add(self, block: Block) -> bool:
        """Take in a block behind the last; not one whose rows do not rise from there."""
        rows, last = block.rows, self.blocks[-1].rows[-1] if self.blocks else -1
        if rows[0] <= last or not all(map(lt, rows, islice(rows, 1, None))):
            return False
        self.blocks.append(block)
        self._firsts.append(rows[0])
        self._starts.append(len(self) + len(rows))
        return True

    def __getitem__(self, row: int) -> "tuple[Value, ...]":
        at = bisect_right(self._firsts, row) - 1
        if at < 0:
            raise KeyError(row)
        if made := self._made.get(at):
            return made[row]
        before = self._asked[1] if self._asked[0] == at else 0
        self._asked = at, before + 1
        return self._alone(at, row) if before < _FEW else self._put_together(at)[row]

    def __contains__(self, row: object) -> bool:
        return isinstance(row, int) and self.place(row) is not None

    def __iter__(self) -> Iterator[int]:
        return chain.from_iterable(block.rows for block in self.blocks)

    def __len__(self) -> int:
        return self._starts[-1]

    def _alone(self, at: int, row: int) -> "tuple[Value, ...]":
        rows, columns = self.blocks[at]
        within = bisect_left(rows, row)
        if within == len(rows) or rows[within] != row:
            raise KeyError(row)
        return tuple(c.words[c.codes[within]] if isinstance(c, Words) else c[within] for c in columns)

    def _put_together(self, at: int) -> "dict[int, tuple[Value, ...]]":
        """All rows of a block of which one after another was asked for."""
        rows, columns = self.blocks[at]
        cells = (column.cells if isinstance(column, Words) else column for column in columns)
        made = dict(zip(rows, zip(*cells, strict=True), strict=True))
        if len(self._made) >= _KEPT:
            del self._made[next(iter(self._made))]
        self._made[at] = made
        return made

    def place(self, row: int) -> int | None:
        """How many rows stand above one; None where it is empty."""
        at = bisect_right(self._firsts, row) - 1
        if at < 0:
            return None
        rows = self.blocks[at].rows
        within = bisect_left(rows, row)
        return self._starts[at] + within if within < len(rows) and rows[within] == row else None

    def places(self, rows: Sequence[int]) -> Sequence[int]:
        """How many rows stand above each of some filled rows that rise."""
        if not rows:
            return ()
        first, last = self.place(rows[0]), self.place(rows[-1])
        if first is None or last is None or last - first + 1 != len(rows):
            return [place for row in rows if (place := self.place(row)) is not None]
        return range(first, last + 1)

    def column(self, rows: Sequence[int], index: int) -> "list[Value]":
        """What stands in a column of some filled rows that rise."""
        columns = (block.column(index) for block in self.blocks)
        cells = list(chain.from_iterable(each.cells if isinstance(each, Words) else each for each in columns))
        places = self.places(rows)
        if isinstance(places, range):
            return cells[places.start : places.stop]
        return [cells[place] for place in places]

    @property
    def width(self) -> int:
        """How many columns the longest row has."""
        return max((len(block.columns) for block in self.blocks), default=0)

    @property
    def texts(self) -> Iterator[str]:
        """The texts in it, most of them once a block, but those that end in a digit."""
        columns = (column for block in self.blocks for column in block.columns)
        for column in columns:
            cells = column.words if isinstance(column, Words) else column
            yield from [value for value in cells if isinstance(value, str) and not value[-1:].isdigit()]

    def rows_with(self, words: Set[str], is_number: "Callable[[Value], bool]") -> Iterator[int]:
        """The rows in which one of some words stands, some of them twice; not those that are data throughout."""
        for block in self.blocks:
            for column in () if block.is_data(is_number) else block.columns:
                yield from _rows_with(words, block.rows, column)


def _rows_with(words: Set[str], rows: Sequence[int], column: "Sequence[Value] | Words") -> Iterable[int]:
    if not isinstance(column, Words):
        return () if words.isdisjoint(column) else [row for row, v in zip(rows, column, strict=True) if v in words]
    wanted = {code for code, word in enumerate(column.words) if word in words}
    return [row for row, code in zip(rows, column.codes, strict=True) if code in wanted] if wanted else ()
