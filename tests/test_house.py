"""The rules of the house that no linter checks. Each test names the offender."""

import ast
import gc
import math
import re
import statistics
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

ROOT = Path(__file__).resolve().parent.parent
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
BANNED_WORDS = {"manager", "helper", "handler", "util", "common", "mixin", "info"}


class Measured(NamedTuple):
    where: str
    size: int


def sources(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def definitions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (*FUNCTION, ast.ClassDef)):
            yield node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def file_sizes(*folders: str) -> list[Measured]:
    return [Measured(name_of(path), len(path.read_bytes().splitlines())) for path in sources(*folders)]


def function_sizes(*folders: str) -> list[Measured]:
    return [
        Measured(f"{name_of(path)}:{node.lineno} {node.name}", length(node))
        for path in sources(*folders)
        for node in definitions(path)
        if isinstance(node, FUNCTION)
    ]


def refuse_over(limit: int, measured: list[Measured], unit: str = "lines") -> None:
    offenders = [f"{where}: {size} {unit}, at most {limit}" for where, size in measured if size > limit]
    assert not offenders, "\n".join(offenders)


def refuse_p95_over(limit: int, measured: list[Measured]) -> None:
    """By rank; among fewer than twenty there is no twentieth part that may be larger."""
    by_size = sorted(measured, key=lambda entry: entry.size)
    allowed = len(by_size) - math.ceil(len(by_size) * 0.95)
    offenders = [f"{where}: {size} lines" for where, size in by_size if size > limit]
    if len(by_size) >= 20 and len(offenders) > allowed:
        pytest.fail(
            f"{len(offenders)} of {len(by_size)} over {limit} lines, {allowed} may be:\n" + "\n".join(offenders)
        )


def test_files_stay_small() -> None:
    refuse_over(500, file_sizes("src", "packaging", "tests"))
    refuse_p95_over(400, file_sizes("src", "packaging"))


def test_functions_stay_small() -> None:
    refuse_over(60, function_sizes("src", "packaging", "tests"))
    measured = function_sizes("src", "packaging")
    refuse_p95_over(40, measured)
    # The house wants 8; a little room, because the median is nobody's fault in particular.
    assert statistics.median(size for _, size in measured) <= 10


def test_classes_stay_small() -> None:
    classes = [
        (f"{name_of(path)}:{node.lineno} {node.name}", node)
        for path in sources("src", "packaging")
        for node in definitions(path)
        if isinstance(node, ast.ClassDef)
    ]
    refuse_over(300, [Measured(where, length(node)) for where, node in classes])
    methods = [Measured(where, sum(isinstance(part, FUNCTION) for part in node.body)) for where, node in classes]
    refuse_over(20, methods, "methods")


def words_of(name: str) -> set[str]:
    """`RateHelper` and `rate_helpers` alike → rate, helper."""
    return {word.lower().removesuffix("s") for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}


def test_names_say_what_a_thing_is() -> None:
    paths = sources("src", "packaging", "tests")
    modules = [(name_of(path), part) for path in paths for part in path.relative_to(ROOT).with_suffix("").parts]
    classes = [
        (f"{name_of(path)}:{node.lineno}", node.name)
        for path in paths
        for node in definitions(path)
        if isinstance(node, ast.ClassDef)
    ]
    offenders = sorted({f"{where}: {name}" for where, name in modules + classes if words_of(name) & BANNED_WORDS})
    assert not offenders, "\n".join(offenders)


@pytest.mark.parametrize(
    ("name", "words"),
    [("RateHelper", {"rate", "helper"}), ("date_utils", {"date", "util"}), ("KPIInfo", {"kpi", "info"})],
)
def test_words_of_names_are_found(name: str, words: set[str]) -> None:
    assert words_of(name) == words


def is_translation_of_f_string(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    marks = {"tr", "translate", "QT_TRANSLATE_NOOP"}
    return called in marks and any(isinstance(argument, ast.JoinedStr) for argument in node.args)


def test_translations_are_plain_literals() -> None:
    """To lupdate `tr(f"…{n}")` is the literal text, which no string of the running program ever equals."""
    offenders = [
        f"{name_of(path)}:{getattr(node, 'lineno', 0)}"
        for path in sources("src")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if is_translation_of_f_string(node)
    ]
    assert not offenders, "tr() of an f-string: " + ", ".join(offenders)


def test_f_string_in_tr_is_found() -> None:
    calls = [
        "self.tr(f'{n} rows')",
        "translate('Import', f'{n} rows')",
        "self.tr('%n rows', '', n)",
        "self.set(f'{n}')",
    ]
    found = [is_translation_of_f_string(ast.parse(call, mode="eval").body) for call in calls]
    assert found == [True, True, False, False]


def test_workspaces_are_all_in_the_contract() -> None:
    workspaces = {path.parent.name for path in (ROOT / "src/isplanner/desktop").glob("*/workspace.py")}
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {contract["name"]: contract for contract in settings["tool"]["importlinter"]["contracts"]}
    named = re.findall(r"\(desktop\.(\w+)\)", contracts["Workspaces do not know each other"]["layers"][0])
    assert workspaces <= set(named)


def tracked_files() -> list[Path]:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    # -z: names with Japanese in them come as they are.
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    paths = [ROOT / name for name in listing.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


def test_nothing_names_one_machine_or_a_registry() -> None:
    # Written so that this file is not its own offender.
    machine = re.compile(rb"(?<![\w./~-])/(work|root)/|pypi[.]org|python[h]osted|--(extra-)?index-[u]rl|--find-[l]inks")
    offenders = [
        f"{name_of(path)}: {found.group().decode()}"
        for path in tracked_files()
        for found in [machine.search(path.read_bytes())]
        if found
    ]
    assert not offenders, "\n".join(offenders)


def test_locks_hold_no_address() -> None:
    assert "http" not in "".join(
        (ROOT / "packaging" / name).read_text() for name in ("run.txt", "dev.txt", "bench.txt")
    )


class Emitter(QObject):
    happened = Signal(bool)


def test_qt_keeps_its_references(qtbot: QtBot) -> None:
    """PySide6 6.12.0 on Python 3.11 loses a reference to None or True a call, and some thousand calls later aborts."""
    label, emitter = QLabel(), Emitter()
    qtbot.addWidget(label)
    emitter.happened.connect(lambda _on: None)

    def calls(times: int) -> None:
        for number in range(times):
            label.setText(str(number))
            label.setEnabled(True)
            emitter.happened.emit(True)

    def counts() -> tuple[int, int]:
        gc.collect()
        return sys.getrefcount(None), sys.getrefcount(True)

    calls(10)
    before = counts()
    calls(100)  # few enough to say so here, before the count of True is at nought and the process gone
    drift = [abs(after - count) for count, after in zip(before, counts(), strict=True)]
    assert max(drift) < 50
