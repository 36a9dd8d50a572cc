"""The English words: complete, as the source has them, and the same in what Qt loads."""

import shutil
import string
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import NamedTuple

import pytest
import translations
from PySide6.QtCore import QTranslator


class Entry(NamedTuple):
    context: str
    source: str
    english: str
    is_finished: bool


def entries(ts: Path) -> list[Entry]:
    return [
        Entry(
            context.findtext("name") or "",
            message.findtext("source") or "",
            message.findtext("translation/numerusform") or message.findtext("translation") or "",
            message.find("translation[@type]") is None,
        )
        for context in ET.parse(ts).iter("context")
        for message in context.iter("message")
    ]


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_word_of_the_source_is_translated(tmp_path: Path) -> None:
    ts = Path(shutil.copy(translations.TS, tmp_path))
    translations.update(ts)
    missing = [(entry.context, entry.source) for entry in entries(ts) if not entry.is_finished or not entry.english]
    assert missing == []
    assert {entry.context for entry in entries(ts)} == {entry.context for entry in entries(translations.TS)}


@pytest.mark.parametrize("entry", entries(translations.TS), ids=lambda entry: f"{entry.context}: {entry.source}")
def test_gaps_are_the_same(entry: Entry) -> None:
    assert gaps(entry.source) == gaps(entry.english)
    assert entry.context, "QCoreApplication.translate under another name loses its context"


def test_compiled_words_are_those_of_the_source() -> None:
    translator = QTranslator()
    assert translator.load(str(translations.TS.with_suffix(".qm")))
    read = {entry: translator.translate(entry.context, entry.source, "", 1) for entry in entries(translations.TS)}
    assert [entry for entry, english in read.items() if english != entry.english] == []
