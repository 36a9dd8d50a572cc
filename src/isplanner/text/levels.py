"""How the levels of evaluation are called."""

from isplanner.plan.target import Level
from isplanner.text.catalogue import phrase
from isplanner.text.language import Language


def level_name(level: Level, language: Language) -> str:
    """計画通り, 挽回可能 or 未達見込み."""
    return phrase(f"level_{level}", language)
