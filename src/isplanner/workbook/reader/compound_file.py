"""The container of .xls: a small file system of sectors. Source: [MS-CFB]."""

import struct
from collections.abc import Iterator, Sequence

_LAST_SECTOR = 0xFFFFFFFA
_ENTRY = 128


def stream(raw: bytes, names: set[str]) -> bytes:
    """The first stream of the given names.

    Raises:
        struct.error, IndexError, ValueError: The container is broken.
    """
    shift, short_shift = struct.unpack_from("<HH", raw, 0x1E)
    directory, _, cutoff, short_table = struct.unpack_from("<4I", raw, 0x30)
    sector = 1 << shift
    sectors = [raw[at : at + sector] for at in range(sector, len(raw), sector)]
    table = _numbers(b"".join(sectors[number] for number in _table_sectors(raw, sectors)))
    entries = list(_entries(_chain(sectors, directory, table)))
    start, size = next(((start, size) for name, start, size in entries if name in names), (0, -1))
    if size < 0:
        raise ValueError(names)
    if size >= cutoff:
        return _chain(sectors, start, table)[:size]
    small, short = _chain(sectors, entries[0][1], table), 1 << short_shift
    shorts = [small[at : at + short] for at in range(0, len(small), short)]
    return _chain(shorts, start, _numbers(_chain(sectors, short_table, table)))[:size]


def _table_sectors(raw: bytes, sectors: Sequence[bytes]) -> Iterator[int]:
    """The sectors of the table that says which sector follows which."""
    yield from _used(struct.unpack_from("<109I", raw, 0x4C))
    (more,) = struct.unpack_from("<I", raw, 0x44)
    for _ in range(len(sectors)):
        if more >= _LAST_SECTOR:
            return
        *numbers, more = _numbers(sectors[more])
        yield from _used(numbers)


def _used(numbers: Sequence[int]) -> Iterator[int]:
    return (number for number in numbers if number < _LAST_SECTOR)


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _chain(sectors: Sequence[bytes], start: int, table: Sequence[int]) -> bytes:
    found: list[bytes] = []
    while start < _LAST_SECTOR:
        if len(found) > len(sectors):
            raise ValueError(start)
        found.append(sectors[start])
        start = table[start]
    return b"".join(found)


def _entries(directory: bytes) -> Iterator[tuple[str, int, int]]:
    """Name, first sector and size of each entry; the first is the root."""
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        (length,) = struct.unpack_from("<H", directory, at + 64)
        start, size = struct.unpack_from("<II", directory, at + 116)
        yield directory[at : at + max(0, length - 2)].decode("utf-16-le", "replace"), start, size
