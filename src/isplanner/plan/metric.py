"""Metrics (指標): what can be counted, and the dictionary of them that is shipped."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache

from isplanner.resource_files import resource


class Kind(StrEnum):
    """How a metric adds up: counts, amounts and durations are summed, a rate is its numerator over its denominator."""

    COUNT = "count"
    AMOUNT = "amount"
    DURATION = "duration"
    RATE = "rate"


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"


DEPARTMENTS = ("marketing", "inside_sales", "field_sales")
"""Who should agree on what is counted; others are called by what they were typed as."""


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric. `unit` is 件, 通, 分, 円 or %; a rate names the metrics it is one ÷ another of.

    `conditions` says what is counted and what is not (計上条件), `source` where its numbers come from. `agreements` are
    the departments that agreed to the definition, with the day; `since` is the day from which it has been so defined.
    """

    key: str
    ja: str
    en: str
    unit: str
    kind: Kind
    direction: Direction = Direction.HIGHER
    definition_ja: str = ""
    definition_en: str = ""
    numerator: str | None = None
    denominator: str | None = None
    conditions: str = ""
    source: str = ""
    agreements: Mapping[str, date] = field(default_factory=dict)
    since: date | None = None

    @property
    def is_whole(self) -> bool:
        """Whether its targets are whole numbers: counts, yen and minutes are, rates are not."""
        return self.kind is not Kind.RATE

    @property
    def is_share(self) -> bool:
        """A rate between 0 and 1 (moves on the logit scale); deal_size and other ratios move by a factor."""
        return self.kind is Kind.RATE and self.unit == "%"

    def is_worse(self, difference: float) -> bool:
        """Whether a difference goes to the bad side."""
        return difference > 0 if self.direction is Direction.LOWER else difference < 0


@cache
def shipped_metrics() -> dict[str, Metric]:
    """The metric dictionary of `resources/metrics.toml`, by key, in its order."""
    with resource("metrics.toml").open("rb") as file:
        rows = tomllib.load(file)["metric"]
    return {row["key"]: _metric(row) for row in rows}


@cache
def shipped_readings() -> dict[str, str]:
    """How the shipped metrics are read, in hiragana, by key: what a hand types before it converts."""
    with resource("metrics.toml").open("rb") as file:
        return {row["key"]: row["reading"] for row in tomllib.load(file)["metric"]}


def _metric(row: dict[str, str]) -> Metric:
    return Metric(
        key=row["key"],
        ja=row["ja"],
        en=row["en"],
        unit=row["unit"],
        kind=Kind(row["kind"]),
        direction=Direction(row.get("direction", "higher")),
        definition_ja=row.get("definition_ja", ""),
        definition_en=row.get("definition_en", ""),
        numerator=row.get("numerator"),
        denominator=row.get("denominator"),
    )


def spellings(metric: Metric) -> tuple[str, ...]:
    """What a metric is called by who looks for it: its names, its key, and how it is read where that is known."""
    return metric.ja, metric.en, metric.key, shipped_readings().get(metric.key, "")
