"""The JSON of every answer, once. Keys are those of the design; dates ISO, rates fractions, money yen."""

from collections.abc import Container, Iterable, Mapping

from isplanner.jobs.answer import Answer
from isplanner.jobs.import_files import Imported
from isplanner.plan.metric import Metric
from isplanner.plan.period import Span
from isplanner.plan.scope import NodeKey
from isplanner.store.facts import StoredFact
from isplanner.text.language import Language
from isplanner.text.messages import say
from isplanner.workbook.read_table import ColumnReading
from isplanner.workbook.reading import SheetReading

Json = Mapping[str, object]


def tree_answer(answer: Answer) -> Json:
    """`tree`: the KGI and every node, in the plan's order; null where nothing can be computed."""
    plan = answer.plan
    goal = plan.goal
    kgi = {
        "metric": goal.metric if goal else plan.tree.root and plan.tree.root.metric,
        "goal": whole(goal.value, plan.metrics[goal.metric]) if goal else None,
        "base": goal.base if goal else None,
        "relative": goal.relative if goal else None,
    }
    return {"kgi": kgi, "nodes": [_node(answer, key) for key in plan.tree.nodes]}


def _node(answer: Answer, key: NodeKey) -> Json:
    plan, node = answer.plan, answer.plan.tree.nodes[key]
    metric, target, forecast = plan.metrics[key.metric], plan.targets.get(key), answer.forecasts.get(key)
    return {
        "node": str(key),
        "metric": key.metric,
        "channel": key.channel,
        "lever": node.formula is None,
        "formula": node.formula and node.formula.text,
        "unit": metric.unit,
        "baseline": answer.baseline.values.get(key),
        "value": answer.projection.values.get(key),
        "target": target and whole(target.value, metric),
        "forecast": forecast and forecast.forecast,
        "open_at_start": plan.open_at_start.get(key),
        "children": [str(child) for child in plan.tree.children(key)],
    }


def whole(value: float, metric: Metric) -> float:
    """A stored count or amount without its decimal point."""
    return round(value) if metric.is_whole else value


def significant(value: float | None) -> float | None:
    """A number that comes from samples, in the digits that are the same on every machine."""
    return None if value is None else float(f"{value:.9g}")


def days(span: Span) -> dict[str, object]:
    """A span as JSON says it: first and last day."""
    return {"start": span.start.isoformat(), "end": span.last.isoformat()}


def import_answer(imported: Imported, language: Language) -> Json:
    """`import`: what was read sheet by sheet, and what that changed; `batch` null for a dry run."""
    reading = imported.reading
    return {
        "batch": imported.batch,
        "files": [
            {
                "file": file.file,
                "templates": list(file.templates),
                "unread": dict(file.unread),
                "sheets": [_sheet(sheet, language) for sheet in file.sheets],
            }
            for file in reading.files
        ],
        "new": {"members": list(reading.new_members), "channels": list(reading.new_channels)},
        "unchanged": imported.unchanged,
        "replaced": imported.replaced,
    }


def _sheet(sheet: SheetReading, language: Language) -> Json:
    return {
        "sheet": sheet.sheet,
        "shape": sheet.shape,
        "header_rows": list(sheet.header_rows),
        "columns": [_column(column) for column in sheet.columns],
        "facts": len(sheet.facts),
        "held": [
            {
                "cell": f"{cell.sheet}!{cell.cell}",
                "text": cell.text,
                "reason": cell.reason,
                "message": say(f"held_{cell.reason}", {}, language),
            }
            for cell in sheet.held
        ],
        "ignored_rows": [{"row": row.row, "reason": row.reason} for row in sheet.ignored_rows],
        "derived": list(sheet.derived),
    }


def _column(column: ColumnReading) -> Json:
    """A column that was read; `why` are the codes of what speaks for it, `sure` is how sure that makes it."""
    return {
        "column": column.column,
        "header": column.header,
        "metric": column.metric,
        "unit": column.unit,
        "sure": round(column.why.sure, 2),
        "why": [reason.code for reason in column.why.reasons],
    }


def facts_answer(facts: Iterable[StoredFact], counting: Container[int]) -> list[Json]:
    """`facts`: every fact in force, in the order stored; `counts` where it is among those that add up."""
    return [_fact(stored) | {"counts": stored.id in counting} for stored in facts]


def _fact(stored: StoredFact) -> dict[str, object]:
    fact = stored.fact
    return {
        **days(fact.span),
        "grain": fact.grain,
        "member": fact.member,
        "channel": fact.channel,
        "metric": fact.metric,
        "kind": fact.kind.value,
        "value": fact.value,
        "source": {"file": fact.source.file, "sheet": fact.source.sheet, "cell": fact.source.cell},
    }
