"""Sets up, runs, checks and measures isplanner: `python3 packaging/dev.py run`, `… test`, `… bench`.

Needs nothing but Python 3.11 or newer: what else is used comes from packaging/run.txt, dev.txt and bench.txt into
`.venv`, on Debian and Ubuntu also from apt. Run on Debian 12; the branches for Windows and macOS have not been run yet.
"""

import argparse
import hashlib
import importlib.util
import io
import json
import os
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

# Up here, and nothing below that Python 3.6 cannot parse: an older Python must come as far as this message.
if sys.version_info < (3, 11):  # noqa: UP036
    found_version = ".".join(map(str, sys.version_info[:3]))
    sys.exit(f"isplanner needs Python 3.11 or newer; this is {found_version} ({sys.executable}).")

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "isplanner-stamp.json"
OUTPUT = Path("demo-output")
MADE_LIST = ".made-by-run.json"

# What PySide6 needs to be imported at all, to open a window under X11 and Wayland, to print, and to show Japanese.
RUN_PACKAGES = (
    "libgl1",
    "libegl1",
    "libglib2.0-0",
    "libdbus-1-3",
    "libfontconfig1",
    "libxkbcommon-x11-0",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-shape0",
    "libwayland-cursor0",
    "libcups2",
    "fonts-noto-cjk",
)
# Tests in a real window, recalculation of written workbooks, text of written PDFs.
TEST_PACKAGES = ("xvfb", "xauth", "libreoffice-calc-nogui", "poppler-utils")
# LibreOffice as a peer: Debian's own Python speaks to it.
BENCH_PACKAGES = ("python3-uno",)
# The two conflict: whoever has the one with a window must not lose it for the one without.
STAND_INS = {"libreoffice-calc-nogui": "libreoffice-calc"}

SYSTEM_PACKAGES = {
    "run": RUN_PACKAGES,
    "dev": RUN_PACKAGES + TEST_PACKAGES,
    "bench": RUN_PACKAGES + TEST_PACKAGES + BENCH_PACKAGES,
}
# The locks that make each set; the later sets hold the earlier ones.
LOCKS = {"run": ("run",), "dev": ("dev",), "bench": ("dev", "bench")}
LOCK_OF = {"run": "run", "bench": "bench"}

# From about here on two test processes are faster than one that need not start another.
FILES_WORTH_TWO_PROCESSES = 20


def say(text: str) -> None:
    """Print at once, so that our lines stand where they belong between those of the programs we call."""
    print(text, flush=True)


def main(arguments: list[str]) -> int:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a console that has no sign for 計画 is no reason to stop
    parser = argparse.ArgumentParser(
        prog="dev.py", description="Set up, run, check and measure isplanner.", allow_abbrev=False
    )
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("setup", help="install everything the other commands need, and stop")
    commands.add_parser("run", help="open the demo plan; without a display write workbook and pictures of it")
    test = commands.add_parser("test", help="run all checks; further arguments go to pytest", allow_abbrev=False)
    test.add_argument("--display", action="store_true", help="use a real display, or Xvfb where there is none")
    commands.add_parser("bench", help="measure how fast it is; bench --help says how", add_help=False)
    options, further = parser.parse_known_args(arguments)
    if further and options.command not in {"test", "bench"}:
        parser.error("unknown arguments: " + " ".join(further))
    try:
        set_up(LOCK_OF.get(options.command, "dev"))
        if options.command == "run":
            return run()
        if options.command == "bench":
            return call([str(PYTHON), "-m", "tests.benchmarks", *further], QT_QPA_PLATFORM="offscreen")
        return test_all(further, display=options.display) if options.command == "test" else 0
    except SetupError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        return 130


# ------------------------------------------------------------------------------------------------------------- set up
class SetupError(Exception):
    """Setting up cannot go on; the text says what to do."""


def set_up(lock: str) -> None:
    """Make `.venv` hold the lock ("run", "dev" or "bench") and the program; do nothing when it does already."""
    see_to_system_packages(SYSTEM_PACKAGES[lock])
    found, wanted = read_stamp(), wanted_stamp(lock)
    steps = missing_steps(found, wanted) if PYTHON.exists() else ["venv", "lock", "program"]
    if not steps:
        return
    say("Setting up .venv (once, half a minute or more) …")
    STAMP.unlink(missing_ok=True)  # whoever interrupts us from here on leaves no stamp, and it is all done again
    if "venv" in steps:
        # Not sys.executable: with .venv active that is the very Python about to be removed.
        base_python = getattr(sys, "_base_executable", sys.executable)
        call_or_stop([base_python, "-m", "venv", "--clear", str(VENV)])
    if "lock" in steps:
        for each in LOCKS[lock]:
            call_or_stop(install_lock_command(each))
    call_or_stop(install_program_command())
    write_relative_path_file()
    call_or_stop([str(PYTHON), "-m", "pip", "--disable-pip-version-check", "check"])
    STAMP.write_text(json.dumps(merged_stamp(found, wanted, steps), indent=1), encoding="utf-8")


