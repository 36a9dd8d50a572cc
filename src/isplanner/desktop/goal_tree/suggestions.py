"""What the word that is being typed into a formula may become: metrics, channels in brackets, functions. No Qt."""

from collections.abc import Iterator
from dataclasses import dataclass

from isplanner.desktop.goal_tree.formula_check import FormulaCheck, word_at
from isplanner.plan.metric import shipped_readings
from isplanner.plan.normal import normal_name
from isplanner.plan.scope import NodeKey
from isplanner.text.language import Language
from isplanner.text.numbers import write_value

MOST = 8
FUNCTIONS = ("sum", "min", "max", "later", "saturate")
_KATAKANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is inserted, how it is called, what is said of it at its right, and which part of the name was typed."""

    text: str
    name: str
    note: str = ""
    matched: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What fits the word between two places of a text, the best first."""

    start: int
    end: int
    found: tuple[Suggestion, ...]


def suggest(check: FormulaCheck, typed: str, at: int, language: Language) -> Suggestions:
    """What fits the word that ends at a place; nothing where it is a name already, or there is none."""
    start, end, is_channel = word_at(typed, at)
    wanted = _plain(typed[start:end])
    if not wanted or end != at:
        return Suggestions(start, end, ())
    candidates = list(_channels(check, language) if is_channel else _metrics(check, language))
    if any(wanted in spellings for _, spellings in candidates):
        return Suggestions(start, end, ())
    ranked = sorted(
        (rank, number)
        for number, (_, spellings) in enumerate(candidates)
        if (rank := _rank(wanted, spellings)) is not None
    )
    found = (_marked(candidates[number][0], wanted) for _, number in ranked[:MOST])
    return Suggestions(start, end, tuple(found))


def _metrics(check: FormulaCheck, language: Language) -> Iterator[tuple[Suggestion, tuple[str, ...]]]:
    """Metrics that are in the tree where the formula is, then the others, then functions."""
    plan, readings, channel = check.plan, shipped_readings(), check.node.channel
    here = [NodeKey(key, channel) for key in plan.metrics]
    here.sort(key=lambda key: key not in plan.tree.nodes)
    for key in here:
        metric = plan.metrics[key.metric]
        target = plan.targets.get(key)
        written = write_value(target.value if target else None, metric, language)
        note = "・".join(part for part in (metric.unit, written.number) if part)
        spellings = (metric.ja, metric.en, metric.key, readings.get(metric.key, ""))
        name = check.names.display(NodeKey(metric.key), language)
        yield Suggestion(name, name, note), tuple(map(_plain, spellings))
    for name in FUNCTIONS:
        yield Suggestion(f"{name}(", f"{name}( )"), (_plain(name),)


def _channels(check: FormulaCheck, language: Language) -> Iterator[tuple[Suggestion, tuple[str, ...]]]:
    for channel in check.plan.channels.values():
        name = channel.ja if language == "ja" else channel.en
        spellings = (channel.ja, channel.en, channel.key, channel.short_ja, channel.short_en)
        yield Suggestion(f"{name}]", name), tuple(map(_plain, spellings))


def _plain(text: str) -> str:
    """A spelling in which ちゃくでん, チャクデン and ﾁｬｸﾃﾞﾝ are the same."""
    return normal_name(text).translate(_KATAKANA)


def _rank(wanted: str, spellings: tuple[str, ...]) -> int | None:
    if any(spelling.startswith(wanted) for spelling in spellings):
        return 0
    return 1 if any(wanted in spelling for spelling in spellings) else None


def _marked(suggestion: Suggestion, wanted: str) -> Suggestion:
    """The part of the name that was typed, where it is there as such."""
    name = suggestion.name
    places = ((start, end) for end in range(len(name) + 1) for start in range(end) if _plain(name[start:end]) == wanted)
    return Suggestion(suggestion.text, name, suggestion.note, next(places, (0, 0)))
