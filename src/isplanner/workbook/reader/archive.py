"""Looks at a zip before anything parses it: what really comes out is counted, not what its directory says."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from isplanner.workbook.reader.lines import RefusedError

MOST_BYTES = 300 << 20
MOST_PARTS = 5_000
_PIECE = 1 << 20
_OVERLAP = 64
_FOREIGN = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\0?!\0(?:D\0O\0C\0T\0Y\0P\0E|E\0N\0T\0I\0T\0Y)")
_NOT_PARSED = re.compile(r"(^|/)(media|embeddings|vbaProject\.bin)(/|$)", re.IGNORECASE)
_CAREFUL = re.compile(rb"""\st=["']e["']|<(?:\w+:)?f[\s>/]""")


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
    if len(entries) > MOST_PARTS:
        raise RefusedError("too_large")
    names = {entry.filename.replace("\\", "/"): entry.filename for entry in entries}
    if len({name.casefold() for name in names}) < len(entries):
        raise RefusedError("damaged")
    unpacked, careful = 0, set()
    for name, entry in zip(names, entries, strict=True):
        if entry.flag_bits & 1:
            raise RefusedError("encrypted")
        if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise RefusedError("damaged")
        for piece, fresh in _pieces(archive, entry):
            unpacked += fresh
            if unpacked > MOST_BYTES:
                raise RefusedError("too_large")
            if not _NOT_PARSED.search(name) and _FOREIGN.search(piece):
                raise RefusedError("xml_entity")
            if name.startswith("xl/") and _CAREFUL.search(piece):
                careful.add(name)
    return Archive(names, frozenset(careful))


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
