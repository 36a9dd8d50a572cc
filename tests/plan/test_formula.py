import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.plan.expression import Binary, Call, Expression, Name, Negate, Number, names_in
from isplanner.plan.formula import NameTable, canonical_text, format_formula, parse_formula, read_formula
from isplanner.plan.metric import Kind, Metric
from isplanner.plan.problem import PlanError, Problem
from isplanner.plan.scope import Channel, NodeKey
from tests.plan.trees import CHANNELS, METRICS, NAMES


def problem_of(text: str, node: NodeKey | None = None) -> Problem:
    with pytest.raises(PlanError) as caught:
        parse_formula(text, NAMES, node)
    return caught.value.problem


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("dials * connect_rate", "dials * connect_rate"),
        ("架電数×着電率", "dials * connect_rate"),
        ("架電数　＊　着電率　＋　メール返信数", "dials * connect_rate + mail_replies"),
        ("受注数 ＝ 有効商談数 × 受注率", "valid_appointments * win_rate"),
        ("=Dials × Connect  rate", "dials * connect_rate"),
        ("dials×１２．５％", "dials * 12.5%"),
        ("1,000,000*orders", "1000000 * orders"),
        ("min(架電数、1,200)", "min(dials, 1200)"),
        ("MAX( dials , leads ,.5 )", "max(dials, leads, 0.5)"),
        ("sum(架電数)", "sum(dials)"),
        ("later(商談化数, 60%, 0.4)", "later(appointments, 60%, 0.4)"),
        ("架電数 × saturate(リードあたり架電数、3、18%)", "dials * saturate(dials_per_lead, 3, 18%)"),
        ("架電数［ウェビナー］÷2", "dials[webinar] / 2"),
        ("dials - (leads - orders)", "dials - (leads - orders)"),
        ("(dials - leads) - orders", "dials - leads - orders"),
        ("-dials * -(leads + 1)", "-dials * -(leads + 1)"),
        ("((dials))", "dials"),
        ("dials-leads−orders", "dials - leads - orders"),
    ],
)
def test_what_a_manager_types_is_stored_with_keys(typed: str, canonical: str) -> None:
    assert parse_formula(typed, NAMES).text == canonical


def test_operators_bind_as_in_arithmetic() -> None:
    formula = parse_formula("1 - 2 - 3 * 4 / 5", NAMES)
    product = Binary("/", Binary("*", Number(3, 8, 9), Number(4, 12, 13)), Number(5, 16, 17))
    assert formula.expression == Binary("-", Binary("-", Number(1, 0, 1), Number(2, 4, 5)), product)


def test_a_percent_literal_is_the_nearest_number() -> None:
    assert parse_formula("12.3%", NAMES).expression == Number(0.123, 0, 5, is_percent=True)


def test_it_is_shown_in_both_languages() -> None:
    formula = parse_formula("(connects[webinar] - mail_replies) / dials + 5%", NAMES)
    assert format_formula(formula, NAMES, "ja") == "(着電数[ウェビナー] − メール返信数) ÷ 架電数 ＋ 5%"
    assert format_formula(formula, NAMES, "en") == "(Connects[Webinar] − Mail replies) ÷ Dials + 5%"


def test_two_metrics_of_one_name_are_shown_by_key() -> None:
    twin = Metric("calls_made", "架電数", "Dials", "件", Kind.COUNT)
    names = NameTable(METRICS | {"calls_made": twin}, CHANNELS)
    formula = parse_formula("calls_made + 架電数", names)
    assert formula.text == "calls_made + dials"
    assert format_formula(formula, names, "ja") == "calls_made ＋ 架電数"


