"""What can be done with a node of the tree, and the keys for it: the same on the canvas, in outline and menu."""

from collections.abc import Mapping
from enum import Enum, auto

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence


class Deed(Enum):
    """One entry of the menu."""

    EDIT_TARGET = auto()
    TRY_VALUE = auto()
    EDIT_FORMULA = auto()
    MAKE_LEVER = auto()
    MAKE_KGI = auto()
    ADD_CHILD = auto()
    ADD_SIBLING = auto()
    MOVE_UP = auto()
    MOVE_DOWN = auto()
    MOVE_IN = auto()
    MOVE_OUT = auto()
    CUT = auto()
    COPY = auto()
    PASTE = auto()
    SOLVE = auto()
    LOCK = auto()
    ADD_INFLUENCE = auto()
    SPLIT = auto()
    SHOW_SOURCE = auto()
    FOLD = auto()
    OPEN_ALL = auto()
    CLOSE_ALL = auto()
    REMOVE = auto()


_KEY, _NONE, _SHIFT = Qt.Key, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
_CTRL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier

KEYS: Mapping[Deed, QKeyCombination] = {
    deed: QKeyCombination(modifiers, key)
    for deed, modifiers, key in (
        (Deed.EDIT_TARGET, _NONE, _KEY.Key_F2),
        (Deed.TRY_VALUE, _SHIFT, _KEY.Key_F2),
        (Deed.EDIT_FORMULA, _CTRL, _KEY.Key_E),
        (Deed.ADD_CHILD, _NONE, _KEY.Key_Tab),
        (Deed.ADD_SIBLING, _SHIFT, _KEY.Key_Return),
        (Deed.MOVE_UP, _ALT, _KEY.Key_Up),
        (Deed.MOVE_DOWN, _ALT, _KEY.Key_Down),
        (Deed.MOVE_IN, _ALT, _KEY.Key_Right),
        (Deed.MOVE_OUT, _ALT, _KEY.Key_Left),
        (Deed.CUT, _CTRL, _KEY.Key_X),
        (Deed.COPY, _CTRL, _KEY.Key_C),
        (Deed.PASTE, _CTRL, _KEY.Key_V),
        (Deed.SOLVE, _CTRL | _SHIFT, _KEY.Key_G),
        (Deed.LOCK, _CTRL, _KEY.Key_L),
        (Deed.ADD_INFLUENCE, _CTRL | _SHIFT, _KEY.Key_I),
        (Deed.SPLIT, _CTRL | _SHIFT, _KEY.Key_K),
        (Deed.SHOW_SOURCE, _CTRL, _KEY.Key_J),
        (Deed.FOLD, _NONE, _KEY.Key_Space),
        (Deed.REMOVE, _NONE, _KEY.Key_Delete),
    )
}

BY_CHORD: Mapping[int, Deed] = {keys.toCombined(): deed for deed, keys in KEYS.items()}
"""What a key does, looked up as `widgets/chord.py` says it."""


def shown_keys(deed: Deed) -> QKeySequence:
    """The key as menus write it: the big key is called Enter."""
    keys = KEYS.get(deed)
    if keys is None:
        return QKeySequence()
    is_return = keys.key() is Qt.Key.Key_Return
    return QKeySequence(QKeyCombination(keys.keyboardModifiers(), Qt.Key.Key_Enter) if is_return else keys)
