"""Findings: what needs a look before an import: held cells, what to confirm, how it differs from what is stored."""

from collections import Counter
from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from isplanner.desktop.data.cards import Card, ChoiceCard, HeldCard, MatchCard, OutcomeCard, PeriodCard
from isplanner.desktop.data.choices import Choice, period_choices
from isplanner.desktop.data.difference_list import DifferenceList
from isplanner.desktop.data.words import channel_words, ignored_words
from isplanner.desktop.language import language
from isplanner.desktop.widgets.plain_label import ElidedLabel, PlainLabel
from isplanner.desktop.widgets.status_shape import Level, StatusShape
from isplanner.jobs.correct import Spot
from isplanner.jobs.draft import Draft
from isplanner.jobs.prospect import Prospect
from isplanner.jobs.questions import Question
from isplanner.plan.fact import HeldCell
from isplanner.plan.plan import Plan
from isplanner.text.messages import word
from isplanner.text.numbers import format_number, write_value
from isplanner.workbook.names import without_marks

WIDTH = 332
SHOWN = 100
"""So many held cells are listed one by one; the rest is a count, and all are kept with the batch."""


class Findings(QScrollArea):
    """A list in the order of what to look at first.

    Signals:
        jump_wanted: a Spot.
        corrected: (Spot, text that is to stand there, or None for what stands in the file).
        accepted: Spots that may stay as they are.
        agreed: (Spot, meaning): what the outcome in that cell counts for, wherever it stands.
        matched: (Question, whom or which it means, whether to remember that).
        answered: (Question, answer).
        period_filled: a period for what the files do not say.
    """

    jump_wanted = Signal(object)
    corrected = Signal(object, object)
    accepted = Signal(object)
    agreed = Signal(object, str)
    matched = Signal(object, str, bool)
    answered = Signal(object, str)
    period_filled = Signal(str)

    def __init__(self, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = plan
        self._spots: list[tuple[Spot, Card]] = []
        self._left: set[Spot] = set()
        self._present: Spot | None = None
        self.setWidgetResizable(True)
        self.setMinimumWidth(WIDTH - 60)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_prospect(self, prospect: Prospect, draft: Draft, *, several_sheets: bool) -> None:
        """List what was found in all files; the keyboard stays where it was in the list."""
        had_focus = self._focused()
        self._spots = []
        panel = QFrame()
        panel.setProperty("part", "panel")
        self._column = QVBoxLayout(panel)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._add_held(prospect, several_sheets=several_sheets)
        self._add_questions(prospect, draft)
        self._add_typed(draft)
        self._add_difference(prospect)
        self._add_ignored(prospect)
        self._column.addStretch()
        self.setWidget(panel)
        if had_focus is not None and self._spots:
            self._spots[min(had_focus, len(self._spots) - 1)][1].begin()

    def step(self, forward: int) -> None:
        """F8 and Shift+F8: go to the next or previous cell that needs a look, and let it be mended."""
        open_spots = [spot for spot, _ in self._spots if spot not in self._left] or [spot for spot, _ in self._spots]
        if not open_spots:
            return
        here = open_spots.index(self._present) if self._present in open_spots else -1 if forward > 0 else 0
        self._go(open_spots[(here + forward) % len(open_spots)])

    def show_spot(self, spot: Spot) -> bool:
        """Bring the card of a cell into sight, if it has one."""
        card = next((card for each, card in self._spots if each == spot), None)
        if card is not None:
            self._present = spot
            self.ensureWidgetVisible(card)
        return card is not None

    def _go(self, spot: Spot) -> None:
        self.show_spot(spot)
        self.jump_wanted.emit(spot)
        next(card for each, card in self._spots if each == spot).begin()

    def _focused(self) -> int | None:
        focus = QApplication.focusWidget()
        if focus is None:
            return None
        return next((n for n, (_, card) in enumerate(self._spots) if card.isAncestorOf(focus)), None)

    # --------------------------------------------------------------------------------------------------- held cells
    def _add_held(self, prospect: Prospect, *, several_sheets: bool) -> None:
        held = [cell for file in prospect.reading.files for cell in file.held]
        level = Level.WILL_MISS if held else Level.ON_PLAN
        facts = format_number(len(prospect.reading.facts))
        beside = self.tr("ほかの {count} セルは取り込みます").format(count=facts) if held else ""
        self._column.addWidget(_head(self.tr("保留セル {count}").format(count=format_number(len(held))), beside, level))
        groups = list(_grouped(held))
        for cells in groups[:SHOWN]:
            first = cells[0]
            spot = Spot(first.file, first.sheet, first.cell)
            address = f"{first.sheet}!{first.cell}" if several_sheets else first.cell
            self._add_card(spot, self._held_card(cells, spot, address))
        if others := sum(map(len, groups[SHOWN:])):
            more = self.tr("ほか {count} 件。取り込みのあと一覧で見られます。")
            self._column.addWidget(_line(more.format(count=format_number(others))))

    def _held_card(self, cells: Sequence[HeldCell], spot: Spot, address: str) -> Card:
        spots = [Spot(cell.file, cell.sheet, cell.cell) for cell in cells]
        if cells[0].reason == "unknown_outcome":
            outcome = OutcomeCard(cells, address)
            outcome.agreed.connect(lambda meaning: self.agreed.emit(spot, meaning))
            outcome.accepted.connect(lambda: self.accepted.emit(spots))
            return outcome
        card = HeldCard(cells[0], address, [member.name for member in self._plan.members])
        card.corrected.connect(lambda text: self.corrected.emit(spot, text))
        card.accepted.connect(lambda: self.accepted.emit(spots))
        card.left.connect(lambda: self._on_left(spot))
        return card

    def _on_left(self, spot: Spot) -> None:
        self._left.add(spot)
        self.step(1)

    # ---------------------------------------------------------------------------------------------------- questions
    def _add_questions(self, prospect: Prospect, draft: Draft) -> None:
        questions = [question for question in prospect.questions if question not in draft.answered]
        new = [] if self._plan.members else list(prospect.reading.new_members)
        if not questions and not new:
            return
        count = format_number(len(questions) + bool(new))
        self._column.addWidget(_head(self.tr("確かめること {count}").format(count=count), "", Level.RECOVERABLE))
        for question in questions[:SHOWN]:
            self._add_question(question)
        if new:
            self._column.addWidget(_line(self.tr("新しいメンバー：{names}").format(names=word(new, language()))))

    def _add_question(self, question: Question) -> None:
        match question.code:
            case "new_member":
                choices = self._member_choices(question)
                card: Card = self._match_card(question, self.tr("名簿にない名前です。"), choices)
            case "new_channel":
                choices = self._channel_choices(question)
                card = self._match_card(question, self.tr("プランにないチャネルです。"), choices)
            case "no_period":
                period = PeriodCard(question.text, period_choices(self._plan))
                period.chosen.connect(self.period_filled)
                card = period
            case "who_won":
                card = self._people_card(question)
            case _:
                card = self._running_card(question)
        if question.cell:
            self._add_card(Spot(question.file, question.sheet or "", question.cell), card)
        else:
            self._column.addWidget(card)

    def _match_card(self, question: Question, reason: str, choices: list[Choice]) -> Card:
        card = MatchCard(question.cell, without_marks(question.text), reason, choices)
        card.matched.connect(lambda meant, remember: self.matched.emit(question, meant, remember))
        return card

    def _member_choices(self, question: Question) -> list[Choice]:
        names = [member.name for member in self._plan.members]
        others = [name for name in names if name not in question.choices]
        new: Choice = (without_marks(question.text), self.tr("新しいメンバーとして追加"))
        likely: list[Choice] = [(name, name) for name in question.choices]
        return [*likely, new, *((name, name) for name in others)]

    def _channel_choices(self, question: Question) -> list[Choice]:
        others = [key for key in self._plan.channels if key not in question.choices]
        new: Choice = (without_marks(question.text), self.tr("新しいチャネルとして追加"))
        likely: list[Choice] = [(key, channel_words(self._plan, key)) for key in question.choices]
        return [*likely, new, *((key, channel_words(self._plan, key)) for key in others)]

    def _people_card(self, question: Question) -> Card:
        assert question.table is not None
        headers = {column.key: column.header for column in question.table.columns}
        choices: list[Choice] = [(key, headers[key]) for key in question.choices]
        reason = self.tr("アポを獲得した人の列はどれですか。ほかの列は商談の担当として残します。")
        card = ChoiceCard("", question.text, reason, choices)
        card.chosen.connect(lambda key: self.answered.emit(question, key))
        return card

    def _running_card(self, question: Question) -> Card:
        values = question.values or {}
        metric = self._plan.metrics.get(str(values.get("metric")))
        total, wrong = (
            str(write_value(float(str(values[name])), metric, language())) if metric else str(values[name])
            for name in ("total", "wrong")
        )
        reason = self.tr(
            "隣の数の累計と同じ動きです。累計なら合計は {total}、別の数として足すと {wrong} になります。"
        ).format(total=total, wrong=wrong)
        choices: list[Choice] = [("total", self.tr("累計（読まない）"))]
        if question.choices:
            choices.append((question.choices[0], self.tr("別の数として読む")))
        card = ChoiceCard(question.cell, question.text, reason, choices)
        card.chosen.connect(lambda answer: self.answered.emit(question, answer))
        return card

    # ---------------------------------------------------------------------------------------------------------- rest
    def _add_typed(self, draft: Draft) -> None:
        typed = [
            (Spot(file, sheet, cell), text)
            for file, corrections in draft.wish.corrections.items()
            for (sheet, cell), text in corrections.cells.items()
        ]
        if not typed:
            return
        self._column.addWidget(_head(self.tr("直したセル {count}").format(count=format_number(len(typed))), "", None))
        for spot, text in typed[:SHOWN]:
            row = QFrame()
            line = QHBoxLayout(row)
            line.setContentsMargins(12, 3, 12, 3)
            address = QPushButton(f"{spot.sheet}!{spot.cell}")
            address.setProperty("kind", "link")
            address.clicked.connect(lambda _=False, spot=spot: self.jump_wanted.emit(spot))
            back = QPushButton(self.tr("元に戻す"))
            back.setProperty("kind", "text")
            back.clicked.connect(lambda _=False, spot=spot: self.corrected.emit(spot, None))
            line.addWidget(address)
            line.addWidget(ElidedLabel(text or self.tr("（空にした）"), "section"), 1)
            line.addWidget(back)
            self._column.addWidget(row)

    def _add_difference(self, prospect: Prospect) -> None:
        difference = prospect.difference
        if difference.updated or difference.same:
            same = self.tr("同じ値 {count}").format(count=format_number(difference.same))
            self._column.addWidget(_head(self.tr("保存済みとの差"), same, None))
            self._column.addWidget(DifferenceList(self._plan, difference))

    def _add_ignored(self, prospect: Prospect) -> None:
        for file in prospect.reading.files:
            for sheet in file.sheets:
                unread = [column for table in sheet.tables for column in table.columns if column.use == "unread"]
                if not sheet.ignored_rows and not unread:
                    continue
                count = self.tr("読まない行 {count}").format(count=format_number(len(sheet.ignored_rows)))
                self._column.addWidget(_head(count, f"{file.file} › {sheet.sheet}", None))
                for reason, times in Counter(row.reason for row in sheet.ignored_rows).items():
                    rows = [str(row.row) for row in sheet.ignored_rows if row.reason == reason][:SHOWN]
                    named = self.tr("{reason}（{count} 行）：{rows}")
                    words = named.format(reason=ignored_words(reason), count=times, rows=word(rows, language()))
                    self._column.addWidget(_line(words))
                if headers := [" ".join(column.header.split()) for column in unread if column.header]:
                    self._column.addWidget(
                        _line(self.tr("使わない列：{headers}").format(headers=word(headers, language())))
                    )

    def _add_card(self, spot: Spot, card: Card) -> None:
        card.jump_wanted.connect(lambda: self.jump_wanted.emit(spot))
        self._spots.append((spot, card))
        self._column.addWidget(card)


def _head(title: str, beside: str, level: Level | None) -> QFrame:
    """The head of a section."""
    head = QFrame()
    head.setProperty("part", "head")
    head.setMinimumHeight(34)
    row = QHBoxLayout(head)
    row.setContentsMargins(12, 0, 12, 0)
    row.setSpacing(8)
    if level is not None:
        row.addWidget(StatusShape(level, ""))
    row.addWidget(PlainLabel(title, "section"))
    row.addWidget(ElidedLabel(beside, "label"), 1)
    return head


def _line(text: str) -> PlainLabel:
    """A line of text in a section."""
    label = PlainLabel(text, "small")
    label.setWordWrap(True)
    label.setContentsMargins(12, 5, 12, 5)
    return label


def _grouped(held: Sequence[HeldCell]) -> Iterator[list[HeldCell]]:
    """Held cells one by one, but outcomes that nobody knows once for all cells that say them."""
    groups: dict[tuple[str, ...], list[HeldCell]] = {}
    for cell in held:
        is_outcome = cell.reason == "unknown_outcome"
        key = (cell.file, cell.sheet, cell.text if is_outcome else cell.cell, cell.reason)
        groups.setdefault(key, []).append(cell)
    yield from groups.values()
