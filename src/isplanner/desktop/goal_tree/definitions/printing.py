"""The table of definitions on paper, with a preview."""

from collections.abc import Sequence
from datetime import date
from html import escape

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QTextDocument
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from isplanner.desktop.language import language
from isplanner.plan.definition import Definition
from isplanner.plan.metric import DEPARTMENTS
from isplanner.plan.plan import Plan
from isplanner.text.catalogue import phrase
from isplanner.text.dates import format_date
from isplanner.text.names import department_name, metric_definition, metric_name
from isplanner.text.purpose import describe_purpose

_STYLE = (
    "body { font-size: 8pt; } h1 { font-size: 13pt; } table { border-collapse: collapse; } "
    "th { background: #f0f2f5; text-align: left; } td, th { border: 1px solid #c3c9d2; padding: 3px; }"
)
_MARGIN_MM = 12


def preview(parent: QWidget, plan: Plan, shown: Sequence[Definition], as_of: date) -> None:
    """Show the pages as they would be printed; from there they are printed or saved as PDF."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    set_up(printer)
    dialog = QPrintPreviewDialog(printer, parent)
    document = document_of(plan, shown, as_of)
    dialog.paintRequested.connect(document.print_)
    dialog.exec()


def set_up(printer: QPrinter) -> None:
    """A4 across."""
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    printer.setPageMargins(margins, QPageLayout.Unit.Millimeter)


def document_of(plan: Plan, shown: Sequence[Definition], as_of: date) -> QTextDocument:
    """The rows as a document."""
    day = phrase("definitions_as_of", language(), day=format_date(as_of, language()))
    codes = ("metric", "unit", "definition", "conditions", "source", "since")
    heads = [phrase(f"definitions_{code}", language()) for code in codes]
    heads += [department_name(one, language(), short=True) for one in DEPARTMENTS]
    heads.append(phrase("definitions_owner", language()))
    head = "".join(f"<th>{escape(words)}</th>" for words in heads)
    rows = "".join(_row(one) for one in shown)
    purpose = describe_purpose(plan.goal.purpose, language()) if plan.goal else ""
    document = QTextDocument()
    document.setDefaultStyleSheet(_STYLE)
    title = escape(phrase("definitions_title", language()))
    document.setHtml(
        f"<h1>{title}</h1><p>{escape(plan.name)}　{escape(day)}</p>{f'<p>{escape(purpose)}</p>' if purpose else ''}"
        f"<table width='100%' cellspacing='0'><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )
    return document


def _row(one: Definition) -> str:
    metric = one.metric
    since = format_date(metric.since, language()) if metric.since else ""
    agreed = [metric.agreements.get(department) for department in DEPARTMENTS]
    texts = (
        metric_name(metric, language()),
        metric.unit,
        metric_definition(metric, language()),
        metric.conditions,
        metric.source,
        since,
        *(format_date(day, language()) if day else "" for day in agreed),
        one.owner,
    )
    return "<tr>" + "".join(f"<td>{escape(text)}</td>" for text in texts) + "</tr>"
