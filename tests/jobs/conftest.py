from collections.abc import Iterator
from pathlib import Path

import pytest

from isplanner.store.document import Document


@pytest.fixture
def document(demo_plan: Path) -> Iterator[Document]:
    """The demo plan, open."""
    with Document.open(demo_plan) as document:
        yield document
