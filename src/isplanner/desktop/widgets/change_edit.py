"""ChangeEdit: by how much something is to change: +15%, 5%削減, 1.15倍."""

from typing_extensions import override

from isplanner.desktop.widgets.typed_edit import TypedEdit
from isplanner.text.entry import parse_change
from isplanner.text.numbers import format_change


class ChangeEdit(TypedEdit[float]):
    """A change against something else, or none; `15` is +15 %."""

    @override
    def parse(self, text: str) -> float:
        return parse_change(text)

    @override
    def words(self, value: float) -> str:
        return format_change(value)
