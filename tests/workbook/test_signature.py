import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from isplanner.workbook.signature import is_unchanged_own, sign
from tests.workbook.office import convert


@pytest.fixture
def signed(tmp_path: Path) -> Path:
    book, path = Workbook(), tmp_path / "signed.xlsx"
    sign(book)
    book.save(path)
    return path


def test_our_workbook_is_known(signed: Path) -> None:
    assert is_unchanged_own(signed)


def test_once_somebody_saved_it_it_is_his(signed: Path, tmp_path: Path) -> None:
    assert not is_unchanged_own(convert(signed, "xlsx", tmp_path))


def test_other_files_are_not_ours(tmp_path: Path) -> None:
    others = {"book.xlsx": b"", "text.xlsx": b"no zip at all", "half.xlsx": b"PK\x03\x04"}
    for name, content in others.items():
        (tmp_path / name).write_bytes(content)
    Workbook().save(tmp_path / "book.xlsx")
    with zipfile.ZipFile(tmp_path / "zip.xlsx", "w") as archive:
        archive.writestr("docProps/core.xml", "isplanner export")
    assert not any(is_unchanged_own(path) for path in [*tmp_path.iterdir(), tmp_path, tmp_path / "none.xlsx"])
