"""Attributes: what activity records can be told apart by, and the dictionary of those that are shipped."""

import tomllib
from dataclasses import dataclass
from functools import cache

from isplanner.plan.normal import normal_name
from isplanner.resource_files import resource


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute. `names` are what else workbooks call it; one that is not shipped has its header for all names."""

    key: str
    ja: str
    en: str
    names: tuple[str, ...] = ()

    def is_called(self, name: str) -> bool:
        """Whether a name, in either language, means it."""
        return _squeezed(name) in {_squeezed(own) for own in (self.key, self.ja, self.en, *self.names)}


@cache
def shipped_attributes() -> dict[str, Attribute]:
    """What columns of logs may hold, by key: the attributes of `resources/attributes.toml`."""
    return _read("attribute")


@cache
def dimensions() -> dict[str, Attribute]:
    """What every record has: hour, weekday, member and channel."""
    return _read("dimension")


def _read(kind: str) -> dict[str, Attribute]:
    with resource("attributes.toml").open("rb") as file:
        rows = tomllib.load(file)[kind]
    return {row["key"]: Attribute(row["key"], row["ja"], row["en"], tuple(row["names"])) for row in rows}


def _squeezed(name: str) -> str:
    return normal_name(name).replace("_", "")