def wanted_stamp(lock: str) -> dict[str, str]:
    """Everything that, when it differs, makes an installed `.venv` the wrong one."""
    locks = [ROOT / "packaging" / "run.txt", ROOT / "packaging" / "dev.txt"]
    # On its own, so that nobody who only runs and tests has to do with the peers of the benchmarks.
    bench = {"bench": hash_of([ROOT / "packaging" / "bench.txt"])} if lock == "bench" else {}
    return {
        "set": lock,
        "locks": hash_of(locks),
        **bench,
        "program": hash_of([ROOT / "pyproject.toml"]),
        "python": f"{sys.version} {sys.base_prefix}",
        # Scripts and the editable install name it. As bytes, so that it reads the same in every locale.
        "checkout": os.fsencode(ROOT).decode(errors="replace"),
    }


def hash_of(files: list[Path]) -> str:
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def read_stamp() -> dict[str, str]:
    """The stamp of the last finished set-up, empty when there is none to trust."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def missing_steps(found: dict[str, str], wanted: dict[str, str]) -> list[str]:
    if any(found.get(key) != wanted[key] for key in ("locks", "python", "checkout")):
        return ["venv", "lock", "program"]
    is_larger = list(LOCKS).index(wanted["set"]) > list(LOCKS).index(found["set"])
    if is_larger or wanted.get("bench", found.get("bench")) != found.get("bench"):
        return ["lock", "program"]
    return ["program"] if found["program"] != wanted["program"] else []


def merged_stamp(found: dict[str, str], wanted: dict[str, str], steps: list[str]) -> dict[str, str]:
    """The stamp after `steps`: where the lock was not installed anew, the set that was there still is."""
    return wanted if "lock" in steps else {**found, **wanted, "set": found["set"]}


def install_lock_command(lock: str) -> list[str]:
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-input"]
    lock_file = ROOT / "packaging" / f"{lock}.txt"
    return [*pip, "--require-hashes", "--only-binary", ":all:", "--no-deps", "-r", str(lock_file)]


def install_program_command() -> list[str]:
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-input"]
    return [*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)]


def write_relative_path_file() -> None:
    """Let the editable install find src/ by a relative path, which is plain ASCII wherever the checkout lies.

    hatchling writes the full path in UTF-8, but Python 3.11 and 3.12 read path files in the system's encoding: on a
    Japanese Windows a checkout under a Japanese folder would not be found.
    """
    for path_file in VENV.glob("**/site-packages/_isplanner.pth"):
        path_file.write_text(os.path.relpath(ROOT / "src", path_file.parent) + "\n", encoding="ascii")


def call_or_stop(command: list[str]) -> None:
    if call(command) != 0:
        raise SetupError("This failed, see above: " + shlex.join(command))


def call(command: list[str], **environment: str) -> int:
    """Run a program in the checkout; its exit code."""
    # PYTHONUTF8: the console of a Japanese Windows is cp932, and every file of ours is UTF-8. What is compiled is kept,
    # also where containers are told not to: the tests start hundreds of programs, each would compile all of ours anew.
    environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "", **environment}
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


# ---------------------------------------------------------------------------------------------------- system packages
def see_to_system_packages(wanted: tuple[str, ...]) -> None:
    """On Debian and its like install what is missing, or say how to; elsewhere there is nothing to do."""
    if not (sys.platform == "linux" and shutil.which("apt-get") and shutil.which("dpkg-query")):
        return
    if importlib.util.find_spec("ensurepip") is None:
        wanted = (f"python{sys.version_info.major}.{sys.version_info.minor}-venv", *wanted)
    missing = missing_packages(wanted, installed_packages())
    if not missing:
        return
    if os.geteuid() != 0:
        lines = [
            "Some system packages are missing. Install them, then start again:",
            "",
            f"    {apt_line(missing)}",
            "",
        ]
        raise SetupError("\n".join(lines))
    say("Installing system packages: " + " ".join(missing))
    call(["apt-get", "update", "-qq", "-o", "DPkg::Lock::Timeout=300"])  # offline, the lists at hand may do
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300", *missing]
    if call(install, DEBIAN_FRONTEND="noninteractive") != 0:
        raise SetupError("apt-get could not install them, see above. By hand: " + apt_line(missing))


def apt_line(packages: list[str]) -> str:
    return "sudo apt-get install --no-install-recommends " + " ".join(packages)


def installed_packages() -> list[str]:
    query = ["dpkg-query", "--show", "--showformat", "${db:Status-Status} ${Package}\n"]
    answer = subprocess.run(query, capture_output=True, text=True, check=False).stdout
    return [line.split(" ", 1)[1] for line in answer.splitlines() if line.startswith("installed ")]


def missing_packages(wanted: tuple[str, ...], installed: list[str]) -> list[str]:
    """What of `wanted` is not there, also not under its newer name: Debian 13 has libcups2 as libcups2t64."""
    present = {name.removesuffix("t64") for name in installed}
    return [name for name in wanted if name not in present and STAND_INS.get(name) not in present]


# ---------------------------------------------------------------------------------------------------------------- run
def run() -> int:
    plan = OUTPUT / "demo.isplan"
    (ROOT / OUTPUT).mkdir(exist_ok=True)
    if has_display():
        code = 0 if (ROOT / plan).exists() else call(demo_command(plan))
        if code != 0:
            return code
        return call([script("isplanner"), str(plan)])
    return run_without_display(plan)


def has_display() -> bool:
    """Asked before Qt is started: without a display it aborts the process."""
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run_without_display(plan: Path) -> int:
    say("There is no display: writing the demo plan, its workbook and its pictures to demo-output/ instead.")
    remove_made(ROOT / OUTPUT)
    before = files_under(ROOT / OUTPUT)
    try:
        for command in commands_without_display(plan):
            code = call(command, QT_QPA_PLATFORM="offscreen")
            if code != 0:
                say("This failed, see above: " + shlex.join(command))
                return code
    finally:
        made = note_made(ROOT / OUTPUT, before)
    say("Written:")
    for name in made:
        say(f"    {ROOT / OUTPUT / name}")
    return 0


def demo_command(plan: Path) -> list[str]:
    return [script("isplanner"), "demo", plan.as_posix()]


def commands_without_display(plan: Path) -> list[list[str]]:
    folder = OUTPUT.as_posix() + "/"
    return [
        demo_command(plan),
        [script("isplanner"), "export", "members", plan.as_posix(), folder],
        [str(PYTHON), "packaging/screenshots.py", plan.as_posix(), folder],
    ]


def script(name: str) -> str:
    return str(BIN / (f"{name}.exe" if os.name == "nt" else name))


def files_under(folder: Path) -> dict[str, int]:
    """Each file by its path in the folder, with the time of its last change."""
    paths = [path for path in folder.rglob("*") if path.is_file() and path.name != MADE_LIST]
    return {path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in paths}


def note_made(folder: Path, before: dict[str, int]) -> list[str]:
    """Write down what was made or overwritten since `before`, for the next run to remove."""
    made = sorted(name for name, changed in files_under(folder).items() if before.get(name) != changed)
    (folder / MADE_LIST).write_text(json.dumps(made, indent=1), encoding="utf-8")
    return made


def remove_made(folder: Path) -> None:
    """Remove what the last run wrote down, and the demo plan, which a run that was killed leaves unlisted."""
    try:
        made = json.loads((folder / MADE_LIST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        made = []
    for name in [*made, "demo.isplan"]:
        path = folder / name
        if path.resolve().is_relative_to(folder.resolve()):
            path.unlink(missing_ok=True)
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()


# --------------------------------------------------------------------------------------------------------------- test
def test_all(pytest_arguments: list[str], *, display: bool) -> int:
    """Run every check, whatever the earlier ones say, and name those that failed."""
    environment = {} if display else {"QT_QPA_PLATFORM": "offscreen"}
    failed = []
    for command in check_commands(pytest_arguments, in_xvfb=display and not has_display()):
        say(f"── {describe(command)}")
        began = time.monotonic()
        code = call(command, **environment)
        say(f"   {'ok' if code == 0 else f'FAILED (exit {code})'}, {time.monotonic() - began:.1f} s")
        if code != 0:
            failed.append(describe(command))
    say("All checks passed." if not failed else "Failed: " + ", ".join(failed))
    return 1 if failed else 0


def check_commands(pytest_arguments: list[str], *, in_xvfb: bool) -> list[list[str]]:
    pytest = [str(PYTHON), "-m", "pytest", *(pytest_arguments or parallel_arguments())]
    return [
        [script("ruff"), "check"],
        [script("ruff"), "format", "--check"],
        [script("mypy"), "src", "tests", "packaging"],
        [script("lint-imports"), "--no-logo"],
        ["xvfb-run", "-a", *pytest] if in_xvfb else pytest,
    ]


def parallel_arguments() -> list[str]:
    """Two test processes, once there is enough to share out and a second processor to do it."""
    test_files = sum(1 for _ in (ROOT / "tests").rglob("test_*.py"))
    return ["-n", "2"] if test_files >= FILES_WORTH_TWO_PROCESSES and (os.cpu_count() or 1) > 1 else []


def describe(command: list[str]) -> str:
    return " ".join([Path(command[0]).stem, *command[1:]])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
