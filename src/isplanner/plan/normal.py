"""Text in its normal form: full-width and half-width alike, no spaces, no capitals, and the way back to what was typed.

NFKC changes lengths (㈱ becomes three characters, ｶﾞ becomes one), so each normal character remembers its place.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from unicodedata import combining, normalize

_SIGNS = str.maketrans(
    {
        **dict.fromkeys("×✕✖⨯∗⋅", "*"),
        **dict.fromkeys("÷∕⁄➗", "/"),
        **dict.fromkeys("−‐‑‒–—―", "-"),
        **dict.fromkeys("、،", ","),
        **dict.fromkeys("\u200b\ufeff", ""),
    }
)


@dataclass(frozen=True, slots=True)
class NormalText:
    """A text in normal form; character i of it stood at `starts[i]` up to `ends[i]` of what was typed."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where the normal characters from start up to end stood."""
        if start >= len(self.text):
            last = self.ends[-1] if self.ends else 0
            return last, last
        return self.starts[start], self.ends[max(start, end - 1)]


def normal_text(typed: str) -> NormalText:
    """The normal form of a text with its way back."""
    characters, starts, ends = [], [], []
    for start, end in _clusters(typed):
        for character in _normal(typed[start:end]):
            characters.append(character)
            starts.append(start)
            ends.append(end)
    return NormalText("".join(characters), tuple(starts), tuple(ends))


@lru_cache(maxsize=4096)  # every edit looks up every name of the plan again
def normal_name(name: str) -> str:
    """The form in which two spellings of a name are equal."""
    return normal_text(name).text


def _clusters(typed: str) -> list[tuple[int, int]]:
    """Characters with the marks that belong to them: ｶ and ﾞ are one."""
    starts = [i for i, character in enumerate(typed) if i == 0 or not _is_mark(character)]
    return list(pairwise([*starts, len(typed)]))


def _is_mark(character: str) -> bool:
    return combining(normalize("NFKC", character)[0]) > 0


def _normal(cluster: str) -> str:
    folded = normalize("NFKC", cluster).casefold().translate(_SIGNS)
    return "".join(character for character in folded if not character.isspace())
