"""The cells of a log that are held, and what waits for each of them."""

from collections.abc import Mapping
from dataclasses import replace

from isplanner.plan.fact import Fact, HeldCell, Source, Waiting
from isplanner.workbook.grid import Place, Sheet, Value, cell_text


class LogHolds:
    """The held cells of a log."""

    def __init__(self, sheet: Sheet, source: Source) -> None:
        self._sheet, self._source = sheet, source
        self._cells: dict[Place, HeldCell] = {}

    @property
    def cells(self) -> list[HeldCell]:
        """All of them, row by row."""
        return [self._cells[place] for place in sorted(self._cells)]

    def hold(self, place: Place, reason: str, value: Value = None) -> None:
        """Keep a cell back; only the first reason counts."""
        if place not in self._cells:
            text = cell_text(self._sheet.label(*place) if value is None else value)
            self._cells[place] = HeldCell(self._source.file, self._source.sheet, str(place), text, reason)

    def hold_unplaced(self, lacking: Mapping[Place, tuple[str, str, Value]], fact: Fact | None) -> None:
        """Hold the cells for whose sake a row does not count; a fact that lacks one thing alone waits for it.

        Args:
            lacking: By the cell what it fails to say (`member`, `day`), why it is held, and what stands there.
            fact: What the row would count.
        """
        for place, (lacks, reason, value) in lacking.items():
            self.hold(place, reason, value)
            if fact is not None and len(lacking) == 1:
                self.wait(place, lacks, fact)

    def wait(self, place: Place, lacks: str, fact: Fact, unit: str | None = None) -> None:
        """Let a fact wait for a held cell."""
        held = self._cells[place]
        before = held.waiting.facts if held.waiting else ()
        self._cells[place] = replace(held, waiting=Waiting(lacks, (*before, fact), unit, adds=True))