@pytest.mark.parametrize("name", ["E-mail数", "2次商談数", "㈱訪問数", "SQL（営業受諾）数", "商談・受注数"])
def test_names_with_signs_or_digits_are_names(name: str) -> None:
    own = Metric("own", name, "Own", "件", Kind.COUNT)
    names = NameTable(METRICS | {"own": own}, CHANNELS)
    formula = parse_formula(f"2 × {name}＋架電数", names)
    assert formula.text == "2 * own + dials"
    assert parse_formula(format_formula(formula, names, "ja"), names) == formula


def test_own_channels_may_be_called_anything() -> None:
    own = Channel(9, "㈱A(仮)-B", "㈱A(仮)-B", "A", "A", "A")
    names = NameTable(METRICS, CHANNELS | {own.key: own})
    formula = parse_formula("架電数[(株)A(仮)-B]", names)
    assert formula.text == "dials[㈱A(仮)-B]"
    assert read_formula(formula.text, names) == formula


@pytest.mark.parametrize(
    ("typed", "code", "wrong"),
    [
        ("", "empty_formula", ""),
        (" = ", "empty_formula", " = "),
        ("架電数 × 着電立", "unknown_name", "着電立"),
        ("㈱ｶﾞｲﾄﾞ × 着電率", "unknown_name", "㈱"),
        ("ｶﾞｲﾄﾞ × 着電率", "unknown_name", "ｶﾞｲﾄﾞ"),
        ("dials[ウエビナー]", "unknown_channel", "[ウエビナー]"),
        ("dials[webinar", "missing_bracket", "["),
        ("[webinar] + 2", "unexpected_sign", "[webinar]"),
        ("dials +", "formula_incomplete", ""),
        ("dials + × 2", "unexpected_sign", "×"),
        ("dials + + 2", "unexpected_sign", "+"),
        ("dials % 2", "unexpected_sign", "%"),
        ("dials 2 + (3)", "unknown_name", "dials 2"),
        ("2 dials", "missing_operator", "dials"),
        ("dials(2)", "missing_operator", "("),
        ("(dials + 2", "missing_bracket", ""),
        ("dials + 2)", "unexpected_sign", ")"),
        ("min(dials; 2)", "unknown_name", "dials; 2"),
        ("12 34", "bad_number", "12 34"),
        ("9" * 400, "bad_number", "9" * 400),
        ("average(dials, 2)", "unknown_function", "average"),
        ("min(dials)", "wrong_arguments_min", "min"),
        ("sum(dials, leads)", "wrong_arguments_sum", "sum"),
        ("later(2, 50%)", "wrong_arguments_later", "later"),
        ("later(dials, leads)", "wrong_arguments_later", "later"),
        ("saturate(dials_per_lead, 3)", "wrong_arguments_saturate", "saturate"),
        ("saturate(dials_per_lead, 3, 18)", "wrong_arguments_saturate", "saturate"),
        ("saturate(dials_per_lead, 0, 18%)", "wrong_arguments_saturate", "saturate"),
        ("saturate(dials_per_lead, leads, 18%)", "wrong_arguments_saturate", "saturate"),
        ("sum(1 + sum(dials))", "nested_sum", "sum"),
        ("dials = leads = 2", "unexpected_sign", "="),
        ("__import__('os')", "unknown_function", "__import__"),
    ],
)
def test_what_is_wrong_is_said_where_it_is(typed: str, code: str, wrong: str) -> None:
    problem = problem_of(typed)
    start, _, end = (problem.place or "").partition(":")
    assert (problem.code, typed[int(start) : int(end)]) == (code, wrong)


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("架電件数", "架電数"),
        ("受注額", "受注数"),
        ("Conect rate", "Connect rate"),
        ("dial", "Dials"),
    ],
)
def test_the_nearest_name_is_offered(typed: str, nearest: str) -> None:
    assert problem_of(typed).values["nearest"] == nearest


def test_a_rate_is_never_mistaken_for_a_count() -> None:
    assert str(problem_of("通電率").values["nearest"]).endswith("率")
    assert str(problem_of("通電数").values["nearest"]).endswith("数")


