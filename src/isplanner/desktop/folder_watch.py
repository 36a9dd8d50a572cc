"""FolderWatch: a folder in which workbooks turn up; new and changed ones are told of while the program is open."""

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from isplanner.desktop.plan_files import workbooks_among

_REST_MS = 1_500
"""So long nothing has happened in the folder: who writes a file is done with it."""
_LOCK = "~$"
"""Begins the name of the file with which Excel says that another is open."""

Look = tuple[int, int]


class FolderWatch(QObject):
    """Watches one folder, or none.

    Signals:
        announced: the workbooks (Paths) that are new or have changed.
    """

    announced = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder: Path | None = None
        self._known: dict[Path, Look] = {}
        self._watcher = QFileSystemWatcher(self)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._watcher.directoryChanged.connect(lambda _: self._rest.start())
        self._watcher.fileChanged.connect(lambda _: self._rest.start())
        self._rest.timeout.connect(self._look)

    def begin(self, folder: Path) -> None:
        """Watch a folder from now on; what is in it is known."""
        self.end()
        self.folder, self._known = folder, _looks(folder)
        self._watch()

    def end(self) -> None:
        """Watch nothing any more."""
        self._rest.stop()
        watched = [*self._watcher.directories(), *self._watcher.files()]
        if watched:
            self._watcher.removePaths(watched)
        self.folder, self._known = None, {}

    def _look(self) -> None:
        if self.folder is None:
            return
        before, self._known = self._known, _looks(self.folder)
        self._watch()
        others = [path for path, look in self._known.items() if before.get(path) != look]
        if others:
            self.announced.emit(others)

    def _watch(self) -> None:
        """A file that was put in another's place is watched anew."""
        wanted = [str(self.folder), *map(str, self._known)]
        missing = [path for path in wanted if path not in {*self._watcher.directories(), *self._watcher.files()}]
        if missing:
            self._watcher.addPaths(missing)


def _looks(folder: Path) -> dict[Path, Look]:
    """The workbooks of a folder with what tells that they changed; nothing where it cannot be read."""
    looks: dict[Path, Look] = {}
    try:
        for path in workbooks_among(sorted(folder.iterdir())):
            if not path.name.startswith(_LOCK):
                found = path.stat()
                looks[path] = found.st_mtime_ns, found.st_size
    except OSError:
        pass
    return looks
