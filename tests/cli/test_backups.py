from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def backup(run: Run, demo: Path, tmp_path: Path) -> Path:
    out = tmp_path / "copy.isplan"
    assert run("backup", demo, out).code == 0
    return out


def edits(run: Run, path: Path) -> list[str]:
    return [edit["words"] for edit in run("history", path, "--json").json]


def test_a_plan_is_as_it_was_and_what_it_replaces_is_kept(run: Run, demo: Path, backup: Path) -> None:
    before = edits(run, demo)
    assert run("set", demo, "着電率=25%", "--scenario", "試し").code == 0
    changed = edits(run, demo)
    ended = run("restore", demo, backup, "--json")
    assert ended.code == 0
    assert edits(run, demo) == before != changed
    kept = Path(ended.json["kept"])
    assert kept.parent == demo.parent
    assert edits(run, kept) == changed
    assert run("check", kept).code == 0


def test_a_second_one_keeps_what_the_first_kept(run: Run, demo: Path, backup: Path) -> None:
    kept = [run("restore", demo, backup, "--json").json["kept"] for _ in range(2)]
    assert len(set(kept)) == 2
    assert all(Path(path).exists() for path in kept)


def test_a_damaged_plan_is_kept_as_it_is(run: Run, demo: Path, backup: Path) -> None:
    damaged = bytearray(demo.read_bytes())
    damaged[4096:40960] = b"\xff" * (40960 - 4096)
    demo.write_bytes(damaged)
    ended = run("restore", demo, backup, "--json")
    assert ended.code == 0, ended.err
    assert Path(ended.json["kept"]).read_bytes() == damaged
    assert run("check", demo).code == 0


def test_a_plan_that_is_gone_comes_back(run: Run, demo: Path, backup: Path) -> None:
    demo.unlink()
    ended = run("restore", demo, backup)
    assert ended.code == 0
    assert "作りました" in ended.out
    assert run("check", demo).code == 0


@pytest.mark.parametrize("spoil", ["nothing", "text", "itself", "damaged"])
def test_from_what_is_no_whole_copy_nothing_is_restored(run: Run, demo: Path, backup: Path, spoil: str) -> None:
    wanted = {"itself": demo, "nothing": backup.with_name("none.isplan")}.get(spoil, backup)
    if spoil == "text":
        backup.write_text("これはプランではありません", encoding="utf-8")
    if spoil == "damaged":
        backup.write_bytes(backup.read_bytes()[: 200 * 1024])
    before, files = demo.read_bytes(), sorted(demo.parent.iterdir())
    ended = run("restore", demo, wanted)
    assert ended.code == 1
    assert ended.err
    assert demo.read_bytes() == before
    assert sorted(demo.parent.iterdir()) == files


def test_what_is_no_plan_is_not_replaced(run: Run, backup: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("大事な手紙", encoding="utf-8")
    assert run("restore", letter, backup).code == 1
    assert letter.read_text(encoding="utf-8") == "大事な手紙"
