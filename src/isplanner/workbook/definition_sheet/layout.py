"""What stands in which column of the workbook of definitions, and how its headers are told again."""

from collections.abc import Iterator

from isplanner.plan.metric import DEPARTMENTS
from isplanner.plan.plan import Plan
from isplanner.text.catalogue import phrase
from isplanner.text.language import LANGUAGES, Language
from isplanner.text.names import department_name

KEY, OPINION = "key", "opinion"
TEXTS = ("unit", "definition", "conditions", "source")
"""What may be written otherwise, beside agreements."""


def departments_of(plan: Plan) -> tuple[str, ...]:
    """Those that sign off, the usual ones first."""
    others = (each for metric in plan.metrics.values() for each in metric.agreements)
    return tuple(dict.fromkeys([*DEPARTMENTS, *others]))


def fields_of(plan: Plan) -> tuple[str, ...]:
    """The columns from left to right; the key's is hidden."""
    return (KEY, "metric", *TEXTS, "since", *departments_of(plan), "owner", "lacks", OPINION)


def header(field: str, language: Language) -> str:
    """What stands over a column."""
    if field == KEY:
        return KEY
    if field in _PLAIN:
        return phrase(f"definitions_{field}", language)
    return phrase("definitions_agreed", language, department=department_name(field, language))


def fields_by_header(plan: Plan) -> dict[str, str]:
    """Which column a header names, in either language."""
    return dict(_headers(plan))


def _headers(plan: Plan) -> Iterator[tuple[str, str]]:
    for field in fields_of(plan):
        for language in LANGUAGES:
            yield header(field, language), field


_PLAIN = {"metric", *TEXTS, "since", "owner", "lacks", OPINION}
