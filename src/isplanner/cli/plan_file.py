"""A plan opened for a command, whose problems call nodes by the plan's names."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from isplanner.cli.console import Console
from isplanner.plan.problem import PlanError
from isplanner.store.document import Document
from isplanner.text.problems import with_names


@contextmanager
def open_plan(console: Console, path: Path, *, read_only: bool = False) -> Iterator[Document]:
    """Open a plan while a command works on it.

    Raises:
        PlanError: what `Document.open` says, and what the command says of nodes, by their names.
    """
    with Document.open(path, read_only=read_only) as document:
        try:
            yield document
        except PlanError as error:
            named = with_names(error.problem, document.plan, console.language)
            raise PlanError(named.code, named.place, **named.values) from error
