"""What the text of a header, a row label, a title or a sheet name says: metric, channel, kind, period, unit, role."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache, lru_cache

from isplanner.plan.metric import shipped_metrics
from isplanner.workbook.grid import Value
from isplanner.workbook.periods import Found, PeriodPart, find_periods, together
from isplanner.workbook.spelling import plain, squeezed
from isplanner.workbook.values import MONEY, fitting_unit, label_unit
from isplanner.workbook.vocabulary import uncounted, vocabulary

TARGET, ACTUAL, COMPARISON = "target", "actual", "comparison"

_BRACKETS = re.compile(r"[(\[〔「【]([^()\[\]〔〕「」【】]*)[)\]〕」】]")
_BETWEEN_UNITS = re.compile(r"[、,/・ ]")
_JOINTS = " ・/:-_~|.、,の"
_PIVOT = re.compile(r"^(?:合計\s*/|sum of(?![a-z]))\s*")
_UNIT_NOTE = re.compile(r"単位\s*[:/]?\s*([^()\[\]]+)")
_UNIT_BEHIND = re.compile(
    r"(?P<metric>.+?)\s*(?:/\s*(?P<part>件|回|本|社|人|名)|/?\s*(?P<unit>h|秒|分|時間|%|円|千円|万円|百万円|億円))"
)
_AS_OF = re.compile(r"\s*(?:現在|時点)")
_MARKS = "■●◆▼【】"
_NO_NAME = re.compile(r"(別|一覧|表|推移|サマリー|管理|レポート|合計|ボード)$")
_NO_TOTAL = re.compile(r"[集統会設]計$")
_NO_OWN_NUMBERS = (
    *("累計", "累積", "通算", "平均", "前月", "先月", "前週", "先週", "前期", "昨年", "前日"),
    *("ytd", "mtd", "qtd", "wtd", "average", "avg", "cumulative"),
)
"""What brackets behind a metric say of numbers that are no counts of a day or month; 合計 there is none of these."""
_MAY_BE_PERIOD = re.compile(
    r"[年月日週期間]|[0-9０-９][/.\-／．－]|[0-9０-９]{6}|[qhwfr] *[0-9]|[0-9][qhw]"
    r"|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec",
    re.IGNORECASE,
)
_OPEN_ENDS = ("~", "〜")
_YEAR_MONTHS = range(200_001, 210_000)
_LONGEST_LABEL = 200


@dataclass(frozen=True, slots=True)
class Label:
    """What one cell of text says.

    `role` is what a column under it holds (date, member, …), `kind` target, actual or comparison, `unit` what its
    brackets or a 単位 note say, `is_known` whether all of the text was understood.
    """

    text: str
    role: str | None = None
    metric: str | None = None
    channel: str | None = None
    kind: str | None = None
    period: PeriodPart | None = None
    unit: str | None = None
    is_total: bool = False
    is_known: bool = False


def read_label(value: Value) -> Label | None:
    """What a header or label cell says, compared whole; None for a cell that is no label."""
    if isinstance(value, str):
        return _label(value) if value and len(value) <= _LONGEST_LABEL else None
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return Label(str(day), period=PeriodPart(day.year, month=day.month, day=day.day), is_known=True)
    return _label(f"{value:.0f}") if isinstance(value, int | float) and is_year_month(value) else None


def is_known(value: Value) -> bool:
    """Whether all of a cell's text is understood."""
    label = read_label(value)
    return label is not None and label.is_known


def is_period(value: Value) -> bool:
    """Whether a cell says a period and nothing else."""
    if isinstance(value, str) and not _MAY_BE_PERIOD.search(value):
        return False  # a quick look, for most of thousands of names are none
    label = read_label(value)
    says_else = label and (label.role or label.metric or label.channel or label.kind or label.unit)
    return label is not None and label.is_known and label.period is not None and not says_else


def is_kind(text: str) -> bool:
    """Whether a text says 目標, 実績 or the like and nothing else."""
    return vocabulary().kinds.get(squeezed(text)) in {TARGET, ACTUAL}


def is_year_month(value: Value) -> bool:
    """Whether a number may be a year and month, as 202607."""
    # A float would be looked for in a range one by one.
    return isinstance(value, int | float) and _YEAR_MONTHS.start <= value < _YEAR_MONTHS.stop and value == int(value)


