"""Where the arrow keys lead on the canvas: along the tree as it is drawn."""

from isplanner.desktop.goal_tree.canvas.scene import Placed, Scene


def above(scene: Scene, placed: Placed) -> Placed | None:
    """The card that one hangs on."""
    parent = scene.parents.get(placed.card.id)
    return scene.cards[parent] if parent else None


def first_below(scene: Scene, placed: Placed) -> Placed | None:
    """The first card that hangs on one."""
    return scene.cards[placed.card.children[0].id] if placed.card.children else None


def beside(scene: Scene, placed: Placed, step: int) -> Placed | None:
    """The next card of the same column."""
    column = [one for one in scene.cards.values() if one.box.left() == placed.box.left()]
    column.sort(key=lambda one: one.box.top())
    number = column.index(placed) + step
    return column[number] if 0 <= number < len(column) else None


def next_to(scene: Scene, placed: Placed, step: int) -> Placed:
    """The next card in the order of the tree, or the one before; the last is followed by the first."""
    cards = [one for one in scene.cards.values() if not one.card.is_reference]
    return cards[(cards.index(placed) + step) % len(cards)]
