"""The KPI dictionary in words."""

from isplanner.plan.definition import Definition, Lack
from isplanner.text.catalogue import phrase
from isplanner.text.language import Language
from isplanner.text.names import department_name


def describe_lacks(definition: Definition, language: Language) -> str:
    """What a definition lacks, departments by their short names: 出どころ、合意（マーケ・FS）."""
    words = (_describe_lack(definition, lack, language) for lack in definition.lacks)
    return phrase("list_separator", language).join(words)


def _describe_lack(definition: Definition, lack: Lack, language: Language) -> str:
    words = phrase(f"lack_{lack}", language)
    departments = {Lack.AGREEMENT: definition.missing, Lack.RENEWAL: definition.outdated}.get(lack, ())
    whom = phrase("list_separator", language).join(department_name(one, language, short=True) for one in departments)
    return phrase("lack_of_whom", language, lack=words, whom=whom) if whom else words
