"""All facts in force as columns, for analysis: loading a million rows is a handful of arrays, not a million records."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NONE = -1
"""The member or channel of a fact that names none."""


@dataclass(frozen=True, slots=True, eq=False)
class Actuals:
    """Facts in force (not withdrawn, not replaced), in the order stored. All arrays have the same length.

    `metric` and `channel` index the word tables `metrics` and `channels` (keys); `member` holds member ids; NONE is
    "says nothing". `start` and `end` are day ordinals, half-open. `is_target` tells kind target from kind actual.
    A higher `batch` is newer. `id` is the fact's id in the store, to look up its source.
    """

    revision: int
    metrics: tuple[str, ...]
    channels: tuple[str, ...]
    id: "NDArray[np.int64]"
    metric: "NDArray[np.int32]"
    member: "NDArray[np.int32]"
    channel: "NDArray[np.int32]"
    start: "NDArray[np.int32]"
    end: "NDArray[np.int32]"
    is_target: "NDArray[np.bool_]"
    value: "NDArray[np.float64]"
    batch: "NDArray[np.int32]"

    def __len__(self) -> int:
        return len(self.value)
