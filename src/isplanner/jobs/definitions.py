"""The KPI dictionary out to other departments (read it back with `workbook/definition_sheet/read.py`)."""

from datetime import date
from pathlib import Path

from isplanner.plan.definition import definitions
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.text.catalogue import phrase
from isplanner.text.dates import format_short_period
from isplanner.text.language import Language
from isplanner.workbook.definition_sheet.write import write_definitions
from isplanner.workbook.safe_names import file_stems
from isplanner.workbook.signature import is_unchanged_own


def definitions_file(plan: Plan, language: Language) -> str:
    """What the workbook is called unless somebody names it."""
    period = format_short_period(plan.period, plan.rule, language)
    (stem,) = file_stems([phrase("file_of_definitions", language, period=period)])
    return f"{stem}.xlsx"


def export_definitions(plan: Plan, path: Path, *, as_of: date, language: Language, force: bool = False) -> None:
    """Write the definitions of all metrics, those of the goal tree first.

    Args:
        plan: Whose dictionary it is.
        path: The file.
        as_of: The day it bears.
        language: The language of the sheet.
        force: Write over a file that is not ours, or that somebody has saved since.

    Raises:
        PlanError: target_exists, target_open, no_room_to_write, target_unwritable.
    """
    if path.exists() and not force and not is_unchanged_own(path):
        raise PlanError("target_exists", file=path.name)
    write_definitions(path, plan, definitions(plan), as_of, language)
