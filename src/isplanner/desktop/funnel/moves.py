"""The edits the funnel sends. No Qt."""

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from isplanner.desktop.funnel.chances import Setting
from isplanner.desktop.funnel.reading import Reading
from isplanner.desktop.funnel.shape import lever_keys
from isplanner.desktop.language import language
from isplanner.plan.scope import NodeKey
from isplanner.store import edits
from isplanner.text import names

if TYPE_CHECKING:
    from isplanner.analysis.solving.proposal import Proposal
    from isplanner.plan.plan import Plan
    from isplanner.store.edits import Edit


def move_lever(setting: Setting, lever: NodeKey, value: float) -> "Edit":
    """Set a lever in the chosen scenario; one of the whole plan moves all its channels.

    Raises:
        PlanError: `not_a_lever`.
    """
    from isplanner.jobs.set_values import lever_edit

    answer = replace(setting.answer, plan=setting.stored, baseline=setting.standing)
    edit = lever_edit(answer, {lever: value}, language())
    # The user moved one lever: the history names it, however many channels followed.
    return replace(edit, code="set_lever", values={"node": str(lever), "value": value})


def accept_proposal(setting: Setting, proposal: "Proposal", nodes: Collection[NodeKey] | None) -> "Edit":
    """Take a proposal on, or what it says of some levers. Where channels are not told apart each gets the same."""
    from isplanner.jobs.set_values import lever_edit
    from isplanner.jobs.solving import proposal_edit

    edit = proposal_edit(proposal, language(), nodes)
    if not setting.is_as_whole:
        return edit
    taken = (lever for lever in proposal.levers if lever.is_moved and (nodes is None or lever.node in nodes))
    values = {lever.node: lever.value for lever in taken if lever.value is not None}
    answer = replace(setting.answer, plan=setting.stored, baseline=setting.standing)
    return replace(lever_edit(answer, values, language()), code=edit.code, values=edit.values)


def reset(plan: "Plan", lever: NodeKey | None, channel: str | None) -> "Edit":
    """Put a lever back at its baseline, or (None) all of a tab."""
    return _reset_tab(plan, channel) if lever is None else _reset_lever(plan, lever)


def _reset_tab(plan: "Plan", channel: str | None) -> "Edit":
    tree = plan.tree
    keys = [key for shown in lever_keys(tree, channel) for key in (shown, *tree.channel_nodes(shown.metric))]
    levers = [key for key in keys if tree.nodes[key].formula is None and channel in {None, key.channel}]
    return edits.set_levers(dict.fromkeys(levers), draft_name)


def _reset_lever(plan: "Plan", lever: NodeKey) -> "Edit":
    """One of the whole plan goes back with all its channels."""
    own = [key for key in (lever, *plan.tree.channel_nodes(lever.metric)) if plan.tree.nodes[key].formula is None]
    levers = [key for key in own if lever.channel in {None, key.channel}]
    edit = edits.set_levers(dict.fromkeys(levers), draft_name)
    return replace(edit, code="reset_lever", values={"node": str(lever)})


def split_mail(plan: "Plan", channel: str | None) -> "Edit":
    """Take the mail lever of a channel apart by one step."""
    from isplanner.jobs.mail_path import mail_step_edit, next_mail_step

    step = next_mail_step(plan, channel)
    assert step is not None
    return mail_step_edit(plan, *step)


def adopt_setting(reading: Reading) -> "Edit":
    """Make the values of the chosen scenario the targets of all nodes."""
    return edits.adopt_targets(targets_of(reading), reading.plan.chosen)


def targets_of(reading: Reading) -> dict[NodeKey, float]:
    """What the targets would be."""
    from isplanner.analysis.tree.targets import adopt

    return adopt(reading.plan, reading.now)


def copy_scenario(plan: "Plan") -> "Edit":
    """Make a scenario of the chosen one's settings, under the first draft name that is free, and choose it."""
    taken = {scenario.name for scenario in plan.scenarios}
    number = next(n for n in range(1, len(taken) + 2) if draft_name(n) not in taken)
    return edits.add_scenario(draft_name(number), plan.chosen)


def draft_name(number: int) -> str:
    """案 1, Draft 1."""
    return names.draft_name(number, language())
