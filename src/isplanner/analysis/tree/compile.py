"""GoalTree → Program: the goal tree as a flat list of array operations over numbered slots.

A slot holds an array (samples × months). Levers and constants fill theirs, each step computes one more from two
earlier ones; a node that is just another node's value shares its slot. Nothing is left of names, scopes or syntax.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial, reduce
from math import log1p
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from isplanner.analysis.tree.begun import Begun
from isplanner.analysis.tree.ratio import Ratio, ratio_of
from isplanner.analysis.tree.saturate import saturate
from isplanner.plan.delay import counted
from isplanner.plan.expression import Binary, Call, Expression, Name, Negate, Number, fold
from isplanner.plan.formula import canonical_text
from isplanner.plan.metric import Kind
from isplanner.plan.scope import NodeKey
from isplanner.plan.tree import GoalTree, in_scope

Array = NDArray[np.float64]
_OPERATIONS = {"+": "add", "-": "subtract", "*": "multiply", "/": "divide", "min": "minimum", "max": "maximum"}
_SIZES = frozenset({"円", "分"})
_ALL = 1 - 1e-9
"""A share this high is all but for rounding."""
LUCKY = frozenset({"thin", "occur", "pay"})
"""Products that are only what is to be expected: samples have luck in them (`luck.py`).

`thin`: how many of a count come through, each with the chance of a share. `occur`: how many there are, so many to be
expected of each. `pay`: what a count's sizes (yen, minutes) add up to. Count at the left, ratio at the right.
"""


class Step(NamedTuple):
    """Slot `out` becomes operation(slot `left`, slot `right`); what operations there are, `evaluate.py` says."""

    operation: str
    left: int
    right: int
    out: int


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """The operations of a tree, inputs first.

    `slots` tells where nodes have their values, levers too; nodes with a problem have none. `constants` fill their
    slots once (1 × 1, or 1 × months). `ratios` tells the parts of rates; all other nodes are summed over months.
    `luck` names the steps with luck by the slot they fill: same tree, same names. What comes through `later` of a node
    has a slot under a name of its own, such as `later(appointments, 60%, 40%)[webinar]`; `came` tells by month what of
    it has come through in days that are over.
    """

    months: int
    size: int
    slots: Mapping[NodeKey, int]
    levers: tuple[NodeKey, ...]
    constants: Mapping[int, Array]
    steps: tuple[Step, ...]
    rates: frozenset[NodeKey]
    ratios: Mapping[NodeKey, Ratio]
    luck: Mapping[int, str]
    came: Mapping[NodeKey, Array] = field(default_factory=dict)


def compile_tree(
    tree: GoalTree, months: int, unknown: frozenset[str] = frozenset(), begun: Begun | None = None
) -> Program:
    """Compile all nodes that can be computed.

    Args:
        tree: What to compile.
        months: How many months its arrays have.
        unknown: Channels of which nothing is known; sums leave them out, and a sum of nothing has no value.
        begun: What a `later` reads of days that are over.
    """
    compiler = _Compiler(tree, months, unknown, begun or Begun())
    for key in tree.order:
        compiler.add_node(key)
    return compiler.program()


def later_reach(tree: GoalTree) -> dict[NodeKey, int]:
    """How many months back formulas read a node by `later`; the whole plan's as far as those of its channels."""
    reach: dict[NodeKey, int] = {}
    for key in tree.order:
        if formula := tree.nodes[key].formula:
            for read, months in _reaches(tree, key.channel, formula.expression):
                for node in {read, NodeKey(read.metric)} & tree.nodes.keys():
                    reach[node] = max(months, reach.get(node, 0))
    return reach


