"""Templates by name: those that are shipped, and structures of plans that the user has kept."""

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.structure import (
    MOST_BYTES,
    Structure,
    read_structure,
    structure_of,
    template_structure,
    write_structure,
)
from isplanner.plan.template import NAMES, Phase
from isplanner.workbook.safe_names import file_stems
from isplanner.workbook.whole_file import write_whole

SUFFIX = ".toml"


def templates_folder() -> Path:
    """Where the user's templates are kept: beside the settings of the window."""
    if sys.platform == "win32":
        home = Path(os.environ.get("APPDATA", Path.home()))
    else:
        home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return home / "isplanner" / "templates"


def saved_templates(folder: Path) -> dict[str, Structure]:
    """The user's templates by name; files that are none are left out."""
    return {structure.name: structure for _, structure in reversed([*_saved(folder)])}


def save_template(plan: Plan, name: str, folder: Path) -> Path:
    """Keep a plan's structure under a name, in the place of what was kept so before.

    Raises:
        PlanError: empty_name, name_taken by a shipped template; what `write_whole` says of the place.
    """
    name = name.strip()
    if not name:
        raise PlanError("empty_name")
    if name in NAMES:
        raise PlanError("name_taken", name=name)
    of_name = (path for path, structure in _saved(folder) if structure.name == name)
    path = next(of_name, None) or _free_path(folder, name)
    write_template(plan, name, path)
    return path


def write_template(plan: Plan, name: str, path: Path) -> None:
    """Write a plan's structure to a file.

    Raises:
        PlanError: target_unwritable and what `write_whole` says.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PlanError("target_unwritable", file=path.name, folder=str(path.parent)) from error
    write_whole(path, write_structure(structure_of(plan, name)).encode())


def load_template(path: Path) -> Structure:
    """Read a structure from a file.

    Raises:
        PlanError: bad_structure, newer_structure, no_structure_file, with the file's name.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
        return read_structure(content.decode() if len(content) <= MOST_BYTES else "")
    except FileNotFoundError as error:
        raise PlanError("no_structure_file", file=path.name) from error
    except (OSError, UnicodeDecodeError) as error:
        raise PlanError("bad_structure", file=path.name) from error
    except PlanError as error:
        raise PlanError(error.problem.code, file=path.name) from error


def named_structure(name: str, folder: Path, phase: Phase = Phase.GROWTH, kgi: str | None = None) -> Structure:
    """The structure of a shipped template, of one of the user's by its name, or of a file.

    A phase and another KGI are for shipped ones: what the user kept is as it was.

    Raises:
        PlanError: unknown_structure, unknown_metric, and what `load_template` says.
    """
    if name in NAMES:
        return template_structure(name, phase, kgi)
    if name.endswith(SUFFIX):
        return load_template(Path(name))
    saved = saved_templates(folder)
    if name not in saved:
        raise PlanError("unknown_structure", name=name, known=[*NAMES, *saved])
    return saved[name]


def _saved(folder: Path) -> Iterator[tuple[Path, Structure]]:
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        with suppress(PlanError):
            yield path, load_template(path)


def _free_path(folder: Path, name: str) -> Path:
    taken = [path.stem for path in folder.glob(f"*{SUFFIX}")]
    return folder / f"{file_stems([*taken, name])[-1]}{SUFFIX}"
