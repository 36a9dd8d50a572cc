"""Colours, fonts and the style sheet, light and dark; painters read them from the palette of what they paint.

Both palettes are set by us: Qt's own dark one does not come where there is no desktop portal. Only the wish is the
system's (`QStyleHints.colorScheme`), unless the user chose.
"""

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from PySide6.QtCore import QDir, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from isplanner.resource_files import resource

FAMILIES = ["Yu Gothic UI", "Meiryo UI", "Hiragino Sans", "Noto Sans CJK JP"]
BODY_PX = 13


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme; `resources/theme/tokens.toml` has the values."""

    win: QColor
    panel: QColor
    rail: QColor
    canvas: QColor
    line: QColor
    line2: QColor
    tx: QColor
    tx2: QColor
    tx3: QColor
    acc: QColor
    accbg: QColor
    accln: QColor
    onacc: QColor
    hover: QColor
    ok: QColor
    okbg: QColor
    okf: QColor
    warn: QColor
    warnbg: QColor
    warnf: QColor
    bad: QColor
    badbg: QColor
    badf: QColor
    ghost: QColor
    ghost2: QColor
    fan1: QColor
    fan2: QColor
    goal: QColor
    c1: QColor
    c2: QColor
    c3: QColor
    c4: QColor
    c5: QColor
    input: QColor
    heat1: QColor
    heat2: QColor
    heat4: QColor
    heat5: QColor

    def named(self, name: str) -> QColor:
        """A colour by its name, as the style sheet and the icons say it."""
        color: QColor = getattr(self, name)
        return color

    def channel(self, position: int) -> QColor:
        """The colour of the plan's channel at a position; from the sixth on they begin again."""
        return (self.c1, self.c2, self.c3, self.c4, self.c5)[position % 5]


class ThemeChoice(StrEnum):
    """明るさ: as the system has it, or the user's own choice."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@cache
def shipped_tokens(theme: str) -> Tokens:
    """The tokens of "light" or "dark"."""
    with resource("theme", "tokens.toml").open("rb") as file:
        return Tokens(**{name: QColor(value) for name, value in tomllib.load(file)[theme].items()})


def tokens(of: QWidget | QPalette) -> Tokens:
    """The tokens in force for a widget (or the palette of a style option)."""
    palette = of.palette() if isinstance(of, QWidget) else of
    dark = shipped_tokens("dark")
    # The role of visited links is used by nothing of ours, so no style sheet ever overrides it.
    is_dark = palette.color(QPalette.ColorRole.LinkVisited) == dark.acc
    return dark if is_dark else shipped_tokens("light")


@cache
def font(px: int = BODY_PX, *, bold: bool = False) -> QFont:
    """The system's Japanese font with figures of equal width. Two weights only: the systems agree on no third.

    Made once, since painters ask dozens of times a frame; nobody changes what he gets.
    """
    made = QFont(FAMILIES)
    made.setPixelSize(px)
    made.setBold(bold)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def is_dark_wished(choice: ThemeChoice) -> bool:
    """Whether a choice comes to the dark theme now."""
    if choice is ThemeChoice.SYSTEM:
        return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return choice is ThemeChoice.DARK


def apply_theme(app: QApplication, *, dark: bool) -> None:
    """Set style, font, palette and style sheet; may be called again at any time."""
    theme = shipped_tokens("dark" if dark else "light")
    sheet = _style_sheet(theme, "dark" if dark else "light")
    if app.styleSheet() == sheet:
        return  # Qt would style every widget there is once more
    app.setStyle("Fusion")  # boxes and arrows look as drawn on all three systems
    app.setFont(font())
    app.setPalette(_palette(theme))
    app.setStyleSheet(sheet)


def _palette(theme: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for names, color in (
        ((role.Window,), theme.win),
        ((role.Base, role.Button, role.ToolTipBase), theme.panel),
        ((role.AlternateBase,), theme.hover),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.BrightText), theme.tx),
        ((role.PlaceholderText,), theme.tx3),
        ((role.Highlight,), theme.accbg),
        ((role.HighlightedText,), theme.tx),
        ((role.Link, role.LinkVisited, role.Accent), theme.acc),
        ((role.Light, role.Midlight), theme.panel),
        ((role.Mid, role.Dark, role.Shadow), theme.line2),
    ):
        for name in names:
            palette.setColor(name, color)
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, theme.ghost2)
    return palette


def _style_sheet(theme: Tokens, name: str) -> str:
    # A search path, because a style sheet cannot name a folder with quotes in it.
    QDir.setSearchPaths("theme", [str(resource("theme"))])
    sheet = resource("theme", "window.qss").read_text(encoding="utf-8").replace("{theme}", name)
    return re.sub(r"\{(\w+)\}", lambda place: theme.named(place[1]).name(), sheet)
