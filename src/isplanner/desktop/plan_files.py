"""Which file: the system's dialogs, each beginning where it was used last for its purpose."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from isplanner.desktop.settings import Settings

PLAN_SUFFIX = ".isplan"
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv")


def ask_plan(parent: QWidget, settings: Settings) -> Path | None:
    """A plan to open."""
    title = QCoreApplication.translate("PlanFiles", "プランを開く")
    chosen, _ = QFileDialog.getOpenFileName(parent, title, str(settings.folder("plan")), _plan_filter())
    return _remembered(settings, "plan", [chosen])[0] if chosen else None


def ask_new_plan(parent: QWidget, settings: Settings, suggested: Path) -> Path | None:
    """Where a plan or a copy of one goes; the dialog has asked before it overwrites."""
    title = QCoreApplication.translate("PlanFiles", "保存する場所")
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(suggested), _plan_filter())
    if not chosen:
        return None
    path = Path(chosen)
    path = path if path.suffix == PLAN_SUFFIX else path.with_name(path.name + PLAN_SUFFIX)
    return _remembered(settings, "plan", [path])[0]


def ask_workbooks(parent: QWidget, settings: Settings) -> list[Path]:
    """Workbooks to read; empty where the user took it back."""
    title = QCoreApplication.translate("PlanFiles", "実績のファイルを選ぶ")
    kinds = QCoreApplication.translate("PlanFiles", "Excel ブックと CSV")
    patterns = " ".join(f"*{suffix}" for suffix in WORKBOOK_SUFFIXES)
    chosen, _ = QFileDialog.getOpenFileNames(parent, title, str(settings.folder("import")), f"{kinds} ({patterns})")
    return _remembered(settings, "import", chosen) if chosen else []


def ask_folder(parent: QWidget, settings: Settings, purpose: str) -> Path | None:
    """A folder to write into."""
    title = QCoreApplication.translate("PlanFiles", "書き出すフォルダー")
    chosen = QFileDialog.getExistingDirectory(parent, title, str(settings.folder(purpose)))
    if chosen:
        settings.remember_folder(purpose, Path(chosen))
    return Path(chosen) if chosen else None


def ask_folder_to_watch(parent: QWidget, settings: Settings) -> Path | None:
    """A folder in which workbooks turn up."""
    title = QCoreApplication.translate("PlanFiles", "見張るフォルダー")
    chosen = QFileDialog.getExistingDirectory(parent, title, str(settings.folder("import")))
    return Path(chosen) if chosen else None


def demo_plan_path() -> Path:
    """Where the demo plan of the window lives: in the program's own folder of this user."""
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation))
    return folder / f"demo{PLAN_SUFFIX}"


def plans_among(paths: Iterable[Path]) -> list[Path]:
    """Those that are plans."""
    return [path for path in paths if path.suffix.lower() == PLAN_SUFFIX]


def workbooks_among(paths: Iterable[Path]) -> list[Path]:
    """Those that are workbooks; of a folder what lies in it, by name."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.iterdir()) if path.is_dir() else [path]
        found += [file for file in inside if _is_workbook(file)]
    return found


def _is_workbook(path: Path) -> bool:
    # ~$… is what Excel leaves beside a workbook that is open.
    return path.suffix.lower() in WORKBOOK_SUFFIXES and not path.name.startswith("~$")


def _plan_filter() -> str:
    return f"{QCoreApplication.translate('PlanFiles', 'isplanner のプラン')} (*{PLAN_SUFFIX})"


def _remembered(settings: Settings, purpose: str, chosen: Sequence[str | Path]) -> list[Path]:
    paths = [Path(path) for path in chosen]
    settings.remember_folder(purpose, paths[0].parent)
    return paths
