"""Problems with the names a plan has for what they are about."""

from dataclasses import replace

from isplanner.plan.attribute import Attribute
from isplanner.plan.plan import Plan
from isplanner.plan.problem import Problem
from isplanner.plan.scope import NodeKey
from isplanner.text.language import Language
from isplanner.text.messages import say
from isplanner.text.names import attribute_name, node_name


def describe_problem(problem: Problem, plan: Plan, language: Language) -> str:
    """What is wrong, with nodes and attributes called by their names and a circle drawn with arrows."""
    return say(with_names(problem, plan, language), {}, language)


def with_names(problem: Problem, plan: Plan, language: Language) -> Problem:
    """The problem with names in place of nodes and attributes."""

    def named(name: str, value: object) -> object:
        match value:
            case NodeKey():
                return node_name(value, plan.metrics, plan.channels, language)
            case Attribute():
                return attribute_name(value, language)
            case Problem():
                return with_names(value, plan, language)
            case list() if name == "path":
                return " → ".join(str(named("", each)) for each in value)
            case list():
                return [named("", each) for each in value]
        return value

    return replace(problem, values={name: named(name, value) for name, value in problem.values.items()})
