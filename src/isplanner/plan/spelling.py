"""Spelling: another way in which workbooks write the name of a member or channel."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spelling:
    """What `written` means: the member with that id, or the channel with that key; one of both is None."""

    id: int
    written: str
    member: int | None
    channel: str | None