class _Compiler:
    def __init__(self, tree: GoalTree, months: int, unknown: frozenset[str], begun: Begun) -> None:
        self.tree, self.months, self.unknown, self.begun = tree, months, unknown, begun
        self.slots: dict[NodeKey, int] = {}
        self.due: dict[NodeKey, int] = {}
        self.came: dict[NodeKey, Array] = {}
        self.constants: dict[int, Array] = {}
        self.steps: list[Step] = []
        self.luck: dict[int, str] = {}
        self.nothing: set[int] = set()
        self.size = 0
        self.node = NodeKey("")
        self.lucky: Counter[tuple[object, ...]] = Counter()

    def program(self) -> Program:
        rates = frozenset(key for key in self.slots if not self.tree.metrics[key.metric].is_whole)
        levers = tuple(key for key in self.slots if self.tree.nodes[key].formula is None)
        self.slots |= self.due
        found = {key: self._known(ratio) for key in rates if (ratio := ratio_of(self.tree, key))}
        ratios = {key: ratio for key, ratio in found.items() if self._has(ratio)}
        return Program(
            months=self.months,
            size=self.size,
            slots=self.slots,
            levers=levers,
            constants=self.constants,
            steps=tuple(self.steps),
            rates=rates,
            ratios=ratios,
            luck=self.luck,
            came=self.came,
        )

    def add_node(self, key: NodeKey) -> None:
        self.node = key
        formula = self.tree.nodes[key].formula
        self.slots[key] = self._expression(key.channel, formula.expression) if formula else self._slot()

    def _expression(self, channel: str | None, expression: Expression) -> int:
        return fold(expression, lambda part, below: self._part(channel, part, below))

    def _part(self, channel: str | None, part: Expression, below: list[int]) -> int:  # noqa: PLR0911 (one a kind)
        match part:
            case Number(value):
                return self._constant([value])
            case Name():
                return self.slots[in_scope(part, channel)]
            case Negate():
                return self._step("multiply", below[0], self._constant([-1.0]))
            case Call("sum", (summed,)):
                return self._sum(part, summed)
            case Call("later", (Name() as name, *_)):
                return self._later(part, in_scope(name, channel), below)
            case Call("saturate", (_, Number(usual), Number(rate))):
                return self._saturate(below[0], usual, rate)
            case Binary("*", left, right) if counted(left) and counted(right):
                return self._product(channel, (left, below[0]), (right, below[1]))
            case Binary(operation) | Call(operation):
                return self._chain(_OPERATIONS[operation], below)

    def _sum(self, part: Call, summed: Expression) -> int:
        known = [scope for scope in self.tree.summed(summed) if scope not in self.unknown]
        slot = self._chain("add", [self._expression(scope, summed) for scope in known])
        if isinstance(summed, Call) and summed.function == "later":
            key = NodeKey(canonical_text(part))
            came = [self.came[_due_key(summed, scope)] for scope in known]
            self.due[key], self.came[key] = slot, np.sum([np.zeros(self.months), *came], axis=0)
        return slot

    def _lucky(self, count: Expression, ratio: Expression) -> str | None:
        """Which operation of LUCKY a product of two metrics is, if any. What comes later is counted all the same."""
        counted_, other = self.tree.metrics[counted(count) or ""], self.tree.metrics[counted(ratio) or ""]
        if counted_.kind is not Kind.COUNT or other.kind is not Kind.RATE or not isinstance(ratio, Name):
            return None
        if other.is_share:
            return "thin"
        return "pay" if other.unit in _SIZES else "occur"

    def _product(self, channel: str | None, left: tuple[Expression, int], right: tuple[Expression, int]) -> int:
        """The product of two metrics in their slots, with luck where the one is counted by the other."""
        for (count, counted_), (ratio, slot) in ((left, right), (right, left)):
            if operation := self._lucky(count, ratio):
                return self._luck((self.node, channel), operation, counted_, slot)
        return self._step("multiply", left[1], right[1])

    def _luck(self, place: tuple[object, ...], operation: str, count: int, ratio: int) -> int:
        out = self._step(operation, count, ratio)
        self.luck[out] = " ".join(map(str, (*place, self.lucky[place])))
        self.lucky[place] += 1
        return out

    def _later(self, part: Call, node: NodeKey, below: list[int]) -> int:
        """What of a node's months so far comes through in each, and of the months before the first; made once."""
        key, now = _due_key(part, node.channel), below[0]
        if key not in self.due:
            shares = [float(self.constants[weight].item()) for weight in below[1:]]
            is_count = self.tree.metrics[node.metric].kind is Kind.COUNT
            is_lucky = is_count and min(shares) >= 0 and sum(shares) * _ALL <= 1
            if is_lucky:
                parts = self._split(node, now, shares)
            else:
                parts = [(back, self._step("multiply", now, weight)) for back, weight in enumerate(below[1:])]
            shifted = [self._step("shift", slot, self._constant([back])) if back else slot for back, slot in parts]
            if (before := self._before(node, shares, is_lucky=is_lucky)) is not None:
                shifted.append(before)
            self.due[key] = self._chain("add", shifted) if shifted else self._constant([0.0])
            self.came[key] = self.begun.came(node, shares, self.months)
        return self.due[key]

    def _split(self, node: NodeKey, now: int, shares: Sequence[float]) -> list[tuple[int, int]]:
        """A count by how many months later it comes through, as luck has it: multinomial.

        Of those who are left each month takes a binomial number, with its share of the shares that are left (Devroye,
        Non-Uniform Random Variate Generation, 1986, XI.1.1). So what comes through is counted in whole numbers, and
        a thinning of it is binomial like any other.
        """
        parts: list[tuple[int, int]] = []
        rest, left = now, 1.0
        for back, share in enumerate(shares):
            if share <= 0:
                continue
            if share >= left * _ALL:
                return [*parts, (back, rest)]
            parts.append((back, self._luck(("later", node), "thin", rest, self._constant([share / left]))))
            rest, left = self._step("subtract", rest, parts[-1][1]), left - share
        return parts

    def _before(self, node: NodeKey, shares: Sequence[float], *, is_lucky: bool) -> int | None:
        """What comes in that was begun before; None where nothing does.

        Its luck is month by month: that who came in one month does not come in the next is left out.
        """
        comes, of = self.begun.comes(node, shares, self.months)
        if not comes.any():
            return None
        if not is_lucky:
            return self._constant(comes.tolist())
        chance = np.divide(comes, of, out=np.zeros(self.months), where=of > 0)
        return self._luck(("before", node), "thin", self._constant(of.tolist()), self._constant(chance.tolist()))

    def _saturate(self, calls: int, usual: float, rate: float) -> int:
        """What a call gains relative to the usual number of them: exprel(calls · ln(1 − rate)), in proportion."""
        power = self._step("multiply", calls, self._constant([log1p(-rate)]))
        return self._step("multiply", self._step("exprel", power, power), self._constant([saturate(0, usual, rate)]))

    def _chain(self, operation: str, slots: list[int]) -> int:
        return reduce(partial(self._step, operation), slots) if slots else self._none()

    def _none(self) -> int:
        """A sum over channels of which none is known."""
        self.nothing.add(slot := self._constant([np.nan]))
        return slot

    def _step(self, operation: str, left: int, right: int) -> int:
        out = self._slot()
        self.steps.append(Step(operation, left, right, out))
        return out

    def _constant(self, months: Sequence[float]) -> int:
        slot = self._slot()
        self.constants[slot] = np.array([months], np.float64)
        return slot

    def _slot(self) -> int:
        self.size += 1
        return self.size - 1

    def _known(self, ratio: Ratio) -> Ratio:
        """A ratio of the period: of what comes through in it, and less nothing where nothing is known of what it is."""
        if ratio.due:
            ratio = replace(ratio, denominator=_due_key(ratio.due, ratio.denominator.channel))
        is_known = ratio.less is None or self.slots.get(ratio.less) not in self.nothing
        return ratio if is_known else replace(ratio, less=None)

    def _has(self, ratio: Ratio) -> bool:
        parts = (ratio.numerator, ratio.denominator, ratio.less or ratio.denominator)
        return all(part in self.slots for part in parts)


def _due_key(part: Call, channel: str | None) -> NodeKey:
    """The name of what comes through later, of a node in its own scope or summed over channels."""
    inner = part.arguments[0]
    if isinstance(inner, Name):
        part = replace(part, arguments=(replace(inner, channel=None), *part.arguments[1:]))
    return NodeKey(canonical_text(part), channel)


def _reaches(tree: GoalTree, channel: str | None, expression: Expression) -> tuple[tuple[NodeKey, int], ...]:
    def step(part: Expression, below: list[tuple[tuple[NodeKey, int], ...]]) -> tuple[tuple[NodeKey, int], ...]:
        match part:
            case Call("later", (Name() as name, *weights)):
                return ((in_scope(name, channel), len(weights) - 1),)
            case Call("sum", (summed,)):
                return tuple(found for scope in tree.summed(summed) for found in _reaches(tree, scope, summed))
        return tuple(found for founds in below for found in founds)

    return fold(expression, step)
