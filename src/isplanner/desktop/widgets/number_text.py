"""A metric's numbers as an editor opens with them and as they are copied: all digits that tell, a share with its %."""

from PySide6.QtCore import Qt

from isplanner.plan.metric import Metric
from isplanner.text.numbers import MINUS, format_number, format_rate

NUMBER_HINTS = Qt.InputMethodHint.ImhPreferNumbers | Qt.InputMethodHint.ImhFormattedNumbersOnly
"""Asks the input method for half-width digits; full-width ones are read all the same."""

_DIGITS = ".12g"
"""Beyond these, an average or a sum says only how a computer adds up."""


def plain_text(value: float | None, metric: Metric) -> str:
    """What an editor opens with: 1234, -5, 12.345%; "" for no value."""
    if value is None:
        return ""
    if not float(value).is_integer():
        value = float(format(value, _DIGITS))
    text = format_rate(value, None) if metric.is_share else format_number(value, None)
    return text.replace(",", "").replace(MINUS, "-")
