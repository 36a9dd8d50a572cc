"""Looks at a zip before anything parses it: what really comes out is counted, not what its directory says."""

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from isplanner.workbook.reader.lines import RefusedError

MOST_BYTES = 300 << 20
MOST_PARTS = 5_000
_PIECE = 1 << 20
_OVERLAP = 64
_SIGNS = ("<!DOCTYPE", "<!ENTITY")
_FOREIGN = tuple(sign.encode() for sign in _SIGNS)
_WIDE = tuple(sign.encode(code) for sign in _SIGNS for code in ("utf-16-le", "utf-16-be"))
_NOT_PARSED = re.compile(r"(^|/)(media|embeddings|vbaProject\.bin)(/|$)", re.IGNORECASE)
_CAREFUL = {
    b't="e"': (b't="e"',),
    b"'": (b"t='e'",),
    b"<f": (b"<f>", b"<f ", b"<f/"),
    b":": (b":f>", b":f "),
}
"""What marks an error or a formula, by something in it that is looked for quickly and is mostly absent."""


class Archive(NamedTuple):
    """A zip that was unpacked once.

    `names` maps the parts' names with / to the archive's own; `careful` are the parts with what calamine drops: error
    cells and formulas.
    """

    names: dict[str, str]
    careful: frozenset[str]


def inspect(archive: zipfile.ZipFile) -> Archive:
    """Unpack everything once and keep nothing.

    Raises:
        RefusedError: encrypted, damaged, too_large, xml_entity.
    """
    entries = archive.infolist()
    names = _checked_names(entries)
    unpacked, careful = 0, set()
    for name, entry in zip(names, entries, strict=True):
        is_parsed = not _NOT_PARSED.search(name)
        for piece, fresh in _pieces(archive, entry):
            unpacked += fresh
            if unpacked > MOST_BYTES:
                raise RefusedError("too_large")
            if is_parsed and _is_foreign(piece):
                raise RefusedError("xml_entity")
            if name not in careful and _needs_care(piece):
                careful.add(name)
    return Archive(names, frozenset(careful))


def _is_foreign(piece: bytes) -> bool:
    """Whether a piece of XML declares what it is made of."""
    if b"<!" in piece and any(sign in piece for sign in _FOREIGN):
        return True
    return b"\0" in piece and any(sign in piece for sign in _WIDE)


def _needs_care(piece: bytes) -> bool:
    """Whether a piece of a sheet has errors or formulas."""
    return any(quick in piece and any(sign in piece for sign in signs) for quick, signs in _CAREFUL.items())


def _checked_names(entries: Sequence[zipfile.ZipInfo]) -> dict[str, str]:
    """The names of the parts with /, and the archive's own; what the directory says is enough to refuse."""
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise RefusedError("too_large")
    if any(entry.flag_bits & 1 for entry in entries):
        raise RefusedError("encrypted")
    names = {entry.filename.replace("\\", "/"): entry.filename for entry in entries}
    if len({name.casefold() for name in names}) < len(entries):
        raise RefusedError("damaged")
    if any(entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for entry in entries):
        raise RefusedError("damaged")
    return names


def _pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[tuple[bytes, int]]:
    """A part in pieces that overlap a little, with how many bytes of each are new."""
    tail = b""
    try:
        with archive.open(entry) as part:
            while fresh := part.read(_PIECE):
                yield tail + fresh, len(fresh)
                tail = fresh[-_OVERLAP:]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as problem:
        raise RefusedError("damaged") from problem
