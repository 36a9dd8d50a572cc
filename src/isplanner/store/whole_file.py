"""Files that appear whole or not at all: written beside their place, then put there by one act of the file system."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from glob import escape
from pathlib import Path
from secrets import token_hex

from isplanner.plan.problem import PlanError


@contextmanager
def whole_file(path: Path, *, replace: bool = False) -> Iterator[Path]:
    """A new file, readable by its owner only, that is put in its place when the block has ended well.

    Raises:
        PlanError: plan_exists when something is there that is not to be replaced; no_folder, no_access, disk_full,
            disk_error.
    """
    if path.exists() and not replace:
        raise PlanError("plan_exists", file=path.name)
    draft = path.with_name(f".{path.name}.{token_hex(4)}.tmp")
    try:
        _sweep(path)
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        yield draft
        _sync(draft)
        _put(draft, path, replace=replace)
        _sync(path.parent)
    except OSError as error:
        raise _problem(error, path) from error
    finally:
        draft.unlink(missing_ok=True)


def _problem(error: OSError, path: Path) -> PlanError:
    match error.errno:
        case errno.EEXIST:
            return PlanError("plan_exists", file=path.name)
        case errno.ENOENT | errno.ENOTDIR:
            return PlanError("no_folder", file=path.name, folder=str(path.parent))
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return PlanError("no_access", file=path.name)
        case errno.ENOSPC | errno.EDQUOT:
            return PlanError("disk_full", file=path.name)
    return PlanError("disk_error", file=path.name)


def _sweep(path: Path) -> None:
    """Take away what a killed process has left of an earlier attempt."""
    for left in path.parent.glob(f".{escape(path.name)}.*.tmp*"):
        left.unlink(missing_ok=True)


def _put(draft: Path, path: Path, *, replace: bool) -> None:
    if replace:
        draft.replace(path)
        return
    try:
        # Unlike a rename, a link never takes the place of a file that somebody else has made meanwhile.
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:  # no hard links here, as on exFAT and some shares
        if path.exists():
            raise PlanError("plan_exists", file=path.name) from None
        draft.rename(path)


def _sync(path: Path) -> None:
    """Have a file or folder on the disk; Windows has no such thing for folders."""
    if os.name == "nt" and path.is_dir():
        return
    number = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
