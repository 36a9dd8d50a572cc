"""Corners: what lies over the edges of the canvas, the legend at the left and the overview at the right."""

from PySide6.QtCore import QEvent, QObject
from typing_extensions import override

from isplanner.desktop.goal_tree.canvas.legend import Legend
from isplanner.desktop.goal_tree.canvas.minimap import Minimap
from isplanner.desktop.goal_tree.canvas.scene import Scene
from isplanner.desktop.goal_tree.canvas.view import ZoomedArea

MINIMAP_FROM = 50
"""From so many cards on the whole is shown in a corner."""
_EDGE, _TALL = 13, 560


class Corners(QObject):
    """Places both when the canvas changes its size; the legend only where there is room for it."""

    def __init__(self, area: ZoomedArea) -> None:
        super().__init__(area)
        self._area = area
        self.minimap, self.legend = Minimap(area), Legend(area)
        self._has_cards = False
        area.viewport().installEventFilter(self)

    def show_scene(self, scene: Scene) -> None:
        """Show what belongs to a scene."""
        self._has_cards = bool(scene.cards)
        self.minimap.show_scene(scene)
        self.minimap.setVisible(len(scene.cards) >= MINIMAP_FROM)
        self._place()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        minimap, legend = self.minimap, self.legend
        room = self._area.viewport().geometry().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        minimap.move(room.right() - minimap.width(), room.bottom() - minimap.height())
        legend.move(room.left(), room.bottom() - legend.height())
        is_wide = room.width() > legend.width() + minimap.width()
        legend.setVisible(self._has_cards and is_wide and room.height() > _TALL)
