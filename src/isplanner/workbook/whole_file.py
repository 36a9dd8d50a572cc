"""Files that appear whole or not at all."""

import errno
import os
import time
from contextlib import suppress
from pathlib import Path

from isplanner.plan.problem import PlanError

_PATIENCE = 2.0
_PAUSE = 0.1


def write_whole(path: Path, content: bytes, *, patience: float = _PATIENCE) -> None:
    """Write a file beside the target, then put it in the target's place; both reach the disk.

    Args:
        path: The target; what it held before stays until the new file is whole.
        content: All of it, so that there is something beside the target for as short as can be.
        patience: For how many seconds to try again while another program holds the target open.

    Raises:
        PlanError: target_open, no_room_to_write, or target_unwritable.
    """
    # The same name each time: what a killed process left behind is written over by the next.
    beside = path.with_name(f".{path.name}.tmp")
    try:
        _write(beside, content)
        _replace(beside, path, patience)
        _flush_folder(path.parent)
    except OSError as error:
        raise _problem(error, path) from error
    finally:
        with suppress(OSError):  # the error on its way out says more
            beside.unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":  # folders cannot be opened there, and NTFS keeps its own journal
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some shares refuse this; the file is whole on disk all the same
            os.fsync(handle)
    finally:
        os.close(handle)


def _replace(beside: Path, path: Path, patience: float) -> None:
    """Windows refuses while Excel holds the target open."""
    tries = int(patience / _PAUSE)
    for _ in range(tries):
        try:
            beside.replace(path)
        except PermissionError:
            time.sleep(_PAUSE)
        else:
            return
    beside.replace(path)


def _problem(error: OSError, path: Path) -> PlanError:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return PlanError("no_room_to_write", file=path.name, folder=str(path.parent))
    if isinstance(error, PermissionError) and path.exists():
        return PlanError("target_open", file=path.name)
    return PlanError("target_unwritable", file=path.name, folder=str(path.parent))