@lru_cache(maxsize=1 << 15)
def _label(text: str) -> Label | None:
    outer, inner = _split_brackets(plain(text))
    if not outer:
        outer, inner = " ".join(inner), []
    if not outer:
        return None
    label = _whole(outer, text)
    if not label.is_known and (unit := label_unit(outer)):
        label = replace(label, unit=unit, is_known=True)
    for piece in inner:
        label = _with_bracket(label, piece)
    return label


def without_brackets(text: str) -> str:
    """A text without what it says in brackets."""
    return _split_brackets(text)[0]


def _split_brackets(text: str) -> tuple[str, list[str]]:
    inner = [piece.strip() for piece in _BRACKETS.findall(text)]
    return _BRACKETS.sub(" ", text).strip(), inner


def _with_bracket(label: Label, piece: str) -> Label:
    """A label with what its bracket adds: a unit, or a kind or period that it does not have itself."""
    units = [unit for part in _BETWEEN_UNITS.split(piece) if (unit := label_unit(part))]
    if units:
        return replace(label, unit=label.unit or next((unit for unit in units if unit in MONEY), units[0]))
    added = _whole(piece, piece)
    if squeezed(piece).endswith(_NO_OWN_NUMBERS) or added.kind == COMPARISON:
        return replace(label, kind=COMPARISON, is_known=True)
    if not added.is_known or added.role:
        return label
    return replace(label, kind=label.kind or added.kind, period=label.period or added.period)


def _whole(text: str, shown: str) -> Label:
    """What a text without brackets says: known as it stands, or after taking periods, then kinds, off."""
    total = is_total(text)
    if label := _looked_up(text, Label(shown, is_total=total)):
        return label
    kind = COMPARISON if _compares(text) else None
    found = find_periods(text)
    label = Label(shown, kind=kind, period=together(each.part for each in found), is_total=total)
    if found and plain(text).endswith(_OPEN_ENDS):
        return label  # 7/6〜 does not say until when
    rest = _cut(plain(text).casefold(), found)
    if known := _looked_up(rest, label):
        return known
    without, said = _without_kinds(rest)
    label = replace(label, kind=kind or said)
    if not without.strip(_JOINTS):
        return replace(label, is_known=True)
    return _looked_up(without, label) or _with_unit(without, label) or replace(label, is_known=bool(total or kind))


def _with_unit(text: str, label: Label) -> Label | None:
    """A metric with a unit of its own behind it: 通話時間h, 架電数/件, but not 架電時間."""
    match = _UNIT_BEHIND.fullmatch(text.strip(_JOINTS))
    known = _looked_up(match["metric"], label) if match else None
    if match is None or known is None or known.metric is None:
        return None
    unit = fitting_unit(shipped_metrics()[known.metric], [label_unit(match["unit"] or match["part"])])
    return replace(known, unit=unit) if unit else None


def _looked_up(text: str, label: Label) -> Label | None:
    """The label with what the words make of a text, None if they do not know it."""
    words = vocabulary()
    word = squeezed(_PIVOT.sub("", plain(text).casefold())).strip(_JOINTS)
    role, kind = words.columns.get(word), words.kinds.get(word)
    metric, channel = words.metrics.get(uncounted(word)), words.channels.get(word)
    if not (role or kind or metric or channel):
        return None
    return replace(label, role=role, metric=metric, channel=channel, kind=label.kind or kind, is_known=True)


def _cut(text: str, found: tuple[Found, ...]) -> str:
    for each in reversed(found):
        text = f"{text[: each.start]} {text[each.end :]}"
    return text


def _without_kinds(text: str) -> tuple[str, str | None]:
    """A text without words of target and actual, and the first that it had."""
    kind = None
    for word, meaning in _kind_words():
        without = word.sub(" ", text)
        if without != text:
            text, kind = without, kind or meaning
    return text, kind


@cache
def _kind_words() -> list[tuple[re.Pattern[str], str]]:
    kinds = vocabulary().kinds.items()
    return [(_inside(word), meaning) for word, meaning in kinds if meaning in {TARGET, ACTUAL}]


def _inside(word: str) -> re.Pattern[str]:
    """Finds a word within a longer text; a Latin word only where no Latin letter touches it."""
    spaced = r"\s*".join(map(re.escape, word))
    first = r"(?<![a-z0-9])" if word[0].isascii() else ""
    last = r"(?![a-z0-9])" if word[-1].isascii() else ""
    return re.compile(first + spaced + last)


@lru_cache(maxsize=1 << 15)
def _compares(text: str) -> bool:
    word = squeezed(text)
    return any(meaning == COMPARISON and known in word for known, meaning in vocabulary().kinds.items())


