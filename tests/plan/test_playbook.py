import re

from isplanner.plan.metric import shipped_metrics
from isplanner.plan.playbook import Serves, countermeasures, shipped_playbook

FUNNEL = ("leads", "dials", "connect_rate", "appointments_per_connect", "valid_rate", "orders_per_valid", "deal_size")
MAIL = ("delivery_rate", "open_rate", "replies_per_open", "mail_replies", "mails_opened", "mails_sent")


def test_every_stage_of_the_funnel_has_countermeasures() -> None:
    assert all(len(countermeasures(stage)) >= 3 for stage in FUNNEL)
    assert all(countermeasures(stage) for stage in MAIL)


def test_codes_are_single_and_stages_are_metrics() -> None:
    codes = [measure.code for measure in shipped_playbook()]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch("[a-z_]+", code) for code in codes)
    assert {stage for measure in shipped_playbook() for stage in measure.stages} <= shipped_metrics().keys()


def test_every_countermeasure_is_said_in_both_languages() -> None:
    japanese = re.compile("[぀-ヿ一-鿿]")
    for measure in shipped_playbook():
        assert japanese.search(measure.ja)
        assert japanese.search(measure.how_ja)
        assert measure.en
        assert not japanese.search(measure.en + measure.how_en)
        assert len(measure.how_en) > 60


def test_what_helps_a_stage_most_comes_first() -> None:
    connecting = countermeasures("connect_rate")
    assert connecting[0].code == "respond_fast"
    assert connecting[-1].stages[0] != "connect_rate"
    assert countermeasures("revenue") == ()


def test_where_some_fall_behind_skill_comes_first() -> None:
    serves = [measure.serves for measure in countermeasures("appointments_per_connect", Serves.MEMBER)]
    assert serves == sorted(serves, key=lambda one: one is not Serves.MEMBER)
    assert serves[0] is Serves.MEMBER
