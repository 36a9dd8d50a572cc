"""What judging a plan finds, in words: a problem of a node and of members (ids), and what would mend it."""

from collections.abc import Mapping, Sequence

from isplanner.plan.metric import Kind, Metric
from isplanner.plan.plan import Plan
from isplanner.plan.problem import Problem
from isplanner.plan.scope import NodeKey
from isplanner.text.catalogue import phrase
from isplanner.text.language import Language
from isplanner.text.messages import say
from isplanner.text.names import channel_name, metric_name
from isplanner.text.numbers import (
    Written,
    format_number,
    format_probability,
    format_rate,
    unit_name,
    write_difference,
    write_value,
)
from isplanner.text.problems import with_names

_CHANCES = frozenset({"probability", "chance"})
_PARTS = frozenset({"share", "rise", "ratio"})


def describe_finding(problem: Problem, members: Sequence[int], plan: Plan, language: Language) -> str:
    """What was found, in the words of the plan."""
    gaps = {name: _word(problem, name, value, plan, language) for name, value in problem.values.items()}
    gaps["members"] = [plan.member(member).name for member in members]
    if "owner" in problem.values:
        gaps["whose"] = problem.values["owner"] and say("of_owner", problem.values, language)
    if "by_week" in problem.values:
        gaps |= _in_a_row(problem.values, gaps, language)
    if "volume" in problem.values:
        gaps |= _quality(problem.values, members, plan, language)
    named = with_names(problem, plan, language)
    return say(named, {name: word for name, word in gaps.items() if word is not None}, language)


def describe_mend(mend: Problem, plan: Plan, language: Language) -> str:
    """What would mend it."""
    return describe_finding(mend, (), plan, language)


def _word(problem: Problem, name: str, value: object, plan: Plan, language: Language) -> object:
    """A number as it reads beside its node; None for what needs no more than the language."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    if name in _CHANCES:
        return format_probability(value, language)
    if name in _PARTS:
        return format_rate(value, 0)
    if name == "elasticity":
        return format_number(value, 2)
    if name == "leap":
        return format_number(value, 1)
    node = problem.values.get("node")
    metric = plan.metrics.get(node.metric) if isinstance(node, NodeKey) else None
    return _of_metric(name, value, metric, language) if metric else None


_VALUES = frozenset({"target", "actual", "base", "value", "total", "reached"})
_DIFFERENCES = frozenset({"difference", "slope", "low", "high"})
_A_DAY = frozenset({"slope", "low", "high", "before", "after"})
"""Of a count these are a business day."""


def _of_metric(name: str, value: float, metric: Metric, language: Language) -> str | None:
    if metric.is_whole and name in _A_DAY:
        is_bare = name in {"low", "high"}
        return _a_day(value, metric, language, signed=name in _DIFFERENCES, is_bare=is_bare)
    if name in _DIFFERENCES:
        return str(write_difference(value, metric, language))
    return str(write_value(value, metric, language)) if name in _VALUES | _A_DAY else None


def _in_a_row(values: Mapping[str, object], gaps: Mapping[str, object], language: Language) -> dict[str, object]:
    """How often in a row, how it goes on, and what that asks."""
    span = "week" if values["by_week"] else "month"
    question = "question_leap" if values.get("leaps") else "question_relevance"
    return {
        "spans": say(f"in_a_row_{span}s", {"count": values["count"]}, language),
        "per": phrase(f"per_{span}", language),
        "course": phrase("course_falling" if values.get("falls") else "course_flat", language),
        "question": say(question, {"elasticity": None, "leap": None, **gaps}, language),
    }


def _a_day(value: float, metric: Metric, language: Language, *, signed: bool, is_bare: bool) -> str:
    """A count for each business day; bare it is the number alone."""
    if metric.unit == "円":
        number = str(write_difference(value, metric, language) if signed else write_value(value, metric, language))
    else:
        unit = "" if is_bare else unit_name(metric.unit, language)
        number = str(Written(format_number(value, 1, signed=signed), unit))
    return number if is_bare else phrase("a_business_day", language, value=number)


def _quality(values: Mapping[str, object], members: Sequence[int], plan: Plan, language: Language) -> dict[str, str]:
    """Whose quality fell, what is out of what, and how much of it there was."""
    node, volume = values["node"], values["volume"]
    if not isinstance(node, NodeKey) or not isinstance(volume, NodeKey):
        return {}
    quality, out_of = plan.metrics[node.metric], metric_name(plan.metrics[volume.metric], language)
    channel = plan.channels.get(node.channel or "")
    who = plan.member(members[0]).name if members else channel_name(channel, language) if channel else ""
    written = {
        name: format_rate(number) if quality.kind is Kind.COUNT else _minutes(number, quality, language)
        for name in ("before", "after")
        if isinstance(number := values[name], float)
    }
    name = phrase("quality_out_of", language, volume=out_of, quality=metric_name(quality, language))
    return {"who": who, "volume": out_of, "quality": name, **written}


def _minutes(value: float, metric: Metric, language: Language) -> str:
    return str(Written(format_number(value, 1), unit_name(metric.unit, language)))
