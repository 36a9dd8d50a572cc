"""What a goal is for (狙い), in one line."""

from isplanner.plan.target import Purpose
from isplanner.text.catalogue import phrase
from isplanner.text.dates import format_date
from isplanner.text.language import Language


def describe_purpose(purpose: Purpose, language: Language) -> str:
    """The superior goal, the strategy, who set it and when; "" where nobody said what it is for."""
    aims = " → ".join(words for words in (purpose.superior, purpose.strategy) if words)
    if not aims:
        return ""
    day = format_date(purpose.day, language) if purpose.day else ""
    origin = " ".join(words for words in (purpose.set_by, day) if words)
    return phrase("purpose_of" if origin else "purpose", language, aims=aims, origin=origin)
