"""What LibreOffice makes of a workbook."""

import shutil
import subprocess
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice")


def convert(path: Path, kind: str, folder: Path) -> Path:
    """Let LibreOffice work all formulas out and save as xlsx or pdf; skips the test where there is no LibreOffice."""
    if SOFFICE is None:
        pytest.skip("needs LibreOffice (soffice)")
    out = folder / "office"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", kind, "--outdir", str(out), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return out / path.with_suffix(f".{kind}").name
