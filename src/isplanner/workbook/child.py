"""Runs `reader/` as a child process under limits, and collects what it says into sheets.

Every way in which the child may die is an answer: each becomes one PlanError with the name of the file.
"""

import importlib.util
import json
import logging
import stat
import subprocess
import sys
import tempfile
import threading
import time
from base64 import b64decode
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import IO, Any, cast

from isplanner.plan.problem import PlanError
from isplanner.workbook.block_rows import Block, BlockRows, Words
from isplanner.workbook.grid import Area, Broken, Percent, Sheet, Value

READ_FLAG = "--read-workbook"
"""Hidden first argument: with it, a frozen program is this child and nothing else."""

MOST_BYTES = 300 << 20
MOST_MEMORY = 512 << 20
MOST_CELLS = 5_000_000
_SECONDS = 30.0
_SECONDS_TO_FIRST_LINE = 8.0
_FREE_MEGABYTES = 5
_POLL = 0.02
_FEW_BLOCKS = 4
"""A sheet of so many blocks at most is kept row by row."""
_OUT_OF_MEMORY = {3, -6, -9}
_START = (
    "import sys; sys.path += sys.argv[1:3]; from isplanner.workbook.reader.main import main; "
    "sys.exit(main(*sys.argv[3:]))"
)

Progress = Callable[[int, int], None]
"""Is told how many rows have been read, and of how many: 0, for nobody knows."""


def child_command(path: Path, *, careful: bool) -> list[str]:
    """The command line of the child that reads a file; `careful` reads without calamine."""
    what = [str(path), "careful" if careful else ""]
    if getattr(sys, "frozen", False):
        return [sys.executable, READ_FLAG, *what]
    calamine = importlib.util.find_spec("python_calamine")
    roots = [
        str(Path(__file__).parents[2]),
        str(Path(calamine.origin).parents[1]) if calamine and calamine.origin else "",
    ]
    return [sys.executable, "-S", "-E", "-c", _START, *roots, *what]


def read_sheets(
    path: Path, progress: Progress | None = None, meanwhile: Callable[[], object] = lambda: None
) -> list[Sheet]:
    """All sheets of a file; those that are hidden have no rows.

    Args:
        path: The file.
        progress: Is told how many rows have been read, and 0 for how many there are.
        meanwhile: Is called once while the child begins.

    Raises:
        PlanError: Any of the refusal codes, with the file's name.
    """
    _look(path)
    try:
        return _read(path, progress, meanwhile, careful=False)
    except PlanError as refusal:
        if refusal.problem.code != "memory_limit":
            raise
    return _read(path, progress, meanwhile, careful=True)


def _look(path: Path) -> None:
    """What can be told without opening the file."""
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError) as problem:
        raise PlanError("not_found", file=path.name) from problem
    except (OSError, ValueError) as problem:
        raise PlanError("not_a_file", file=path.name) from problem
    if not stat.S_ISREG(status.st_mode):
        raise PlanError("not_a_file", file=path.name)
    if path.name.startswith("~$"):
        raise PlanError("lock_file", file=path.name)
    if not status.st_size:
        raise PlanError("empty_file", file=path.name)
    if status.st_size > MOST_BYTES:
        raise PlanError("too_large", file=path.name)


def _read(path: Path, progress: Progress | None, meanwhile: Callable[[], object], *, careful: bool) -> list[Sheet]:
    with _running(child_command(path, careful=careful)) as (child, errors):
        watch = _Watch(child, path.stat().st_size)
        collected = _Collected(path.name, progress)
        try:
            meanwhile()
            for line in _lines(child):
                watch.heard()
                collected.take(line)
            code = child.wait()  # the watch kills it if it does not end
        finally:
            watch.stop()
        if not collected.is_complete:
            errors.seek(0)
            logging.getLogger(__name__).info("reader of %s ended with %s: %s", path.name, code, errors.read()[-2000:])
            raise PlanError(watch.reason or _reason(code), file=path.name)
        return collected.sheets


@contextmanager
def _running(command: list[str]) -> Iterator[tuple[subprocess.Popen[bytes], IO[bytes]]]:
    with (
        tempfile.TemporaryFile() as errors,
        subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors) as child,
    ):
        try:
            yield child, errors
        finally:
            child.kill()


def _lines(child: subprocess.Popen[bytes]) -> Iterator[dict[str, Any]]:
    assert child.stdout is not None
    for line in child.stdout:
        try:
            yield json.loads(line, object_hook=_untagged)
        except ValueError:  # cut off when the child died
            return


_TAGS: dict[str, Callable[[Any], object]] = {
    "d": date.fromisoformat,
    "t": datetime.fromisoformat,
    "s": lambda seconds: timedelta(seconds=seconds),
    "p": Percent,
    "e": lambda text: Broken("error_value", text),
    "f": lambda formula: Broken("no_cached_value", formula),
}


