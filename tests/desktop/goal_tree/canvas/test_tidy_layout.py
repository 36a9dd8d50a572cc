from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from isplanner.desktop.goal_tree.canvas.tidy_layout import Block, Spot, lay_out

GAP = 24.0


@st.composite
def trees(draw: st.DrawFn, most: int = 40) -> Block:
    """A tree whose cards differ in height."""
    size = draw(st.integers(1, most))
    parents = [draw(st.integers(0, max(0, number - 1))) for number in range(size)]
    heights = [draw(st.sampled_from([36.0, 94.0, 197.0])) for _ in range(size)]
    children: list[list[int]] = [[] for _ in range(size)]
    for number in range(1, size):
        children[parents[number]].append(number)

    def block(number: int) -> Block:
        return Block(number, heights[number], tuple(block(child) for child in children[number]))

    return block(0)


def walk(roots: list[Block]) -> list[Block]:
    found = [*roots]
    for block in found:
        found += block.children
    return found


@given(st.lists(trees(), max_size=3))
def test_cards_of_a_column_never_touch(roots: list[Block]) -> None:
    named = [Block((place, "root"), 50.0, (_renamed(root, place),)) for place, root in enumerate(roots)]
    spots, blocks = lay_out(named, GAP), walk(named)
    assert set(spots) == {block.key for block in blocks}
    columns = {spot.column for spot in spots.values()}
    for column in columns:
        placed = sorted((spots[b.key].top, b.height) for b in blocks if spots[b.key].column == column)
        assert all(upper + height + GAP <= lower for (upper, height), (lower, _) in pairwise(placed))


@given(trees())
def test_first_child_straight_ahead_and_the_others_below_in_order(root: Block) -> None:
    spots = lay_out([root], GAP)
    for block in walk([root]):
        here = spots[block.key]
        below = [spots[child.key] for child in block.children]
        assert all(spot.column == here.column + 1 for spot in below)
        assert [spot.top for spot in below] == sorted(spot.top for spot in below)
        if below:
            assert below[0].top == here.top


@given(trees())
def test_trunks_of_a_gap_never_run_into_each_other(root: Block) -> None:
    spots = lay_out([root], GAP)
    trunks: dict[int, list[tuple[float, float]]] = {}
    for block in walk([root]):
        if block.children:
            spot = spots[block.key]
            trunks.setdefault(spot.column, []).append((spot.top, spots[block.children[-1].key].top))
    for runs in trunks.values():
        assert all(end < start for (_, end), (start, _) in pairwise(sorted(runs)))


@given(trees())
def test_a_card_more_at_the_end_moves_nothing_before_it(root: Block) -> None:
    longer = Block(root.key, root.height, (*root.children, Block("new", 94.0)))
    before, after = lay_out([root], GAP), lay_out([longer], GAP)
    assert {key: after[key] for key in before} == before


def test_a_leaf_slides_up_beside_a_deeper_tree() -> None:
    """平均受注単価 lies right under 受注数, whatever hangs on that."""
    deep = Block("受注数", 94, (Block("有効商談数", 94), Block("有効商談受注率", 94), Block("other", 94)))
    spots = lay_out([Block("受注売上", 94, (deep, Block("平均受注単価", 94)))], GAP)
    assert spots["平均受注単価"] == Spot(1, 118)


def _renamed(block: Block, place: int) -> Block:
    return Block((place, block.key), block.height, tuple(_renamed(child, place) for child in block.children))
