"""LeverMarks: which levers of a plan are kept still, or pinned; remembered with the window, not in the plan."""

import json

from PySide6.QtCore import QByteArray

from isplanner.desktop.settings import Settings
from isplanner.plan.scope import NodeKey


class LeverMarks:
    """The levers of one document that have a mark, such as "locked"."""

    def __init__(self, mark: str, document: str) -> None:
        self._place = f"funnel_{mark}_{document}"
        text = bytes(Settings().place(self._place).data()).decode()
        self.levers = frozenset(map(NodeKey.parse, json.loads(text) if text else []))

    def holds(self, lever: NodeKey) -> bool:
        """Whether a lever has the mark, itself or by the whole plan's."""
        return lever in self.levers or NodeKey(lever.metric) in self.levers

    def put(self, lever: NodeKey, *, is_marked: bool) -> None:
        """Mark a lever or take its mark away; a channel's lever taken out frees that of the whole plan too."""
        freed = {lever, NodeKey(lever.metric)}
        self._keep(self.levers | {lever} if is_marked else self.levers - freed)

    def clear(self) -> None:
        """Take all marks away."""
        self._keep(frozenset())

    def _keep(self, levers: frozenset[NodeKey]) -> None:
        self.levers = levers
        Settings().remember_place(self._place, QByteArray(json.dumps(sorted(map(str, levers))).encode()))
