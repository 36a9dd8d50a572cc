"""What the window remembers for next time: places, choices, recent plans. An ini file of the user's, nothing else."""

import json
from pathlib import Path
from typing import get_args

from PySide6.QtCore import QByteArray, QSettings

from isplanner.desktop.theme import ThemeChoice
from isplanner.text.language import Language

RECENT = 8


class Settings:
    """Typed reads of QSettings: in a fresh process its numbers and lists come back as text."""

    def __init__(self) -> None:
        self._ini = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "isplanner", "isplanner")

    @property
    def theme(self) -> ThemeChoice:
        """明るさ."""
        kept = self._text("theme")
        return ThemeChoice(kept) if kept in set(ThemeChoice) else ThemeChoice.SYSTEM

    @theme.setter
    def theme(self, choice: ThemeChoice) -> None:
        self._ini.setValue("theme", choice.value)

    @property
    def language(self) -> Language | None:
        """The language chosen in the window; None where none was."""
        kept = self._text("language")
        return next((language for language in get_args(Language) if language == kept), None)

    @language.setter
    def language(self, chosen: Language) -> None:
        self._ini.setValue("language", chosen)

    @property
    def recent_plans(self) -> list[Path]:
        """The plans opened last, newest first; some may be gone."""
        kept = json.loads(self._text("recent_plans") or "[]")
        return [Path(path) for path in kept]

    def remember_plan(self, path: Path) -> None:
        """Put a plan in front of the recent ones."""
        path = path.resolve()
        paths = [path, *(other for other in self.recent_plans if other != path)]
        self._ini.setValue("recent_plans", json.dumps([str(each) for each in paths[:RECENT]], ensure_ascii=False))

    @property
    def last_plan(self) -> Path | None:
        """The plan that was open when the program ended, if it is still there."""
        kept = self._text("last_plan")
        return Path(kept) if kept and Path(kept).is_file() else None

    @last_plan.setter
    def last_plan(self, path: Path | None) -> None:
        self._ini.setValue("last_plan", "" if path is None else str(path.resolve()))

    def folder(self, purpose: str) -> Path:
        """The folder used last for a purpose (plan, import, export), else the user's home."""
        kept = self._text(f"folder_{purpose}")
        return Path(kept) if kept and Path(kept).is_dir() else Path.home()

    def remember_folder(self, purpose: str, folder: Path) -> None:
        """Start there next time."""
        self._ini.setValue(f"folder_{purpose}", str(folder.resolve()))

    @property
    def watched_folder(self) -> Path | None:
        """The folder whose workbooks are told of, if there is one and it is still there."""
        kept = self._text("watched_folder")
        return Path(kept) if kept and Path(kept).is_dir() else None

    @watched_folder.setter
    def watched_folder(self, folder: Path | None) -> None:
        self._ini.setValue("watched_folder", "" if folder is None else str(folder.resolve()))

    def place(self, name: str) -> QByteArray:
        """Where a window or splitter was left; empty where it was not yet."""
        kept = self._ini.value(f"place_{name}", QByteArray(), type=QByteArray)
        return kept if isinstance(kept, QByteArray) else QByteArray()

    def remember_place(self, name: str, place: QByteArray) -> None:
        """Keep where a window or splitter is."""
        self._ini.setValue(f"place_{name}", place)

    @property
    def folded(self) -> frozenset[str] | None:
        """The sections that were folded last; None where none was ever folded or unfolded."""
        kept = self._text("folded")
        return frozenset(json.loads(kept)) if kept else None

    @folded.setter
    def folded(self, names: frozenset[str]) -> None:
        self._ini.setValue("folded", json.dumps(sorted(names)))

    @property
    def workspace(self) -> int:
        """The number of the workspace shown last."""
        kept = self._ini.value("workspace", 0, type=int)
        return kept if isinstance(kept, int) else 0

    @workspace.setter
    def workspace(self, number: int) -> None:
        self._ini.setValue("workspace", number)

    def _text(self, key: str) -> str:
        return str(self._ini.value(key, "", type=str))