def _untagged(said: dict[str, Any]) -> object:
    """A tagged cell as what it stands for; a line as it is."""
    tag = next(iter(said), "")
    return _TAGS[tag](said[tag]) if tag in _TAGS else said


class _Collected:
    """The sheets as the child sends them."""

    def __init__(self, file: str, progress: Progress | None) -> None:
        self.sheets: list[Sheet] = []
        self.is_complete = False
        self._file, self._progress = file, progress
        self._rows, self._cells = 0, 0
        self._blocks = BlockRows()
        self._loose: dict[int, Sequence[Value]] = {}
        self._texts: dict[str, str] = {}

    def take(self, line: dict[str, Any]) -> None:
        """Take in one line.

        Raises:
            PlanError: The child refuses the file, or it holds too many cells.
        """
        match line:
            case {"rows": rows, "left": left, "columns": columns}:
                before = [Words((None,), bytes(len(rows)))] * left
                self._count(len(rows), len(rows) * (left + len(columns)))
                self._take(Block(rows, [*before, *map(self._unpacked, columns)]))
            case {"rows": rows, "left": left, "cells": cells}:
                self._count(len(rows), sum(map(len, cells)) + left * len(rows))
                self._loosen()
                self._loose.update(zip(rows, ((*[None] * left, *self._one_of_each(row)) for row in cells), strict=True))
            case {"sheet": name, "visible": visible, "date1904": date1904, "named": named}:
                self._close()
                self.sheets.append(Sheet(name, is_visible=visible, is_1904=date1904, has_own_name=named))
            case {"merged": merged}:
                self.sheets[-1].merged = [Area(*area) for area in merged]
            case {"refused": code, **values}:
                raise PlanError(code, file=self._file, **values)
            case {"end": True}:
                self._close()
                self.is_complete = True

    def _count(self, rows: int, cells: int) -> None:
        self._cells += cells
        if self._cells > MOST_CELLS:
            raise PlanError("too_many_cells", file=self._file, most=MOST_CELLS)
        self._rows += rows
        if self._progress:
            self._progress(self._rows, 0)

    def _take(self, block: Block) -> None:
        if not self._blocks.add(block):
            self._loosen()
            self._blocks.add(block)

    def _loosen(self) -> None:
        """Put the rows together that have come in blocks."""
        self._loose.update(self._blocks)
        self._blocks = BlockRows()

    def _close(self) -> None:
        """Give the open sheet its rows: in blocks if those are many, and nothing else came."""
        if len(self._blocks.blocks) <= _FEW_BLOCKS or self._loose:
            self._loosen()
        if self.sheets:
            self.sheets[-1].rows = self._loose or self._blocks
        self._loose, self._blocks = {}, BlockRows()

    def _unpacked(self, column: dict[str, Any] | list[Value]) -> Sequence[Value] | Words:
        """A column as `reader/lines.py` packed it."""
        match column:
            case {"words": words, "codes": codes}:
                return Words(self._one_of_each(words), b64decode(codes))
            case {"texts": texts}:
                return cast("list[Value]", texts.split("\n"))
            case {"times": times}:
                return list(map(datetime.fromisoformat, times.split()))
        return cast("list[Value]", column)

    def _one_of_each(self, values: list[Value]) -> list[Value]:
        """The cells, with each text kept once however often it stands in the file."""
        return [self._texts.setdefault(value, value) if type(value) is str else value for value in values]


class _Watch:
    """Kills the child when it takes too much time or memory; `reason` then says which."""

    def __init__(self, child: subprocess.Popen[bytes], size: int) -> None:
        self.reason: str | None = None
        self._child = child
        self._begun = time.monotonic()
        self._first_line = self._begun + _SECONDS_TO_FIRST_LINE + max(0, (size >> 20) - _FREE_MEGABYTES)
        self._over = threading.Event()
        self._has_spoken = False
        self._thread = threading.Thread(target=self._poll, name="reader watch", daemon=True)
        self._thread.start()

    def heard(self) -> None:
        """The child has said something."""
        self._has_spoken = True

    def stop(self) -> None:
        """The child is done."""
        self._over.set()
        self._thread.join()

    def _poll(self) -> None:
        while not self._over.wait(_POLL):
            now = time.monotonic()
            if now > self._begun + _SECONDS or (now > self._first_line and not self._has_spoken):
                self.reason = "time_limit"
            elif _memory(self._child.pid) > MOST_MEMORY:
                self.reason = "memory_limit"
            if self.reason:
                self._child.kill()
                return


def _memory(pid: int) -> int:
    """The resident bytes of a process; 0 where the system does not tell so simply."""
    try:
        with Path(f"/proc/{pid}/statm").open("rb") as status:
            return int(status.read().split()[1]) * 4096
    except (OSError, IndexError, ValueError):
        return 0


def _reason(code: int) -> str:
    """What a death without a word means: an allocation that failed aborts, anything else is a parser that broke."""
    return "memory_limit" if code in _OUT_OF_MEMORY else "damaged"
