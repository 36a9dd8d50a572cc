import ast
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from isplanner import desktop
from isplanner.desktop.widgets.plain_label import (
    ElidedLabel,
    ListLabel,
    NumberLabel,
    PlainLabel,
    ShortenedLabel,
    TwoLineLabel,
    plain_tip,
)

DESKTOP = Path(desktop.__file__).parent


@pytest.mark.parametrize("kind", [PlainLabel, ElidedLabel])
def test_markup_is_shown_as_it_is_written(qtbot: QtBot, tmp_path: Path, kind: type[PlainLabel]) -> None:
    name = f'<img src="{tmp_path / "picture.png"}" width="900"><h1>佐藤</h1>'
    label = kind(name)
    qtbot.addWidget(label)
    assert label.sizeHint().height() < 40
    assert label.text() == name


def test_every_label_of_the_program_is_a_plain_one() -> None:
    """A QLabel reads whatever looks like markup, and opens the files that it names."""
    offenders = [
        f"{path.name}:{node.lineno}"
        for path in sorted(DESKTOP.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "QLabel"
    ]
    assert offenders == []


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


def test_shorter_words_are_seen_where_the_whole_ones_do_not_fit(qtbot: QtBot) -> None:
    label = ShortenedLabel()
    qtbot.addWidget(label)
    label.show_words("基準比 −1,500件", "−1,500件")
    label.resize(200, 20)
    label.show()
    assert label.seen == "基準比 −1,500件"
    label.resize(label.least_width, 20)
    assert label.seen == "−1,500件"
    assert "基準比" in label.toolTip()


def test_parts_of_a_list_are_left_out_whole(qtbot: QtBot) -> None:
    label = ListLabel(" / ")
    qtbot.addWidget(label)
    label.setText("架電数 29,782件 / 着電率 18.3% / 着電商談化率 15.0%")
    advance = label.fontMetrics().horizontalAdvance
    label.resize(advance("架電数 29,782件 / 着電率 18.3% / 着電商談化率"), 20)
    label.show()
    assert label.seen == "架電数 29,782件 / 着電率 18.3% / …"
    label.resize(600, 20)
    assert label.seen == label.text()
    label.resize(advance("架電数 2"), 20)
    assert label.seen.endswith("…")


def test_a_name_takes_a_second_line_between_words(qtbot: QtBot) -> None:
    label = TwoLineLabel("Orders per valid appointment")
    qtbot.addWidget(label)
    label.resize(label.least_width, 40)
    label.show()
    assert label.seen == "Orders per valid\nappointment"
    assert label.minimumHeight() == 2 * label.fontMetrics().height()
    label.resize(400, 40)
    assert label.seen == label.text()
    label.resize(40, 40)
    assert label.seen.endswith("…")


def test_a_number_of_as_many_digits_has_nothing_laid_out_anew(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    row = QHBoxLayout(box)
    number, unit = NumberLabel("1,234", "heading"), PlainLabel("円")
    row.addWidget(number)
    row.addWidget(unit)
    with qtbot.waitExposed(box):
        box.show()
    behind, asked = unit.x(), list[QEvent.Type]()

    class Watch(QObject):
        @override
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            asked.append(event.type())
            return False

    watch = Watch()
    box.installEventFilter(watch)
    number.setText("9,876")
    QApplication.processEvents()
    assert QEvent.Type.LayoutRequest not in asked
    number.setText("109,876")
    QApplication.processEvents()
    assert QEvent.Type.LayoutRequest in asked
    assert unit.x() > behind
    assert number.width() >= number.fontMetrics().horizontalAdvance("109,876")
