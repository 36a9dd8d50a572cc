"""Normal forms of text. Text from a workbook is compared in these forms and shown as it was written."""

import re
import unicodedata
from functools import lru_cache

_UNSEEN = dict.fromkeys([*range(9), *range(14, 32), *range(127, 160), 0x200B, 0xFEFF])
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")
_VARIANTS = str.maketrans("髙﨑", "高崎")
_SPACES = re.compile(r"\s+")
_BETWEEN = re.compile(r"[\s_]+")


@lru_cache(maxsize=1 << 16)
def plain(text: str) -> str:
    """NFKC, trimmed, without invisible characters, inner space one half-width space."""
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", text).translate(_UNSEEN)).strip()


@lru_cache(maxsize=1 << 16)
def squeezed(text: str) -> str:
    """The form in which labels are compared: plain, without spaces, line breaks, `_` and case."""
    return _BETWEEN.sub("", plain(text)).casefold()


def numeric(text: str) -> str:
    """The form in which numbers are read: plain, without spaces, every dash a minus."""
    return plain(text).translate(_DASHES).replace(" ", "")


def name_key(text: str) -> str:
    """The form in which names are compared: without spaces, case and variants of a character."""
    return plain(text).replace(" ", "").casefold().translate(_VARIANTS)
