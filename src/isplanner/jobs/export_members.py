"""Export: a KPI sheet for each member, in one workbook or a file each."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from isplanner.analysis.sharing.allocate import Allocation, allocate
from isplanner.analysis.sharing.ways import TrackRecord
from isplanner.analysis.tree.ratio import ratio_of
from isplanner.plan.metric import Kind, Metric
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import Member, NodeKey
from isplanner.text.catalogue import phrase
from isplanner.text.dates import format_short_period
from isplanner.text.language import Language
from isplanner.workbook.member_sheet.handout import Handout, Kpi, MemberTargets
from isplanner.workbook.member_sheet.write import write_member_sheets
from isplanner.workbook.safe_names import file_stems
from isplanner.workbook.signature import is_unchanged_own

MOST_ACROSS = 5
"""More KPIs than that are too many for one person."""


def export_members(
    plan: Plan,
    folder: Path,
    *,
    as_of: date,
    language: Language,
    record: TrackRecord | None = None,
    each: bool = False,
    force: bool = False,
) -> list[Path]:
    """Write the sheets into a folder, made where it is not there. Returns the files.

    Args:
        plan: Whose targets are handed out.
        folder: Where the files go.
        as_of: The day they bear.
        language: The language of the sheets and their names.
        record: What members did before, for the ways of sharing out that take it.
        each: A file a member instead of one workbook with a sheet a member.
        force: Write over files that are not ours, or that somebody has saved since.

    Raises:
        PlanError: nothing_to_hand_out, target_exists, target_open, no_room_to_write, target_unwritable.
    """
    handout = make_handout(plan, as_of, record)
    files = _files(handout, language, each=each)
    paths = [folder / name for name in files]
    strange = [path for path in paths if path.exists() and not is_unchanged_own(path)]
    if strange and not force:
        raise PlanError("target_exists", file=strange[0].name)
    _make_folder(folder)
    for path, members in zip(paths, files.values(), strict=True):
        write_member_sheets(path, handout, members, language)
    return paths


def make_handout(plan: Plan, as_of: date, record: TrackRecord | None = None) -> Handout:
    """What members are to reach: counts on the way to the KGI by week, and the KPIs by priority.

    Raises:
        PlanError: nothing_to_hand_out when no member has a target in any of them.
    """
    shared = {
        metric.key: allocate(plan, metric.key, record)
        for metric in plan.metrics.values()
        if metric.is_whole and NodeKey(metric.key) in plan.targets
    }
    across = _across(plan, shared)
    kpis = _kpis(plan, across)
    members = (_member_targets(member, kpis, across, shared) for member in plan.members)
    busy = tuple(member for member in members if any(any(weeks) for weeks in member.weeks.values()))
    if not busy:
        raise PlanError("nothing_to_hand_out")
    return Handout(plan, as_of, across, kpis, busy)


def _files(handout: Handout, language: Language, *, each: bool) -> dict[str, tuple[MemberTargets, ...]]:
    """The names of the files, and whose sheets are in each."""
    period = format_short_period(handout.plan.period, handout.plan.rule, language)
    if not each:
        stem = file_stems([phrase("file_of_team", language, period=period)])[0]
        return {f"{stem}.xlsx": handout.members}
    names = ("".join(member.member.split()) for member in handout.members)
    stems = file_stems(phrase("file_of_member", language, period=period, member=name) for name in names)
    return {f"{stem}.xlsx": (member,) for stem, member in zip(stems, handout.members, strict=True)}


def _across(plan: Plan, shared: Mapping[str, Allocation]) -> tuple[Metric, ...]:
    """The counts to stand across: those the KGI depends on, the most important first, in the plan's order."""
    counts = [m for m in plan.metrics.values() if m.key in shared and m.kind is Kind.COUNT and _leads_to_kgi(plan, m)]
    ranked = sorted(counts, key=lambda metric: _priority(plan, metric.key) or len(plan.tree.nodes))
    return tuple(metric for metric in counts if metric in ranked[:MOST_ACROSS])


def _leads_to_kgi(plan: Plan, metric: Metric) -> bool:
    """Whether the KGI is made of it; what stands beside the tree is known for no member."""
    tree = plan.tree
    reached, waiting = set[NodeKey](), [tree.root] if tree.root else []
    while waiting:
        node = waiting.pop()
        if node not in reached:
            reached.add(node)
            waiting += [key for key in tree.inputs(node) if key in tree.nodes]
    return any(node.metric == metric.key for node in reached)


def _kpis(plan: Plan, across: tuple[Metric, ...]) -> tuple[Kpi, ...]:
    """The plan's KPIs in the order in which they matter, then what else stands across."""
    ranked = sorted(
        (node.priority, key.metric) for key, node in plan.tree.nodes.items() if node.priority and not key.channel
    )
    metrics = dict.fromkeys([*(key for _, key in ranked), *(metric.key for metric in across)])
    return tuple(_kpi(plan, plan.metrics[key]) for key in metrics)


def _kpi(plan: Plan, metric: Metric) -> Kpi:
    key = NodeKey(metric.key)
    ratio = ratio_of(plan.tree, key) if metric.kind is Kind.RATE and key in plan.tree.nodes else None
    priority = _priority(plan, metric.key)
    if ratio is None:
        return Kpi(metric, priority)
    less = ratio.less.metric if ratio.less else None
    return Kpi(metric, priority, ratio.numerator.metric, less, ratio.denominator.metric)


def _priority(plan: Plan, metric: str) -> int | None:
    node = plan.tree.nodes.get(NodeKey(metric))
    return node.priority if node else None


def _member_targets(
    member: Member, kpis: tuple[Kpi, ...], across: tuple[Metric, ...], shared: Mapping[str, Allocation]
) -> MemberTargets:
    rows = {key: row for key, allocation in shared.items() for row in allocation.rows if row.member == member.id}
    weeks = {metric.key: rows[metric.key].weeks for metric in across if metric.key in rows}
    totals = {key: row.total for key, row in rows.items()}
    others = {kpi.metric.key: target for kpi in kpis if (target := _target(kpi, totals)) is not None}
    return MemberTargets(member.name, weeks, others)


def _target(kpi: Kpi, totals: Mapping[str, int]) -> float | None:
    """A member's target for the period: his total, or of a rate his totals' numerator ÷ denominator."""
    if kpi.metric.key in totals:
        return totals[kpi.metric.key]
    numerator, denominator = totals.get(kpi.numerator or ""), totals.get(kpi.denominator or "")
    if numerator is None or not denominator:
        return None
    return (numerator - totals.get(kpi.less or "", 0)) / denominator


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PlanError("target_unwritable", file=folder.name, folder=str(folder.parent)) from error
