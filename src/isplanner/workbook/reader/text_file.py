"""CSV, TSV and HTML: which encoding, which of them, then rows of text."""

import csv
import io
import re
from itertools import islice
from pathlib import Path

from isplanner.workbook.reader.lines import RefusedError, say_rows, say_sheet

LONGEST_FIELD = 1_000_000
_SAMPLE_BYTES = 1 << 16
_SAMPLE_ROWS = 200
_SEPARATORS = ",\t;|"
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\0\0", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROL = bytes([*range(9), *range(14, 26), *range(28, 32)])
_MOST_CONTROL = 100
_META = re.compile(rb"<meta[^>]*charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)
_HTML = re.compile(r"\s*<(?!\?xml)", re.IGNORECASE)
_TABLE = re.compile(r"<table[\s>]", re.IGNORECASE)
_BY_NAME = {"shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932"}


def read_text(path: Path) -> None:
    """Send a text file as one sheet named like the file.

    Raises:
        RefusedError: empty_file, unknown_encoding, damaged, not_a_workbook, too_long_line.
    """
    raw = path.read_bytes()
    text = _decoded(raw)
    if not text.strip():
        raise RefusedError("empty_file")
    if any(sign in text for sign in _CONTROL.decode()):
        raise RefusedError("damaged")
    if _HTML.match(text[:_SAMPLE_BYTES]) and _TABLE.search(text):
        from isplanner.workbook.reader.html_table import read_html

        read_html(text, path.stem)
    elif text.lstrip()[:1] in {"<", "{"} or text.startswith("%PDF"):
        raise RefusedError("not_a_workbook")
    else:
        _read_csv(text, path.stem)


def _decoded(raw: bytes) -> str:
    encoding = next((name for bom, name in _BOMS if raw.startswith(bom)), None) or _guess(raw)
    try:
        return raw.decode(encoding)
    except (UnicodeDecodeError, LookupError) as problem:
        raise RefusedError("unknown_encoding") from problem


def _guess(raw: bytes) -> str:
    sample = raw[:_SAMPLE_BYTES]
    if meta := _META.search(sample[:4096]):
        name = meta[1].decode().casefold()
        return _BY_NAME.get(name, name)
    if b"\0" in sample and (utf16 := _utf16(sample)):
        return utf16
    if (len(sample) - len(sample.translate(None, _CONTROL))) * _MOST_CONTROL > len(sample):
        raise RefusedError("not_a_workbook")
    if b"\x1b$" in sample:
        return "iso2022_jp"
    if _is_utf8(raw):
        return "utf-8"
    return _japanese(sample)


def _utf16(sample: bytes) -> str | None:
    """UTF-16 without a mark shows by its zero bytes: ASCII has one in every pair, always on the same side."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if min(even, odd) * 20 > max(even, odd) or max(even, odd) * 10 < len(sample):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as problem:
        before = raw[: problem.start]
        if len(before) - len(before.decode("utf-8")) > 2:  # real UTF-8 came before what is none
            raise RefusedError("unknown_encoding") from problem
        return False
    return True


def _japanese(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    end = sample.rfind(b"\n") + 1 or len(sample)
    best = from_bytes(sample[:end], cp_isolation=["cp932", "euc_jis_2004"]).best()
    if best is None:
        raise RefusedError("unknown_encoding")
    return "euc_jp" if best.encoding.startswith("euc") else best.encoding


def _read_csv(text: str, name: str) -> None:
    csv.field_size_limit(LONGEST_FIELD)
    separator = _separator(text)
    say_sheet(name, named=False)
    try:
        say_rows(enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator)))
    except csv.Error as problem:
        raise RefusedError("too_long_line") from problem


def _separator(text: str) -> str:
    """The sign that cuts the first rows into most columns of the same number."""
    lines = io.StringIO(text[: _SAMPLE_BYTES * 4], newline="")
    sample = [line for line in islice(lines, _SAMPLE_ROWS) if line.strip()]
    return max(_SEPARATORS, key=lambda sign: _evenness(sample, sign))


def _evenness(sample: list[str], separator: str) -> tuple[int, int]:
    try:
        widths = [len(row) for row in csv.reader(sample, delimiter=separator)]
    except csv.Error:
        return (0, 0)
    usual = max(set(widths), key=widths.count, default=1)
    return (widths.count(usual) if usual > 1 else 0, usual)
