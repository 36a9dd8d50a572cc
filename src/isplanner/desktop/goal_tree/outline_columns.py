"""The columns of the outline, with their words."""

from collections.abc import Callable

from isplanner.desktop.goal_tree.outline_words import OutlineWords
from isplanner.desktop.goal_tree.rows import OutlineRow, RowKind
from isplanner.desktop.language import language
from isplanner.desktop.models.column import Column
from isplanner.desktop.widgets.number_text import plain_text
from isplanner.plan.metric import Metric
from isplanner.plan.problem import PlanError
from isplanner.text.entry import parse_entry, parse_range
from isplanner.text.numbers import NO_VALUE, MoneyUnit, parse_number, write_difference, write_value

Rows = Column[OutlineRow]
NAME, TARGET, VALUE, FORMULA, PRIORITY = "name", "target", "value", "formula", "priority"
BASELINE, FORECAST, GAP, OWNER = "baseline", "forecast", "gap", "owner"
_LOWEST = 99


def outline_columns(money: MoneyUnit) -> list[Rows]:
    """Name, the numbers, formula, priority, owner."""
    words = OutlineWords()
    return [
        Column(
            key=NAME,
            header=words.name,
            text=words.name_of,
            refusal=lambda _row: words.named_elsewhere,
            is_bold=lambda row: row.key is not None and row.key.channel is None and row.kind is RowKind.NODE,
            tone=lambda row: "" if row.kind is RowKind.NODE else "tx2",
        ),
        _number(TARGET, words.target, lambda row: row.target, money, parse=parse_target_entry, refusal=words.not_here),
        _number(
            VALUE,
            words.value,
            lambda row: row.value,
            money,
            parse=parse_value_entry,
            refusal=words.no_value_here,
            tried=lambda row: (row.value, row.tried.value) if row.tried else (None, None),
        ),
        _number(BASELINE, words.baseline, lambda row: row.baseline, money, refusal=lambda _row: words.baseline_follows),
        _number(
            FORECAST,
            words.forecast,
            lambda row: row.forecast,
            money,
            refusal=lambda _row: words.forecast_follows,
            tried=lambda row: (row.tried.before, row.tried.outlook) if row.tried else (None, None),
        ),
        _gap(words, money),
        Column(
            key=FORMULA,
            header=words.formula,
            text=lambda row: row.formula if row.formula is not None else words.lever(row),
            parse=lambda _row, text: text,
            refusal=words.not_here,
            tip=lambda row: row.formula or "",
            tone=lambda row: "bad" if row.problem else "tx2" if row.formula else "tx3",
        ),
        Column(
            key=PRIORITY,
            header=words.priority,
            text=lambda row: str(row.priority or ""),
            value=lambda row: row.priority or _LOWEST,
            parse=_parse_priority,
            refusal=words.no_priority,
            is_number=True,
        ),
        Column(
            key=OWNER,
            header=words.owner,
            text=lambda row: row.owner,
            parse=lambda _row, text: text.strip(),
            refusal=words.not_here,
        ),
    ]


def _number(
    key: str,
    header: str,
    number: Callable[[OutlineRow], float | None],
    money: MoneyUnit,
    *,
    parse: Callable[[OutlineRow, str], object] | None = None,
    refusal: Callable[[OutlineRow], str],
    tried: Callable[[OutlineRow], tuple[float | None, float | None]] = lambda _row: (None, None),
) -> Rows:
    def text(row: OutlineRow) -> str:
        before, after = tried(row)
        now = _written(row, lambda metric: write_value(number(row), metric, language(), money))
        if after is None or row.metric is None:
            return now
        old, new = (write_value(value, row.metric, language(), money) for value in (before, after))
        if old == new:
            return now
        return f"{old if old.unit == '%' or old.unit != new.unit else old.number} → {new}"

    def exactly(row: OutlineRow) -> str:
        return _written(row, lambda metric: write_value(number(row), metric, language()))

    def tone(row: OutlineRow) -> str:
        if "→" in text(row):
            return "acc"
        return "tx3" if number(row) is None else "tx2" if key == BASELINE else ""

    return Column(
        key=key,
        header=header,
        text=text,
        plain=lambda row: _written(row, lambda metric: plain_text(number(row), metric)),
        value=number,
        parse=parse,
        refusal=refusal,
        tip=exactly,
        tone=tone,
        is_bold=lambda row: key == TARGET and row.key is not None and row.key.channel is None,
        is_number=True,
    )


def _gap(words: OutlineWords, money: MoneyUnit) -> Rows:
    def text(row: OutlineRow) -> str:
        return _written(row, lambda metric: write_difference(row.gap, metric, language(), money))

    return Column(
        key=GAP,
        header=words.gap,
        text=text,
        plain=lambda row: _written(row, lambda metric: plain_text(row.gap, metric)),
        value=lambda row: row.gap,
        refusal=lambda _row: words.gap_follows,
        tip=lambda _row: words.gap_means,
        tone=lambda row: "tx3" if text(row).startswith(("±", NO_VALUE)) else "",
        is_number=True,
    )


def _written(row: OutlineRow, write: Callable[[Metric], object]) -> str:
    """A number of a row; nothing in the rows that only head others."""
    return str(write(row.metric)) if row.metric and row.kind is not RowKind.CHANNELS else ""


def parse_target_entry(row: OutlineRow, text: str) -> float | None:
    """A target typed where the row's stands; None takes it away."""
    return parse_entry(text, row.metric, row.target) if text.strip() and row.metric else None


def parse_value_entry(row: OutlineRow, text: str) -> float | tuple[float, float] | None:
    """A lever's value, or its range; None gives it back to its actuals."""
    if row.metric is None or not text.strip():
        return None
    if found := parse_range(text, row.metric):
        return found
    value = parse_entry(text, row.metric, row.value)
    if value < 0 or (row.metric.is_share and value > 1):
        raise PlanError("share_out_of_bounds" if row.metric.is_share else "below_zero", text=text.strip())
    return value


def _parse_priority(_row: OutlineRow, text: str) -> int | None:
    if not text.strip():
        return None
    place = parse_number(text)
    if place < 1 or place != int(place):
        raise PlanError("bad_priority", text=text)
    return int(place)
