"""What the number formats of styles.xml make of a number: a day, a time, a percentage."""

import re
from datetime import datetime, timedelta
from enum import Enum

_PERCENT_IDS = {9, 10}
_DAY_IDS = {*range(14, 18), 22, *range(27, 32), 34, 35, 36, *range(50, 59)}
_CLOCK_IDS = {18, 19, 20, 21, 32, 33, 45, 46, 47}
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.')
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_BRACKETS = re.compile(r"\[[^\]]*\]")
_FIRST_SERIAL, _AFTER_LAST_SERIAL = 61, 2_958_466
_EPOCHS = {False: datetime.fromisoformat("1899-12-30"), True: datetime.fromisoformat("1904-01-01")}


class Shown(Enum):
    """As what a number format shows a number."""

    NUMBER = "number"
    PERCENT = "percent"
    DAY = "day"
    CLOCK = "clock"


def shown_as(number: int, code: str | None) -> Shown:
    """What a format makes of a number, by its id and its code (None for the formats that every Excel knows)."""
    if code is None:
        kinds = ((_PERCENT_IDS, Shown.PERCENT), (_DAY_IDS, Shown.DAY), (_CLOCK_IDS, Shown.CLOCK))
        return next((kind for ids, kind in kinds if number in ids), Shown.NUMBER)
    signs = _LITERAL.sub("", code.split(";")[0])
    if "%" in signs:
        return Shown.PERCENT
    if _ELAPSED.search(signs):
        return Shown.CLOCK
    letters = _BRACKETS.sub("", signs).casefold().replace("general", "")
    if re.search(r"[dyeg]", letters) or ("m" in letters and not re.search(r"[hs]", letters)):
        return Shown.DAY
    return Shown.CLOCK if re.search(r"[hs]", letters) else Shown.NUMBER


def dated(serial: float, kind: Shown, *, date1904: bool) -> object:
    """The day, moment or duration that a serial number stands for; a number out of range stays itself."""
    if kind is Shown.CLOCK and 0 <= serial < _AFTER_LAST_SERIAL:
        return timedelta(days=serial)
    days = serial + (1462 if date1904 else 0)
    if kind is not Shown.DAY or not _FIRST_SERIAL <= days < _AFTER_LAST_SERIAL:
        return serial
    moment = _EPOCHS[date1904] + timedelta(seconds=round(serial * 86_400))
    return moment if serial % 1 else moment.date()
