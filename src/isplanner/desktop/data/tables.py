"""The read-only tables of the data workspace and their columns."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QLabel, QVBoxLayout, QWidget

from isplanner.desktop.data.words import (
    channel_words,
    kind_words,
    metric_words,
    period_words,
    value_words,
)
from isplanner.desktop.language import language
from isplanner.desktop.models.column import CellEdit, Column
from isplanner.desktop.models.records_table import RecordsTable
from isplanner.desktop.widgets.grid import Grid
from isplanner.plan.fact import Fact, HeldCell
from isplanner.plan.plan import Plan
from isplanner.text.messages import say

R = TypeVar("R")


def held_columns() -> tuple[Column[HeldCell], ...]:
    """Where a held cell stands, what is in it, and why it was not taken."""
    return (
        Column(
            key="cell",
            header=QCoreApplication.translate("DataTables", "セル"),
            text=lambda cell: f"{cell.sheet}!{cell.cell}",
            tip=lambda cell: cell.file,
        ),
        Column(
            key="text",
            header=QCoreApplication.translate("DataTables", "中身"),
            text=lambda cell: cell.text,
            is_bold=lambda _: True,
        ),
        Column(
            key="reason",
            header=QCoreApplication.translate("DataTables", "理由"),
            text=held_reason,
            tip=held_reason,
        ),
    )


def held_reason(cell: HeldCell) -> str:
    """Why a cell was not taken."""
    return say(f"held_{cell.reason}", {}, language())


def fact_columns(plan: Plan) -> tuple[Column[Fact], ...]:
    """What a fact says, and the cell it came from."""
    return (
        Column(
            key="period",
            header=QCoreApplication.translate("DataTables", "期間"),
            text=period_words,
            value=lambda fact: fact.span,
        ),
        Column(
            key="member",
            header=QCoreApplication.translate("DataTables", "メンバー"),
            text=lambda fact: fact.member or "",
        ),
        Column(
            key="channel",
            header=QCoreApplication.translate("DataTables", "チャネル"),
            text=lambda fact: channel_words(plan, fact.channel),
        ),
        Column(
            key="metric",
            header=QCoreApplication.translate("DataTables", "指標"),
            text=lambda fact: metric_words(plan, fact.metric),
        ),
        Column(
            key="kind",
            header=QCoreApplication.translate("DataTables", "種別"),
            text=lambda fact: kind_words(fact.kind),
        ),
        Column(
            key="value",
            header=QCoreApplication.translate("DataTables", "値"),
            text=lambda fact: value_words(plan, fact),
            value=lambda fact: fact.value,
            is_number=True,
        ),
        Column(
            key="source",
            header=QCoreApplication.translate("DataTables", "セル"),
            text=lambda fact: fact.source.cell or "",
        ),
    )


def commit_nothing(_: Sequence[CellEdit[R]]) -> None:
    """These tables are read only: nothing ever comes to be stored."""
    raise AssertionError


def table_of(model: RecordsTable[R], name: str, widths: Sequence[int]) -> Grid:
    """A grid over read-only records, by its name to screen readers; the column of width 0 takes what room there is."""
    grid = Grid()
    grid.setAccessibleName(name)
    grid.setModel(model)
    grid.verticalHeader().hide()
    grid.verticalHeader().setDefaultSectionSize(24)
    grid.setShowGrid(False)
    grid.setWordWrap(False)
    header = grid.horizontalHeader()
    header.setStretchLastSection(False)
    for column, width in enumerate(widths):
        if width:
            grid.setColumnWidth(column, width)
        else:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
    return grid


def titled(title: QLabel, body: QWidget) -> QWidget:
    """A panel with its section head."""
    panel = QFrame()
    panel.setProperty("part", "panel")
    head = QFrame()
    head.setProperty("part", "head")
    head.setFixedHeight(36)
    row = QHBoxLayout(head)
    row.setContentsMargins(14, 0, 14, 0)
    row.addWidget(title)
    column = QVBoxLayout(panel)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(head)
    column.addWidget(body, 1)
    return panel
