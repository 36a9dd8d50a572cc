"""The read-only tables of the data workspace and their columns."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QLabel, QVBoxLayout, QWidget

from isplanner.desktop.language import language
from isplanner.desktop.models.column import CellEdit, Column
from isplanner.desktop.models.records_table import RecordsTable
from isplanner.desktop.widgets.grid import Grid
from isplanner.plan.fact import Batch, HeldCell
from isplanner.text.messages import say
from isplanner.text.numbers import format_number

R = TypeVar("R")


def batch_columns(counting: Mapping[int, int] | None = None) -> tuple[Column[Batch], ...]:
    """A batch: its number, files, when, how much it brought, what waits, and whether it is used.

    `counting` says how many numbers of each count, once that is known.
    """
    return (
        Column(
            key="id",
            header=QCoreApplication.translate("DataTables", "番号"),
            text=lambda batch: str(batch.id),
            is_number=True,
        ),
        Column(
            key="files",
            header=QCoreApplication.translate("DataTables", "ファイル"),
            text=lambda batch: "、".join(batch.files),
            tip=lambda batch: "\n".join(batch.files),
        ),
        Column(
            key="time",
            header=QCoreApplication.translate("DataTables", "取り込み日時"),
            text=lambda batch: f"{batch.time.astimezone():%Y/%m/%d %H:%M}" if batch.time else "",
        ),
        Column(
            key="facts",
            header=QCoreApplication.translate("DataTables", "数値"),
            text=lambda batch: format_number(batch.facts),
            value=lambda batch: batch.facts,
            is_number=True,
        ),
        Column(
            key="held",
            header=QCoreApplication.translate("DataTables", "保留"),
            text=lambda batch: format_number(batch.held),
            value=lambda batch: batch.held,
            is_number=True,
        ),
        Column(
            key="state",
            header=QCoreApplication.translate("DataTables", "状態"),
            text=lambda batch: _state(batch, counting),
            tip=lambda batch: _state_tip(batch, counting),
            tone=lambda batch: "tx3" if batch.withdrawn or (counting and not counting.get(batch.id)) else "",
        ),
    )


def _state(batch: Batch, counting: Mapping[int, int] | None) -> str:
    if batch.withdrawn:
        return QCoreApplication.translate("DataTables", "取り消した")
    if batch.preferred:
        return QCoreApplication.translate("DataTables", "優先")
    used = batch.facts if counting is None else counting.get(batch.id, 0)
    if batch.facts and not used:
        return QCoreApplication.translate("DataTables", "使っていない")
    if used < batch.facts:
        return QCoreApplication.translate("DataTables", "一部使っている")
    return QCoreApplication.translate("DataTables", "使っている")


def _state_tip(batch: Batch, counting: Mapping[int, int] | None) -> str:
    """How many numbers count, and what to do where others go before them."""
    if batch.withdrawn or counting is None or counting.get(batch.id, 0) >= batch.facts:
        return ""
    words = QCoreApplication.translate(
        "DataTables",
        "{all} 件のうち {used} 件を数えています。残りは、同じ月のほかの取り込みが使われています。"
        "「優先する」でこちらをすべて、「重なりを見る」で指標と月ごとに使えます。",
    )
    return words.format(all=format_number(batch.facts), used=format_number(counting.get(batch.id, 0)))


def held_columns(*, is_open: bool = False) -> tuple[Column[HeldCell], ...]:
    """Where a held cell stands, what is in it, and why it was not taken; in one that `is_open` it can be typed over."""
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
            parse=(lambda _, text: text) if is_open else None,
            refusal=_held_refusal if is_open else None,
        ),
        Column(
            key="reason",
            header=QCoreApplication.translate("DataTables", "理由"),
            text=held_reason,
            tip=held_reason,
        ),
    )


def _held_refusal(cell: HeldCell) -> str:
    """Why what stands in a cell cannot be put right here."""
    if cell.waiting is not None and cell.waiting.facts:
        return ""
    return QCoreApplication.translate("DataTables", "何を数えるセルか分かりません。直したブックを取り込んでください。")


def held_reason(cell: HeldCell) -> str:
    """Why a cell was not taken."""
    return say(f"held_{cell.reason}", {}, language())


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


def titled(title: QLabel, body: QWidget, *tools: QWidget) -> QWidget:
    """A panel with its section head, and tools at the right of it."""
    panel = QFrame()
    panel.setProperty("part", "panel")
    head = QFrame()
    head.setProperty("part", "head")
    head.setFixedHeight(36)
    row = QHBoxLayout(head)
    row.setContentsMargins(14, 0, 14, 0)
    row.addWidget(title)
    row.addStretch()
    for tool in tools:
        row.addWidget(tool)
    column = QVBoxLayout(panel)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(head)
    column.addWidget(body, 1)
    return panel
