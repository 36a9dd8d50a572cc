"""The words of resources/vocabulary.toml and of the metric and channel dictionaries, ready to be looked up."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from isplanner.plan.metric import shipped_metrics
from isplanner.resource_files import resource
from isplanner.workbook.spelling import squeezed

_COUNTER = re.compile(r"(件数|回数|本数|数)$")


def uncounted(word: str) -> str:
    """A squeezed metric name without the 数, 件数, 回数 or 本数 that may stand at its end."""
    return _COUNTER.sub("", word) or word


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Squeezed spellings by what they mean.

    `metrics` are without 数 and the like, `metric_names` as they are written; `columns` are the roles of label columns;
    `kinds` are target, actual and comparison; `logs` has for each log the words of each of its columns in the order of
    preference; `words` are what cells of logs, totals, notes and names say.
    """

    metrics: Mapping[str, str]
    metric_names: frozenset[str]
    channels: Mapping[str, str]
    kinds: Mapping[str, str]
    columns: Mapping[str, str]
    logs: Mapping[str, Mapping[str, tuple[str, ...]]]
    words: Mapping[str, frozenset[str]]
    eclipsed: Mapping[str, frozenset[str]]
    rates: Mapping[str, tuple[tuple[str, str], ...]]
    log_headers: frozenset[str]

    def says(self, meaning: str, text: str) -> bool:
        """Whether a text is one of the words of a meaning, as `says("won", "受注済")`."""
        return squeezed(text) in self.words[meaning]


@cache
def vocabulary() -> Vocabulary:
    """The importer's words, loaded once."""
    with resource("vocabulary.toml").open("rb") as file:
        raw = tomllib.load(file)
    logs = {name: {role: _all(words) for role, words in raw[name].items()} for name in _LOGS}
    metrics = _by_word(_metric_names(raw["metrics"]))
    return Vocabulary(
        metrics={uncounted(word): key for word, key in metrics.items()},
        metric_names=frozenset(metrics),
        channels=_by_word(_channel_names(raw["channels"])),
        kinds=_by_word(raw["kinds"]),
        columns=_by_word(raw["columns"]),
        logs=logs,
        words={meaning: frozenset(_all(words)) for meaning, words in raw["words"].items()},
        eclipsed={squeezed(word): frozenset(_all(others)) for word, others in raw["eclipsed"].items()},
        rates=_rates(raw["rates"]),
        log_headers=frozenset(word for roles in logs.values() for words in roles.values() for word in words),
    )


_LOGS = ("activity_log", "opportunities", "sales_log", "mail_log")


def _all(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(squeezed(word) for word in words)


def _by_word(meanings: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {word: meaning for meaning, words in meanings.items() for word in _all(words)}


def _metric_names(synonyms: Mapping[str, list[str]]) -> dict[str, list[str]]:
    return {m.key: [m.key, m.ja, m.en, *synonyms.get(m.key, [])] for m in shipped_metrics().values()}


def _channel_names(synonyms: Mapping[str, list[str]]) -> dict[str, list[str]]:
    with resource("channels.toml").open("rb") as file:
        rows: list[dict[str, Any]] = tomllib.load(file)["channel"]
    names = ("key", "ja", "en", "short_ja")
    return {row["key"]: [*(row[name] for name in names), *synonyms.get(row["key"], [])] for row in rows}


def _rates(more: Mapping[str, list[str]]) -> dict[str, tuple[tuple[str, str], ...]]:
    """The pairs of metrics that each rate may be the quotient of."""
    pairs = {m.key: [(m.numerator, m.denominator)] for m in shipped_metrics().values() if m.numerator and m.denominator}
    for rate, (numerator, denominator) in more.items():
        pairs[rate].append((numerator, denominator))
    return {rate: tuple(found) for rate, found in pairs.items()}
