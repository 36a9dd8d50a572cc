"""Gives problems, edits and other codes their words."""

from collections.abc import Mapping
from datetime import date

from isplanner.plan.period import Span
from isplanner.plan.problem import Problem
from isplanner.text.catalogue import phrase
from isplanner.text.dates import format_date, format_days
from isplanner.text.language import Language
from isplanner.text.numbers import format_number


def say(problem: Problem | str, values: Mapping[str, object], language: Language) -> str:
    """The words of a problem or of a code.

    Args:
        problem: A Problem brings values of its own, and its place as `{place}`.
        values: What fills the gaps; they win over the problem's own. Text is taken as it is; numbers, days, lists and
            problems are written the language's way; what has a unit comes as text from `numbers.py`.
        language: The language to speak.

    Raises:
        KeyError: The code is unknown or a value is missing; a bug.
    """
    if isinstance(problem, Problem):
        values = {"place": problem.place, **problem.values, **values}
        problem = problem.code
    return phrase(problem, language, **{name: word(value, language) for name, value in values.items()})


def word(value: object, language: Language) -> str:
    """A value as it reads within a sentence."""
    match value:
        case None | int() | float():
            return format_number(value)
        case date():
            return format_date(value, language)
        case Span():
            return format_days(value, language)
        case list() | tuple():
            return phrase("list_separator", language).join(word(each, language) for each in value)
        case Problem():
            return say(value, {}, language)
        case _:
            return str(value)
