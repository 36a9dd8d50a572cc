"""Names of people and plans as names of sheets and files, which may not hold every sign."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

_SHEET_LENGTH = 31
_FILE_LENGTH = 80
_FILE_BYTES = 200  # of the 255 that most systems allow, with room for a number, an ending, and the file beside it
_BAD_IN_SHEETS = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_BAD_IN_FILES = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED_SHEETS = {"history"}
_RESERVED_FILES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
_EMPTY = "_"


def sheet_names(names: Iterable[str]) -> list[str]:
    """Sheet names that Excel takes, all different, in the order given."""
    return list(_numbered((_sheet_name(name) for name in names), _SHEET_LENGTH))


def file_stems(names: Iterable[str]) -> list[str]:
    """File names without ending that every system takes, all different, in the order given."""
    return list(_numbered((_file_stem(name) for name in names), _FILE_LENGTH))


def _sheet_name(name: str) -> str:
    safe = _BAD_IN_SHEETS.sub(_EMPTY, name).strip()[:_SHEET_LENGTH].strip("' ") or _EMPTY
    return f"{_EMPTY}{safe}" if safe.lower() in _RESERVED_SHEETS else safe


def _file_stem(name: str) -> str:
    plain = _BAD_IN_FILES.sub(_EMPTY, unicodedata.normalize("NFC", name)).strip()[:_FILE_LENGTH]
    safe = plain.encode()[:_FILE_BYTES].decode(errors="ignore").strip(". ") or _EMPTY
    return f"{_EMPTY}{safe}" if _RESERVED_FILES.fullmatch(safe) else safe


def _numbered(names: Iterable[str], length: int) -> Iterator[str]:
    """The names, a name that was there already (whatever its case) with a number."""
    taken: set[str] = set()
    for name in names:
        free, number = name, 2
        while free.casefold() in taken:
            ending = f" ({number})"
            free, number = name[: length - len(ending)] + ending, number + 1
        taken.add(free.casefold())
        yield free
