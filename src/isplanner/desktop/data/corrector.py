"""Corrector: the draft of an import, step by step; each step can be taken back."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from isplanner.jobs.draft import Draft, DraftFile

_MOST_STEPS = 200


class Corrector(QObject):
    """Holds the draft.

    Signals:
        changed: the draft, and whether its files are to be read again.
    """

    changed = Signal(object, bool)

    def __init__(self, draft: Draft, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.draft = draft
        self._past: list[Draft] = []
        self._future: list[Draft] = []

    def step(self, change: Callable[[Draft], Draft]) -> None:
        """Take a step to the next draft."""
        draft = change(self.draft)
        if draft != self.draft:
            self._past = [*self._past[-_MOST_STEPS:], self.draft]
            self._future.clear()
            self.put(draft)

    def put(self, draft: Draft) -> None:
        """Let something else be the draft, which is no step that is taken back."""
        before, self.draft = self.draft, draft
        self.changed.emit(draft, (draft.wish, draft.files) != (before.wish, before.files))

    def take_file(self, file: DraftFile) -> None:
        """A file is open now, or refused: that cannot be taken back."""
        self._past = [draft.with_file(file) for draft in self._past]
        self._future = [draft.with_file(file) for draft in self._future]
        self.put(self.draft.with_file(file))

    def undo(self) -> bool:
        """Take the last step back; whether there was one."""
        return self._turn(self._past, self._future)

    def redo(self) -> bool:
        """Do again what was taken back; whether there was something."""
        return self._turn(self._future, self._past)

    def _turn(self, source: list[Draft], other: list[Draft]) -> bool:
        if not source:
            return False
        other.append(self.draft)
        self.put(source.pop())
        return True
