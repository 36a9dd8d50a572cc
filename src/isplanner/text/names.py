"""What metrics, channels and nodes are called."""

from collections.abc import Mapping

from isplanner.plan.attribute import Attribute
from isplanner.plan.metric import DEPARTMENTS, Metric
from isplanner.plan.scope import Channel, NodeKey
from isplanner.text.catalogue import phrase
from isplanner.text.language import Language
from isplanner.text.messages import say


def metric_name(metric: Metric, language: Language) -> str:
    """The metric's name, as 着電率."""
    return metric.ja if language == "ja" else metric.en


def metric_definition(metric: Metric, language: Language) -> str:
    """What exactly it counts."""
    return metric.definition_ja if language == "ja" else metric.definition_en


def channel_name(channel: Channel, language: Language, *, short: bool = False) -> str:
    """The channel's name; the short one is for cards and legends."""
    if short:
        return channel.short_ja if language == "ja" else channel.short_en
    return channel.ja if language == "ja" else channel.en


def department_name(department: str, language: Language, *, short: bool = False) -> str:
    """マーケティング, short マーケ; a department of the user's own is called as he typed it."""
    ending = "_short" if short else ""
    return phrase(f"department_{department}{ending}", language) if department in DEPARTMENTS else department


def attribute_name(attribute: Attribute, language: Language) -> str:
    """What activity records are told apart by, as 業種."""
    return attribute.ja if language == "ja" else attribute.en


def node_name(node: NodeKey, metrics: Mapping[str, Metric], channels: Mapping[str, Channel], language: Language) -> str:
    """着電率, or in a channel 着電率（ウェビナー）. What the plan no longer knows is called by its key."""
    metric, channel = metrics.get(node.metric), channels.get(node.channel or "")
    name = metric_name(metric, language) if metric else node.metric
    if node.channel is None:
        return name
    scope = channel_name(channel, language) if channel else node.channel
    return phrase("node_in_channel", language, metric=name, channel=scope)


def draft_name(number: int, language: Language) -> str:
    """What a scenario is called until somebody names it: 案 1, Draft 1."""
    return say("draft_scenario", {"number": number}, language)
