"""What is said of a finding on one line, and what the button that mends it says; where it leads if it takes a hand."""

from datetime import date
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from isplanner.desktop.language import language
from isplanner.text.dates import format_day
from isplanner.text.numbers import format_probability, write_value

if TYPE_CHECKING:
    from isplanner.analysis.judging.finding import Finding
    from isplanner.plan.plan import Plan


class Place(Enum):
    """Where the manager mends by hand: a field of the inspector, or the import."""

    FORMULA = auto()
    DEFINITION = auto()
    UNIT = auto()
    SOURCE = auto()
    OWNER = auto()
    DUE = auto()
    PRIORITY = auto()
    INFLUENCES = auto()
    COMMENTS = auto()
    IMPORT = auto()


_PLACES = {
    "mend_formula": Place.FORMULA,
    "mend_definition": Place.DEFINITION,
    "mend_unit": Place.UNIT,
    "mend_source": Place.SOURCE,
    "mend_owner": Place.OWNER,
    "mend_due": Place.DUE,
    "mend_priority": Place.PRIORITY,
    "mend_unrelated": Place.INFLUENCES,
    "mend_review": Place.COMMENTS,
    "mend_quality": Place.COMMENTS,
    "mend_actuals": Place.IMPORT,
}


def place_of(finding: "Finding") -> Place | None:
    """Where a finding is mended by hand."""
    return _PLACES.get(finding.mend.code) if finding.mend else None


class MendWords(QObject):
    """The words, in the language they were made in."""

    def button(self, finding: "Finding", plan: "Plan") -> str:
        """What the button says; "" where there is nothing to press."""
        mend = finding.mend
        if mend is None:
            return ""
        if mend.code == "mend_target" and finding.node is not None:
            value = mend.values["value"]
            assert isinstance(value, int | float)
            written = write_value(float(value), plan.metrics[finding.node.metric], language())
            return self.tr("{value} に直す").format(value=written)
        if mend.code == "mend_due":
            return self.tr("{day} に直す").format(day=format_day(plan.period.last, language()))
        return {
            "mend_formula": self.tr("数式を直す"),
            "mend_definition": self.tr("定義を書く"),
            "mend_unit": self.tr("単位を決める"),
            "mend_source": self.tr("出どころを書く"),
            "mend_owner": self.tr("担当を決める"),
            "mend_priority": self.tr("順番を付ける"),
            "mend_unrelated": self.tr("影響を書く"),
            "mend_review": self.tr("コメントを書く"),
            "mend_quality": self.tr("コメントを書く"),
            "mend_actuals": self.tr("取り込む"),
        }.get(mend.code, "")

    def all_button(self, finding: "Finding") -> str:
        """What the button says that mends all findings of a kind."""
        return {
            "mend_owner": self.tr("担当をまとめて決める"),
            "mend_source": self.tr("まとめて書く"),
            "mend_priority": self.tr("まとめて順番を付ける"),
        }.get(finding.mend.code if finding.mend else "", self.tr("まとめて直す"))

    def head(self, code: str, count: int) -> str:
        """What is said over several findings of a kind."""
        words = {
            "formula": self.tr("計算できない数式"),
            "smart_no_definition": self.tr("定義がない"),
            "smart_no_owner": self.tr("担当がいない"),
            "smart_no_unit": self.tr("単位がない"),
            "smart_no_source": self.tr("実績の出どころがない"),
            "smart_no_actuals": self.tr("実績がない"),
            "smart_unlikely": self.tr("達成確率が低い目標"),
            "smart_unrelated": self.tr("KGI につながらない"),
            "smart_due_outside": self.tr("期限が期間の外"),
            "kpis_without_priority": self.tr("優先順位がない"),
            "same_priority": self.tr("優先順位が重なる"),
            "too_many_kpis": self.tr("担当する KPI が多すぎる"),
            "nearly_unrelated": self.tr("KGI にほとんど効かない"),
            "too_easy": self.tr("容易すぎる目標"),
            "members_unlikely": self.tr("届きにくい目標を持つメンバーがいる"),
            "members_too_easy": self.tr("容易すぎる目標を持つメンバーがいる"),
            "stagnation": self.tr("停滞している"),
            "stalls_everybody": self.tr("全員が伸び悩んでいる"),
            "stalls_some": self.tr("一部のメンバーが伸び悩んでいる"),
            "quality_loss": self.tr("量が増えて質が落ちている"),
            "review_growth": self.tr("実績が大きく伸びている"),
            "review_misses": self.tr("未達が続いている"),
            "review_level_shift": self.tr("水準が変わっている"),
        }.get(code, self.tr("そのほか"))
        return self.tr("{words}（{count}）").format(words=words, count=count)

    def short(self, finding: "Finding") -> str:
        """What is wrong, in a few words."""
        values = finding.problem.values
        probability, day = values.get("probability"), values.get("day")
        if finding.code == "smart_unlikely" and isinstance(probability, float):
            return self.tr("確率 {chance}").format(chance=format_probability(probability, language()))
        if finding.code == "smart_due_outside" and isinstance(day, date):
            return self.tr("期限 {day} は期間の外").format(day=format_day(day, language()))
        return {
            "smart_no_definition": self.tr("定義がない"),
            "smart_no_owner": self.tr("担当がいない"),
            "smart_no_unit": self.tr("単位がない"),
            "smart_no_source": self.tr("実績の出どころがない"),
            "smart_no_actuals": self.tr("実績がない"),
            "smart_unrelated": self.tr("KGI につながらない"),
        }.get(finding.code, "")
