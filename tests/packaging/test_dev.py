"""dev.py without network: what it would install, when, and which commands it would run."""

import re
from pathlib import Path

import dev
import pytest

HASHES = {"set": "dev", "locks": "a", "program": "b", "python": "3.11", "checkout": "/somewhere"}
EVERYTHING = ["venv", "lock", "program"]


def test_missing_packages_are_those_not_there() -> None:
    assert dev.missing_packages(("libgl1", "libcups2", "xvfb"), ["libgl1", "xauth"]) == ["libcups2", "xvfb"]


def test_a_package_renamed_for_64_bit_time_counts() -> None:
    assert dev.missing_packages(("libglib2.0-0", "libcups2"), ["libglib2.0-0t64", "libcups2t64"]) == []


def test_libreoffice_with_a_window_is_not_replaced() -> None:
    assert dev.missing_packages(("libreoffice-calc-nogui",), ["libreoffice-calc"]) == []


def test_nothing_to_do_where_all_is_the_same() -> None:
    assert dev.missing_steps(HASHES, HASHES) == []


def test_without_a_stamp_everything_is_done() -> None:
    assert dev.missing_steps({}, HASHES) == EVERYTHING


@pytest.mark.parametrize("key", ["locks", "python", "checkout"])
def test_another_lock_python_or_place_starts_anew(key: str) -> None:
    assert dev.missing_steps({**HASHES, key: "other"}, HASHES) == EVERYTHING


def test_another_pyproject_only_installs_the_program_again() -> None:
    assert dev.missing_steps({**HASHES, "program": "other"}, HASHES) == ["program"]


def test_dev_is_added_on_top_of_run() -> None:
    assert dev.missing_steps({**HASHES, "set": "run"}, HASHES) == ["lock", "program"]


def test_dev_holds_what_run_needs() -> None:
    run = {**HASHES, "set": "run"}
    assert dev.missing_steps(HASHES, run) == []
    assert dev.merged_stamp(HASHES, {**run, "program": "new"}, ["program"])["set"] == "dev"


def test_bench_is_added_on_top_of_dev() -> None:
    bench = {**HASHES, "set": "bench", "bench": "c"}
    assert dev.missing_steps(HASHES, bench) == ["lock", "program"]
    assert dev.missing_steps({**HASHES, "set": "run"}, bench) == ["lock", "program"]
    assert dev.missing_steps({**bench, "bench": "older"}, bench) == ["lock", "program"]
    assert dev.missing_steps(bench, bench) == []
    assert dev.missing_steps(bench, HASHES) == []


def test_peers_of_the_benchmarks_stay_where_the_program_is_installed_again() -> None:
    bench = {**HASHES, "set": "bench", "bench": "c"}
    assert dev.merged_stamp(bench, {**HASHES, "program": "new"}, ["program"]) == {**bench, "program": "new"}
    assert dev.merged_stamp(bench, HASHES, EVERYTHING) == HASHES


def test_a_broken_stamp_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "STAMP", tmp_path / "stamp.json")
    assert dev.read_stamp() == {}
    for text in ("", '{"set": "de', "[]"):
        dev.STAMP.write_text(text)
        assert dev.read_stamp() == {}


def test_the_stamp_says_what_is_installed() -> None:
    stamp = dev.wanted_stamp("run")
    assert stamp["set"] == "run"
    assert stamp["checkout"] == str(dev.ROOT)
    assert len(stamp["locks"]) == len(stamp["program"]) == 64


def pins(lock: str) -> set[str]:
    return set(re.findall(r"^\S+==\S+", (dev.ROOT / "packaging" / lock).read_text(), re.MULTILINE))


def test_dev_lock_holds_the_run_lock() -> None:
    assert pins("run.txt") <= pins("dev.txt")


def test_bench_lock_agrees_with_the_dev_lock() -> None:
    def versions(lock: str) -> dict[str, str]:
        return dict(pin.split("==") for pin in pins(lock))

    dev_lock, bench_lock = versions("dev.txt"), versions("bench.txt")
    assert {"numba", "pandas", "highspy", "xlsxwriter"} <= bench_lock.keys()
    assert {name: dev_lock[name] for name in dev_lock.keys() & bench_lock.keys()} == {
        name: bench_lock[name] for name in dev_lock.keys() & bench_lock.keys()
    }


def test_locks_are_installed_by_hash_from_wheels() -> None:
    command = dev.install_lock_command("run")
    assert {"--require-hashes", "--only-binary", "--no-deps"} <= set(command)
    assert command[-1].endswith("run.txt")


def test_commands_without_a_display() -> None:
    commands = dev.commands_without_display(Path("demo-output/demo.isplan"))
    assert [command[1:] for command in commands] == [
        ["demo", "demo-output/demo.isplan"],
        ["export", "members", "demo-output/demo.isplan", "demo-output/"],
        ["packaging/screenshots.py", "demo-output/demo.isplan", "demo-output/"],
    ]


def test_pytest_comes_last_with_the_given_arguments() -> None:
    commands = dev.check_commands(["-k", "tree"], in_xvfb=False)
    assert [Path(command[0]).stem for command in commands] == ["ruff", "ruff", "mypy", "lint-imports", "python"]
    assert commands[-1][1:] == ["-m", "pytest", "-k", "tree"]
    assert dev.check_commands([], in_xvfb=True)[-1][0] == "xvfb-run"


def test_every_check_runs_and_one_failure_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    called = []

    def pretend(command: list[str], **_environment: str) -> int:
        called.append(command)
        return 5 if "pytest" in command else 0  # 5: pytest found no test

    monkeypatch.setattr(dev, "call", pretend)
    assert dev.test_all(["-k", "nothing"], display=False) == 1
    assert len(called) == 5
    assert "Failed: python -m pytest -k nothing" in capsys.readouterr().out


def test_only_what_a_run_made_is_removed(tmp_path: Path) -> None:
    (tmp_path / "mine.xlsx").touch()
    before = dev.files_under(tmp_path)
    (tmp_path / "demo.isplan").touch()
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "目標ツリー.png").touch()
    assert dev.note_made(tmp_path, before) == ["demo.isplan", "pictures/目標ツリー.png"]
    dev.remove_made(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"mine.xlsx", dev.MADE_LIST}


def test_an_overwritten_file_was_made_by_the_run(tmp_path: Path) -> None:
    leftover = tmp_path / "members.xlsx"
    leftover.touch()
    before = {"members.xlsx": leftover.stat().st_mtime_ns - 1}
    assert dev.note_made(tmp_path, before) == ["members.xlsx"]


def test_a_list_cannot_reach_out_of_the_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.touch()
    folder = tmp_path / "demo-output"
    folder.mkdir()
    (folder / dev.MADE_LIST).write_text('["../outside.txt"]')
    dev.remove_made(folder)
    assert outside.exists()


def test_the_demo_plan_of_a_killed_run_is_removed(tmp_path: Path) -> None:
    (tmp_path / "demo.isplan").touch()
    dev.remove_made(tmp_path)
    assert list(tmp_path.iterdir()) == []
