"""What a command says: one JSON document, or lines and tables in the user's language."""

import json
import sys
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import click

from isplanner.text.language import Language
from isplanner.text.messages import say


@dataclass(frozen=True, slots=True)
class Console:
    """Where a command's answer goes, and in which language."""

    language: Language

    def json(self, answer: object) -> None:
        """Write one JSON document to stdout, as UTF-8 whatever the terminal's encoding."""
        text = json.dumps(answer, ensure_ascii=False, allow_nan=False, indent=1)
        sys.stdout.buffer.write(f"{text}\n".encode("utf-8", "surrogateescape"))

    def say(self, code: str, **values: object) -> None:
        """Write a message of `resources/messages/`."""
        click.echo(say(code, values, self.language))

    def word(self, code: str) -> str:
        """A word of `resources/messages/`, as the head of a column."""
        return say(code, {}, self.language)

    def table(
        self, heads: Sequence[str], rows: Sequence[Sequence[str]], *, right: Collection[int] | None = None
    ) -> None:
        """Write rows under heads: numbers, in the columns `right` (all but the first), to the right."""
        table = [heads, *rows]
        widths = [max(map(_width, column)) for column in zip(*table, strict=True)]
        for row in table:
            cells = (
                _pad(cell, width, bool(number) if right is None else number in right)
                for number, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
            click.echo("  ".join(cells).rstrip())


def _width(text: str) -> int:
    """Columns on a terminal: East Asian wide signs take two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _pad(text: str, width: int, right: bool) -> str:
    gap = " " * (width - _width(text))
    return gap + text if right else text + gap
