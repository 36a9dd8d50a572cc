"""Activity records: the rows of logs that count, in columns, each with what it says beside its numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from isplanner.plan.fact import Source

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NOTHING = -1
"""The code of a text, or the minute, of a record that says none."""


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """A column of texts: record i says `words[codes[i]]`, or NOTHING. No word stands twice."""

    words: tuple[str, ...]
    codes: "NDArray[np.int32]"

    def only(self, wanted: "NDArray[np.bool_]") -> "Texts":
        """The texts of some records."""
        return Texts(self.words, self.codes[wanted])


@dataclass(frozen=True, slots=True, eq=False)
class ActivityLog:
    """One log: a record a row that counts, as a call, a deal, a mailing. All columns have the same length.

    `day` are ordinals, `minute` minutes of the day; `member` are names, `channel` keys. `counts` is what a record adds
    to each metric, 0 for nothing; summed by day, member and channel they are the log's facts. `days` has the day of a
    metric that does not always count on the record's own (the order of a deal). `attributes` are by the key of
    `attribute.py`, or by the header where it has none. `batch` is 0 for a log that is not stored.
    """

    source: Source
    day: "NDArray[np.int32]"
    minute: "NDArray[np.int32]"
    member: Texts
    channel: Texts
    counts: "Mapping[str, NDArray[np.float64]]"
    days: "Mapping[str, NDArray[np.int32]]"
    attributes: Mapping[str, Texts]
    batch: int = 0

    def __len__(self) -> int:
        return len(self.day)

    def only(self, wanted: "NDArray[np.bool_]") -> "ActivityLog":
        """The log with some of its records."""
        return replace(
            self,
            day=self.day[wanted],
            minute=self.minute[wanted],
            member=self.member.only(wanted),
            channel=self.channel.only(wanted),
            counts={metric: values[wanted] for metric, values in self.counts.items()},
            days={metric: days[wanted] for metric, days in self.days.items()},
            attributes={key: texts.only(wanted) for key, texts in self.attributes.items()},
        )
