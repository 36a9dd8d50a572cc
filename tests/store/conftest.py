"""A small new plan in a file, and facts to fill it with."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from isplanner.jobs.new_plan import fiscal_period, plan_blueprint
from isplanner.plan.blueprint import Blueprint
from isplanner.plan.period import PeriodRule
from isplanner.store.document import Document


@pytest.fixture(scope="session")
def blueprint() -> Blueprint:
    """2026年度 第3四半期 from the shipped template."""
    return plan_blueprint(fiscal_period(PeriodRule(), date(2026, 10, 1), 2026, 3), "ja")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a plan may be, with what is awkward in a path."""
    folder = tmp_path / "営業 's #1?"
    folder.mkdir()
    return folder / "計画 100%.isplan"


@pytest.fixture
def document(path: Path, blueprint: Blueprint) -> Iterator[Document]:
    """A new plan, open."""
    with Document.create(path, blueprint) as document:
        yield document
