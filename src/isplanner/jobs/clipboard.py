"""A table on the clipboard as a file to be imported: its name says where it is from and when."""

import re
from datetime import datetime
from pathlib import Path

from isplanner.plan.problem import PlanError
from isplanner.text.catalogue import phrase
from isplanner.text.language import Language

_MOST_SIGNS = 50_000_000
_FEWEST_LINES = 2
_TABLE = re.compile(r"<table[\s>].*?</t[dh]>.*?<t[dh][\s>]", re.IGNORECASE | re.DOTALL)
_MARK = '<!DOCTYPE html><meta charset="utf-8">'


def table_file(text: str, html: str, folder: Path, now: datetime, language: Language) -> Path:
    """Write a copied table into a folder.

    Args:
        text: What the clipboard has as text: cells parted by tabs, as Excel gives tables.
        html: What it has as a page: browsers and mails give tables in this way alone, or better.
        folder: Where it is kept while it is imported.
        now: When it was pasted.
        language: That of the name.

    Raises:
        PlanError: no_table_copied where neither has two lines of two cells; too_large.
    """
    name = phrase("clipboard_table", language, time=f"{now:%Y-%m-%d %H.%M.%S}")
    if max(len(text), len(html)) > _MOST_SIGNS:
        raise PlanError("too_large", file=name)
    if _is_table(text):
        path = folder / f"{name}.tsv"
        path.write_text(text, encoding="utf-8-sig", newline="")
    elif _TABLE.search(html):
        path = folder / f"{name}.html"
        path.write_text(_MARK + html, encoding="utf-8-sig", newline="")
    else:
        raise PlanError("no_table_copied")
    return path


def _is_table(text: str) -> bool:
    lines = [line for line in text.splitlines() if line.strip()]
    return len(lines) >= _FEWEST_LINES and any("\t" in line for line in lines)
