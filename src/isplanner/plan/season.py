"""Month factors (季節指数): how much stronger a month is than its business days say."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MonthFactor:
    """The factor of a month (1.0 is an ordinary one). `source` says where it came from, in the manager's words."""

    factor: float
    source: str
    is_estimated: bool = False
