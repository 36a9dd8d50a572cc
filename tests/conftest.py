"""What every test gets: hypothesis profiles, a red test for each warning that nobody expected, the demo plan."""

import logging
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from typing_extensions import override

ROOT = Path(__file__).resolve().parent.parent

# No deadline: on a busy machine it says more about the machine than about the code.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("long", max_examples=2_000, deadline=None, print_blob=True)
settings.load_profile("ci")  # the other one: `--hypothesis-profile=long`


def shared_path(*parts: str) -> Path:
    """A file or folder of the material that lies beside the checkout; skips the test (or module) where it does not."""
    path = ROOT.parent.joinpath("shared", *parts)
    if not path.exists():
        pytest.skip(f"needs {Path('shared', *parts)} beside the checkout", allow_module_level=True)
    return path


class WarningLog(logging.Handler):
    """Keeps what is logged at WARNING or above, whatever the test does with caplog."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []
        self.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))

    @override
    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture(autouse=True)
def _no_unexpected_log(request: pytest.FixtureRequest) -> Iterator[None]:
    log = WarningLog()
    logging.getLogger().addHandler(log)
    yield
    logging.getLogger().removeHandler(log)
    if log.lines and request.node.get_closest_marker("allow_log") is None:
        pytest.fail("Logged without the marker allow_log:\n" + "\n".join(log.lines))


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo plan, made once a session (it takes two seconds). Whoever changes it asks for `demo_plan`."""
    from isplanner.jobs.demo import make_demo

    path = tmp_path_factory.mktemp("demo") / "demo.isplan"
    make_demo(path, "ja")
    return path


@pytest.fixture
def demo_plan(demo_file: Path, tmp_path: Path) -> Path:
    """A demo plan of the test's own."""
    return Path(shutil.copy(demo_file, tmp_path / "demo.isplan"))
