"""What is wrong, as data, in no language. `text.messages` gives a Problem its words."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    `code` names the message (`messages.*.toml`), `values` fill its gaps, `place` says where: a cell address,
    a node, or "4:9" for the characters of a formula.
    """

    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    place: str | None = None


class PlanError(Exception):
    """Something the user can mend; becomes one clear message and exit code 1. All other exceptions are bugs."""

    def __init__(self, code: str, /, place: str | None = None, **values: object) -> None:
        super().__init__(code, values)
        self.problem = Problem(code, values, place)
