"""What an edit is called, in the undo menu, in the history and on the command line."""

from collections.abc import Mapping
from datetime import date

from isplanner.plan.period import Month
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey
from isplanner.text.catalogue import phrase
from isplanner.text.dates import format_year_month
from isplanner.text.language import Language
from isplanner.text.messages import say
from isplanner.text.names import channel_name, department_name, metric_name, node_name
from isplanner.text.numbers import format_rate, write_value


def describe_edit(
    code: str, values: Mapping[str, object], plan: Plan, language: Language, reason: str | None = None
) -> str:
    """The words of an edit as the store keeps it (nodes by key, days in ISO), with the reason if it has one."""
    gaps = {name: _word(name, value, plan, language) for name, value in values.items()}
    words = say(code, gaps | _amount(values, plan, language), language)
    return phrase("edit_with_reason", language, edit=words, reason=reason) if reason else words


def _word(name: str, value: object, plan: Plan, language: Language) -> object:
    text = str(value)
    match name:
        case "node" | "driver":
            found: object = node_name(NodeKey.parse(text), plan.metrics, plan.channels, language)
        case "metric" if text in plan.metrics:
            found = metric_name(plan.metrics[text], language)
        case "channel" if text in plan.channels:
            found = channel_name(plan.channels[text], language)
        case "start" | "end" | "day" if value is not None:
            found = date.fromisoformat(text)
        case "month" if "-" in text:
            found = format_year_month(plan.rule.month(Month(*map(int, text.split("-")))), plan.rule, language)
        case "department":
            found = department_name(text, language)
        case "markup" if isinstance(value, float):
            found = format_rate(value)
        case _:
            found = value
    return found


def _amount(values: Mapping[str, object], plan: Plan, language: Language) -> dict[str, str]:
    """A value beside its node, in the unit of its metric."""
    value, metric = values.get("value"), plan.metrics.get(NodeKey.parse(str(values.get("node"))).metric)
    if metric is None or not isinstance(value, int | float):
        return {}
    return {"value": str(write_value(value, metric, language))}
