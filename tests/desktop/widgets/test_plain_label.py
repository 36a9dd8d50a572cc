from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from isplanner.desktop.widgets.plain_label import ElidedLabel, PlainLabel, plain_tip


@pytest.mark.parametrize("kind", [PlainLabel, ElidedLabel])
def test_markup_is_shown_as_it_is_written(qtbot: QtBot, tmp_path: Path, kind: type[PlainLabel]) -> None:
    name = f'<img src="{tmp_path / "picture.png"}" width="900"><h1>佐藤</h1>'
    label = kind(name)
    qtbot.addWidget(label)
    assert label.sizeHint().height() < 40
    assert label.text() == name


def test_tool_tips_escape_markup() -> None:
    assert plain_tip("<b>x</b>\n& y") == "<qt>&lt;b&gt;x&lt;/b&gt;<br>&amp; y</qt>"
    assert plain_tip("") == ""


def test_long_text_is_cut_and_told_in_the_tool_tip(qtbot: QtBot) -> None:
    label = ElidedLabel("とても長い名前のメンバーがここにいます")
    qtbot.addWidget(label)
    label.resize(400, 20)
    label.show()
    assert label.toolTip() == ""
    label.resize(60, 20)
    assert label.toolTip() == plain_tip(label.text())
