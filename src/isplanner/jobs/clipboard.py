"""A table on the clipboard as a file to be imported: its name says where it is from and when."""

from datetime import datetime
from pathlib import Path

from isplanner.plan.problem import PlanError
from isplanner.text.catalogue import phrase
from isplanner.text.language import Language

_MOST_SIGNS = 50_000_000
_FEWEST_LINES = 2


def table_file(text: str, folder: Path, now: datetime, language: Language) -> Path:
    """Write a copied table into a folder.

    Args:
        text: What the clipboard has as text: cells parted by tabs, as Excel, browsers and mails give tables.
        folder: Where it is kept while it is imported.
        now: When it was pasted.
        language: That of the name.

    Raises:
        PlanError: no_table_copied where there are not two lines of two cells; too_large.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < _FEWEST_LINES or not any("\t" in line for line in lines):
        raise PlanError("no_table_copied")
    name = phrase("clipboard_table", language, time=f"{now:%Y-%m-%d %H.%M.%S}")
    if len(text) > _MOST_SIGNS:
        raise PlanError("too_large", file=name)
    path = folder / f"{name}.tsv"
    path.write_text(text, encoding="utf-8-sig", newline="")
    return path
