"""What the store says in codes has words, and no words are there for what it never says."""

import ast
import tomllib
from pathlib import Path

import isplanner
from isplanner import store
from isplanner.resource_files import resource
from isplanner.text.catalogue import catalogue

SOURCES = sorted(Path(store.__file__).parent.glob("*.py"))


def texts() -> set[str]:
    """Every text in the program's code: several edits as one may be named elsewhere."""
    sources = Path(isplanner.__file__).parent.rglob("*.py")
    nodes = [node for path in sources for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def raised() -> set[str]:
    """The codes of `PlanError("code", …)`, `Problem("code", …)` and `Edit("code", …)`."""
    calls = [
        node
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args
    ]
    named = [call.args[0] for call in calls if call.func.id in {"PlanError", "Problem", "Edit"}]  # type: ignore[attr-defined]
    return {str(node.value) for node in named if isinstance(node, ast.Constant)}


def test_every_code_has_words() -> None:
    assert len(raised()) > 40
    assert raised() <= catalogue().keys()


def test_no_words_without_a_code() -> None:
    made = {
        f"{verb}_{what}{s}"
        for verb in ("set", "reset")
        for what in ("lever", "target", "aim", "judgement", "open_at_start")
        for s in ("", "s")
    }
    for name in ("store.toml", "edits.toml"):
        with resource("messages", name).open("rb") as file:
            assert tomllib.load(file).keys() <= texts() | made
