"""Ghost: where the first card will be while there is no tree: 「KGI を選ぶ」, and trees to begin with beside it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from isplanner.desktop.goal_tree.canvas.cards import HEIGHT, WIDTH
from isplanner.desktop.goal_tree.canvas.view import ZoomedArea
from isplanner.desktop.icons import icon
from isplanner.desktop.widgets.plain_label import PlainLabel, plain_tip

_EDGE, _GAP, _ICON = 13, 24, 20


class Ghost(QWidget):
    """Lies over the empty canvas; its buttons can be reached by Tab.

    Signals:
        kgi_wanted: the user asks to choose the KGI.
    """

    kgi_wanted = Signal()

    def __init__(self, area: ZoomedArea) -> None:
        super().__init__(area.viewport())
        self._area = area
        self.kgi = QPushButton(self.tr("KGI を選ぶ"), self)
        self.kgi.setIcon(icon("plus", "acc"))
        self.kgi.setIconSize(QSize(_ICON, _ICON))
        self.kgi.setProperty("kind", "ghost")
        self.kgi.setToolTip(plain_tip(self.tr("KGI を選ぶ（Enter）")))
        self.kgi.setGeometry(_EDGE, _EDGE, WIDTH, HEIGHT)
        self.kgi.clicked.connect(lambda _=False: self.kgi_wanted.emit())
        self._beside = QWidget(self)
        self._column = QVBoxLayout(self._beside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(PlainLabel(self.tr("テンプレートから始める"), "section"))
        area.viewport().installEventFilter(self)
        self.hide()

    def add_template(self, words: str, tip: str, act: Callable[[], object]) -> QPushButton:
        """Offer a tree to begin with."""
        button = QPushButton(words)
        button.setToolTip(plain_tip(tip))
        button.clicked.connect(lambda _=False: act())
        self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._place()
        return button

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        self.setGeometry(self._area.viewport().rect())
        self._beside.adjustSize()
        self._beside.move(_EDGE + WIDTH + _GAP, _EDGE)
