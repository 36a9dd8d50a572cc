import re

import pytest

from isplanner.plan.metric import shipped_metrics, shipped_readings
from isplanner.plan.scope import Channel, NodeKey
from isplanner.text.language import Language, choose_language
from isplanner.text.names import channel_name, department_name, metric_definition, metric_name, node_name

METRICS = shipped_metrics()
CHANNELS = {"download": Channel(1, "download", "資料ダウンロード", "Content download", "資料DL", "Download")}


def test_names_by_language() -> None:
    rate, download = METRICS["connect_rate"], CHANNELS["download"]
    assert [metric_name(rate, "ja"), metric_name(rate, "en")] == ["着電率", "Connect rate"]
    assert [channel_name(download, "ja"), channel_name(download, "ja", short=True)] == ["資料ダウンロード", "資料DL"]
    assert [channel_name(download, "en"), channel_name(download, "en", short=True)] == ["Content download", "Download"]
    assert [metric_definition(rate, language) for language in ("ja", "en")] == [rate.definition_ja, rate.definition_en]


@pytest.mark.parametrize(
    ("node", "language", "name"),
    [
        (NodeKey("connect_rate"), "ja", "着電率"),
        (NodeKey("connect_rate", "download"), "ja", "着電率（資料ダウンロード）"),
        (NodeKey("connect_rate", "download"), "en", "Connect rate (Content download)"),
        (NodeKey("gone", "away"), "en", "gone (away)"),
    ],
)
def test_nodes_are_named_by_metric_and_channel(node: NodeKey, language: Language, name: str) -> None:
    assert node_name(node, METRICS, CHANNELS, language) == name


def test_departments_are_named_and_those_of_the_users_own_as_typed() -> None:
    assert department_name("marketing", "ja") == "マーケティング"
    assert department_name("field_sales", "ja", short=True) == "FS"
    assert department_name("field_sales", "en") == "Field sales"
    assert department_name("カスタマーサクセス", "en", short=True) == "カスタマーサクセス"


def test_every_shipped_metric_has_a_reading_in_hiragana() -> None:
    readings = shipped_readings()
    assert readings.keys() == METRICS.keys()
    assert all(re.fullmatch("[ぁ-んー]+", reading) for reading in readings.values())


@pytest.mark.parametrize(
    ("wish", "environment", "language"),
    [
        ("en", {"ISPLANNER_LANG": "ja"}, "en"),
        (None, {"ISPLANNER_LANG": "ja", "LANG": "en_US.UTF-8"}, "ja"),
        (None, {"LANG": "en_US.UTF-8"}, "en"),
        (None, {"ISPLANNER_LANG": "fr", "LANG": "en_GB"}, "en"),
        (None, {"LANG": "C.UTF-8"}, "ja"),
        (None, {}, "ja"),
    ],
)
def test_the_language_is_chosen_from_wish_then_environment(
    wish: str | None, environment: dict[str, str], language: Language
) -> None:
    assert choose_language(wish, environment) == language
