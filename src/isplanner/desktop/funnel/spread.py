"""Spread: how much of what makes the KGI uncertain comes from each lever, as `isplanner simulate` says it. No Qt."""

from collections.abc import Iterable
from enum import Enum
from typing import TYPE_CHECKING

from isplanner.desktop.funnel.chances import Setting
from isplanner.desktop.funnel.shape import own_levers
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey

if TYPE_CHECKING:
    from isplanner.analysis.simulation.drawn import Drawn

# The engine is imported inside: numpy is not needed for the first paint.

_LEAST = 0.0005
"""A share of others that would be written as 0.0 % is none."""


class Beyond(Enum):
    """What of the spread comes from no lever of the tab."""

    OTHERS = "others"
    LUCK = "luck"


def spread_shares(setting: Setting, levers: Iterable[NodeKey], drawn: "Drawn | None") -> dict[NodeKey | Beyond, float]:
    """The share of the KGI's variance that comes from each lever of a tab, and what is left; {} where nothing varies.

    Of a lever of the whole plan it is that of its channels' levers together.
    """
    from isplanner.analysis.simulation.expect import Expectation
    from isplanner.analysis.simulation.sensitivity import variance_shares

    try:
        engine = setting.engine(drawn)
    except PlanError:
        return {}
    worlds = engine.move()
    if worlds.quantile(0.1) == worlds.quantile(0.9):
        return {}
    parts = variance_shares(engine, Expectation(engine.model))
    tree = setting.plan.tree
    shares: dict[NodeKey | Beyond, float] = {
        lever: sum(parts.get(part, 0.0) for part in own_levers(tree, lever)) for lever in levers
    }
    others = sum(parts.values()) - sum(shares.values())
    if others > _LEAST:
        shares[Beyond.OTHERS] = others
    shares[Beyond.LUCK] = 1 - sum(parts.values())
    return shares
