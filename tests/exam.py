"""The practice files of the import exam, and its own checker."""

import importlib.util
from functools import cache
from types import ModuleType

from tests.conftest import shared_path

PRACTICE = shared_path("exam", "practice")
FILES = sorted(PRACTICE.glob("*.expected.json"))


@cache
def load_checker() -> ModuleType:
    """The checker as a module."""
    spec = importlib.util.spec_from_file_location("check_exam", shared_path("exam", "check_exam.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
