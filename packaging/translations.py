"""Brings resources/i18n up to date with the words in the source: `python packaging/translations.py`.

The source is Japanese. New words come into isplanner_en.ts as unfinished: translate them there (Qt Linguist or any
editor), then run this again, which writes isplanner_en.qm. Both are committed: setting up needs no tools. A test fails
while a word is untranslated or the two differ.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "isplanner" / "desktop"
TS = ROOT / "resources" / "i18n" / "isplanner_en.ts"
LUPDATE = ("-locations", "none", "-no-obsolete", "-source-language", "ja", "-target-language", "en", "-silent")


def main() -> int:
    update(TS)
    return compile_words(TS, TS.with_suffix(".qm"))


def update(ts: Path) -> None:
    """Take new words of the source into a .ts file, and drop those that are gone."""
    sources = [str(path.relative_to(ROOT)) for path in sorted(SOURCE.rglob("*.py"))]
    run("pyside6-lupdate", *LUPDATE, *sources, "-ts", str(ts))


def compile_words(ts: Path, qm: Path) -> int:
    """Write what Qt loads."""
    return run("pyside6-lrelease", "-silent", str(ts), "-qm", str(qm))


def run(tool: str, *arguments: str) -> int:
    # The tools come with PySide6 and lie beside the running Python.
    return subprocess.run([str(Path(sys.executable).parent / tool), *arguments], cwd=ROOT, check=True).returncode


if __name__ == "__main__":
    sys.exit(main())
