"""Templates: known exports are read by those shipped, the team's own tables by those it kept."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.plan.metric import shipped_metrics
from isplanner.plan.problem import PlanError
from isplanner.workbook.corrections import ColumnMapping, TableMapping, header_keys
from isplanner.workbook.map import NUMBERS, UNREAD, VALUE
from isplanner.workbook.reading import FileReading
from isplanner.workbook.remap import LABEL_ROLES
from isplanner.workbook.shapes import LOG_SHAPES
from isplanner.workbook.shapes.meanings import CHOICES
from isplanner.workbook.templates import (
    TableTemplate,
    Template,
    best_fitting,
    named_template,
    read_template,
    shipped_templates,
    write_template,
)
from isplanner.workbook.vocabulary import vocabulary
from tests.workbook.grids import facts, only, read, sheet

EXPORTS = {
    "salesforce": (
        ("商談 所有者", "取引先名", "商談名", "フェーズ", "金額", "作成日", "完了予定日", "リードソース"),
        ("佐藤 花子", "A 社", "A 社様", "Closed Won", "1,200,000", "2026/07/01", "2026/07/20", "Web"),
    ),
    "hubspot": (
        ("Record ID", "Deal Name", "Deal Stage", "Close Date", "Deal owner", "Amount", "Pipeline", "Create Date"),
        (9, "A", "closedwon", "2026-07-20 09:00", "佐藤 花子", 1200000, "Sales", "2026-07-01 10:00"),
    ),
    "zoho": (
        ("Record Id", "Deal Owner", "Deal Name", "Stage", "Closing Date", "Amount", "Created Time"),
        ("zcrm_1", "佐藤 花子", "A", "Closed Won", "2026-07-20", "1200000", "2026-07-01 10:00:00"),
    ),
    "mazrica": (
        ("案件ID", "案件名", "取引先名", "フェーズ", "契約予定日", "契約金額", "案件担当者", "案件作成日"),
        (1, "A", "A 社", "受注", "2026/07/20", "1,200,000", "佐藤 花子", "2026/07/01"),
    ),
    "kintone": (
        (
            "レコード番号",
            "会社名",
            "案件名",
            "案件担当者名",
            "受注予定日",
            "受注日",
            "ステータス",
            "合計費用",
            "作成日時",
        ),
        (1, "A 社", "A", "佐藤 花子", "2026/08/31", "2026/07/20", "受注", "1200000", "2026/07/01 10:00"),
    ),
}
CALLS = {
    "miitel": (
        ("通話種別", "シーケンスID", "ユーザー名", "発信元", "担当者名", "ダイヤル開始時刻", "通話時間"),
        ("発信", "s1", "佐藤 花子", "050-0000-0000", "A 様", "2026/07/01 10:00:00", "00:02:00"),
        ("発信(不在)", "s2", "佐藤 花子", "050-0000-0000", "B 様", "2026/07/01 10:05:00", "00:00:00"),
        ("着信", "s3", "佐藤 花子", "050-0000-0000", "C 様", "2026/07/01 10:09:00", "00:05:00"),
    ),
    "dialpad": (
        ("call_id", "date_started", "date_connected", "direction", "name", "external_number", "talk_duration"),
        (1, "2026-07-01 10:00:00", "2026-07-01 10:00:09", "outbound", "佐藤 花子", "+81", 2),
        (2, "2026-07-01 10:05:00", None, "outbound", "佐藤 花子", "+81", 0),
        (3, "2026-07-01 10:09:00", "2026-07-01 10:09:09", "inbound", "佐藤 花子", "+81", 5),
    ),
    "hubspot": (
        ("Record ID", "Call outcome", "Activity date", "Activity assigned to", "Call direction", "Call duration"),
        (1, "Connected", "2026-07-01 10:00", "佐藤 花子", "Outbound", "00:02:00"),
        (2, "Left voicemail", "2026-07-01 10:05", "佐藤 花子", "Outbound", "00:00:00"),
        (3, "Connected", "2026-07-01 10:09", "佐藤 花子", "Inbound", "00:05:00"),
    ),
}  # fmt: skip
OWN = Template(
    "月次予実",
    (TableTemplate(TableMapping(header_keys(("担当", "本数", "決定")), {"本数": ColumnMapping(metric="dials")})),),
)


def sums(reading: FileReading) -> dict[str, float]:
    """What a file adds up to, by metric."""
    found: dict[str, float] = {}
    for fact in reading.facts:
        found[fact.metric] = found.get(fact.metric, 0) + fact.value
    return found


@pytest.mark.parametrize("system", EXPORTS)
def test_exports_of_deals_are_read_by_their_templates(system: str) -> None:
    head, row = EXPORTS[system]
    reading = read(sheet("Sheet1", head, row), templates=shipped_templates())
    assert reading.templates == (system,)
    assert sums(reading) == {"appointments": 1, "orders": 1, "revenue": 1_200_000}
    by_metric = {fact.metric: (str(fact.span.start), fact.member) for fact in reading.facts}
    assert by_metric["appointments"] == ("2026-07-01", "佐藤 花子")
    assert by_metric["orders"] == ("2026-07-20", "佐藤 花子")


@pytest.mark.parametrize("system", CALLS)
def test_exports_of_calls_are_read_by_their_templates(system: str) -> None:
    reading = read(sheet("Sheet1", *CALLS[system]), templates=shipped_templates())
    assert reading.templates == (system,)
    assert sums(reading) == {"dials": 2, "connects": 1, "talk_minutes": 2}
    assert {fact.member for fact in reading.facts} == {"佐藤 花子"}


def test_nobody_called_is_kept() -> None:
    """MiiTel's 担当者名 is the customer's."""
    reading = read(sheet("Sheet1", *CALLS["miitel"]), templates=shipped_templates())
    assert reading.members == {"佐藤 花子": "佐藤 花子"} or list(reading.members) == ["佐藤 花子"]
    assert only(reading).logs[0].attributes.keys() == set()


def test_a_workbook_of_no_system_is_read_by_no_template() -> None:
    page = sheet("7月", ["担当", "架電数", "着電数"], ["佐藤 花子", 40, 8])
    assert read(page, period="2026-07", templates=shipped_templates()).templates == ()


def test_shipped_templates_say_only_what_can_be_read() -> None:
    shapes = {shape.NAME for shape in LOG_SHAPES}
    for template in shipped_templates():
        assert template.ja
        assert template.en
        for table in template.tables:
            mapping = table.mapping
            assert mapping.shape in shapes
            assert {*mapping.columns, *table.needs} <= set(mapping.headers), template.name
            roles = {*vocabulary().logs[mapping.shape], *LABEL_ROLES, NUMBERS, VALUE, UNREAD}
            assert {column.role for column in mapping.columns.values() if column.role} <= roles
            assert {column.metric for column in mapping.columns.values() if column.metric} <= shipped_metrics().keys()
            assert mapping.meanings.keys() <= CHOICES.keys()
            for role, words in mapping.meanings.items():
                assert set(words.values()) <= set(CHOICES[role])


def test_the_seven_systems_are_known() -> None:
    systems = {"salesforce", "hubspot", "zoho", "mazrica", "kintone", "miitel", "dialpad"}
    assert {template.name for template in shipped_templates()} == systems


def test_a_template_of_the_team_fits_next_months_table() -> None:
    page = sheet("8月", ["担当", "本数", "決定"], ["佐藤 花子", 40, 1])
    reading = read(page, period="2026-08", templates=[OWN])
    assert reading.templates == ("月次予実",)
    assert facts(reading)["B2"][0] == "dials"
    assert only(reading).tables[0].template == ("月次予実", 1.0)


def test_a_column_more_or_less_still_fits() -> None:
    headers = ["担当", "本数", "決定", "備考", "架電数"]
    wide = Template("広い", (TableTemplate(TableMapping(header_keys(headers))),))
    fitting = best_fitting([OWN, wide], header_keys([*headers, "新しい列"]))
    assert fitting is not None
    assert (fitting.template.name, round(fitting.fit, 2)) == ("広い", 0.83)
    assert best_fitting([wide], header_keys(headers[:3])) is None


def test_the_months_in_headers_do_not_matter() -> None:
    november = Template(
        "月",
        (
            TableTemplate(
                TableMapping(header_keys(["担当", "11月目標", "11月実績"]), {"11月実績": ColumnMapping(metric="dials")})
            ),
        ),
    )
    fitting = best_fitting([november], header_keys(["担当", "12月目標", "12月実績"]))
    assert fitting is not None
    assert fitting.fit == 1


def test_of_several_dates_the_templates_first_is_taken() -> None:
    """Of kintone 受注日 goes before 受注予定日 whatever stands further left."""
    kintone = named_template(shipped_templates(), "kintone 案件管理")
    table = kintone.tables[0].mapping_of(header_keys(["レコード番号", "案件名", "受注予定日", "受注日"]))
    assert table.column("受注日").role == "won"
    assert table.column("受注予定日").role is None


def test_a_template_is_found_by_any_name_of_it() -> None:
    for name in ("hubspot", "HubSpot エクスポート", "ＨｕｂＳｐｏｔ export"):
        assert named_template(shipped_templates(), name).name == "hubspot"
    with pytest.raises(PlanError) as refused:
        named_template(shipped_templates(), "月報")
    assert refused.value.problem.code == "unknown_template"
    assert refused.value.problem.values["name"] == "月報"


def test_a_template_survives_its_file() -> None:
    for template in [OWN, *shipped_templates()]:
        again = read_template(template.name, write_template(template))
        assert again.tables == template.tables


KEYS = ("table", "headers", "columns", "needs", "words", "meanings", "shape", "role", "a")
PIECES = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
ANYTHING = st.recursive(
    PIECES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=12,
)


@given(ANYTHING)
def test_anything_else_is_a_template_or_refused(made: object) -> None:
    with suppress(PlanError):
        template = read_template("x", json.dumps(made))
        assert read_template("x", write_template(template)).tables == template.tables


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"table": 3}',
        '{"table": [{"headers": [1]}]}',
        '{"table": [{"headers": ["a"], "columns": {"a": {"x": "y"}}}]}',
        "[" * 100_000,
    ],
)
def test_a_broken_file_is_refused(text: str) -> None:
    with pytest.raises(PlanError) as refused:
        read_template("x", text)
    assert refused.value.problem.code == "bad_template"


def test_a_table_wider_than_any_export_fits_no_template() -> None:
    """A hundred thousand headers would be compared with every template for minutes."""
    headers = [*OWN.tables[0].mapping.headers, *(f"列{number}" for number in range(100_000))]
    assert best_fitting([*shipped_templates(), OWN], headers) is None
