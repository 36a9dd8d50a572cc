"""People and channels: one person written 佐藤 花子, 佐藤花子, 佐藤さん or 佐藤 is one member."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from isplanner.workbook.grid import Value, cell_text
from isplanner.workbook.labels import name_after_prefix
from isplanner.workbook.spelling import name_key, plain, squeezed
from isplanner.workbook.values import is_blank
from isplanner.workbook.vocabulary import vocabulary

NOTHING: Mapping[str, str] = MappingProxyType({})
_MARKS = "■●◆▼【】"
_ABOUT_NAME = re.compile(r"^[a-z]?\d+[\s._:\-]+|[※*]+$", re.IGNORECASE)
"""A number before a name and a mark behind it."""
_REMARK = re.compile(r"[(\[〔「][^()\[\]〔〕「」]*[)\]〕」]")


class Named(NamedTuple):
    """Whom a cell names: `name` or, where it cannot be told, the `reason` it is held for; both None for nobody."""

    name: str | None
    reason: str | None = None


@lru_cache(maxsize=1 << 15)
def clean_name(text: str) -> str:
    """A name without marks, 担当：, remarks in brackets and さん."""
    name = plain(text).strip(_MARKS + " ")
    name = _REMARK.sub(" ", name_after_prefix(name) or name)
    for honorific in sorted(vocabulary().words["honorific"], key=len, reverse=True):
        if name.rstrip().endswith(honorific) and len(name.rstrip()) > len(honorific):
            name = name.rstrip()[: -len(honorific)]
            break
    return plain(name)


def without_marks(text: str) -> str:
    """A text as it is shown: without the ■ and 【】 that only set it off."""
    return text.strip(_MARKS + " \u3000") or text


def is_nobody(value: Value) -> bool:
    """Whether a cell names no member or channel: blank or (空白)."""
    return is_blank(value) or (isinstance(value, str) and vocabulary().says("blank_name", value))


class Members:
    """The people of a file, wherever they stand in it, besides those known before.

    `spellings` say whom a name means that is written otherwise; `used` are those that were met.
    """

    def __init__(self, known: Iterable[str] = (), spellings: Mapping[str, str] = NOTHING) -> None:
        self.used: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        self._known = {name_key(name): name for name in known}
        self._spellings = {name_key(written): name for written, name in spellings.items()}
        self._resolved: dict[str, Named] = {}
        for name in self._known.values():
            self._add_spelling(name)

    def add(self, value: Value) -> None:
        """Note a spelling that stands somewhere in the file."""
        if isinstance(value, str) and not is_nobody(value) and not vocabulary().says("unknown_member", value):
            name = clean_name(value)
            self._add_spelling(self._spelled(name) or name)

    def _add_spelling(self, name: str) -> None:
        key = name_key(name)
        if key and (key not in self._shown or (" " in name and " " not in self._shown[key])):
            self._shown[key] = name
            self._resolved.clear()

    def named(self, value: Value) -> Named:
        """Whom a cell names."""
        text = cell_text(value)
        if text not in self._resolved:
            self._resolved[text] = Named(None) if is_nobody(value) else self._resolve(text)
        return self._resolved[text]

    @property
    def written(self) -> Mapping[str, str]:
        """For each person who was met the way he was written first."""
        first: dict[str, str] = {}
        for text, named in self._resolved.items():
            if named.name is not None:
                first.setdefault(named.name, text)
        return first

    def knows(self, value: Value) -> bool:
        """Whether a text is the name of somebody, whole or the family name of one."""
        key = name_key(clean_name(value)) if isinstance(value, str) else ""
        return bool(key) and (key in self._shown or key in self._spellings or len(self._of_family(key)) == 1)

    def are_known_before(self, values: Iterable[Value]) -> bool:
        """Whether texts are names of people who were known before the file was read, whole or their family names."""
        families = {name_key(name.split()[0]) for name in self._known.values()}
        before = {*self._known, *self._spellings, *families}
        return all(isinstance(value, str) and name_key(clean_name(value)) in before for value in values)

    def _spelled(self, text: str) -> str | None:
        """Whom a text was said to mean."""
        return self._spellings.get(name_key(text))

    def _resolve(self, text: str) -> Named:
        if spelled := self._spelled(text) or self._spelled(clean_name(text)):
            self.used[text] = spelled
            return Named(spelled)
        if vocabulary().says("unknown_member", text):
            return Named(None, "unknown_member")
        name = clean_name(text)
        key = name_key(name)
        if not key:
            return Named(None)
        if (bare := name_key(_ABOUT_NAME.sub("", name))) != key and " " in self._shown.get(bare, ""):
            key = bare  # 1001_佐藤 花子, who stands somewhere without his number
        fitting = [key] if " " in self._shown.get(key, "") else self._of_family(key)
        if len(fitting) > 1:
            return Named(None, "ambiguous_member")
        found = fitting[0] if fitting else key
        return Named(self._known.get(found) or self._shown.get(found, name))

    def _of_family(self, key: str) -> list[str]:
        """The people with a family name: by spelled-out names first, else the names that begin with it."""
        exact = [full for full, shown in self._shown.items() if " " in shown and name_key(shown.split()[0]) == key]
        unspaced = (full for full, shown in self._shown.items() if " " not in shown)
        return exact or [full for full in unspaced if full.startswith(key) and full != key]


class Channels:
    """The channels by all their names, those of the plan and new ones of the file besides.

    `known` are the keys of the plan's by all their names, `spellings` say which channel a name means; `used` are those
    that were met.
    """

    def __init__(self, known: Mapping[str, str] = NOTHING, spellings: Mapping[str, str] = NOTHING) -> None:
        self.used: dict[str, str] = {}
        self._keys = {squeezed(name): key for name, key in known.items()} | dict(vocabulary().channels)
        self._spellings = {squeezed(written): key for written, key in spellings.items()}
        self._named: dict[str, str | None] = {}

    def named(self, value: Value) -> str | None:
        """The key of the channel that a cell names, or its own name for a new one."""
        text = cell_text(value)
        if text not in self._named:
            self._named[text] = None if is_nobody(value) else self._key(plain(text))
        return self._named[text]

    @property
    def written(self) -> Mapping[str, str]:
        """For each channel that was met the way it was written first."""
        first: dict[str, str] = {}
        for text, key in self._named.items():
            if key is not None:
                first.setdefault(key, text)
        return first

    def _key(self, name: str) -> str:
        if spelled := self._spellings.get(squeezed(name)):
            self.used[name] = spelled
            return spelled
        return self._keys.setdefault(squeezed(name), name)
