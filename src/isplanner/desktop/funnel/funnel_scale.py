"""FunnelScale: where the bars of a funnel lie, and how wide they are. No widget."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF

_TOP = 14.0
_BAR = (28.0, 52.0)  # how high bars and the steps between them are, at least and at most
_STEP = (32.0, 84.0)
_WIDEST, _NARROWEST = (110.0, 280.0), 46.0
_GROWTH = 1.12  # how far over the widest bar of the baseline a lever may take one
_WORDS = 104.0
_PER_DECADE = 62.0


@dataclass(frozen=True, slots=True)
class FunnelScale:
    """Widths are logarithmic in the count: `most` is the decade of the widest bar, `slope` what a decade takes off."""

    width: float
    height: float
    pitch: float
    widest: float
    slope: float
    most: float

    @classmethod
    def fitted(cls, size: QSizeF, counts: Sequence[float | None], words: Sequence[float]) -> "FunnelScale | None":
        """The scale for bars of counts, as wide as the room at their left that words need allows; None without any."""
        decades = [math.log10(count) if count and count > 0 else None for count in counts]
        known = [decade for decade in decades if decade is not None]
        if not known:
            return None
        per_stage = (size.height() - 2 * _TOP) / max(1.0, len(counts) - 1 + _BAR[0] / (_BAR[0] + _STEP[0]))
        share = min(1.0, max(0.0, (per_stage - _BAR[0] - _STEP[0]) / (_BAR[1] + _STEP[1] - _BAR[0] - _STEP[0])))
        height = _BAR[0] + share * (_BAR[1] - _BAR[0])
        pitch = height + _STEP[0] + share * (_STEP[1] - _STEP[0])
        most, span = max(known), max(0.01, max(known) - min(known))
        wide = size.width()
        widest = min(_WIDEST[1], wide - 2 * _WORDS)
        for decade, needed in zip(decades, words, strict=True):
            if decade is not None:
                widest = min(widest, _widest(wide - 2 * needed, most - decade, span))
        widest = max(_WIDEST[0], widest)
        slope = min(_PER_DECADE, (widest - _NARROWEST) / span)
        return cls(wide, height, pitch, widest, slope, most)

    def box(self, row: int, count: float | None) -> QRectF:
        """The bar of a count in a row."""
        decade = math.log10(count) if count and count > 0 else -math.inf
        width = self.widest - self.slope * (self.most - decade)
        width = max(_NARROWEST * 0.6, min(self.widest * _GROWTH, width))
        return QRectF(self.width / 2 - width / 2, _TOP + row * self.pitch, width, self.height)


def _widest(room: float, down: float, span: float) -> float:
    """How wide the widest bar may be for one so many decades below it to be at most as wide as the room."""
    share = down / span
    by_share = (room - _NARROWEST * share) / (1 - share) if share < 1 else math.inf
    return min(room + _PER_DECADE * down, by_share)
