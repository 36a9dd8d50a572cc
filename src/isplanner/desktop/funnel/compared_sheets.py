"""The comparison of scenarios as sheets of a workbook, in words. No Qt."""

from isplanner.desktop.funnel.comparison import Comparison
from isplanner.desktop.language import language
from isplanner.plan.scope import NodeKey
from isplanner.text.catalogue import phrase
from isplanner.text.headcount import describe_changes
from isplanner.text.names import channel_name, metric_name
from isplanner.workbook.comparison_sheet import ComparedRow, ComparisonSheet


def compared_sheets(comparison: Comparison) -> list[ComparisonSheet]:
    """What the scenarios come to, and what they set their levers to."""
    plan = comparison.plan
    root = plan.tree.root
    names = tuple(scenario.name for scenario in plan.scenarios)
    known = [comparison.expected.get(scenario.id) for scenario in plan.scenarios]
    facts = [
        ("compared_kgi", False, [one.kgi if one else None for one in known]),
        ("compared_p10", False, [one.p10 if one else None for one in known]),
        ("compared_p90", False, [one.p90 if one else None for one in known]),
        ("compared_chance", True, [one.probability if one else None for one in known]),
    ]
    kgi = metric_name(plan.metrics[root.metric], language()) if root else ""
    rows = [ComparedRow(_say(code, kgi=kgi), tuple(values), is_share=is_share) for code, is_share, values in facts]
    differing = frozenset(place for place, one in enumerate(plan.scenarios) if not one.headcount.is_same)
    team = tuple(comparison.people[one.id] for one in plan.scenarios)
    rows.append(ComparedRow(_say("compared_people"), team, decimals=True, bold=differing))
    for line in comparison.lines:
        metric = plan.metrics[line.lever.metric]
        rows.append(
            ComparedRow(
                _lever_name(comparison, line.lever),
                tuple(line.values[scenario.id] for scenario in plan.scenarios),
                is_share=metric.is_share,
                decimals=not metric.is_whole,
                bold=frozenset(place for place, one in enumerate(plan.scenarios) if one.id in line.differing),
            )
        )
    reasons = [f"{one.name}: {one.note}" for one in plan.scenarios if one.note]
    staffed = [
        f"{one.name}: {_say('list_separator').join(describe_changes(plan, one.headcount, language()))}"
        for one in plan.scenarios
        if not one.headcount.is_same
    ]
    notes = (plan.name, _say("compared_note"), *reasons, *staffed)
    return [ComparisonSheet(_say("compared_title"), notes, _say("compared_lever"), names, tuple(rows))]


def _lever_name(comparison: Comparison, lever: NodeKey) -> str:
    plan, name = comparison.plan, metric_name(comparison.plan.metrics[lever.metric], language())
    if lever.channel is None:
        return name
    return f"{channel_name(plan.channels[lever.channel], language(), short=True)}・{name}"


def _say(code: str, **gaps: object) -> str:
    return phrase(code, language(), **gaps)
