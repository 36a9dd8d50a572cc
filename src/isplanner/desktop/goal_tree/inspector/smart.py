"""SmartSection: SMART, a row a check: why it passes, or why not and what mends it."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget
from typing_extensions import override

from isplanner.desktop.goal_tree.inspector.folding import FoldingSection
from isplanner.desktop.goal_tree.inspector.sight import Sight
from isplanner.desktop.goal_tree.mend_words import MendWords, place_of
from isplanner.desktop.language import language
from isplanner.desktop.widgets.plain_label import ElidedLabel, PlainLabel, plain_tip
from isplanner.text.dates import format_day
from isplanner.text.findings import describe_finding, describe_mend
from isplanner.text.numbers import format_number, format_probability

if TYPE_CHECKING:
    from collections.abc import Sequence

    from isplanner.analysis.judging.finding import Finding

_BADGE, _NAME = 18, 66


class Check(NamedTuple):
    """One of the five: what speaks against it, why it passes, or that nothing can be said yet."""

    findings: "Sequence[Finding]"
    reason: str
    is_known: bool = True


class SmartSection(FoldingSection):
    """SMART of the node that is selected.

    Signals:
        led: the Place where a finding is mended by hand.
    """

    led = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("smart", "SMART", parent)
        self.count = PlainLabel("", "label")
        self.title_row.addWidget(self.count)
        names = (
            ("S", self.tr("具体的")),
            ("M", self.tr("測定可能")),
            ("A", self.tr("達成可能")),
            ("R", self.tr("KGIに関連")),
            ("T", self.tr("期限")),
        )
        self.rows = tuple(SmartRow(letter, name) for letter, name in names)
        self.inside.setSpacing(2)
        for row in self.rows:
            self.inside.addWidget(row)
            row.pressed.connect(self._on_pressed)
        self._sight: Sight | None = None

    @override
    def show_node(self, sight: Sight) -> None:
        self._sight = sight
        self.body.setVisible(sight.inspection is not None and self.is_open)
        self.count.setVisible(sight.inspection is not None)
        if sight.inspection is None:
            return
        checks = self._checks(sight)
        passed = sum(check.is_known and not check.findings for check in checks)
        self.count.setText(f"{passed} / {len(checks)}")
        for row, check in zip(self.rows, checks, strict=True):
            row.show_check(check, sight)

    def _checks(self, sight: Sight) -> tuple[Check, ...]:
        assert sight.inspection is not None
        smart = sight.inspection.smart(sight.key)
        forecast, node = sight.forecast, sight.node
        has_actual = forecast is not None and forecast.actual is not None
        arrived = self.tr("実績 {day} まで到着").format(day=format_day(sight.as_of, language()))
        chance = forecast.probability if forecast else None
        likely = self.tr("確率 {chance}").format(chance=format_probability(chance, language()))
        if sight.target is None:
            likely = self.tr("目標がまだない")
        due = format_day(node.due or sight.plan.period.last, language())
        return (
            Check(smart.specific, self.tr("定義・担当あり")),
            Check(smart.measurable, arrived if has_actual else self.tr("前期の実績あり")),
            Check(smart.achievable, likely, chance is not None),
            Check(smart.relevant, self._relevance(sight)),
            Check(smart.time_bound, self.tr("{day} まで").format(day=due)),
        )

    def _relevance(self, sight: Sight) -> str:
        assert sight.inspection is not None
        elasticity = sight.inspection.elasticities.get(sight.key, 0.0)
        if sight.key == sight.plan.tree.root:
            return self.tr("KGI そのもの")
        if elasticity:
            return self.tr("弾力性 {elasticity}").format(elasticity=format_number(elasticity, 2))
        return self.tr("影響の記録あり")

    def _on_pressed(self, finding: "Finding") -> None:
        from isplanner.jobs.mend import mend_edit

        sight = self._sight
        if sight is None or sight.answer is None:
            return
        edit = mend_edit(sight.plan, sight.answer, [finding]) if finding.mend else None
        is_by_hand = finding.mend is not None and finding.mend.code in {"mend_definition", "mend_unit", "mend_source"}
        if edit is not None and not is_by_hand:
            self.edited.emit(edit)
        elif (place := place_of(finding)) is not None:
            self.led.emit(place)


class SmartRow(QFrame):
    """One check.

    Signals:
        pressed: the Finding whose button was pressed.
    """

    pressed = Signal(object)

    def __init__(self, letter: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = MendWords(self)
        self._finding: Finding | None = None
        self.letter = PlainLabel(letter, "letter_none")
        self.letter.setFixedSize(_BADGE, _BADGE)
        self.letter.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.name = PlainLabel(name, "small")
        self.name.setMinimumWidth(_NAME)
        self.reason = ElidedLabel("", "small")
        self.sign = PlainLabel("✓", "ok")
        self.mend = QPushButton()
        self.mend.setProperty("form", "slim")
        self.mend.clicked.connect(lambda: self.pressed.emit(self._finding))
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 2, 4, 2)
        row.setSpacing(6)
        for widget in (self.letter, self.name, self.reason, self.sign, self.mend):
            row.addWidget(widget)
        row.setStretch(2, 1)
        self.setMinimumHeight(26)

    def show_check(self, check: Check, sight: Sight) -> None:
        """Show how a check turned out."""
        finding = self._finding = check.findings[0] if check.findings else None
        self.letter.set_role("letter_bad" if finding else "letter_ok" if check.is_known else "letter_none")
        part = "failing" if finding else "passing"
        if self.property("part") != part:
            self.setProperty("part", part)
            self.style().polish(self)
        self.sign.setVisible(finding is None and check.is_known)
        self.reason.set_role("bad" if finding else "small")
        self.reason.setText(self._words.short(finding) if finding else check.reason)
        lines = [describe_finding(one.problem, one.members, sight.plan, language()) for one in check.findings]
        lines += [describe_mend(one.mend, sight.plan, language()) for one in check.findings if one.mend]
        if lines:
            self.reason.setToolTip(plain_tip("\n".join(lines)))
        words = self._words.button(finding, sight.plan) if finding else ""
        self.mend.setText(words)
        self.mend.setVisible(bool(words))
        self.setToolTip(plain_tip("\n".join(lines)))
        self.setAccessibleName(f"{self.name.text()} {self.reason.text()}")
