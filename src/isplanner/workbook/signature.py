"""How a workbook that we wrote is told from others without parsing it: only such a file is written over unasked."""

import zipfile
import zlib
from pathlib import Path

from openpyxl import Workbook

_PROGRAM, _MARK = "isplanner", b"isplanner export"
_SAVED_BY = b"<Application>Microsoft Excel Compatible / Openpyxl"
_PROPERTIES = ("docProps/core.xml", "docProps/app.xml")
_MOST_BYTES = 64_000


def sign(book: Workbook) -> None:
    """Mark a workbook as ours."""
    book.properties.creator, book.properties.category = _PROGRAM, _MARK.decode()


def is_unchanged_own(path: Path) -> bool:
    """Whether a file is a workbook that we wrote and that no Excel or LibreOffice has saved since.

    A filled sheet is its member's work. Only the first bytes of two small parts are looked at, none is parsed.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            core, app = (_first_bytes(archive, part) for part in _PROPERTIES)
    except (OSError, KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
        return False
    return _MARK in core and _SAVED_BY in app


def _first_bytes(archive: zipfile.ZipFile, part: str) -> bytes:
    with archive.open(part) as file:
        return file.read(_MOST_BYTES)
