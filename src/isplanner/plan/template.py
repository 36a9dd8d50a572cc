"""Templates: how a kind of team turns leads into its KGI, as data files in `resources/templates/`.

A template writes the formulas of a channel from the KGI down. Cut at a metric, that metric is a lever and what lies
below it is left out (design: numbers.md 3). How far down it goes is said by the phase a team is in.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from isplanner.plan.metric import Kind, Metric
from isplanner.plan.scope import Channel, NodeKey
from isplanner.resource_files import resource

NAMES = ("inside_sales", "sdr", "bdr", "mail")
"""The shipped templates, the usual one first."""

_NAME = re.compile(r"[a-z_]+")


class Phase(StrEnum):
    """立ち上げ, 成長, 成熟: how much of the way from leads to the KGI a team measures."""

    LAUNCH = "launch"
    GROWTH = "growth"
    MATURE = "mature"


@dataclass(frozen=True, slots=True)
class Template:
    """A plan's structure without people and figures.

    `phone` and `mail` give each metric's formula in a channel of that kind ("" for a lever), `whole` those of metrics
    that only the whole plan has, `plan` the ratios of the whole plan that are not simply numerator ÷ denominator (of
    both the first text whose names all exist is taken). `cut` names the metrics that become levers, `priorities` the
    KPIs that matter, `beside` those that stand beside the tree. `kgis` are the KGIs it is made for.
    """

    name: str
    ja: str
    en: str
    about_ja: str
    about_en: str
    kgi: str
    kgis: tuple[str, ...]
    channels: tuple[str, ...]
    mail_channels: tuple[str, ...]
    cut: tuple[str, ...]
    priorities: tuple[str, ...]
    beside: tuple[str, ...]
    phone: Mapping[str, str]
    mail: Mapping[str, str]
    whole: Mapping[str, tuple[str, ...]]
    plan: Mapping[str, tuple[str, ...]]

    def channel_formulas(self, channel: str, kgi: str) -> dict[str, str | None]:
        """The nodes of a channel from the KGI down: metric → formula, None for a lever."""
        return self._channel(channel, self._read_down(kgi)[1])

    def formulas(self, channels: Iterable[str], metrics: Mapping[str, Metric], kgi: str) -> dict[NodeKey, str | None]:
        """All nodes in the order of a tree read from the top: the whole plan's, then each channel's."""
        top, _ = self._read_down(kgi)
        own, roots = self._read_down(kgi, *(name for name in self.beside if name in self.whole))
        of_channels = {channel: self._channel(channel, roots) for channel in channels}
        names = dict.fromkeys((*roots, *(metric for nodes in of_channels.values() for metric in nodes)))
        summed = {NodeKey(name): self._plan_formula(metrics[name], set(names)) for name in names}
        whole = {NodeKey(name): text for name, text in top.items()} | summed
        whole |= {NodeKey(name): text for name, text in own.items() if NodeKey(name) not in whole}
        beside = {NodeKey(name): None for name in self.beside if NodeKey(name) not in whole}
        parts = {NodeKey(name, channel): text for channel, nodes in of_channels.items() for name, text in nodes.items()}
        return whole | beside | parts

    def _read_down(self, *tops: str) -> tuple[dict[str, str | None], list[str]]:
        """What only the whole plan has under some metrics, and the metrics where channels begin."""
        own: dict[str, str | None] = {}
        roots: list[str] = []
        waiting = list(tops)
        while waiting:
            name = waiting.pop(0)
            if name in own or name in roots:
                continue
            if name in self.whole:
                text = next(text for text in self.whole[name] if all(map(self._is_had, _NAME.findall(text))))
                own[name] = text
                waiting += _NAME.findall(text)
            elif name in tops or self._is_of_channels(name):
                roots.append(name)
            else:
                own[name] = None
        return own, roots

    def _is_had(self, name: str) -> bool:
        """Whether a metric can be had: what only some channels have, in one of those there are."""
        return self._is_of_channels(name) or name not in {*self.phone, *self.mail}

    def _is_of_channels(self, name: str) -> bool:
        return any(name in self._chain(channel) for channel in self.channels)

    def _chain(self, channel: str) -> Mapping[str, str]:
        return self.mail if channel in self.mail_channels else self.phone

    def _channel(self, channel: str, roots: Iterable[str]) -> dict[str, str | None]:
        chain, nodes = self._chain(channel), dict[str, str | None]()
        for root in roots:
            if root in chain or root not in {*self.phone, *self.mail}:
                walked = self._walk(chain, root)
                nodes |= {name: None if name in self.cut else chain.get(name) or None for name in walked}
        return nodes

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
def shipped_template(name: str, phase: Phase = Phase.GROWTH, kgi: str | None = None) -> Template:
    """A template of `resources/templates/`, for a phase and a KGI (its usual one unless given)."""
    kind, chains = _read(f"{name}.toml"), _read("chains.toml")
    of_phase, of_kgi = chains["phase"][phase], chains["kgi"].get(kgi, {})
    shorter: Mapping[str, str] = of_phase.get("shorter", {})
    beside = (*of_phase["beside"], *of_kgi.get("beside", ()))
    ways = {"mail" if channel in kind["mail_channels"] else "phone" for channel in kind["channels"]}
    known = {*chains["whole"]}.union(
        *(_NAME.findall(f"{key} {text}") for way in ways for key, text in chains[way].items())
    )
    return Template(
        name=name,
        **{key: kind[key] for key in ("ja", "en", "about_ja", "about_en")},
        kgi=kgi or kind["kgi"],
        kgis=tuple(kind["kgis"]),
        channels=tuple(kind["channels"]),
        mail_channels=tuple(kind["mail_channels"]),
        cut=tuple(of_phase["cut"]),
        priorities=tuple(of_kgi.get("priorities", of_phase["priorities"])),
        beside=tuple(name for name in dict.fromkeys(beside) if name in known),
        phone=chains["phone"] | shorter,
        mail=chains["mail"] | shorter,
        whole={key: tuple(texts) for key, texts in chains["whole"].items()},
        plan={key: tuple(texts) for key, texts in chains["plan"].items()},
    )


def _read(file_name: str) -> dict[str, Any]:
    with resource("templates", file_name).open("rb") as file:
        return tomllib.load(file)


@cache
def shipped_channels() -> dict[str, Channel]:
    """The channels known by name, by key. Their ids are their places; a plan gives its own."""
    with resource("channels.toml").open("rb") as file:
        rows = tomllib.load(file)["channel"]
    return {row["key"]: Channel(id=number, **row) for number, row in enumerate(rows, 1)}
