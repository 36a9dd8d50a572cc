"""The mail path: replies taken apart, step by step, into what is opened, what arrives and what is sent."""

from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey
from isplanner.store import edits
from isplanner.store.edits import Edit

_STEPS = {
    "mail_replies": ("mails_opened", "replies_per_open"),
    "mails_opened": ("mails_delivered", "open_rate"),
    "mails_delivered": ("mails_sent", "delivery_rate"),
}


def next_mail_step(plan: Plan, channel: str | None) -> tuple[NodeKey, NodeKey, NodeKey] | None:
    """The lever of a channel that can be taken apart next, and the count and the rate it would be made of."""
    for metric, (volume, rate) in _STEPS.items():
        node = NodeKey(metric, channel)
        if channel is None or node not in plan.tree.nodes:
            return None
        if plan.tree.nodes[node].formula is None:
            return (
                (node, NodeKey(volume, channel), NodeKey(rate, channel))
                if {volume, rate} <= plan.metrics.keys()
                else None
            )
    return None


def mail_step_edit(plan: Plan, node: NodeKey, volume: NodeKey, rate: NodeKey) -> Edit:
    """Take a lever apart into a count and a rate, as one step."""
    added = [edits.add_node(part) for part in (volume, rate) if part not in plan.tree.nodes]
    several = edits.together([*added, edits.set_formula(node, f"{volume.metric} * {rate.metric}")])
    return Edit("set_formula", {"node": str(node)}, several.apply)
