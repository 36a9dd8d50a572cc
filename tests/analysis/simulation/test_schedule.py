from isplanner.analysis.simulation.schedule import Schedule, is_linear, schedule
from isplanner.analysis.tree.baseline import measure_baseline
from isplanner.analysis.tree.compile import Program, compile_tree
from isplanner.analysis.tree.evaluate import Evaluation
from isplanner.analysis.tree.project import compile_levers, lever_values
from isplanner.plan.scope import NodeKey
from tests.analysis.plans import demo_actuals, plan_of, template_plan
from tests.analysis.simulation.test_engine import CHAIN

PLAN = template_plan()
BASE = measure_baseline(PLAN, demo_actuals(PLAN))


def program_of(formulas: dict[str, str | None]) -> Program:
    return compile_tree(plan_of(formulas, "revenue", channels=()).tree, 3)


def wanted(program: Program, *nodes: str, luck: bool = True) -> Schedule:
    return schedule(program, [program.slots[NodeKey(node)] for node in nodes], luck=luck)


def operations(order: Schedule) -> list[str]:
    return [step.operation for step in order.steps.values()]


def test_a_chain_of_thinnings_is_one() -> None:
    order = wanted(program_of(CHAIN), "revenue")
    assert operations(order) == ["multiply", "multiply", "multiply", "thin", "pay"]
    assert list(order.luck.values()) == ["orders None 0", "revenue None 0"]


def test_a_count_that_is_read_twice_stays() -> None:
    formulas = {**CHAIN, "revenue": "orders * deal_size + valid_appointments * deal_size"}
    order = wanted(program_of(formulas), "revenue")
    assert operations(order).count("thin") == 2


def test_a_count_that_is_wanted_stays() -> None:
    order = wanted(program_of(CHAIN), "revenue", "connects")
    assert operations(order).count("thin") == 2


def test_without_luck_it_is_a_product() -> None:
    order = wanted(program_of(CHAIN), "revenue", luck=False)
    assert operations(order) == ["multiply"] * 5
    assert not order.luck


def test_only_what_is_wanted_is_worked_out_and_each_step_after_what_it_reads() -> None:
    program = compile_levers(PLAN, BASE, lever_values(PLAN, BASE))
    order = wanted(program, "revenue")
    made: set[int] = set()
    for out, step in order.steps.items():
        assert not ({step.left, step.right} & order.steps.keys()) - made
        made.add(out)
    assert program.slots[NodeKey("connects")] not in order.steps
    assert sum(name.startswith("orders[") for name in order.luck.values()) == 5


def test_what_a_lever_reaches() -> None:
    program = compile_levers(PLAN, BASE, lever_values(PLAN, BASE))
    order = wanted(program, "revenue")
    slots = program.slots
    reached = order.reading([slots[NodeKey("valid_rate", "webinar")]])
    assert slots[NodeKey("revenue")] in reached
    assert slots[NodeKey("orders", "webinar")] in reached
    assert slots[NodeKey("orders", "outbound")] not in reached


def test_sums_of_products_of_different_levers_are_linear() -> None:
    program = compile_levers(PLAN, BASE, lever_values(PLAN, BASE))
    levers = [program.slots[key] for key in program.levers]
    assert is_linear(wanted(program, "revenue"), levers)
    yen = "orders * deal_size"
    for formula in (f"{yen} * connect_rate", f"{yen} / valid_rate", f"min({yen}, 12)", f"max({yen}, 12)"):
        other = program_of({**CHAIN, "revenue": formula})
        assert not is_linear(wanted(other, "revenue"), [other.slots[key] for key in other.levers]), formula


def test_as_a_number_a_lucky_product_is_a_product() -> None:
    evaluation = Evaluation(program_of(CHAIN))
    for lever, value in zip(evaluation.program.levers, (2.0, 3.0, 5.0, 7.0, 11.0, 13.0), strict=True):
        evaluation.set(lever, value)
    evaluation.run()
    assert evaluation.of(NodeKey("revenue")).tolist() == [[30030.0] * 3]
    assert evaluation.gradient(NodeKey("revenue"))[evaluation.program.levers[0]].tolist() == [[15015.0] * 3]


def test_what_is_left_of_a_poisson_number_is_one() -> None:
    program = program_of(CHAIN)
    slots = program.slots
    order = schedule(program, [slots[NodeKey("revenue")]], [slots[NodeKey("dials")]])
    assert operations(order) == ["multiply", "multiply", "multiply", "occur", "pay"]
    assert not order.happening
    read_twice = program_of({**CHAIN, "revenue": "orders * deal_size + dials * deal_size"})
    dials = read_twice.slots[NodeKey("dials")]
    order = schedule(read_twice, [read_twice.slots[NodeKey("revenue")]], [dials])
    assert operations(order).count("thin") == 1
    assert order.happening == {dials}
    assert not schedule(program, [slots[NodeKey("revenue")]], [slots[NodeKey("dials")]], luck=False).happening
