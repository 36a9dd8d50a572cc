"""SheetHead: over the sheet that is looked at: its name, what shape its table has and why, its template, its period."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from isplanner.desktop.data.choices import CELLS, USES, choice_box, fill, period_choices, shape_choices
from isplanner.desktop.data.sheet_look import SheetLook
from isplanner.desktop.data.words import reason_words, shape_words, template_words, unread_words
from isplanner.desktop.language import language
from isplanner.desktop.widgets.plain_label import ElidedLabel, PlainLabel, plain_tip
from isplanner.plan.plan import Plan
from isplanner.text.dates import format_period
from isplanner.text.numbers import format_rate
from isplanner.workbook.read_table import ReadTable

HEIGHT = 40


class SheetHead(QFrame):
    """One line. Shape and period are chosen here; the shape is that of the table in which the current cell is.

    Signals:
        shape_chosen: (table, a shape, or None for what it looks like).
        period_chosen: (tables, a period as `--period` has it, or None).
    """

    shape_chosen = Signal(object, object)
    period_chosen = Signal(object, object)

    def __init__(self, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "head")
        self.setFixedHeight(HEIGHT)
        self._plan = plan
        self._tables: Sequence[ReadTable] = ()
        self._table: ReadTable | None = None
        self._name = ElidedLabel("", "section")
        self._unread, self._template = PlainLabel("", "chip"), PlainLabel("", "chip_ok")
        self.shape = choice_box(self.tr("表の形"))
        self.shape.setMinimumContentsLength(13)
        self.shape.activated.connect(lambda _: self.shape_chosen.emit(self._table, self.shape.currentData()))
        self.period = choice_box(self.tr("対象月"))
        self.period.setMinimumContentsLength(12)
        self.period.activated.connect(lambda _: self.period_chosen.emit(self._tables, self.period.currentData()))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self._name, 1)
        for chip in (self._unread, self._template):
            row.addWidget(chip, 0, Qt.AlignmentFlag.AlignVCenter)
        self._shape_label = PlainLabel(self.tr("形"), "label")
        for label, box in ((self._shape_label, self.shape), (PlainLabel(self.tr("対象月"), "label"), self.period)):
            label.setBuddy(box)
            row.addSpacing(4)
            row.addWidget(label)
            row.addWidget(box)

    def show_look(self, file: str, look: SheetLook, unread: str) -> None:
        """Show what was read of a sheet of a file; `unread` is why nothing of it is, or ""."""
        self._tables = look.tables
        self._name.setText(f"{file} › {look.sheet.name}" if file else "")
        # The filled-in sheet of a member is read whole: it has a shape, but no table that could be read otherwise.
        said = shape_words(look.reading.shape) if look.reading else unread_words(unread)
        self._unread.setText(said)
        self._unread.setVisible(bool(said) and not look.tables)
        self._show_template(look.tables)
        self._show_period(look.tables)

    def show_table(self, table: ReadTable | None) -> None:
        """Show the shape of the table that is looked at."""
        self._table = table
        for widget in (self._shape_label, self.shape):
            widget.setVisible(table is not None)
        if table is None:
            return
        chosen = table.mapping.shape if table.is_shape_chosen else None
        fill(self.shape, shape_choices(table.shape), chosen if chosen is None or chosen in USES else CELLS)
        whys = [reason_words(reason, self._plan) for reason in table.why.reasons]
        self.shape.setToolTip(plain_tip("\n".join((format_rate(table.why.sure, 0), *whys))))

    def _show_template(self, tables: Sequence[ReadTable]) -> None:
        template = next((table.template for table in tables if table.template), None)
        self._template.setVisible(template is not None)
        if template:
            words = self.tr("ひな型「{name}」と一致 {share}")
            self._template.setText(words.format(name=template_words(template[0]), share=format_rate(template[1], 0)))

    def _show_period(self, tables: Sequence[ReadTable]) -> None:
        span = next((table.span for table in tables if table.span), None)
        chosen = next((table.mapping.period for table in tables if table.mapping.period), None)
        as_said = self.tr("シートのとおり")
        if span is not None and chosen is None:
            as_said = format_period(span, self._plan.rule, language())
        fill(self.period, [(None, as_said), *period_choices(self._plan)], chosen)
        self.period.setEnabled(bool(tables))
