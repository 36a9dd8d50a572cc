import json
from pathlib import Path

from openpyxl import load_workbook

from tests.cli.conftest import Run


def test_importing_again_changes_nothing_and_undo_takes_back(run: Run, plan: Path, tmp_path: Path) -> None:
    book = tmp_path / "実績.csv"
    book.write_text("日付,担当,チャネル,指標,値\n2026-10-01,青木 一郎,ウェビナー,架電数,40\n", encoding="utf-8-sig")
    first = run("import", plan, book, "--json").json
    assert first["new"]["members"] == ["青木 一郎"]
    (fact,) = run("facts", plan, "--json").json
    assert fact["source"] == {"file": "実績.csv", "sheet": "実績", "cell": "E2"}
    assert (fact["value"], fact["counts"], fact["end"]) == (40, True, "2026-10-01")
    again = run("import", plan, book, "--json").json
    assert again["batch"] == first["batch"]
    assert len(run("history", plan, "--json").json) == 1
    run("undo", plan)
    assert run("facts", plan, "--json").json == []


def test_a_refused_file_refuses_all_and_changes_nothing(run: Run, plan: Path, tmp_path: Path) -> None:
    good, bad = tmp_path / "実績.csv", tmp_path / "壊れた.xlsx"
    good.write_text("日付,担当,指標,値\n2026-10-01,青木 一郎,架電数,40\n", encoding="utf-8")
    bad.write_bytes(b"PK\x03\x04 and no more")
    before = plan.read_bytes()
    ended = run("import", plan, good, bad, "--json")
    assert ended.code == 1
    assert "壊れた.xlsx" in ended.json["error"]["message"]
    assert plan.read_bytes() == before


def test_a_dry_run_stores_nothing(run: Run, plan: Path, tmp_path: Path) -> None:
    book = tmp_path / "実績.csv"
    book.write_text("日付,担当,指標,値\n2026-10-01,青木 一郎,架電数,40\n", encoding="utf-8")
    before = plan.read_bytes()
    answer = run("import", plan, book, "--dry-run", "--json").json
    assert answer["batch"] is None
    assert answer["files"][0]["sheets"][0]["facts"] == 1
    assert plan.read_bytes() == before


def test_known_only_holds_strangers(run: Run, demo: Path, tmp_path: Path) -> None:
    book = tmp_path / "実績.csv"
    book.write_text(
        "日付,担当,指標,値\n2026-11-24,青木 一郎,架電数,40\n2026-11-24,新井 新,架電数,7\n", encoding="utf-8"
    )
    answer = run("import", demo, book, "--known-only", "--json").json
    sheet = answer["files"][0]["sheets"][0]
    assert sheet["facts"] == 1
    assert [held["reason"] for held in sheet["held"]] == ["unknown_member"]
    assert answer["new"]["members"] == []


