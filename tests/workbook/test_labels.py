from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.plan.metric import Metric, shipped_metrics
from isplanner.workbook.labels import is_comparison, is_note, is_total, read_label, read_title
from isplanner.workbook.periods import PeriodPart


def said(text: str) -> dict[str, object]:
    """What a label says, without what it does not say."""
    label = read_label(text)
    assert label is not None
    names = ("role", "metric", "channel", "kind", "period", "unit", "is_total")
    return {name: what for name in names if (what := getattr(label, name))}


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("架電数", "dials"),
        ("架 電 数", "dials"),
        ("架電件数", "dials"),
        ("総架電", "dials"),
        ("Calls_Made", "dials"),
        ("ＴＥＬ", "dials"),
        ("合計 / 架電数", "dials"),
        ("Sum of Dials", "dials"),
        ("Calls（架電数）", "dials"),
        ("商談化件数", "appointments"),
        ("有効アポ", "valid_appointments"),
        ("受注\n件数", "orders"),
        ("顧客単価", "deal_size"),
        ("メール到達率", "delivery_rate"),
        ("リードあたり架電数", "dials_per_lead"),
    ],
)
def test_metrics_by_their_many_names(text: str, metric: str) -> None:
    assert said(text) == {"metric": metric}


@pytest.mark.parametrize("metric", list(shipped_metrics().values()), ids=lambda metric: metric.key)
def test_every_metric_is_known_by_key_and_by_its_names(metric: Metric) -> None:
    assert {said(name).get("metric") for name in (metric.key, metric.ja, metric.en)} == {metric.key}


@pytest.mark.parametrize(
    "text", ["受付突破数", "PR数", "アポ率", "備考", "架電時間", "クリック数", "Voicemails", "件数", "午前架電分"]
)
def test_what_is_no_label(text: str) -> None:
    label = read_label(text)
    assert label is not None
    assert not label.is_known


def test_several_labels_in_one_cell() -> None:
    july, third = PeriodPart(month=7), PeriodPart(quarter=3)
    assert said("7月 架電目標") == {"metric": "dials", "kind": "target", "period": july}
    assert said("3Q実績") == {"kind": "actual", "period": third}
    assert said("受注金額\n(千円)") == {"metric": "revenue", "unit": "千円"}
    assert said("着電率(%)") == {"metric": "connect_rate", "unit": "%"}
    assert said("架電数（目標）") == {"metric": "dials", "kind": "target"}
    assert said("目標値") == {"role": "value", "kind": "target"}


def test_roles_channels_kinds_and_totals() -> None:
    assert said("担当者名") == {"role": "member"}
    assert said("セミナー") == {"channel": "webinar"}
    assert said("予算") == {"kind": "target"}
    assert said("達成率") == said("前年実績") == said("着地見込") == {"kind": "comparison"}
    assert said("四半期計") == said("合計") == {"is_total": True}


def test_days_and_year_months_are_labels() -> None:
    day, month = read_label(date(2026, 7, 1)), read_label(202607)
    assert day is not None
    assert month is not None
    assert day.period == PeriodPart(2026, month=7, day=1)
    assert month.period == PeriodPart(2026, month=7)
    assert read_label(1234) is None
    assert read_label(None) is None


@pytest.mark.parametrize(
    "text", ["合計", "小 計", "総計 (46 件のレコード)", "Grand Totals (5700 records)", "第一課計", "チーム全体", "平均"]
)
def test_totals(text: str) -> None:
    assert is_total(text)


@pytest.mark.parametrize("text", ["目標", "計画", "平均受注単価", "佐藤 花子", "全体会議"])
def test_no_totals(text: str) -> None:
    assert not is_total(text)


def test_notes_and_comparisons() -> None:
    assert all(map(is_note, ["※ 9月分は速報値", "*暫定", "注：税抜", "Confidential Information", "Copyright © 2026"]))
    assert not is_note("佐藤")
    assert is_comparison("前年比")
    assert is_comparison("達成率（%）")
    assert not is_comparison("着電率")


def title(text: str) -> dict[str, object]:
    label = read_title(text)
    names = ("role", "metric", "channel", "kind", "period", "unit")
    return {name: what for name in names if (what := getattr(label, name))}


def test_titles_are_searched() -> None:
    fiscal = PeriodPart(2026, is_fiscal=True)
    assert title("2026年度　商談化数　目標（メンバー別）") == {
        "metric": "appointments",
        "kind": "target",
        "period": fiscal,
    }
    assert title("SDR Daily Report - Aug 2026") == {"period": PeriodPart(2026, month=8)}
    assert title("単位：件、千円") == {"unit": "千円"}
    assert title("支店別コスト(万円）") == {"metric": "cost", "unit": "万円"}


def test_the_longest_name_in_a_title_wins() -> None:
    assert title("テレアポ実績") == {"channel": "outbound", "kind": "actual"}
    assert title("有効商談数の推移") == {"metric": "valid_appointments"}
    assert title("Presented by IS team") == {}


def test_a_title_of_both_kinds_leaves_it_to_its_columns() -> None:
    assert title("目標・実績管理表") == {}


def test_dates_of_making_say_nothing() -> None:
    assert title("作成日：2026/10/5　作成者：佐藤") == {}
    assert title("2026/10/5 現在") == {}
    assert title("7月分（出力日時: 2026/10/5）") == {"period": PeriodPart(month=7)}


@pytest.mark.parametrize("text", ["■ 佐藤 花子", "【佐藤 花子】", "担当：佐藤花子", "●高橋さん"])
def test_marked_titles_name_a_member(text: str) -> None:
    assert title(text) == {"role": "member"}


@pytest.mark.parametrize("text", ["■ 9月目標", "■ ウェビナー", "【架電数】", "佐藤 花子", "■ 月次推移", "■ チャネル別"])
def test_other_titles_name_none(text: str) -> None:
    assert title(text).get("role") is None


def test_titles_of_sums() -> None:
    assert title("■ チーム全体")["role"] == "total"
    assert title("合計（7月）")["role"] == "total"
    assert "role" not in title("7月 月次集計")


@given(st.text())
def test_any_text_may_be_a_label_or_title(text: str) -> None:
    read_label(text)
    assert read_title(text).is_known
