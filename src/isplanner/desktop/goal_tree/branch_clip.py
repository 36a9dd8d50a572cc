"""BranchClip: branches of the tree on the clipboard. What is cut moves when it is pasted; until then it stays."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from isplanner.desktop.goal_tree import branch_text, graft
from isplanner.desktop.language import language
from isplanner.desktop.notices import Notice
from isplanner.desktop.widgets.cell_block import mime_of
from isplanner.plan.scope import NodeKey
from isplanner.store import edits

if TYPE_CHECKING:
    from isplanner.desktop.goal_tree.workspace import GoalTreeWorkspace


class BranchClip(QObject):
    """Copies and pastes for canvas and outline; blocks of numbers stay the outline's own."""

    def __init__(self, workspace: "GoalTreeWorkspace") -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._cut: tuple[NodeKey, NodeKey | None] | None = None
        self._text = ""

    def copy(self, key: NodeKey) -> None:
        """Put nodes with what hangs on them on the clipboard."""
        outline = self._workspace.outline
        if not self._workspace.is_drawn and not outline.selected_nodes:
            outline.copy()
            return
        keys = (key,) if self._workspace.is_drawn else outline.selected_nodes
        self._cut = None
        self._put(keys)

    def cut(self, key: NodeKey) -> None:
        """Copy a node, and have pasting it here move it."""
        self._put((key,))
        way = self._workspace.outline.way
        self._cut = key, way[0] if way else None

    def paste(self, key: NodeKey | None) -> None:
        """Paste into a node: what was cut moves there, a text becomes its factors."""
        outline, text = self._workspace.outline, QGuiApplication.clipboard().text()
        if not self._workspace.is_drawn and key is not None and not outline.selected_nodes:
            outline.paste()
        elif self._cut is not None and key is not None and text == self._text:
            (node, source), self._cut = self._cut, None
            plan = self._workspace.session.plan
            self._workspace.deeds.move(graft.moved(plan, node.metric, source, key, None, is_after=True), node)
        elif text.strip():
            self._paste_text(key, text)

    def _put(self, keys: tuple[NodeKey, ...]) -> None:
        block = branch_text.write_branches(self._workspace.session.plan, keys, language())
        QGuiApplication.clipboard().setMimeData(mime_of(block))
        self._text = QGuiApplication.clipboard().text()

    def _paste_text(self, key: NodeKey | None, text: str) -> None:
        workspace, deeds = self._workspace, self._workspace.deeds
        lines, channel = branch_text.read_branches(text), key.channel if key else workspace.channel
        plan = workspace.session.plan
        change = branch_text.pasted(plan, key, lines, channel)
        if not change.added and not change.formulas:
            workspace.noticed.emit(Notice(self.tr("貼り付けるものは、もうここにあります。")))
            return
        edit = change.edit("paste_nodes", key or next(iter(change.added)))
        values = branch_text.targets_in(change.tried(plan), lines, channel)
        if missing := {node: value for node, value in values.items() if node not in plan.targets}:
            both = edits.in_turn([edit, edits.set_targets(missing)])
            edit = replace(both, code=edit.code, values=edit.values)
        deeds.store(edit)
