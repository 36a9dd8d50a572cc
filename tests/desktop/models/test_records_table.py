from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from isplanner.desktop.models.column import NOT_EDITABLE, REFUSAL_ROLE, SORT_ROLE, CellEdit, Column
from isplanner.desktop.models.records_table import RecordsTable
from isplanner.plan.problem import PlanError, Problem


@dataclass(frozen=True)
class Fruit:
    name: str
    count: int
    is_sold: bool = False


APPLE, PEAR, PLUM, FIG = Fruit("apple", 1200), Fruit("pear", 20), Fruit("plum", 3, is_sold=True), Fruit("fig", 4)


def count_of(_fruit: Fruit, text: str) -> int:
    if not text.isdigit():
        raise PlanError("bad_value", text=text)
    return int(text)


NAME: Column[Fruit] = Column(key="name", header="果物", text=lambda fruit: fruit.name)
COUNT: Column[Fruit] = Column(
    key="count",
    header="数",
    text=lambda fruit: f"{fruit.count:,}",
    plain=lambda fruit: str(fruit.count),
    value=lambda fruit: fruit.count,
    parse=count_of,
    refusal=lambda fruit: "売れました" if fruit.is_sold else "",
    tip=lambda fruit: fruit.name,
    is_bold=lambda fruit: fruit.count > 1000,
    is_number=True,
)


class Shop:
    """Takes edits as a plan would, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Sequence[CellEdit[Fruit]]] = []

    def commit(self, edits: Sequence[CellEdit[Fruit]]) -> None:
        if any(edit.value == 13 for edit in edits):
            raise PlanError("unlucky", number=13)
        self.asked.append(edits)


@pytest.fixture
def shop() -> Shop:
    return Shop()


@pytest.fixture
def table(shop: Shop) -> RecordsTable[Fruit]:
    table = RecordsTable[Fruit](lambda fruit: fruit.name, shop.commit)
    QAbstractItemModelTester(table, QAbstractItemModelTester.FailureReportingMode.Fatal, table)
    table.show_columns([NAME, COUNT])
    table.show_records([APPLE, PEAR, PLUM])
    return table


def texts(model: QAbstractItemModel) -> list[list[str]]:
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_draws_its_columns(table: RecordsTable[Fruit]) -> None:
    count = table.index(0, 1)
    assert texts(table) == [["apple", "1,200"], ["pear", "20"], ["plum", "3"]]
    assert table.headerData(1, Qt.Orientation.Horizontal) == "数"
    assert count.data(Qt.ItemDataRole.EditRole) == "1200"
    assert count.data(SORT_ROLE) == 1200
    assert count.data(Qt.ItemDataRole.ToolTipRole) == "<qt>apple</qt>"
    assert count.data(Qt.ItemDataRole.FontRole).bold()
    assert table.index(1, 1).data(Qt.ItemDataRole.FontRole) is None
    assert count.data(Qt.ItemDataRole.TextAlignmentRole) & int(Qt.AlignmentFlag.AlignRight)


def test_typed_text_becomes_one_edit(table: RecordsTable[Fruit], shop: Shop) -> None:
    assert table.setData(table.index(1, 1), "25")
    assert shop.asked == [[CellEdit(PEAR, "count", 25)]]


def test_cells_written_together_are_one_edit_without_those_that_cannot_be_read(
    table: RecordsTable[Fruit], shop: Shop, qtbot: QtBot
) -> None:
    cells = [(table.index(0, 1), "7"), (table.index(1, 1), "約30"), (table.index(2, 1), "5"), (table.index(0, 0), "x")]
    refused: list[Problem] = []
    table.refused.connect(lambda _index, problem: refused.append(problem))
    problems = [refusal.problem for refusal in table.write(cells)]
    assert shop.asked == [[CellEdit(APPLE, "count", 7)]]
    assert problems == refused
    assert [problem.code for problem in problems] == ["bad_value", NOT_EDITABLE, NOT_EDITABLE]
    assert problems[1].values["reason"] == "売れました"


def test_what_the_plan_refuses_is_said_at_the_cell(table: RecordsTable[Fruit], shop: Shop) -> None:
    (refusal,) = table.write([(table.index(0, 1), "13")])
    assert refusal.problem.code == "unlucky"
    assert refusal.index == table.index(0, 1)
    assert not table.setData(table.index(0, 1), "13")
    assert not shop.asked


def test_cells_say_why_they_cannot_be_edited(table: RecordsTable[Fruit]) -> None:
    editable = Qt.ItemFlag.ItemIsEditable
    assert table.index(0, 1).flags() & editable
    assert table.index(0, 1).data(REFUSAL_ROLE) == ""
    assert not table.index(2, 1).flags() & editable
    assert table.index(2, 1).data(REFUSAL_ROLE) == "売れました"
    assert not table.index(0, 0).flags() & editable


@pytest.mark.parametrize(
    ("after", "pear_row"),
    [
        ([], -1),
        ([PLUM], -1),
        ([APPLE, FIG, PEAR, PLUM], 2),
        ([FIG, PEAR, PLUM], 1),
        ([APPLE, PEAR, PLUM, FIG], 1),
        ([replace(APPLE, count=5), PEAR, replace(PLUM, count=9)], 1),
    ],
)
def test_rows_keep_their_place_among_other_records(
    table: RecordsTable[Fruit], after: list[Fruit], pear_row: int
) -> None:
    pear = QPersistentModelIndex(table.index(1, 0))
    table.show_records(after)
    assert [row[0] for row in texts(table)] == [fruit.name for fruit in after]
    assert pear.row() == pear_row


def test_shows_records_in_another_order(table: RecordsTable[Fruit]) -> None:
    table.show_records([PLUM, PEAR, APPLE])
    assert [row[0] for row in texts(table)] == ["plum", "pear", "apple"]


def test_redraws_only_the_rows_that_changed(table: RecordsTable[Fruit]) -> None:
    drawn: list[int] = []
    table.dataChanged.connect(lambda first, _last: drawn.append(first.row()))
    table.show_records([APPLE, replace(PEAR, count=21), PLUM])
    assert drawn == [1]


def test_unfolds_columns_between_others(table: RecordsTable[Fruit]) -> None:
    half = Column[Fruit](key="half", header="半分", text=lambda fruit: str(fruit.count // 2), is_number=True)
    name, count = QPersistentModelIndex(table.index(0, 0)), QPersistentModelIndex(table.index(0, 1))
    table.show_columns([NAME, half, COUNT])
    assert texts(table)[0] == ["apple", "600", "1,200"]
    assert (name.column(), count.column()) == (0, 2)
    table.show_columns([NAME, COUNT])
    assert texts(table)[0] == ["apple", "1,200"]
    assert count.column() == 1


def test_finds_a_row_by_its_key(table: RecordsTable[Fruit]) -> None:
    assert table.find("plum").row() == 2
    assert table.find("quince") == QModelIndex()
