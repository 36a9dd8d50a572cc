"""What people say about the plan's nodes: comments, and which of them drives which."""

from dataclasses import dataclass
from datetime import date

from isplanner.plan.scope import NodeKey


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said of a node, and whether it is settled."""

    id: int
    node: NodeKey
    author: str
    day: date
    words: str
    is_settled: bool = False


@dataclass(frozen=True, slots=True)
class Influence:
    """One node drives another, but by no arithmetic: 初回対応時間 drives 商談化率. `note` is why she says so."""

    id: int
    driver: NodeKey
    driven: NodeKey
    note: str = ""
