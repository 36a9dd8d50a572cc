"""Rows that came in blocks of columns say what the same rows say one by one."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from isplanner.workbook.block_rows import Block, BlockRows, Words
from isplanner.workbook.coded import coded, coded_column
from isplanner.workbook.grid import Sheet, Value
from isplanner.workbook.recognise import find_tables

CELLS = st.sampled_from([None, "", "担当者", "佐藤", "7", 3, 2.5])


@st.composite
def two_ways(draw: st.DrawFn) -> tuple[Sheet, Sheet]:
    """The same rows in blocks and one by one, with empty rows among them."""
    blocks, plain, last = BlockRows(), dict[int, tuple[Value, ...]](), -1
    for _ in range(draw(st.integers(1, 4))):
        gaps = draw(st.lists(st.integers(1, 3), min_size=1, max_size=60))
        rows = [last := last + gap for gap in gaps]
        width = draw(st.integers(1, 4))
        columns = [draw(st.lists(CELLS, min_size=len(rows), max_size=len(rows))) for _ in range(width)]
        assert blocks.add(Block(rows, [_packed(column) if draw(st.booleans()) else column for column in columns]))
        plain.update(zip(rows, zip(*columns, strict=True), strict=True))
    return Sheet("A", blocks), Sheet("A", plain)


def _packed(column: Sequence[Value]) -> Words:
    words = list(dict.fromkeys(column))
    return Words(words, bytes(map(words.index, column)))


@given(two_ways(), st.data())
def test_blocks_say_what_their_rows_say(sheets: tuple[Sheet, Sheet], data: st.DataObject) -> None:
    blocks, plain = sheets
    assert dict(blocks.rows) == plain.rows
    assert (len(blocks.rows), list(blocks.rows)) == (len(plain.rows), list(plain.rows))
    for row in data.draw(st.lists(st.integers(0, 300), max_size=60)):
        assert (row in blocks.rows, blocks.rows.get(row)) == (row in plain.rows, plain.rows.get(row))
    assert (blocks.words, blocks.width, blocks.height) == (plain.words, plain.width, plain.height)
    assert blocks.rows_with({"担当者"}, _is_number) == plain.rows_with({"担当者"}, _is_number)
    rows = data.draw(
        st.one_of(st.just(plain.numbers), st.lists(st.sampled_from(plain.numbers), unique=True).map(sorted))
    )
    for index in range(5):
        assert blocks.own_column(rows, index) == plain.own_column(rows, index)
        one, other = coded_column(blocks, rows, index), coded(plain.own_column(rows, index))
        assert [one.values[code] for code in one.codes] == [other.values[code] for code in other.codes]
        assert set(one.values) == set(other.values)


def _is_number(value: Value) -> bool:
    return value in {3, 2.5, "7"}


def test_rows_that_do_not_rise_are_no_block_of_it() -> None:
    rows = BlockRows()
    assert rows.add(Block([3, 4], [["a", "b"]]))
    assert not rows.add(Block([4, 5], [["c", "d"]]))
    assert not rows.add(Block([7, 6], [["c", "d"]]))
    assert dict(rows) == {3: ("a",), 4: ("b",)}


def test_a_second_header_far_down_is_found_among_blocks() -> None:
    head, body = ("日付", "担当者", "架電数"), [("2026-07-01", "佐藤", number) for number in range(1_000)]
    rows = BlockRows()
    for start, cells in ((0, [head, *body]), (1_001, body), (2_001, [*body, head, *body])):
        columns = [list(column) for column in zip(*cells, strict=True)]
        assert rows.add(Block(range(start, start + len(cells)), columns))
    (table,) = find_tables(Sheet("A", rows))
    assert (table.header, set(table.repeats)) == ((0,), {3_001})
