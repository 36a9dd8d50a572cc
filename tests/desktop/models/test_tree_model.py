from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from isplanner.desktop.models.column import CellEdit, Column
from isplanner.desktop.models.tree_model import Branch, TreeModel


@dataclass(frozen=True)
class Place:
    name: str
    people: int = 0


COLUMNS = [
    Column[Place](key="name", header="所", text=lambda place: place.name),
    Column[Place](
        key="people", header="人", text=lambda place: str(place.people), parse=lambda _place, text: int(text)
    ),
]


def branch(name: str, *children: Branch[Place], people: int = 0) -> Branch[Place]:
    return Branch(Place(name, people), children)


@pytest.fixture
def asked() -> list[Sequence[CellEdit[Place]]]:
    return []


@pytest.fixture
def tree(asked: list[Sequence[CellEdit[Place]]]) -> TreeModel[Place]:
    return new_tree(asked)


def new_tree(asked: list[Sequence[CellEdit[Place]]]) -> TreeModel[Place]:
    tree = TreeModel[Place](lambda place: place.name, asked.append)
    QAbstractItemModelTester(tree, QAbstractItemModelTester.FailureReportingMode.Fatal, tree)
    tree.show_columns(COLUMNS)
    tree.show_branches([branch("関東", branch("東京", branch("港区"), people=9), branch("千葉")), branch("関西")])
    return tree


def drawn(tree: TreeModel[Place], parent: QModelIndex = QModelIndex()) -> list[object]:  # noqa: B008  # Qt's own way to say "the root"
    return [
        [tree.index(row, 0, parent).data(), *drawn(tree, tree.index(row, 0, parent))]
        for row in range(tree.rowCount(parent))
    ]


def test_draws_branches_under_branches(tree: TreeModel[Place]) -> None:
    assert drawn(tree) == [["関東", ["東京", ["港区"]], ["千葉"]], ["関西"]]
    tokyo = tree.find("東京")
    assert tree.index(tokyo.row(), 1, tokyo.parent()).data() == "9"
    assert [index.data() for index in tree.walk()] == ["関東", "東京", "港区", "千葉", "関西"]


def test_typed_text_becomes_one_edit(tree: TreeModel[Place], asked: list[Sequence[CellEdit[Place]]]) -> None:
    tokyo = tree.find("東京")
    assert tree.setData(tokyo.siblingAtColumn(1), "12")
    assert asked == [[CellEdit(Place("東京", 9), "people", 12)]]


def test_what_stays_keeps_its_place_and_what_changed_is_redrawn(tree: TreeModel[Place], qtbot: QtBot) -> None:
    tokyo, ward = QPersistentModelIndex(tree.find("東京")), QPersistentModelIndex(tree.find("港区"))
    changed: list[str] = []
    tree.dataChanged.connect(lambda first, _last: changed.append(first.data()))
    tree.show_branches(
        [branch("関東", branch("埼玉"), branch("東京", branch("港区"), people=10), branch("千葉")), branch("九州")]
    )
    assert drawn(tree) == [["関東", ["埼玉"], ["東京", ["港区"]], ["千葉"]], ["九州"]]
    assert (tokyo.row(), ward.data()) == (1, "港区")
    assert changed == ["東京"]


def test_a_branch_that_goes_takes_its_children_along(tree: TreeModel[Place]) -> None:
    ward = QPersistentModelIndex(tree.find("港区"))
    tree.show_branches([branch("関西")])
    assert drawn(tree) == [["関西"]]
    assert not ward.isValid()


BRANCHES = st.recursive(
    st.builds(Branch, st.builds(Place, st.sampled_from("あいうえお"), st.integers(0, 2))),
    lambda below: st.builds(
        Branch,
        st.builds(Place, st.sampled_from("あいうえお"), st.integers(0, 2)),
        st.lists(below, max_size=3, unique_by=lambda each: each.record.name).map(tuple),
    ),
    max_leaves=12,
)
FORESTS = st.lists(BRANCHES, max_size=4, unique_by=lambda each: each.record.name)


def shape(branches: Sequence[Branch[Place]]) -> list[object]:
    return [[each.record.name, *shape(each.children)] for each in branches]


@given(forests=st.lists(FORESTS, min_size=1, max_size=4))
def test_any_tree_can_follow_any_other(qapp: object, forests: list[list[Branch[Place]]]) -> None:
    tree = new_tree([])
    for forest in forests:
        tree.show_branches(forest)
        assert drawn(tree) == shape(forest)
