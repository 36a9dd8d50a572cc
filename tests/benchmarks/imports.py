"""Bars 1 to 3: a call log becomes part of a plan, against the least that reading its file takes."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

from isplanner.jobs.new_plan import fiscal_period, plan_blueprint
from isplanner.plan.period import PeriodRule
from isplanner.store.document import Document
from tests.benchmarks.bars import need
from tests.benchmarks.calls import HELD_EVERY, write_text, write_workbook
from tests.benchmarks.child import ChildRun, run_child
from tests.benchmarks.machine import Machine
from tests.benchmarks.outcome import Measured, prove, slope
from tests.benchmarks.rounds import GROWTH_ROUNDS, ROUNDS, Rounds, take_rounds

CALLS = 100_000
SIZES = (1_000, 10_000, 30_000, 100_000)


def workbooks(machine: Machine) -> tuple[Measured, Measured, Measured]:
    """Wall, CPU (of the reader's process too) and memory (of the larger process) beside calamine's."""
    with _folder() as folder:
        path = _written(folder / "calls.xlsx", CALLS, write_workbook)
        sides = {"ours": _import_of(path, CALLS), "peer": _bare("read_workbook", path)}
        taken = take_rounds(machine, sides, ROUNDS)
    wall, cpu, peak = (_ratios(taken, read) for read in (_wall, _cpu, _peak))
    return wall, cpu, peak


def ahead_of_pandas(machine: Machine) -> Measured:
    """Wall beside the shortest program that stores the rows at all."""
    need("pandas")
    with _folder() as folder:
        path = _written(folder / "calls.xlsx", CALLS, write_workbook)

        def with_pandas() -> ChildRun:
            database = folder / "calls.db"
            database.unlink(missing_ok=True)
            return _counted(run_child("tests.benchmarks.bare:pandas_to_sql", str(path), str(database)))

        return _ratios(take_rounds(machine, {"ours": _import_of(path, CALLS), "peer": with_pandas}, ROUNDS), _wall)


def memory_growth(machine: Machine) -> tuple[Measured, Measured]:
    """How memory over that for 1,000 rows grows with rows beyond these, and what each row takes beside calamine's.

    The growth is our own process's. The reader's is calamine's, told with it: on the way from few rows to many it
    becomes the larger of the two, and a line through both would be the growth of neither.
    """
    with _folder() as folder:
        sides: dict[tuple[str, int], Callable[[], ChildRun]] = {}
        for size in SIZES:
            path = _written(folder / f"calls{size}.xlsx", size, write_workbook)
            sides |= {("ours", size): _import_of(path, size), ("calamine", size): _bare("read_workbook", path, size)}
        taken = take_rounds(machine, sides, GROWTH_ROUNDS, warm_up=False)

    def peaks(side: str, number: int, read: Callable[[ChildRun], float]) -> dict[int, float]:
        return {size: read(taken.runs[side, size][number]) for size in SIZES}

    rounds = [{side: peaks(side, number, _own) for side in ("ours", "calamine")} for number in range(GROWTH_ROUNDS)]
    larger = [{side: peaks(side, number, _peak) for side in ("ours", "calamine")} for number in range(GROWTH_ROUNDS)]
    note = "; ".join(
        f"{side} {', '.join(f'{size} {peak:.0f} MB' for size, peak in found.items())}, exponent {_exponent(found):.2f}"
        for side, found in rounds[0].items()
    )
    exponents = tuple(_exponent(found["ours"]) for found in rounds)
    ratios = tuple(_per_row(found["ours"]) / _per_row(found["calamine"]) for found in larger)
    return taken.measured(exponents, note), taken.measured(ratios)


def _per_row(peaks: Mapping[int, float]) -> float:
    least, *others = peaks
    return sum(peaks[size] - peaks[least] for size in others) / sum(size - least for size in others)


def _exponent(peaks: Mapping[int, float]) -> float:
    least, *others = peaks
    return slope({0: peaks[least]} | {size - least: peaks[size] for size in others})


def texts(machine: Machine) -> tuple[Measured, Measured]:
    """Wall of a CSV beside the csv module's, and beside the workbook's own."""
    with _folder() as folder:
        text = _written(folder / "calls.csv", CALLS, write_text)
        book = _written(folder / "calls.xlsx", CALLS, write_workbook)
        sides = {"ours": _import_of(text, CALLS), "peer": _bare("read_text", text), "book": _import_of(book, CALLS)}
        taken = take_rounds(machine, sides, ROUNDS)
    return _ratios(taken, _wall), _ratios(taken, _wall, "book")


def _import_of(path: Path, count: int) -> Callable[[], ChildRun]:
    plan, work = path.with_suffix(".isplan"), path.with_suffix(".work.isplan")
    period = fiscal_period(PeriodRule(), date(2026, 10, 1), 2026, 3)
    if not plan.exists():
        Document.create(plan, plan_blueprint(period, "ja")).close()

    def run() -> ChildRun:
        copy(plan, work)
        found = run_child("tests.benchmarks.ours:import_calls", str(path), str(work))
        wanted = {"batch": 1, "held": count // HELD_EVERY, "dials": count}
        prove(found.answer == wanted, f"the import came to {found.answer}, not to {wanted}")
        return found

    return run


def _bare(function: str, path: Path, count: int = CALLS) -> Callable[[], ChildRun]:
    return lambda: _counted(run_child(f"tests.benchmarks.bare:{function}", str(path)), count)


def _counted(run: ChildRun, count: int = CALLS) -> ChildRun:
    prove(run.answer == count + 1, f"the peer read {run.answer} rows")
    return run


def _ratios(taken: Rounds[str, ChildRun], read: Callable[[ChildRun], float], peer: str = "peer") -> Measured:
    ours, theirs = (tuple(map(read, taken.runs[side])) for side in ("ours", peer))
    note = f"ours {min(ours):.3g}, {peer} {min(theirs):.3g}"
    return taken.measured(tuple(mine / other for mine, other in zip(ours, theirs, strict=True)), note)


def _wall(run: ChildRun) -> float:
    return run.wall


def _cpu(run: ChildRun) -> float:
    return run.cpu


def _peak(run: ChildRun) -> float:
    return run.peak


def _own(run: ChildRun) -> float:
    return run.own


@contextmanager
def _folder() -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        yield Path(folder)


def _written(path: Path, count: int, write: Callable[[Path, int], None]) -> Path:
    write(path, count)
    return path
