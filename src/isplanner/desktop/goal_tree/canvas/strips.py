"""Strips: boxes that stand in columns, found by the view they lie in without looking at all of them."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from PySide6.QtCore import QRectF

T = TypeVar("T")


class Strips(Generic[T]):
    """Things with their boxes. Boxes of a column (with the same left edge) do not overlap."""

    def __init__(self, boxes: Iterable[tuple[QRectF, T]]) -> None:
        columns: defaultdict[float, list[tuple[float, float, float, T]]] = defaultdict(list)
        for box, thing in boxes:
            columns[box.left()].append((box.top(), box.bottom(), box.right(), thing))
        self._columns = []
        for left, column in columns.items():
            column.sort(key=lambda one: one[0])
            tops, bottoms, rights, things = zip(*column, strict=True)
            self._columns.append((left, max(rights), tops, bottoms, things))

    def within(self, view: QRectF) -> Iterator[T]:
        """What can be seen, column by column from the top down."""
        for left, right, tops, bottoms, things in self._columns:
            if left <= view.right() and right >= view.left():
                yield from things[bisect_left(bottoms, view.top()) : bisect_right(tops, view.bottom())]
