"""One member's sheet while it is written: what goes where, in which language; and the looks that its parts share."""

from dataclasses import dataclass, replace

from openpyxl.worksheet.worksheet import Worksheet

from isplanner.plan.metric import Metric
from isplanner.text.catalogue import phrase
from isplanner.text.language import Language
from isplanner.workbook.cell_pen import COUNT, PERCENT, TEXT, Look, Pen
from isplanner.workbook.member_sheet.handout import Handout, MemberTargets
from isplanner.workbook.member_sheet.layout import Layout

ROW_HEIGHT = 17.0
INPUT_GROUND = "FFF8DC"
ACCENT = "2457C5"
TITLE = Look(size=14, bold=True, box="b", line=ACCENT, weight="medium")
PERIOD = Look(ink="4E5968", box="b", line=ACCENT, weight="medium", align="right")
LABEL = Look(ink="4E5968", ground="ECEEF1")
FACT = Look(shrink=True)
SECTION = Look(size=10, bold=True, box="")
HINT = Look(ink="4E5968", box="")
HEAD = Look(ground="E8EFFC", align="center", shrink=True)
BOLD_HEAD = Look(bold=True, ground="DCE6FA", align="center", shrink=True)
WEEK = Look()
NUMBER = Look(align="right", form=COUNT)
INPUT = Look(align="right", form=COUNT, ground=INPUT_GROUND, unlocked=True)
REACHED = Look(align="right", form=PERCENT)
MEMO = Look(ground=INPUT_GROUND, vertical="top", wrap=True, form=TEXT, unlocked=True)


@dataclass(frozen=True, slots=True)
class SumLooks:
    """The looks of a row of sums."""

    label: Look
    number: Look
    reached: Look

    @classmethod
    def on(cls, ground: str) -> "SumLooks":
        """Bold on a ground."""
        label = Look(bold=True, ground=ground)
        number = replace(label, align="right", form=COUNT)
        return cls(label, number, replace(number, form=PERCENT))


MONTH = SumLooks.on("F4F5F7")
TOTAL = SumLooks.on("E3E6EB")


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet under the pen."""

    sheet: Worksheet
    pen: Pen
    layout: Layout
    handout: Handout
    member: MemberTargets
    language: Language

    @property
    def running_metric(self) -> Metric:
        """The metric that is also summed up to date and drawn: the KPI that matters most of those across."""
        across = self.layout.metrics
        return next((kpi.metric for kpi in self.handout.kpis if kpi.metric in across), across[0])

    def say(self, code: str, **gaps: object) -> str:
        """The words of a code in the sheet's language."""
        return phrase(code, self.language, **gaps)

    def write(self, address: str, value: str | float | None, look: Look) -> None:
        """Write into one cell, or into an area merged to one."""
        if ":" in address:
            self.pen.merge(self.sheet, address, value, look)
        else:
            self.pen.write(self.sheet[address], value, look)

    def write_formula(self, address: str, formula: str, look: Look) -> None:
        """Write a formula of ours into one cell, or into an area merged to one."""
        if ":" in address:
            self.pen.merge(self.sheet, address, None, look)
        self.pen.write_formula(self.sheet[address.partition(":")[0]], formula, look)
