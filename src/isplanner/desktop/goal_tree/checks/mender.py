"""Mender: does what the link of a check says: one edit, a choice from a menu, or the way to the field."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from isplanner.desktop.goal_tree.mend_words import place_of

if TYPE_CHECKING:
    from isplanner.analysis.judging.finding import Finding
    from isplanner.desktop.goal_tree.checks.check_rows import CheckRow
    from isplanner.desktop.session import Session


class Mender(QObject):
    """Mends findings of a session's plan.

    Signals:
        edited: an Edit to be stored.
        led: (the NodeKey, the Place in the inspector) where it takes a hand.
    """

    edited = Signal(object)
    led = Signal(object, object)

    def __init__(self, session: "Session", parent: QObject) -> None:
        super().__init__(parent)
        self._session = session

    def mend(self, row: "CheckRow", over: QWidget, at: QPoint) -> None:
        """Do what the link of a row says; a menu opens at a place of the screen."""
        code = row.findings[0].mend.code if row.findings[0].mend else ""
        if code == "mend_owner":
            names = [member.name for member in self._session.plan.members]
            self._choose(row, names, over, at, "owner")
        elif code == "mend_source":
            self._choose(row, self._sources(row.findings), over, at, "source")
        elif not self._store(row.findings):
            self._lead(row)

    def _store(self, findings: "tuple[Finding, ...]", *, owner: str = "", source: str = "") -> bool:
        from isplanner.jobs.mend import mend_edit

        answer = self._session.answer
        edit = mend_edit(self._session.plan, answer, findings, owner=owner, source=source) if answer else None
        if edit is not None:
            self.edited.emit(edit)
        return edit is not None

    def _choose(self, row: "CheckRow", names: Iterable[str], over: QWidget, at: QPoint, what: str) -> None:
        """A menu of names, and the way to the field for another."""
        menu = QMenu(over)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in names:
            action = menu.addAction(name.replace("&", "&&"))
            action.triggered.connect(lambda _=False, name=name: self._store(row.findings, **{what: name}))
        if menu.isEmpty():
            menu.deleteLater()
            self._lead(row)
            return
        menu.addSeparator()
        menu.addAction(self.tr("自分で書く…")).triggered.connect(lambda: self._lead(row))
        menu.popup(at)

    def _sources(self, findings: "tuple[Finding, ...]") -> list[str]:
        """The files that the actuals of these nodes came from, the newest first."""
        from isplanner.analysis.estimates.trace import counted_metrics
        from isplanner.store.life import Aspect

        plan, document = self._session.plan, self._session.document
        files: dict[str, None] = {}
        for node in (finding.node for finding in findings if finding.node is not None):
            for event in document.lives.of(node, counted_metrics(plan, node)):
                files |= dict.fromkeys(turn.place for turn in event.turns if turn.aspect is Aspect.IMPORT)
        return list(files)

    def _lead(self, row: "CheckRow") -> None:
        first = row.findings[0]
        place = place_of(first)
        if place is not None:
            self.led.emit(first.node, place)
