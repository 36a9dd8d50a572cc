import string
from datetime import date
from pathlib import Path

import pytest

from isplanner.plan.period import PeriodRule
from isplanner.plan.problem import Problem
from isplanner.text import catalogue
from isplanner.text.language import LANGUAGES
from isplanner.text.messages import say


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("code", sorted(catalogue.catalogue()))
def test_every_message_has_both_languages_with_equal_gaps(code: str) -> None:
    texts = catalogue.catalogue()[code]
    assert set(texts) == set(LANGUAGES)
    assert gaps(texts["ja"]) == gaps(texts["en"])
    assert all(gap.isidentifier() for gap in gaps(texts["ja"]))


def test_a_problem_speaks_with_its_own_values() -> None:
    problem = Problem("unreadable_number", {"text": "約30"})
    assert say(problem, {}, "ja").startswith("「約30」は数として読めません")
    assert say(problem, {"text": "x"}, "en").startswith("“x” cannot be read")


def test_values_are_written_the_languages_way(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {"ja": "{a}|{b}|{c}|{d}|{e}|{place}", "en": "{a}|{b}|{c}|{d}|{e}|{place}"}
    listed = catalogue.catalogue()["list_separator"]
    monkeypatch.setattr(catalogue, "catalogue", lambda: {"all": texts, "list_separator": listed})
    values = {"a": 1234, "b": date(2026, 7, 15), "c": ["x", 2], "d": None, "e": PeriodRule().quarter(2026, 3)}
    problem = Problem("all", values, place="D6")
    assert say(problem, {}, "ja") == "1,234|2026/07/15|x、2|—|2026/10/1 – 12/31|D6"
    assert say(problem, {}, "en") == "1,234|15 Jul 2026|x, 2|—|1 Oct – 31 Dec 2026|D6"


def test_an_unknown_code_or_a_missing_value_is_a_bug() -> None:
    with pytest.raises(KeyError):
        say("no_such_code", {}, "ja")
    with pytest.raises(KeyError):
        say("unreadable_number", {}, "ja")


def test_a_code_in_two_files_is_a_bug(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one.toml", "two.toml"):
        (tmp_path / name).write_text('[same]\nja = "a"\nen = "b"\n', encoding="utf-8")
    monkeypatch.setattr(catalogue, "resource", lambda _: tmp_path)
    with pytest.raises(ValueError, match=r"two\.toml.*same"):
        catalogue.catalogue.__wrapped__()
