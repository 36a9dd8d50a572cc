"""XML as it comes: start, text and end of elements by their local names, no tree, no entities."""

import zipfile
from collections.abc import Callable, Iterator
from typing import Protocol
from xml.parsers import expat

from isplanner.workbook.reader.lines import RefusedError

_PIECE = 1 << 16


class Events(Protocol):
    """Whoever listens to a part. Names come without their namespace."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def text(self, text: str) -> None: ...

    def end(self, name: str) -> None: ...


def listen(archive: zipfile.ZipFile, part: str, events: Events) -> Iterator[None]:
    """Parse a part for a listener; yields after each piece, so that what was heard can be sent on.

    Raises:
        RefusedError: damaged, xml_entity.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: events.start(local(name), attributes)
    parser.EndElementHandler = lambda name: events.end(local(name))
    parser.CharacterDataHandler = events.text
    parser.StartDoctypeDeclHandler = _refuse_entity
    try:
        with archive.open(part) as stream:
            while piece := stream.read(_PIECE):
                parser.Parse(piece, False)
                yield
            parser.Parse(b"", True)
            yield
    except (expat.ExpatError, zipfile.BadZipFile, KeyError, EOFError, ValueError) as problem:
        raise RefusedError("damaged") from problem


def _refuse_entity(*_: object) -> None:
    raise RefusedError("xml_entity")


def local(name: str) -> str:
    """A name without its prefix: `x:row` is `row`."""
    return name.rpartition(":")[2] if ":" in name else name


class Starts:
    """A listener that only wants to know which elements begin."""

    def __init__(self, seen: Callable[[str, dict[str, str]], None]) -> None:
        self.start = seen

    def text(self, text: str) -> None: ...

    def end(self, name: str) -> None: ...


def each_start(archive: zipfile.ZipFile, part: str) -> list[tuple[str, dict[str, str]]]:
    """All elements of a small part, in their order."""
    found: list[tuple[str, dict[str, str]]] = []
    for _ in listen(archive, part, Starts(lambda name, attributes: found.append((name, attributes)))):
        pass
    return found
