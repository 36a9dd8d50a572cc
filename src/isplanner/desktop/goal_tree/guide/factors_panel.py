"""FactorsPanel: the second step: trees for the KGI, with what actuals say of each, and metrics that none has yet."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from isplanner.desktop.goal_tree.floating_panel import FloatingPanel
from isplanner.desktop.language import language
from isplanner.desktop.widgets.plain_label import PlainLabel, plain_tip
from isplanner.plan.template import Phase
from isplanner.text.names import node_name

if TYPE_CHECKING:
    from isplanner.jobs.guide import FactorOffer, Factors
    from isplanner.plan.plan import Plan

_WIDTH, _MOST_UNUSED = 430, 8


class FactorsPanel(FloatingPanel):
    """One click puts a tree under the KGI, or a metric beside it; both are one step of undo.

    Signals:
        tree_wanted: a FactorOffer.
        metric_wanted: the NodeKey of a metric that stands beside the tree.
        own_wanted: the user names the factors himself.
    """

    tree_wanted = Signal(object)
    metric_wanted = Signal(object)
    own_wanted = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, _WIDTH)
        self.title.setText(self.tr("要因を選ぶ"))
        self.message = PlainLabel("", "hint")
        self.message.setWordWrap(True)
        self.own = QPushButton(self.tr("自分で加える…"))
        self.own.clicked.connect(lambda _=False: self._take(self.own_wanted))
        self.offered: list[QPushButton] = []
        self._offers = QVBoxLayout()
        self._offers.setSpacing(6)
        self.column.addWidget(self.message)
        self.column.addLayout(self._offers)
        self.column.addWidget(self.own)
        self.fields = (self.own,)

    def open_at(self, about: QRect) -> None:
        """Open while what is offered is worked out."""
        self._clear()
        self.message.setText(self.tr("実績とテンプレートを見ています…"))
        self.open_beside(about, self.own)

    def show_factors(self, plan: "Plan", factors: "Factors", about: QRect) -> None:
        """Offer what there is."""
        self._clear()
        is_broken_down = plan.tree.root is not None and bool(plan.tree.children(plan.tree.root))
        words = self.tr("テンプレートから始め、あとから自由に変えられます。すでにある数式はそのままです。")
        if not factors.trees:
            words = self.tr("この KGI のためのテンプレートはありません。要因を自分で加えてください。")
        self.message.setText(words)
        for offer in factors.trees:
            self._offer(self._tree_words(offer), self._tree_tip(offer), self.tree_wanted, offer)
        unused = factors.unused if is_broken_down else ()
        if unused:
            self._offers.addWidget(PlainLabel(self.tr("実績にあり、ツリーにない指標"), "label"))
        for key in unused[:_MOST_UNUSED]:
            name = node_name(key, plan.metrics, plan.channels, language())
            tip = self.tr("ツリーの横に置きます。カードに重ねると数式に入ります。")
            self._offer(self.tr("＋ {name}").format(name=name), tip, self.metric_wanted, key)
        self.fields = (*self.offered, self.own)
        self.place_beside(about)
        self.fields[0].setFocus()

    def show_problem(self, words: str, about: QRect) -> None:
        """Say why nothing is offered; factors can be named all the same."""
        self._clear()
        self.message.setText(words)
        self.place_beside(about)

    def _tree_words(self, offer: "FactorOffer") -> str:
        phases = {Phase.LAUNCH: self.tr("立ち上げ"), Phase.GROWTH: self.tr("成長"), Phase.MATURE: self.tr("成熟")}
        name = offer.template.ja if language() == "ja" else offer.template.en
        if offer.known == offer.levers:
            words = self.tr("{name}・{phase}　{levers} の要因すべてに実績あり")
        elif offer.known:
            words = self.tr("{name}・{phase}　{levers} の要因のうち {known} に実績あり")
        else:
            words = self.tr("{name}・{phase}　{levers} の要因")
        return words.format(name=name, phase=phases[offer.phase], levers=offer.levers, known=offer.known)

    @staticmethod
    def _tree_tip(offer: "FactorOffer") -> str:
        return offer.template.about_ja if language() == "ja" else offer.template.about_en

    def _offer(self, words: str, tip: str, signal: object, value: object) -> None:
        button = QPushButton(words)
        button.setToolTip(plain_tip(tip))
        button.clicked.connect(lambda _=False: self._take(signal, value))
        self._offers.addWidget(button)
        self.offered.append(button)

    def _take(self, signal: object, *value: object) -> None:
        self.close_up()
        signal.emit(*value)  # type: ignore[attr-defined]  # the stubs of signals have no class for one that is bound

    def _clear(self) -> None:
        while (item := self._offers.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.offered = []
        self.fields = (self.own,)
