"""Templates: how a kind of team turns leads into its KGI, as data files in `resources/templates/`.

A template writes the formulas of a channel from the KGI down. Cut at a metric, that metric is a lever and what lies
below it is left out (design: numbers.md 3).
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from isplanner.plan.metric import Kind, Metric
from isplanner.plan.scope import Channel, NodeKey
from isplanner.resource_files import resource

_NAME = re.compile(r"[a-z_]+")


@dataclass(frozen=True, slots=True)
class Template:
    """A plan's structure without people and figures.

    `phone` and `mail` give each metric's formula in a channel of that kind, `plan` the ratios of the whole plan that
    are not simply numerator ÷ denominator (the first whose names all exist is taken). `cut` names the metrics that
    become levers, `beside` KPIs that stand beside the tree.
    """

    kgi: str
    channels: tuple[str, ...]
    mail_channels: tuple[str, ...]
    cut: tuple[str, ...]
    priorities: tuple[str, ...]
    beside: tuple[str, ...]
    phone: Mapping[str, str]
    mail: Mapping[str, str]
    plan: Mapping[str, tuple[str, ...]]

    def channel_formulas(self, channel: str, kgi: str) -> dict[str, str | None]:
        """The nodes of a channel from the KGI down: metric → formula, None for a lever."""
        chain = self.mail if channel in self.mail_channels else self.phone
        return {metric: None if metric in self.cut else chain.get(metric) for metric in self._walk(chain, kgi)}

    def formulas(self, channels: Iterable[str], metrics: Mapping[str, Metric], kgi: str) -> dict[NodeKey, str | None]:
        """All nodes in the order of a tree read from the top: the whole plan's, then each channel's."""
        of_channels = {channel: self.channel_formulas(channel, kgi) for channel in channels}
        names = dict.fromkeys((kgi, *(metric for nodes in of_channels.values() for metric in nodes)))
        whole = {NodeKey(name): self._plan_formula(metrics[name], set(names)) for name in names}
        beside = {NodeKey(name): None for name in self.beside if name not in names}
        parts = {NodeKey(name, channel): text for channel, nodes in of_channels.items() for name, text in nodes.items()}
        return whole | beside | parts

    def _walk(self, chain: Mapping[str, str], metric: str) -> Iterator[str]:
        yield metric
        if metric in chain and metric not in self.cut:
            for name in _NAME.findall(chain[metric]):
                yield from self._walk(chain, name)

    def _plan_formula(self, metric: Metric, names: set[str]) -> str | None:
        if metric.kind is not Kind.RATE:
            return f"sum({metric.key})"
        ratio = f"{metric.numerator} / {metric.denominator}"
        for text in (*self.plan.get(metric.key, ()), ratio):
            if names.issuperset(_NAME.findall(text)):
                return text
        return None


@cache
def shipped_template(name: str) -> Template:
    """A template of `resources/templates/`."""
    with resource("templates", f"{name}.toml").open("rb") as file:
        row = tomllib.load(file)
    return Template(
        kgi=row["kgi"],
        channels=tuple(row["channels"]),
        mail_channels=tuple(row["mail_channels"]),
        cut=tuple(row["cut"]),
        priorities=tuple(row["priorities"]),
        beside=tuple(row["beside"]),
        phone=row["phone"],
        mail=row["mail"],
        plan={key: tuple(texts) for key, texts in row["plan"].items()},
    )


@cache
def shipped_channels() -> dict[str, Channel]:
    """The channels known by name, by key. Their ids are their places; a plan gives its own."""
    with resource("channels.toml").open("rb") as file:
        rows = tomllib.load(file)["channel"]
    return {row["key"]: Channel(id=number, **row) for number, row in enumerate(rows, 1)}
