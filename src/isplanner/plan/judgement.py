"""What the manager judges of a lever that has no actuals, or that she knows better than they do."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Judgement:
    """A lever's value as low / likely / high: one time in ten below `low`, one in ten above `high`.

    All three the same: the lever is fixed, without any chance in it.
    """

    low: float
    likely: float
    high: float

    @property
    def is_fixed(self) -> bool:
        """Whether the lever is certain to be what it is set to."""
        return self.low == self.high
