"""The child's way: what kind of file is it by its content, then the reader for that kind."""

import sys
import zipfile
from pathlib import Path

from isplanner.workbook.reader.lines import RefusedError, say

OUT_OF_MEMORY = 3
_ZIP = b"PK\3\4"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODS_TYPE = b"opendocument.spreadsheet"
_HEAD = 4096
_MEMORY = 512 << 20
_SECONDS = 30


def main(path: str, careful: str = "") -> int:
    """Read one file to standard output; "careful" reads every .xlsx sheet cell by cell, without calamine."""
    _limit()
    try:
        _read(Path(path), careful == "careful")
        say({"end": True})
    except RefusedError as refusal:
        say({"refused": refusal.code, **refusal.values})
    except MemoryError:
        return OUT_OF_MEMORY
    sys.stdout.flush()
    return 0


def _limit() -> None:
    """Bound this process, where the system can; the parent watches it besides."""
    if sys.platform != "linux":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(path: Path, careful: bool) -> None:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(_ZIP):
        _read_zip(path, careful)
    elif head.startswith(_OLE):
        from isplanner.workbook.reader.excel import read_xls

        read_xls(path)
    else:
        from isplanner.workbook.reader.text_file import read_text

        read_text(path)


def _read_zip(path: Path, careful: bool) -> None:
    from isplanner.workbook.reader.archive import inspect

    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as problem:
        raise RefusedError("damaged") from problem
    with archive:
        seen = inspect(archive)
        if "xl/workbook.xml" in seen.names:
            from isplanner.workbook.reader.excel import read_xlsx

            read_xlsx(path, archive, seen, careful)
        elif "xl/workbook.bin" in seen.names:
            from isplanner.workbook.reader.excel import read_with_calamine

            read_with_calamine(path)
        elif "content.xml" in seen.names:
            from isplanner.workbook.reader.opendocument import read_ods

            read_ods(archive, seen)
        else:
            raise RefusedError("not_a_workbook")
