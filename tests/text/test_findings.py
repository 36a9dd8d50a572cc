"""Every finding and every mend has words in both languages, with its numbers in the units of its node."""

import re
from datetime import date
from typing import get_args

import pytest

from isplanner.plan.problem import Problem
from isplanner.plan.scope import Member, NodeKey
from isplanner.text.catalogue import catalogue
from isplanner.text.findings import describe_finding, describe_mend
from isplanner.text.language import Language, choose_language
from tests.analysis.plans import template_plan

PLAN = template_plan((Member(1, "青木"), Member(2, "井上")))
RATE, DIALS = NodeKey("connect_rate"), NodeKey("dials")
COURSE = {"count": 3, "by_week": False, "slope": 0.001, "low": -0.005, "high": 0.006, "elasticity": 1.0, "leap": 2.4}


STAGNATION = Problem("stagnation", {"node": RATE, "falls": False, "leaps": True, **COURSE})
FALLING = Problem(
    "stagnation", {"node": DIALS, **COURSE, "falls": True, "leaps": False, "by_week": True, "slope": -12.44}
)
CONNECTS = Problem(
    "quality_loss",
    {
        "node": NodeKey("phone_connects", "webinar"),
        "volume": NodeKey("dials", "webinar"),
        "rise": 0.25,
        "before": 0.2,
        "after": 0.153,
        "chance": 0.996,
    },
)
MINUTES = Problem(
    "quality_loss",
    {
        "node": NodeKey("talk_minutes"),
        "volume": NodeKey("connects"),
        "rise": 0.25,
        "before": 5.0,
        "after": 3.04,
        "chance": 0.97,
    },
)
SHIFT = Problem(
    "review_level_shift",
    {"node": DIALS, "day": date(2026, 11, 2), "before": 100.0, "after": 80.25, "probability": 0.93},
)
MEMBERS = Problem("stalls_some", {"node": RATE, "share": 0.72})


@pytest.mark.parametrize(
    ("problem", "members", "japanese", "english"),
    [
        (
            Problem("smart_unlikely", {"node": RATE, "target": 0.2, "probability": 0.001}),
            (),
            ["着電率: ", "目標 20.0% に届く確率は 1%未満"],
            ["Connect rate: ", "target of 20.0% is under 1%"],
        ),
        (
            STAGNATION,
            (),
            ["3 か月続けて", "月ごとに +0.1pt、80% 区間 −0.5pt 〜 +0.6pt", "z = 2.4"],
            ["3 months in a row", "+0.1pt each month, 80 % interval −0.5pt to +0.6pt", "z = 2.4"],
        ),
        (
            FALLING,
            (),
            ["3 週続けて", "下がり続けています", "週ごとに 1 営業日あたり −12.4件", "弾力性 1.00"],
            ["3 weeks in a row", "keeps falling", "−12.4 a business day each week", "elasticity 1.00"],
        ),
        (MEMBERS, (2, 1), ["未達の 72%", "（井上、青木）"], ["72% of the shortfall", "(井上, 青木)"]),
        (
            CONNECTS,
            (),
            ["ウェビナー: 架電数は 1 営業日あたり 25%", "架電数あたりの電話着電数は 20.0% から 15.3% に", "99%以上"],
            ["Webinar: Dials rose by 25%", "Phone connects for each of Dials fell from 20.0% to 15.3%", "over 99%"],
        ),
        (
            MINUTES,
            (1,),
            ["青木: 着電数は", "着電数あたりの通話時間は 5.0分 から 3.0分 に", "97%"],
            ["青木: Connects rose", "Talk time for each of Connects fell from 5.0 min to 3.0 min", "97%"],
        ),
        (
            Problem("review_growth", {"node": DIALS, "actual": 1300.0, "base": 1000.0, "ratio": 1.3}),
            (),
            ["実績 1,300件 は基準の 130%"],
            ["actual of 1,300 is 130% of its base"],
        ),
        (
            SHIFT,
            (),
            ["2026/11/02 から水準が 1 営業日あたり 100.0件 から 1 営業日あたり 80.3件 に", "確率 93%"],
            ["from 100.0 a business day to 80.3 a business day on 2 Nov 2026", "probability 93%"],
        ),
        (
            Problem("kpis_without_priority", {"nodes": [RATE, DIALS], "count": 2, "owner": ""}),
            (),
            ["2 件あります: 着電率、架電数"],
            ["2 KPIs have no priority: Connect rate, Dials"],
        ),
        (
            Problem("kpis_without_priority", {"nodes": [RATE, DIALS], "count": 2, "owner": "佐藤"}),
            (),
            ["佐藤 さんの担当で、優先順位のない KPI が 2 件あります"],
            ["Of those of 佐藤, 2 KPIs have no priority"],
        ),
        (
            Problem("channels_differ", {"node": DIALS, "total": 100.0, "reached": 90.0, "difference": -10.0}),
            (),
            ["プランの目標 100件 とチャネルの合計 90件 が −10件 違います"],
            ["target of 100 and its channels' sum of 90 are −10 apart"],
        ),
    ],
)
def test_findings_read(problem: Problem, members: tuple[int, ...], japanese: list[str], english: list[str]) -> None:
    for language, parts in (("ja", japanese), ("en", english)):
        words = describe_finding(problem, members, PLAN, choose_language(language, {}))
        assert all(part in words for part in parts), words
        assert not re.search("[{}]", words)


@pytest.mark.parametrize("language", get_args(Language))
def test_mends_read(language: Language) -> None:
    words = describe_mend(Problem("mend_target", {"node": RATE, "value": 0.1944}), PLAN, language)
    assert "19.4%" in words
    assert "2026" in describe_mend(Problem("mend_due", {"day": date(2026, 12, 31)}), PLAN, language)


def test_mends_without_numbers_need_none() -> None:
    plain = [code for code in catalogue() if code.startswith("mend_") and "{" not in catalogue()[code]["ja"]]
    assert len(plain) >= 8
    for code in plain:
        assert not re.search("[{}]", describe_mend(Problem(code), PLAN, "ja"))
