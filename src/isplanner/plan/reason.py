"""Why something was read as it was, as data, in no language."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for it. `code` names its words, `values` fill their gaps; metrics are keys."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that speaks for it, the strongest first, and how sure that makes it: 0 to 1."""

    sure: float
    reasons: tuple[Reason, ...] = ()
