"""Problems with the names a plan has for what they are about."""

from dataclasses import replace

from isplanner.plan.attribute import Attribute
from isplanner.plan.plan import Plan
from isplanner.plan.problem import Problem
from isplanner.plan.scope import NodeKey
from isplanner.text.language import Language
from isplanner.text.messages import say
from isplanner.text.names import attribute_name, channel_name, metric_name, node_name


def describe_problem(problem: Problem, plan: Plan, language: Language) -> str:
    """What is wrong, with nodes and attributes called by their names and a circle drawn with arrows."""
    return say(with_names(problem, plan, language), {}, language)


def with_names(problem: Problem, plan: Plan, language: Language) -> Problem:
    """The problem with names in place of nodes and attributes, and of keys where they are said to be some."""

    def named(name: str, value: object) -> object:
        match value:
            case Attribute():
                return attribute_name(value, language)
            case Problem():
                return with_names(value, plan, language)
            case list() if name == "path":
                return " → ".join(str(named("", each)) for each in value)
            case list():
                return [named("", each) for each in value]
        return _name_of_part(name, value, plan, language) or value

    return replace(problem, values={name: named(name, value) for name, value in problem.values.items()})


def _name_of_part(name: str, value: object, plan: Plan, language: Language) -> str | None:
    """The name of a node, metric or channel, also of one told by its key; None for all else."""
    match name, value:
        case _, NodeKey():
            return node_name(value, plan.metrics, plan.channels, language)
        case "node", str() if (key := NodeKey.parse(value)) in plan.tree.nodes:
            return node_name(key, plan.metrics, plan.channels, language)
        case "metric", str() if value in plan.metrics:
            return metric_name(plan.metrics[value], language)
        case "channel", str() if value in plan.channels:
            return channel_name(plan.channels[value], language)
    return None
