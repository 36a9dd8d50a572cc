"""Restoring a plan from a copy, with a copy of what it replaces (design: safety.md 6)."""

from itertools import count
from pathlib import Path
from shutil import copyfile

from isplanner.plan.problem import PlanError
from isplanner.store.document import Document
from isplanner.store.whole_file import whole_file

_LOST = frozenset({"damaged_plan", "unfinished_edit"})
"""Why a plan that is to be replaced may not open any more."""


def restore_plan(path: Path, backup: Path) -> Path | None:
    """Put a copy in the place of a plan; returns where what was there is kept, None where nothing was.

    Raises:
        PlanError: what `Document.open` says of the copy, `damaged_plan` where it is not whole; `not_a_plan` where
            something else is in the plan's place. Then nothing was changed.
    """
    if path.exists() and backup.exists() and path.samefile(backup):
        raise PlanError("plan_exists", file=path.name)
    with Document.open(backup, read_only=True) as copy:
        if copy.check():
            raise PlanError("damaged_plan", file=backup.name)
        kept = _keep(path) if path.exists() else None
        copy.backup(path)
    return kept


def _keep(path: Path) -> Path:
    """Keep what is in a plan's place under a free name beside it, with its revision."""
    try:
        with Document.open(path, read_only=True) as current:
            kept = _free(path, f"r{current.plan.revision}")
            current.backup(kept)
    except PlanError as error:
        if error.problem.code not in _LOST:
            raise
        kept = _free(path, "damaged")
        with whole_file(kept) as draft:
            copyfile(path, draft)
    return kept


def _free(path: Path, mark: str) -> Path:
    """A name that nobody has: demo.before_restore.r21.isplan, then ….r21.2.isplan."""
    for number in count(1):
        more = "" if number == 1 else f".{number}"
        name = path.with_name(f"{path.stem}.before_restore.{mark}{more}{path.suffix}")
        if not name.exists():
            return name
    raise AssertionError
