"""Drawn: random numbers kept by name, for all engines of one seed."""

from threading import Lock

import numpy as np

from isplanner.analysis.chance.draws import Samples, Streams
from isplanner.analysis.chance.luck import Chance, chance_of, size_chance_of, vary
from isplanner.analysis.simulation.levers import LeverDraws
from isplanner.analysis.simulation.tiles import Tiles


class Drawn:
    """Draws that are made once and never change: an engine of a plan that was edited needs few new ones.

    Engines on several threads may share them. Of each name the last that was asked for is kept.
    """

    def __init__(self, seed: int, samples: int, months: int) -> None:
        self.seed, self.samples, self.months = seed, samples, months
        self._streams, self._tiles = Streams(seed, samples, months), Tiles(months, samples)
        self._lock = Lock()
        self._levers: dict[str, tuple[tuple[float, bool], LeverDraws]] = {}
        self._luck: dict[str, tuple[float | None, list[Chance]]] = {}

    def lever(self, name: str, monthly: float, *, happens: bool) -> LeverDraws:
        """What is drawn for a lever whose months vary so much; one that `happens` is a count with Poisson luck."""
        with self._lock:
            asked, drawn = self._levers.get(name, (None, None))
            if drawn is None or asked != (monthly, happens):
                drawn = self._draw_lever(name, monthly, happens=happens)
                self._levers[name] = (monthly, happens), drawn
            return drawn

    def luck(self, name: str, variation: float | None = None) -> list[Chance]:
        """Luck, tile by tile: of counts, or of sizes that vary so much."""
        with self._lock:
            asked, drawn = self._luck.get(name, (None, None))
            if drawn is None or asked != variation:
                drawn = self._draw_luck(name, variation)
                self._luck[name] = variation, drawn
            return drawn

    def _draw_lever(self, name: str, monthly: float, *, happens: bool) -> LeverDraws:
        factors = self._tiles.same(np.ones((self.months, 1), np.float32))
        if monthly > 0:
            factors = self._tiles.cut(vary(self._streams.normal("month", name), monthly))
        luck = self._draw_luck(name, None) if happens else None
        return LeverDraws(self._streams.order(name), factors, luck)

    def _draw_luck(self, name: str, variation: float | None) -> list[Chance]:
        normals: list[Samples] = self._tiles.cut(self._streams.normal("luck", name))
        if variation is not None:
            return [size_chance_of(normal, variation) for normal in normals]
        return [chance_of(normal, skew) for normal, skew in zip(normals, self._tiles.empty(), strict=True)]
