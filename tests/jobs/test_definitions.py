from datetime import date
from pathlib import Path

import pytest

from isplanner.jobs.definitions import definitions_file, export_definitions
from isplanner.plan.problem import PlanError
from isplanner.store.document import Document

DAY = date(2026, 11, 20)


def test_it_writes_over_its_own_files_only(tmp_path: Path, demo_file: Path) -> None:
    with Document.open(demo_file, read_only=True) as document:
        plan = document.plan
    assert definitions_file(plan, "ja") == "2026年度Q3_KPI定義一覧.xlsx"
    path = tmp_path / definitions_file(plan, "en")
    export_definitions(plan, path, as_of=DAY, language="en")
    export_definitions(plan, path, as_of=DAY, language="en")
    path.write_bytes(b"somebody's")
    with pytest.raises(PlanError, match="target_exists"):
        export_definitions(plan, path, as_of=DAY, language="en")
    assert path.read_bytes() == b"somebody's"
    export_definitions(plan, path, as_of=DAY, language="en", force=True)
    assert path.stat().st_size > 5_000
