"""LeverColumns: how wide the parts of a lever's row are, the same for all levers of a tab and for their heads."""

from typing import NamedTuple

from isplanner.desktop.funnel.row_end import WIDTH as END_WIDTH

MARGIN, GAP, LOCK_WIDTH = 12, 6, 20
NAME_LEFT = MARGIN + LOCK_WIDTH + GAP
LEAST_SLIDER, _SLIDER = 80, 170
"""What a slider is never under, and what names leave it where there is room."""
_LEAST_NAME, _NAME, _FIELD = 96, 124, 92
_OTHERS = NAME_LEFT + MARGIN + 3 * GAP + END_WIDTH
_SCROLL_BAR = 10
LEAST_WIDTH = _OTHERS + _NAME + _FIELD + LEAST_SLIDER + 22 + _SCROLL_BAR
"""What a tab's levers are never under: with numbers of nine digits a slider is at its least."""


class LeverWishes(NamedTuple):
    """The widths in which names are whole in one line and in two, and numbers with their units."""

    name: int
    least_name: int
    field: int


class LeverColumns(NamedTuple):
    """The widths of the names and of the number fields."""

    name: int = _NAME
    field: int = _FIELD

    @classmethod
    def fitted(cls, room: int, wishes: LeverWishes) -> "LeverColumns":
        """The widths in rows of a width. A field takes what its numbers need, names share with the sliders."""
        field = max(_FIELD, min(wishes.field, room - _OTHERS - _NAME - LEAST_SLIDER))
        spare = room - _OTHERS - field - _SLIDER
        least = min(_NAME, max(_LEAST_NAME, wishes.least_name))
        return cls(max(least, min(max(_NAME, wishes.name), spare)), field)

    @property
    def field_end(self) -> int:
        """How far from the right side of a row its field ends."""
        return MARGIN + END_WIDTH + GAP
