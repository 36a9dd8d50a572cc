"""Bar 18: the goal tree drawn as a thousand cards, zoomed and panned by mouse."""

from collections.abc import Callable
from itertools import cycle
from typing import Any

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from isplanner.desktop.goal_tree.canvas.canvas import Canvas
from isplanner.desktop.goal_tree.rows import outline
from isplanner.desktop.theme import apply_theme
from isplanner.plan.metric import Kind, Metric
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey
from isplanner.text.numbers import MoneyUnit
from tests.benchmarks.child import run_child
from tests.benchmarks.frames import OFFSCREEN, application, screen, show_acts, wait_until
from tests.benchmarks.funnels import QUARTER, plan_in_memory
from tests.benchmarks.machine import Machine
from tests.benchmarks.outcome import Measured, prove
from tests.benchmarks.rounds import GROWTH_ROUNDS, SHORT_ROUNDS, grow, in_milliseconds, take_rounds, timed

CARDS = 1_000
SIZES = (200, 1_000, 3_000)
BRANCHES = 3
EVENTS = 310
FIRST_PAINT = 0.060
NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


def zoom(machine: Machine) -> Measured:
    """Ctrl and wheel, from all cards down to full size and back."""
    return _moved(machine, "zoom_cards")


def pan(machine: Machine) -> Measured:
    """The drawing dragged at full size."""
    return _moved(machine, "pan_cards")


def first_paint(machine: Machine) -> Measured:
    """Layout and paint of all cards, against 60 ms."""
    taken = take_rounds(machine, {"ours": timed(_painting(CARDS))}, SHORT_ROUNDS)
    return taken.measured(tuple(run / FIRST_PAINT for run in taken.runs["ours"]), in_milliseconds(taken.runs))


def growth(machine: Machine) -> Measured:
    """How layout and paint grow with cards."""
    return grow(machine, {size: _painting(size) for size in (0, *SIZES)})


def zoom_cards() -> dict[str, float]:
    """What a child does."""
    canvas = _shown(CARDS)
    canvas.zoom_to_fit()
    steps = 0
    while canvas.zoom * 1.2**steps < 1.0:
        steps += 1
    turns = cycle([1] * steps + [-1] * steps)
    return show_acts(canvas, lambda _number: _wheel(canvas, next(turns)), EVENTS, 60).json()


def pan_cards() -> dict[str, float]:
    """What a child does."""
    canvas = _shown(CARDS)
    canvas.zoom_to(1.0)
    place = QPointF(canvas.viewport().rect().center())
    _mouse(canvas, QMouseEvent.Type.MouseButtonPress, place)
    ways = cycle([QPointF(-9, -14)] * 40 + [QPointF(9, 14)] * 40)

    def drag(_number: int) -> None:
        nonlocal place
        place += next(ways)
        _mouse(canvas, QMouseEvent.Type.MouseMove, place)

    return show_acts(canvas, drag, EVENTS, 60).json()


def _moved(machine: Machine, function: str) -> Measured:
    environment, _ = screen(OFFSCREEN)

    def run() -> dict[str, Any]:
        answer: dict[str, Any] = run_child(f"tests.benchmarks.canvas:{function}", environment=environment).answer
        return answer

    taken = take_rounds(machine, {"ours": run}, GROWTH_ROUNDS, warm_up=False)
    late = sum(found["late"] for found in taken.runs["ours"])
    return taken.measured(tuple(found["p99"] for found in taken.runs["ours"]), f"{late} late frames")


def _shown(cards: int) -> Canvas:
    app = application()
    apply_theme(app, dark=False)
    canvas = Canvas()
    canvas.resize(1372, 772)
    canvas.show()
    wait_until(canvas.isVisible)
    _draw(canvas, _tree(cards))
    wait_until(lambda: len(canvas.scene.cards) == cards, 5)
    return canvas


def _painting(cards: int) -> Callable[[], object]:
    """Lay a tree out anew and paint all of it."""
    canvas, plan = _shown(max(1, cards)), _tree(max(1, cards))
    branches = outline(plan, None, {})

    def paint() -> None:
        canvas.show_branches(branches, _formulas(plan), {}, MoneyUnit.MILLION_YEN)
        canvas.zoom_to_fit()
        canvas.viewport().repaint()

    return paint


def _draw(canvas: Canvas, plan: Plan) -> None:
    canvas.show_branches(outline(plan, None, {}), _formulas(plan), {}, MoneyUnit.MILLION_YEN)
    prove(len(canvas.scene.cards) == len(plan.tree.nodes), f"{len(canvas.scene.cards)} cards are drawn")


def _formulas(plan: Plan) -> dict[NodeKey, Any]:
    return {key: node.formula for key, node in plan.tree.nodes.items() if node.formula}


def _tree(nodes: int) -> Plan:
    """Sums of three, in sums of three, and so on down."""
    names = [f"part_{_letters(number)}" for number in range(nodes)]
    metrics = {name: Metric(name, f"指標 {number}", name, "件", Kind.COUNT) for number, name in enumerate(names)}
    formulas = {
        NodeKey(name): " + ".join(names[number * BRANCHES + 1 : (number + 1) * BRANCHES + 1]) or None
        for number, name in enumerate(names)
    }
    return plan_in_memory(metrics, {}, formulas, NodeKey(names[0]), QUARTER)


def _letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def _wheel(canvas: Canvas, turn: int) -> None:
    place = QPointF(canvas.viewport().rect().center())
    event = QWheelEvent(
        place,
        canvas.viewport().mapToGlobal(place),
        QPoint(),
        QPoint(0, 120 * turn),
        Qt.MouseButton.NoButton,
        CTRL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas.viewport(), event)


def _mouse(canvas: Canvas, kind: QMouseEvent.Type, place: QPointF) -> None:
    middle = Qt.MouseButton.MiddleButton
    button = middle if kind is QMouseEvent.Type.MouseButtonPress else Qt.MouseButton.NoButton
    event = QMouseEvent(kind, place, canvas.viewport().mapToGlobal(place), button, middle, NONE)
    QApplication.sendEvent(canvas.viewport(), event)
