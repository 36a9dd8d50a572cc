from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_new_makes_a_plan_of_a_quarter(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "q3.isplan"
    assert run("new", path, "--year", 2026, "--quarter", 3, "--kgi", "受注売上=120000000", "--json").json == {
        "plan": str(path)
    }
    kgi = run("tree", path, "--json").json["kgi"]
    assert kgi == {"metric": "revenue", "goal": 120000000, "base": None, "relative": None}


def test_a_relative_goal_needs_its_base(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "q3.isplan"
    refused = run("new", path, "--kgi", "revenue=+15%")
    assert refused.code == 1
    assert "--base" in refused.err
    assert not path.exists()
    assert run("new", path, "--kgi", "revenue=+15%", "--base", "104347826").code == 0
    kgi = run("tree", path, "--json").json["kgi"]
    assert kgi == {"metric": "revenue", "goal": 120000000, "base": 104347826, "relative": 0.15}


def test_a_file_that_is_there_is_never_written_over(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "q3.isplan"
    path.write_text("mine")
    for command in ("new", "demo"):
        ended = run(command, path, "--json")
        assert ended.code == 1
        assert ended.json["error"]["code"] == "plan_exists"
        assert path.name in ended.json["error"]["message"]
    assert path.read_text() == "mine"


def test_a_new_tree_has_no_values_until_something_is_known(run: Run, plan: Path) -> None:
    nodes = {node["node"]: node for node in run("tree", plan, "--json").json["nodes"]}
    assert nodes["revenue"]["formula"] == "sum(revenue)"
    assert nodes["revenue"]["children"] == ["orders", "deal_size"]
    assert nodes["connects"]["children"] == ["dials", "connect_rate", "mail_replies"]
    assert nodes["dials[webinar]"]["lever"]
    assert all(node["value"] is None for node in nodes.values())


@pytest.mark.parametrize(
    ("arguments", "node"),
    [
        (["--template", "sdr"], "appointments[event]"),
        (["--template", "bdr", "--phase", "mature"], "leads[referral]"),
        (["--template", "mail", "--kgi", "利益=1000000"], "tool_cost"),
    ],
)
def test_new_takes_a_template_and_a_phase(run: Run, tmp_path: Path, arguments: list[str], node: str) -> None:
    path = tmp_path / "new.isplan"
    assert run("new", path, *arguments).code == 0
    assert node in {one["node"] for one in run("tree", path, "--json").json["nodes"]}
    assert run("check", path).code == 0


def test_a_structure_is_kept_and_used_again(
    run: Run, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "config"))
    (kept,) = run("export", "template", demo, "営業一課の型", "--json").json["files"]
    assert Path(kept).parent == tmp_path / "config" / "isplanner" / "templates"
    file = tmp_path / "one.toml"
    assert run("export", "template", demo, file).code == 0
    assert run("export", "template", demo, file).code == 1
    assert run("export", "template", demo, file, "--force").code == 0
    before = [node["formula"] for node in run("tree", demo, "--json").json["nodes"]]
    for name in ("営業一課の型", file):
        path = tmp_path / f"{Path(str(name)).stem}.isplan"
        assert run("new", path, "--template", name, "--year", 2027, "--quarter", 1).code == 0
        nodes = run("tree", path, "--json").json["nodes"]
        assert [node["formula"] for node in nodes] == before
        assert all(node["target"] is None for node in nodes)


def test_a_template_that_is_not_there_names_those_that_are(run: Run, tmp_path: Path) -> None:
    ended = run("new", tmp_path / "x.isplan", "--template", "xyz", "--json")
    assert (ended.code, ended.json["error"]["code"]) == (1, "unknown_structure")
    assert "sdr" in ended.json["error"]["message"]
    assert not (tmp_path / "x.isplan").exists()


def test_wrong_usage_ends_with_2_in_our_words(run: Run, plan: Path) -> None:
    for arguments in (["tree"], ["tree", plan, "--colour"], ["new", plan, "--year", "next"], ["set", plan]):
        ended = run(*arguments)
        assert (ended.code, ended.out) == (2, "")
        assert "--help" in ended.err
        assert "Error" not in ended.err
