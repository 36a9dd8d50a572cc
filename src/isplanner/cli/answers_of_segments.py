"""The JSON of what wins."""

from isplanner.analysis.winning.segment import Segments
from isplanner.cli.answers import Json
from isplanner.text.dates import weekday_name
from isplanner.text.language import Language


def segments_answer(found: Segments, language: Language) -> list[Json]:
    """`segments`: a part of the trials each, by what it is told apart by; null where that is empty.

    Hours are numbers, weekdays words, channels keys, members and all others as they are called.
    """
    return [
        {
            "by": {
                facet: weekday_name(label, language) if facet == "weekday" and isinstance(label, int) else label
                for facet, label in zip(found.by, segment.labels, strict=True)
            },
            "trials": _whole(segment.trials),
            "successes": _whole(segment.successes),
            "rate": segment.rate,
            "shrunk": segment.shrunk,
            "p10": segment.p10,
            "p90": segment.p90,
            "lift": segment.lift,
            "q": segment.q,
            "stands_out": segment.stands_out,
        }
        for segment in found.segments
    ]


def _whole(count: float) -> float:
    """A count without its decimal point, where it is whole."""
    return int(count) if count.is_integer() else count
