from pathlib import Path

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


def test_wrong_usage_ends_with_2_in_our_words(run: Run, plan: Path) -> None:
    for arguments in (["tree"], ["tree", plan, "--colour"], ["new", plan, "--year", "next"], ["set", plan]):
        ended = run(*arguments)
        assert (ended.code, ended.out) == (2, "")
        assert "--help" in ended.err
        assert "Error" not in ended.err
