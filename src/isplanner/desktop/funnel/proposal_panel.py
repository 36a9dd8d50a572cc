"""ProposalPanel: what least stretch proposes (逆算), what it costs, and the buttons that take it on."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from isplanner.desktop.funnel.proposal_notes import MOST_NOTES, SEPARATOR, Note, lever_words, missing_words, notes
from isplanner.desktop.funnel.proposing import CHANCES, Solved
from isplanner.desktop.language import language
from isplanner.desktop.theme import font
from isplanner.desktop.widgets.icon_label import IconLabel
from isplanner.desktop.widgets.plain_label import ElidedLabel, ListLabel, PlainLabel, TwoLineLabel, plain_tip
from isplanner.desktop.widgets.segments import Segments
from isplanner.plan.scope import NodeKey
from isplanner.text.messages import say
from isplanner.text.numbers import NO_VALUE, MoneyUnit, format_probability, format_rate, write_value
from isplanner.text.problems import describe_problem

if TYPE_CHECKING:
    from isplanner.analysis.solving.proposal import Proposal
    from isplanner.plan.plan import Plan

_MOST_ALONE = 3
_NEXT = 0.8
"""確度 of the next honest step: at the mean the goal is reached in about half the worlds."""


class Alone(NamedTuple):
    """A lever, the value with which it alone is enough, and how many widths `beyond` its band that lies."""

    lever: NodeKey
    value: float
    beyond: float


_NOTE, _NOTE_GAP = 18, 2


class ProposalPanel(QFrame):
    """The next step of this screen: a proposal, and whether it is taken on.

    Signals:
        chance_chosen: the wanted chance, None for the mean.
        accepted: all of the proposal (True), or what is ticked (False).
        discarded: the user wants no proposal.
        freed: solve again with no lever locked.
        adopt_wanted: the setting as it stands is to become the targets.
        goal_wanted: the user asks to set the KGI's goal.
    """

    chance_chosen = Signal(object)
    accepted = Signal(bool)
    discarded = Signal()
    freed = Signal()
    adopt_wanted = Signal()
    goal_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "foot")
        self.chance = Segments(self.tr("確度"))
        self.chance.show_choices([(None, self.tr("平均")), *((one, format_rate(one, 0)) for one in CHANCES)], None)
        self.chance.chosen.connect(self.chance_chosen)
        self.facts = [(PlainLabel(words, "label"), PlainLabel("", "heading")) for words in self._questions()]
        self.notes = [_NoteLine() for _ in range(MOST_NOTES)]
        self.alone = _Line(self.tr("1 本だけで届くには"))
        self.next = _Line("")
        self.all = QPushButton("")
        self.all.setProperty("kind", "primary")
        self.ticked = QPushButton(self.tr("選んだものだけ採用"))
        self.free = QPushButton(self.tr("固定を外して再計算"))
        self.discard = QPushButton(self.tr("破棄　Esc"))
        self.adopt = QPushButton(self.tr("目標にする…"))
        self.adopt.setToolTip(plain_tip(self.tr("いまのレバーの設定を、すべての指標の目標にします。")))
        self.set_goal = QPushButton(self.tr("KGI を決める"))
        self.set_goal.setProperty("kind", "primary")
        for button in (self.discard, self.adopt):
            button.setProperty("kind", "text")
        for button in (self.all, self.ticked, self.free, self.set_goal):
            button.hide()
        self._connect()
        self._arrange()

    def show_solved(self, solved: Solved | None, chance: float | None, money: MoneyUnit, *, has_locks: bool) -> None:
        """Show what was found for a wanted chance; None: it is being worked out, and what stood here was of another."""
        self.chance.show_choices([(None, self.tr("平均")), *((one, format_rate(one, 0)) for one in CHANCES)], chance)
        self.show_stale(is_stale=solved is None)
        has_goal = solved is None or solved.setting.plan.goal is not None
        self.chance.setEnabled(has_goal)
        self.set_goal.setVisible(not has_goal)
        proposal = solved.proposal(chance) if solved else None
        moved = [lever for lever in proposal.levers if lever.is_moved] if proposal else []
        if solved is None or proposal is None:
            self._show_facts((NO_VALUE,) * len(self.facts))
            self._show_notes(self._why_nothing(solved))
        else:
            plan = solved.setting.plan
            self._show_facts(_facts(plan, solved, proposal, money))
            told = notes(plan, proposal, money)
            if not moved and proposal.is_feasible:
                told = [Note(say("proposal_nothing", {}, language()), is_warning=False), *told][:MOST_NOTES]
            self._show_notes(told)
        self._show_next(solved, chance)
        is_reached = proposal is not None and proposal.is_feasible
        self.all.setText(self.tr("%n 件とも採用", "", len(moved)) if len(moved) > 1 else self.tr("採用"))
        for button in (self.all, self.ticked):
            button.setVisible(is_reached and bool(moved))
        self.free.setVisible(proposal is not None and not is_reached and has_locks)
        # Where the setting is enough as it stands, making it the targets is what comes next.
        self.adopt.setProperty("kind", "primary" if is_reached and not moved else "text")
        self.adopt.style().polish(self.adopt)

    def _why_nothing(self, solved: Solved | None) -> list[Note]:
        """Why nothing is proposed, and what to do about it; nothing as long as it is being worked out."""
        if solved is None:
            return []
        if solved.setting.plan.goal is None:
            return [Note(self.tr("KGI の目標がまだありません。KGI を決めると逆算できます。"), is_warning=True)]
        if solved.problem is None:
            return []
        words = describe_problem(solved.problem, solved.setting.plan, language())
        return [Note(words.replace("\n", " "), is_warning=True)]

    def show_alone(self, plan: "Plan", alone: Sequence[Alone] | None) -> None:
        """Show which levers reach the goal alone, those first that stay within what is achievable, or near it.

        None: that is not known, or there is no goal.
        """
        if alone is None:
            self.alone.show_words(NO_VALUE, "", is_beyond=False)
            return
        in_order = sorted(alone, key=lambda one: one.beyond)
        written = [
            lever_words(plan, {one.lever: one.value for one in some}) for some in (in_order[:_MOST_ALONE], in_order)
        ]
        is_beyond = bool(in_order) and in_order[0].beyond > 0
        self.alone.show_words(written[0] or self.tr("届く 1 本はありません"), written[1], is_beyond=is_beyond)

    def show_ticked(self, count: int) -> None:
        """Say how many levers are ticked."""
        self.ticked.setEnabled(count > 0)

    def show_stale(self, *, is_stale: bool) -> None:
        """While a newer answer is worked out the old one stays, paler."""
        for _, label in self.facts:
            label.set_role("heading_quiet" if is_stale else "heading")
        for button in (self.all, self.ticked):
            button.setEnabled(not is_stale)

    def _show_facts(self, answers: Sequence[str]) -> None:
        for (_, label), words in zip(self.facts, answers, strict=True):
            label.setText(words)

    def _show_notes(self, told: Sequence[Note]) -> None:
        last = len(told) - 1  # the last may take the room of one that there is not
        for place, line in enumerate(self.notes):
            line.show_note(told[place] if place <= last else None, 2 if place == last < MOST_NOTES - 1 else 1)
            line.setVisible(place != last + 1 or not told)

    def _show_next(self, solved: Solved | None, chance: float | None) -> None:
        wanted = _NEXT if chance != _NEXT else CHANCES[-1]
        self.next.title.setText(self.tr("確度 {chance} なら").format(chance=format_rate(wanted, 0)))
        proposal = solved.proposal(wanted) if solved else None
        if solved is None or proposal is None:
            self.next.show_words(NO_VALUE, "", is_beyond=False)
            return
        moved = {lever.node: lever.value for lever in proposal.levers if lever.is_moved}
        plan = solved.setting.plan
        words = lever_words(plan, moved) if proposal.is_feasible else missing_words(plan, proposal)
        self.next.show_words(
            words or NO_VALUE, words, is_beyond=any(lever.is_moved and lever.is_beyond for lever in proposal.levers)
        )

    def _questions(self) -> tuple[str, str, str]:
        return self.tr("見込み KGI"), self.tr("達成確率"), self.tr("増分の内訳")

    def _connect(self) -> None:
        self.all.clicked.connect(lambda: self.accepted.emit(True))
        self.ticked.clicked.connect(lambda: self.accepted.emit(False))
        self.free.clicked.connect(self.freed)
        self.discard.clicked.connect(self.discarded)
        self.adopt.clicked.connect(self.adopt_wanted)
        self.set_goal.clicked.connect(self.goal_wanted)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(PlainLabel(self.tr("逆算の提案"), "section"))
        head.addWidget(ElidedLabel(self.tr("もっとも無理の少ない組み合わせ"), "label"), 1)
        head.addWidget(PlainLabel(self.tr("確度"), "label"))
        head.addWidget(self.chance)
        facts = QGridLayout()
        facts.setHorizontalSpacing(20)
        facts.setVerticalSpacing(1)
        for place, (words, number) in enumerate(self.facts):
            facts.addWidget(words, 0, place)
            facts.addWidget(number, 1, place)
        facts.setColumnStretch(len(self.facts), 1)
        told = QVBoxLayout()
        told.setSpacing(_NOTE_GAP)
        for line in self.notes:
            told.addWidget(line)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.all, self.ticked, self.free, self.set_goal, self.discard):
            buttons.addWidget(button)
        buttons.addStretch()
        buttons.addWidget(self.adopt)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(6)
        for part in (head, facts, told):
            column.addLayout(part)
        column.addWidget(self.alone)
        column.addWidget(self.next)
        column.addLayout(buttons)


class _NoteLine(QWidget):
    """A note behind its sign; its room stays where there is none, so that nothing jumps."""

    def __init__(self) -> None:
        super().__init__()
        self._signs = {
            False: IconLabel("check", 14, "ok"),
            True: IconLabel("warning", 14, "warn"),
        }
        self._words = TwoLineLabel("", "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for sign in self._signs.values():
            row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.show_note(None)

    def show_note(self, note: Note | None, lines: int = 1) -> None:
        """Show a note in so many lines at most, or nothing."""
        self.setFixedHeight(lines * _NOTE + (lines - 1) * _NOTE_GAP)
        self._words.most = lines
        for is_warning, sign in self._signs.items():
            sign.setVisible(note is not None and note.is_warning is is_warning)
        self._words.setText(note.words if note else "")
        self.setAccessibleName(note.words if note else "")


class _Line(QFrame):
    """A short answer in a frame: its title, its words, and whether it lies beyond the band."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setProperty("part", "card")
        self.setFixedHeight(28)
        self.title = PlainLabel(title, "label")
        self.title.setFont(font(11, bold=True))
        self.words = ListLabel(SEPARATOR, "label")
        self._beyond = PlainLabel(self.tr("帯の外"), "warn_label")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 10, 0)
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addWidget(self.words, 1)
        row.addWidget(self._beyond)

    def show_words(self, words: str, all_words: str, *, is_beyond: bool) -> None:
        """Show an answer; `all_words` is the whole of it, for the tool tip."""
        self.words.setText(words)
        self.setToolTip(plain_tip(all_words))
        self._beyond.setVisible(is_beyond)


def _facts(plan: "Plan", solved: Solved, proposal: "Proposal", money: MoneyUnit) -> tuple[str, str, str]:
    root, found = plan.tree.root, solved.proposals
    assert root is not None
    assert found is not None
    before, after = (
        write_value(value, plan.metrics[root.metric], language(), money) for value in (found.present, proposal.kgi)
    )
    chances = (format_probability(chance, language()) for chance in (found.chance, proposal.chance))
    return f"{before.number} → {after.number} {after.unit}", " → ".join(chances), _shares(proposal)


def _shares(proposal: "Proposal") -> str:
    if proposal.volume_share is None:
        return NO_VALUE
    quality, volume = format_rate(1 - proposal.volume_share, 0), format_rate(proposal.volume_share, 0)
    return say("quality_and_volume", {"quality": quality, "volume": volume}, language())