def test_sheets_add_up_to_the_plan_and_come_back_filled(run: Run, demo: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (file,) = run("export", "members", demo, out, "--json").json["files"]
    shares = run("allocate", demo, "--json").json
    targets = {node["node"]: node["target"] for node in run("tree", demo, "--json").json["nodes"]}
    for metric, share in shares.items():
        assert share["total"] == targets[metric]
        assert sum(share["months"]) == sum(week["total"] for week in share["weeks"]) == share["total"]
        assert all(sum(row["months"]) == sum(row["weeks"]) for row in share["rows"])
        for number in range(len(share["months"])):
            assert sum(row["months"][number] for row in share["rows"]) == share["months"][number]
        for number, week in enumerate(share["weeks"]):
            assert sum(row["weeks"][number] for row in share["rows"]) == week["total"]
    book = load_workbook(file)
    filled = 0
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if not cell.protection.locked and cell.number_format != "@" and filled < 20:
                    filled += 1
                    cell.value = 1000 + filled
    book.save(file)
    answer = run("import", demo, file, "--json").json
    assert sum(sheet["facts"] for sheet in answer["files"][0]["sheets"]) == 20
    name = Path(file).name
    values = [f["value"] for f in run("facts", demo, "--json").json if f["source"]["file"] == name]
    assert sorted(values) == [1000 + number for number in range(1, 21)]


def test_check_says_that_a_plan_is_whole(run: Run, demo: Path) -> None:
    answer = run("check", demo, "--json").json
    assert (answer["ok"], answer["problems"]) == (True, [])
    demo.write_bytes(demo.read_bytes()[: 3 * 4096])
    ended = run("check", demo, "--json")
    assert ended.code == 1
    assert "Traceback" not in ended.err
    assert json.loads(ended.out)


def test_sheets_of_another_scenario_and_day(run: Run, demo: Path, tmp_path: Path) -> None:
    usual, strong = (
        run("export", "members", demo, tmp_path / name, *options, "--json").json["files"][0]
        for name, options in (("usual", ()), ("strong", ("--scenario", "強気", "--as-of", "2026-10-30")))
    )
    cells = [
        [cell.value for sheet in load_workbook(path, data_only=True) for row in sheet.iter_rows() for cell in row]
        for path in (usual, strong)
    ]
    assert cells[0] != cells[1]
    assert run("export", "members", demo, tmp_path / "none", "--scenario", "ない").code == 1


def test_an_export_is_known_by_its_headers(run: Run, plan: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.csv"
    head = "商談 所有者,商談名,フェーズ,金額,作成日,完了予定日\n"
    report.write_text(f"{head}佐藤 花子,A,Closed Won,1200000,2026/10/01,2026/10/20\n", encoding="utf-8-sig")
    (file,) = run("import", plan, report, "--dry-run", "--json").json["files"]
    assert file["templates"] == ["salesforce"]
    assert file["sheets"][0]["shape"] == "opportunities"
    named = run("import", plan, report, "--template", "Salesforce レポート", "--dry-run", "--json").json
    assert named["files"][0]["templates"] == ["salesforce"]


def test_a_template_that_is_not_known_or_does_not_fit_is_refused(run: Run, plan: Path, tmp_path: Path) -> None:
    book = tmp_path / "実績.csv"
    book.write_text("日付,担当,指標,値\n2026-10-01,青木 一郎,架電数,40\n", encoding="utf-8")
    before = plan.read_bytes()
    unknown = run("import", plan, book, "--template", "月報", "--json")
    assert (unknown.code, unknown.json["error"]["code"]) == (1, "unknown_template")
    assert "Salesforce" in unknown.json["error"]["message"]
    unfit = run("import", plan, book, "--template", "salesforce", "--json")
    assert (unfit.code, unfit.json["error"]["code"]) == (1, "template_unfit")
    assert plan.read_bytes() == before


def test_each_column_says_why_it_is_what_it_is(run: Run, plan: Path, tmp_path: Path) -> None:
    book = tmp_path / "実績.csv"
    book.write_text("日付,担当,架電数,着電数\n2026-10-01,青木 一郎,40,8\n", encoding="utf-8")
    (file,) = run("import", plan, book, "--dry-run", "--json").json["files"]
    columns = {column["header"]: column for column in file["sheets"][0]["columns"]}
    assert columns["架電数"]["why"]
    assert 0.9 < columns["架電数"]["sure"] <= 1


def test_definitions_go_into_a_folder_or_a_named_file(run: Run, plan: Path, tmp_path: Path) -> None:
    (written,) = run("export", "definitions", plan, tmp_path / "out", "--json").json["files"]
    sheet = load_workbook(written).worksheets[0]
    assert {"dials", "revenue"} <= {cell.value for cell in sheet["A"]}
    named = tmp_path / "kpi.xlsx"
    assert run("export", "definitions", plan, named, "--json").json["files"] == [str(named)]
    named.write_bytes(b"mine")
    refused = run("export", "definitions", plan, named, "--json")
    assert (refused.code, refused.json["error"]["code"]) == (1, "target_exists")


def test_a_column_is_said_by_its_header(run: Run, plan: Path, tmp_path: Path) -> None:
    book = tmp_path / "課金.csv"
    book.write_text("日付,ユーザーid,課金額\n2026-10-01,1,500\n2026-10-01,2,300\n", encoding="utf-8")
    assert run("import", plan, book, "--json").json["error"]["code"] == "no_table"
    run("import", plan, book, "--column", "課金額=amount", "--shape", "sales_log")
    facts = run("facts", plan, "--json").json
    assert {fact["metric"]: fact["value"] for fact in facts} == {"orders": 2, "revenue": 800}
    unknown = run("import", plan, book, "--column", "金=売上", "--json")
    assert (unknown.code, unknown.json["error"]["code"]) == (1, "unknown_header")
