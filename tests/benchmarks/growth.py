"""Bar 16: how imports, loading facts and appending a batch grow with rows."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

from isplanner.jobs.import_files import Wish, commit, new_channel, read_files
from isplanner.jobs.new_plan import fiscal_period, plan_blueprint
from isplanner.plan.fact import Fact, FactKind, Source
from isplanner.plan.period import PeriodRule, Span
from isplanner.store.document import Document
from isplanner.store.facts import ReadFile
from tests.benchmarks.calls import write_text, write_workbook
from tests.benchmarks.machine import Machine
from tests.benchmarks.outcome import Measured, prove
from tests.benchmarks.rounds import grow

SIZES = (10_000, 30_000, 100_000, 300_000)
_NEARLY_NONE = 10
"""So many rows stand for none: a file without any is refused."""
_FIRST = date(2026, 4, 1)
_DAYS = 500


def workbooks(machine: Machine) -> Measured:
    """Reading, checking and storing a call log out of a workbook."""
    return _imports(machine, write_workbook, ".xlsx")


def texts(machine: Machine) -> Measured:
    """The same out of a CSV."""
    return _imports(machine, write_text, ".csv")


def loading(machine: Machine) -> Measured:
    """All facts of a file as arrays, those in force."""
    with _folder() as folder:
        plans = {size: _plan(folder / f"{size}.isplan", size) for size in (0, *SIZES)}
        return grow(machine, {size: _loading_of(plan, size) for size, plan in plans.items()})


def appending(machine: Machine) -> Measured:
    """One more batch into a plan that has as many facts already."""
    with _folder() as folder:
        plans = {size: _plan(folder / f"{size}.isplan", size) for size in (0, *SIZES)}
        return grow(machine, {size: _appending_of(plan, size) for size, plan in plans.items()})


def _imports(machine: Machine, write: Callable[[Path, int], None], suffix: str) -> Measured:
    with _folder() as folder:
        empty = _plan(folder / "empty.isplan", 0)
        works = {}
        for size in (0, *SIZES):
            path = folder / f"calls{size}{suffix}"
            write(path, size or _NEARLY_NONE)
            works[size] = _import_of(path, empty)
        return grow(machine, works)


def _import_of(path: Path, empty: Path) -> Callable[[], object]:
    def run() -> None:
        work = Path(copy(empty, path.with_suffix(".work.isplan")))
        with Document.open(work) as document:
            done = commit(document, read_files(document.plan, [path], Wish()))
        prove(done.batch == 1, f"the import came to batch {done.batch}")

    return run


def _loading_of(plan: Path, size: int) -> Callable[[], object]:
    def run() -> None:
        with Document.open(plan, read_only=True) as document:
            found = len(document.actuals())
        prove(found == size, f"{found} facts were loaded, not {size}")

    return run


def _appending_of(plan: Path, size: int) -> Callable[[], object]:
    facts = list(_facts(size, value=2.0))

    def run() -> None:
        with Document.open(Path(copy(plan, plan.with_suffix(".work.isplan")))) as document:
            _append(document, "more.csv", facts)
            stored = document.batches()[-1].facts
        prove(stored == size, f"{stored} facts were stored, not {size}")

    return run


def _plan(path: Path, size: int) -> Path:
    """A plan with so many facts."""
    period = fiscal_period(PeriodRule(), date(2026, 10, 1), 2026, 3)
    with Document.create(path, plan_blueprint(period, "ja")) as document:
        if size:
            _append(document, "facts.csv", list(_facts(size, value=1.0)))
    return path


def _append(document: Document, file: str, facts: list[Fact]) -> None:
    document.append_batch([ReadFile(file, file)], facts, (), lambda key: new_channel(document.plan, key))


def _facts(size: int, *, value: float) -> Iterator[Fact]:
    """Facts of so many days and people that none is of the same."""
    for number in range(size):
        day = _FIRST + timedelta(number % _DAYS)
        source = Source("facts.csv" if value == 1 else "more.csv", "facts", None)
        span = Span(day, day + timedelta(1))
        yield Fact("dials", FactKind.ACTUAL, span, "day", f"担当{number // _DAYS}", None, value, source)


@contextmanager
def _folder() -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        yield Path(folder)
