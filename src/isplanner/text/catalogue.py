"""All phrases by code, in both languages: `resources/messages/`, a file a family, `[code]` with ja and en."""

import tomllib
from collections.abc import Mapping
from functools import cache

from isplanner.resource_files import resource
from isplanner.text.language import Language


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """Code → language → phrase with `{gaps}`.

    Raises:
        ValueError: Two files use the same code.
    """
    phrases: dict[str, Mapping[str, str]] = {}
    for path in sorted(resource("messages").glob("*.toml")):
        with path.open("rb") as file:
            family = tomllib.load(file)
        if twice := sorted(phrases.keys() & family.keys()):
            message = f"{path.name} uses codes of another file: {twice}"
            raise ValueError(message)
        phrases |= family
    return phrases


def phrase(code: str, language: Language, **gaps: object) -> str:
    """The phrase of a code, its gaps filled with text. An unknown code or gap raises KeyError: it is a bug."""
    return catalogue()[code][language].format_map(gaps)