@lru_cache(maxsize=1 << 15)
def is_total(text: str) -> bool:
    """Whether a row or column label says that its numbers are sums or averages of others."""
    word = squeezed(without_brackets(plain(text)) or text)
    words = vocabulary().words
    return word in words["total"] or word.endswith(tuple(words["total_endings"]))


@lru_cache(maxsize=1 << 15)
def is_unit_of_people(text: str) -> bool:
    """Whether a text names a department or team rather than a person (営業一課)."""
    word, words = squeezed(text), vocabulary().words
    return word.endswith(tuple(words["unit_endings"])) or word.startswith(tuple(words["unit_beginnings"]))


@lru_cache(maxsize=1 << 15)
def is_comparison(text: str) -> bool:
    """Whether a row label says that its numbers compare others (達成率, 前年比)."""
    return vocabulary().says("comparison", without_brackets(plain(text)) or text)


@lru_cache(maxsize=1 << 15)
def is_note(text: str) -> bool:
    """Whether a text is a note below a table."""
    return squeezed(text).startswith(tuple(vocabulary().words["note"]))


@lru_cache(maxsize=1 << 12)
def read_title(text: str) -> Label:
    """What a title or sheet name says: labels are found inside longer text, the longest name first.

    `role` is "member" where a marked title (■, 担当：) names a person, the name being `text`; "total" where it says
    that the block below sums others.
    """
    shown = plain(text)[:_LONGEST_LABEL]
    low = shown.casefold()
    dated = [each for each in find_periods(shown) if not _is_timestamp(low, each)]
    label = Label(shown, period=together(each.part for each in dated), unit=_note_unit(low), kind=_title_kind(low))
    for word, metric, channel in _names():
        if not (match := word.search(low)):
            continue
        low = f"{low[: match.start()]}\0{low[match.end() :]}"
        label = replace(label, metric=label.metric or metric, channel=label.channel or channel)
    return replace(label, role=_title_role(label), is_known=True)


def is_timestamp(text: str) -> bool:
    """Whether a text ends in 作成日 or the like: the date after it says when the file was made."""
    return squeezed(text).rstrip(":").removesuffix("時").endswith(tuple(vocabulary().words["timestamp"]))


def _is_timestamp(text: str, found: Found) -> bool:
    return is_timestamp(text[: found.start]) or bool(_AS_OF.match(text, found.end))


def _note_unit(text: str) -> str | None:
    """The money unit that a note or title says (`単位：件、千円`, `コスト（万円）`)."""
    noted = [match[1] for match in _UNIT_NOTE.finditer(text)]
    pieces = [part for note in noted + _BRACKETS.findall(text) for part in _BETWEEN_UNITS.split(note)]
    return next((unit for part in pieces if (unit := label_unit(part)) in MONEY), None)


def _title_kind(text: str) -> str | None:
    """The kind a title says; one that speaks of several leaves it to its columns."""
    kinds = {meaning for word, meaning in _kind_words() if word.search(text)}
    if _compares(text):
        kinds.add(COMPARISON)
    return kinds.pop() if len(kinds) == 1 else None


@cache
def _names() -> list[tuple[re.Pattern[str], str | None, str | None]]:
    """All names of metrics and channels, longest first."""
    words = vocabulary()
    metrics = [(word, words.metrics[uncounted(word)], None) for word in words.metric_names]
    channels = [(word, None, channel) for word, channel in words.channels.items()]
    ordered = sorted([*metrics, *channels], key=lambda name: -len(name[0]))
    return [(_inside(word), metric, channel) for word, metric, channel in ordered]


def _title_role(label: Label) -> str | None:
    bare = label.text.strip(_MARKS + " ")
    rest = _without_kinds(_cut(bare.casefold(), find_periods(bare)))[0].strip(_JOINTS)
    if rest and is_total(rest) and not _NO_TOTAL.search(rest):
        return "total"
    is_marked = label.text.startswith(tuple(_MARKS)) or any(_prefixes(label.text))
    says_other = label.period or label.kind or label.metric or label.channel
    return "member" if is_marked and not says_other and not _NO_NAME.search(bare) else None


def _prefixes(text: str) -> Iterator[str]:
    """The part of a text after 担当：, 担当者：, 氏名：."""
    head, sign, name = text.partition(":")
    if sign and vocabulary().says("name_prefix", head):
        yield name.strip()


def name_after_prefix(text: str) -> str | None:
    """The name in `担当：佐藤`."""
    return next(_prefixes(plain(text)), None)
