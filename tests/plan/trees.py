"""Names, channels and small trees to try formulas on."""

from collections.abc import Mapping

from isplanner.plan.formula import NameTable, read_formula
from isplanner.plan.metric import Metric, shipped_metrics
from isplanner.plan.scope import Channel, NodeKey
from isplanner.plan.tree import GoalTree, Node, build_tree

METRICS = shipped_metrics()
CHANNELS = {
    key: Channel(i, key, ja, en, ja, en)
    for i, (key, ja, en) in enumerate(
        [
            ("web_inquiry", "Webお問い合わせ", "Web inquiry"),
            ("webinar", "ウェビナー", "Webinar"),
            ("mail_magazine", "メルマガ", "Mail magazine"),
        ],
        start=1,
    )
}
NAMES = NameTable(METRICS, CHANNELS)

PHONE_AND_MAIL: dict[str, str | None] = {
    "revenue": "sum(revenue)",
    "orders": "sum(orders)",
    "connects": "sum(connects)",
    "dials": "sum(dials)",
    "mail_replies": "sum(mail_replies)",
    "connect_rate": "(connects - mail_replies) / dials",
    "win_rate": "orders / connects",
    "deal_size": "revenue / orders",
    **{f"revenue[{c}]": "orders * deal_size" for c in CHANNELS},
    **{f"orders[{c}]": "connects * win_rate" for c in CHANNELS},
    **{f"{metric}[{c}]": None for metric in ("win_rate", "deal_size") for c in CHANNELS},
    "connects[web_inquiry]": "dials * connect_rate",
    "connects[webinar]": "dials * connect_rate",
    "connects[mail_magazine]": "mail_replies",
    "mail_replies[mail_magazine]": None,
    **{f"{metric}[{c}]": None for metric in ("dials", "connect_rate") for c in ("web_inquiry", "webinar")},
}
"""Two phone channels and one mail channel, from dials and replies to revenue."""


def tree_of(
    formulas: Mapping[str, str | None],
    root: str | None = None,
    metrics: Mapping[str, Metric] = METRICS,
    channels: Mapping[str, Channel] = CHANNELS,
) -> GoalTree:
    """A tree of nodes written `dials` or `dials[webinar]`, with their formulas."""
    names = NameTable(metrics, channels)
    nodes = [
        Node(i, names.node(node), None if text is None else read_formula(text, names))
        for i, (node, text) in enumerate(formulas.items(), start=1)
    ]
    return build_tree(nodes, metrics, channels, NodeKey(root) if root else None)
