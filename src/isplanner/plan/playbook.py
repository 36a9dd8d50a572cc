"""The playbook: what helps when a stage of the funnel leaks, as data in `resources/playbook/`."""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from isplanner.resource_files import resource


class Serves(StrEnum):
    """Whom a countermeasure helps: everybody (leads, lists, definitions), or those who fall behind (skill, script)."""

    TEAM = "team"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class Countermeasure:
    """打ち手: `stages` are the metrics it lifts, the likeliest first."""

    code: str
    stages: tuple[str, ...]
    serves: Serves
    ja: str
    en: str
    how_ja: str
    how_en: str


@cache
def shipped_playbook() -> tuple[Countermeasure, ...]:
    """All countermeasures, in the order of the file."""
    with resource("playbook", "inside_sales.toml").open("rb") as file:
        rows = tomllib.load(file)["countermeasure"]
    return tuple(
        Countermeasure(**row | {"stages": tuple(row["stages"]), "serves": Serves(row["serves"])}) for row in rows
    )


def countermeasures(stage: str, first: Serves | None = None) -> tuple[Countermeasure, ...]:
    """What lifts a stage: those that help it most first, of these what serves whom it is asked for."""
    found = [measure for measure in shipped_playbook() if stage in measure.stages]
    return tuple(
        sorted(
            found, key=lambda measure: (measure.serves is not (first or measure.serves), measure.stages.index(stage))
        )
    )