def test_the_name_in_front_must_be_the_node() -> None:
    assert parse_formula("着電数 ＝ 架電数", NAMES, NodeKey("connects", "webinar")).text == "dials"
    assert parse_formula("着電数[ウェビナー] ＝ 架電数", NAMES, NodeKey("connects", "webinar")).text == "dials"
    assert problem_of("着電数 ＝ 架電数", NodeKey("orders")).code == "other_node"
    assert problem_of("着電数[ウェビナー] ＝ 架電数", NodeKey("connects")).code == "other_node"


def test_length_and_depth_have_limits() -> None:
    longest = "+".join(["1"] * 1_000) + "+"
    assert len(longest) == 2_000
    assert parse_formula(longest[:-1], NAMES).text.count("+") == 999
    assert problem_of(longest + "1").code == "formula_too_long"
    assert parse_formula("(" * 100 + "dials" + ")" * 100, NAMES).text == "dials"
    assert problem_of("(" * 101 + "dials" + ")" * 101).code == "formula_too_deep"
    assert problem_of("-" * 101 + "dials").code == "formula_too_deep"
    assert problem_of("min(1," * 101 + "dials" + ")" * 101).code == "formula_too_deep"


def test_a_stored_text_may_be_longer_than_what_was_typed() -> None:
    typed = "＋".join(["着電商談化率"] * 280)
    formula = parse_formula(typed, NAMES)
    assert len(typed) < 2_000 < len(formula.text)
    assert read_formula(formula.text, NAMES) == formula


def test_a_stored_text_that_cannot_be_read_is_kept_with_its_problem() -> None:
    formula = read_formula("dials * gone", NAMES)
    assert formula.problem is not None
    assert (formula.text, formula.problem.code) == ("dials * gone", "unknown_name")
    assert names_in(formula.expression) == ()
    assert format_formula(formula, NAMES, "ja") == "dials * gone"


def test_nodes_are_read_by_key_or_name() -> None:
    assert NAMES.node("架電数 [Mail magazine]") == NodeKey("dials", "mail_magazine")
    assert NAMES.node("connect_rate") == NodeKey("connect_rate")
    for text in ("架電", "dials[", "dials[x]", "dials[webinar"):
        with pytest.raises(PlanError, match="unknown_node"):
            NAMES.node(text)


def number(value: float) -> Number:
    return Number(value, 0, 0)


LEAVES = st.one_of(
    st.floats(0, 1e15).map(number),
    st.floats(0, 1e3).map(lambda value: Number(value, 0, 0, is_percent=True)),
    st.builds(Name, st.sampled_from(list(METRICS)), st.sampled_from([None, *CHANNELS]), st.just(0), st.just(0)),
)
EXPRESSIONS = st.recursive(
    LEAVES,
    lambda below: st.one_of(
        st.builds(Negate, below),
        st.builds(Binary, st.sampled_from("+-*/"), below, below),
        st.builds(Call, st.sampled_from(["min", "max"]), st.tuples(below, below)),
    ),
)


@given(EXPRESSIONS, st.sampled_from(["ja", "en"]))
def test_every_tree_reads_back_from_what_is_stored_and_shown(expression: Expression, language: str) -> None:
    formula = read_formula(canonical_text(expression), NAMES)
    assert formula.problem is None
    assert canonical_text(formula.expression) == canonical_text(expression)
    shown = read_formula(format_formula(formula, NAMES, language), NAMES)
    assert canonical_text(shown.expression) == canonical_text(expression)


@given(st.text(alphabet="架電数着率dials123.,%()[]+-*/＝×÷−㈱ｶﾞ 　" + string.ascii_letters, max_size=40))
def test_any_text_is_read_or_refused_inside_itself(text: str) -> None:
    problem = read_formula(text, NAMES).problem
    if problem is not None:
        start, _, end = (problem.place or "").partition(":")
        assert 0 <= int(start) <= int(end) <= len(text)
