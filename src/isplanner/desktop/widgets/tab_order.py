"""Tab goes as the eye does: Qt reaches what is made late last, wherever it stands."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QSplitter, QWidget


def order_tabs(part: QWidget) -> None:
    """Have Tab go through a part of a window as it is laid out."""
    for first, second in pairwise(_stops(part)):
        QWidget.setTabOrder(first, second)


def _stops(part: QWidget) -> Iterator[QWidget]:
    """Where Tab stops, as laid out; what is hidden has its place too."""
    if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.focusProxy() is None:
        yield part
    for inner in _laid_out(part):
        yield from _stops(inner)


def _laid_out(part: QWidget) -> Iterator[QWidget]:
    layout = part.layout()
    if layout is not None:
        yield from _of(layout)
    elif isinstance(part, QSplitter):
        yield from filter(None, (part.widget(number) for number in range(part.count())))
    elif isinstance(part, QScrollArea):
        yield from filter(None, [part.widget()])
    elif not part.focusPolicy():  # what has the focus itself places its own parts
        yield from part.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)


def _of(layout: QLayout) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        if item is None:
            continue
        if isinstance(item, QLayout):
            yield from _of(item)
        elif (widget := item.widget()) is not None:
            yield widget
