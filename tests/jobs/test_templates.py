"""Templates of the user's own: kept, found by name, and turned into plans again."""

from pathlib import Path

import pytest

from isplanner.jobs.new_plan import plan_blueprint
from isplanner.jobs.templates import (
    load_template,
    named_structure,
    save_template,
    saved_templates,
    templates_folder,
    write_template,
)
from isplanner.plan.period import PeriodRule
from isplanner.plan.problem import PlanError
from isplanner.plan.template import Phase
from isplanner.store.document import Document

PERIOD = PeriodRule().quarter(2027, 1)


def test_a_plan_made_of_a_kept_structure_has_the_same_tree(tmp_path: Path, demo_file: Path) -> None:
    folder = tmp_path / "templates"
    with Document.open(demo_file, read_only=True) as demo:
        path = save_template(demo.plan, "うちの型/2026", folder)
        plan = demo.plan
    assert path.parent == folder
    structure = named_structure("うちの型/2026", folder)
    assert saved_templates(folder) == {"うちの型/2026": structure}
    with Document.create(tmp_path / "new.isplan", plan_blueprint(PERIOD, "ja", structure=structure)) as document:
        new = document.plan
    assert {key: node.formula for key, node in new.tree.nodes.items()} == {
        key: node.formula for key, node in plan.tree.nodes.items()
    }
    assert [node.priority for node in new.tree.nodes.values()] == [node.priority for node in plan.tree.nodes.values()]
    assert new.metrics["connect_rate"].conditions == "受付止まりは除く"
    assert new.metrics["connect_rate"].agreements == {}
    assert (new.members, new.targets, new.goal, new.comments) == ((), {}, None, ())
    assert all(node.owner == "" for node in new.tree.nodes.values())


def test_a_name_is_kept_once_and_shipped_names_are_taken(tmp_path: Path, demo_file: Path) -> None:
    with Document.open(demo_file, read_only=True) as demo:
        first = save_template(demo.plan, "型", tmp_path)
        assert save_template(demo.plan, " 型 ", tmp_path) == first
        assert save_template(demo.plan, "a/b", tmp_path) != save_template(demo.plan, "a:b", tmp_path)
        for name, code in (("sdr", "name_taken"), ("  ", "empty_name")):
            with pytest.raises(PlanError) as refused:
                save_template(demo.plan, name, tmp_path)
            assert refused.value.problem.code == code
        write_template(demo.plan, "別の場所", tmp_path / "sub" / "x.toml")
    assert named_structure(str(tmp_path / "sub" / "x.toml"), tmp_path).name == "別の場所"


def test_files_that_are_none_are_left_out_and_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "junk.toml").write_text("junk", encoding="utf-8")
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "huge.toml").write_bytes(b"#" * 3_000_000)
    assert saved_templates(tmp_path) == {}
    assert saved_templates(tmp_path / "nowhere") == {}
    for name in ("junk", "binary", "huge"):
        with pytest.raises(PlanError) as refused:
            load_template(tmp_path / f"{name}.toml")
        assert (refused.value.problem.code, refused.value.problem.values["file"]) == ("bad_structure", f"{name}.toml")
    for name, code in (("gone.toml", "no_structure_file"), ("そんな型", "unknown_structure")):
        with pytest.raises(PlanError) as refused:
            named_structure(name, tmp_path)
        assert refused.value.problem.code == code


def test_a_shipped_one_takes_phase_and_kgi(tmp_path: Path) -> None:
    structure = named_structure("bdr", tmp_path, Phase.MATURE, "profit")
    assert structure.kgi == "profit"
    assert [channel.key for channel in structure.channels] == ["outbound", "referral"]
    with pytest.raises(PlanError) as refused:
        named_structure("bdr", tmp_path, kgi="nothing")
    assert refused.value.problem.code == "unknown_metric"


def test_they_are_kept_beside_the_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("APPDATA", str(tmp_path))
    assert templates_folder() == tmp_path / "isplanner" / "templates"
