import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from isplanner.cli.main import main


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever the command answers
        """The one document on stdout."""
        return json.loads(self.out)


Run = Callable[..., Ended]


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in this process, in Japanese."""
    monkeypatch.setenv("ISPLANNER_LANG", "ja")

    def run_command(*arguments: object) -> Ended:
        capfdbinary.readouterr()
        code = main([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return Ended(code, out.decode(), err.decode())

    return run_command


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo plan, made once; copy it before changing it."""
    path = tmp_path_factory.mktemp("demo") / "demo.isplan"
    assert main(["demo", str(path)]) == 0
    return path


@pytest.fixture
def demo(demo_file: Path, tmp_path: Path) -> Path:
    """A demo plan of the test's own."""
    path = tmp_path / "demo.isplan"
    path.write_bytes(demo_file.read_bytes())
    return path


@pytest.fixture
def plan(run: Run, tmp_path: Path) -> Path:
    """A new plan of a quarter."""
    path = tmp_path / "plan.isplan"
    assert run("new", path, "--year", 2026, "--quarter", 3).code == 0
    return path
