"""What lies in a view, found without looking at everything: the same as by looking at everything."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from isplanner.desktop.goal_tree.canvas.strips import Strips

GAP, COLUMN, WIDTH = 10, 100, 80


@given(
    st.lists(st.lists(st.integers(5, 60), max_size=12), max_size=6),
    st.tuples(st.integers(-50, 600), st.integers(-50, 600), st.integers(1, 400), st.integers(1, 400)),
)
def test_strips_find_what_a_view_touches(columns: list[list[int]], view: tuple[int, int, int, int]) -> None:
    boxes = []
    for number, heights in enumerate(columns):
        top = 0.0
        for height in heights:
            boxes.append(QRectF(number * COLUMN, top, WIDTH, height))
            top += height + GAP
    seen = QRectF(*map(float, view))
    found = list(Strips((box, place) for place, box in enumerate(boxes)).within(seen))
    touched = [
        place
        for place, box in enumerate(boxes)
        if box.left() <= seen.right()
        and box.right() >= seen.left()
        and box.top() <= seen.bottom()
        and box.bottom() >= seen.top()
    ]
    assert sorted(found) == touched
