"""The two languages, and which one to speak."""

from collections.abc import Mapping
from typing import Literal, get_args

Language = Literal["ja", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


def choose_language(wish: str | None, environment: Mapping[str, str]) -> Language:
    """The language wished for, else that of ISPLANNER_LANG, else English where LANG is, else Japanese."""
    system = "en" if environment.get("LANG", "").startswith("en") else "ja"
    wishes = (wish, environment.get("ISPLANNER_LANG"), system)
    return next(language for wished in wishes for language in LANGUAGES if wished == language)
