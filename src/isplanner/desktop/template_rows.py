"""TemplateRows: what a new plan is made of: a template, how far a team measures, and its KGI."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QSizePolicy, QStackedWidget

from isplanner.desktop.language import language
from isplanner.desktop.widgets.number_edit import NumberEdit
from isplanner.desktop.widgets.plain_label import PlainLabel
from isplanner.desktop.widgets.segments import Segments
from isplanner.jobs.templates import saved_templates
from isplanner.plan.metric import Metric, shipped_metrics
from isplanner.plan.structure import Structure, bare_structure, template_structure
from isplanner.plan.target import Goal
from isplanner.plan.template import NAMES, Phase, shipped_template
from isplanner.text.names import metric_name

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class _Choice:
    """A template: a shipped one by its name, or what the user kept."""

    made_of: str | Structure
    words: str
    about: str
    kgis: tuple[Metric, ...]
    usual: int


class TemplateRows(QObject):
    """The rows of a form that choose a structure and the KGI's value.

    Signals:
        changed: another structure is chosen.
    """

    changed = Signal()

    def __init__(self, folder: "Path", parent: QObject) -> None:
        super().__init__(parent)
        self._choices = [*_shipped(), self._bare(), *self._kept(folder)]
        self._phase = Phase.GROWTH
        self._fields: dict[str, NumberEdit] = {}
        self.template = QComboBox()
        self.template.setAccessibleName(self.tr("テンプレート"))
        self.template.addItems([choice.words for choice in self._choices])
        self.about = _hint()
        self.phases = Segments(self.tr("段階"))
        self.phases.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.phase_words = _hint()
        self.kgi = QComboBox()
        self.kgi.setAccessibleName(self.tr("KGI"))
        self.goals = QStackedWidget()
        self.template.currentIndexChanged.connect(self._show_template)
        self.kgi.currentIndexChanged.connect(self._show_kgi)
        self.phases.chosen.connect(self._show_phase)
        self._show_phase(self._phase)
        self._show_template()

    @property
    def structure(self) -> Structure:
        """What is chosen."""
        made_of, metric = self._choice.made_of, self._metric
        if isinstance(made_of, Structure):
            return made_of
        return template_structure(made_of, self._phase, metric.key if metric else None)

    @property
    def goal(self) -> Goal | None:
        """The KGI with its value; None where it is to be set later."""
        metric = self._metric
        value = self._fields[metric.key].value if metric else None
        return None if metric is None or value is None else Goal(metric.key, value)

    def add_to(self, form: QFormLayout) -> None:
        """Put the rows into a form."""
        form.addRow(PlainLabel(self.tr("テンプレート"), "small"), self.template)
        form.addRow("", self.about)
        form.addRow(PlainLabel(self.tr("段階"), "small"), self.phases)
        form.addRow("", self.phase_words)
        form.addRow(PlainLabel(self.tr("KGI"), "small"), self.kgi)
        form.addRow(PlainLabel(self.tr("KGI の目標"), "small"), self.goals)

    @property
    def _choice(self) -> _Choice:
        return self._choices[self.template.currentIndex()]

    @property
    def _metric(self) -> Metric | None:
        kgis, place = self._choice.kgis, self.kgi.currentIndex()
        return kgis[place] if place >= 0 else None

    def _bare(self) -> _Choice:
        about = self.tr("指標の辞書とチャネルだけのプランです。KGI を選び、ツリーを自分で育てます。")
        return _Choice(bare_structure(), self.tr("空のツリー"), about, (), 0)

    def _kept(self, folder: "Path") -> Iterator[_Choice]:
        about = self.tr("保存した構成です：{nodes} の指標、{channels} のチャネル。")
        for name, kept in saved_templates(folder).items():
            words = about.format(nodes=len(kept.formulas), channels=len(kept.channels))
            kgis = tuple(metric for metric in kept.metrics if metric.key == kept.kgi)
            yield _Choice(kept, name, words, kgis, 0)

    def _show_template(self) -> None:
        """Show what it is for, and the KGIs it is made for."""
        choice = self._choice
        self.about.setText(choice.about)
        for part in (self.phases, self.phase_words):
            part.setEnabled(isinstance(choice.made_of, str))  # what was kept is as it was
        with QSignalBlocker(self.kgi):
            self.kgi.clear()
            self.kgi.addItems([metric_name(metric, language()) for metric in choice.kgis])
            self.kgi.setCurrentIndex(choice.usual if choice.kgis else -1)
        self._show_kgi()

    def _show_phase(self, phase: Phase) -> None:
        self._phase = phase
        said = {
            Phase.LAUNCH: (self.tr("立ち上げ"), self.tr("商談化から受注までは 1 つの率で見ます。")),
            Phase.GROWTH: (self.tr("成長"), self.tr("商談化、有効商談、受注を分けて見ます。")),
            Phase.MATURE: (self.tr("成熟"), self.tr("リードの着手と架電の回数、メールの開封、費用まで見ます。")),
        }
        self.phases.show_choices([(one, words) for one, (words, _) in said.items()], phase)
        self.phase_words.setText(said[phase][1])
        self.changed.emit()

    def _show_kgi(self) -> None:
        """Each KGI has its own field: 120 million yen are not 120 million appointments."""
        metric = self._metric
        self.goals.setEnabled(metric is not None)
        if metric is not None:
            if metric.key not in self._fields:
                field = self._fields[metric.key] = NumberEdit(metric)
                field.setAccessibleName(self.tr("KGI の目標"))
                field.committed.connect(field.show_value)
                self.goals.addWidget(field)
            self.goals.setCurrentWidget(self._fields[metric.key])
        self.changed.emit()


def _shipped() -> Iterator[_Choice]:
    metrics = shipped_metrics()
    for name in NAMES:
        one = shipped_template(name)
        words, about = (one.ja, one.about_ja) if language() == "ja" else (one.en, one.about_en)
        yield _Choice(name, words, about, tuple(metrics[key] for key in one.kgis), one.kgis.index(one.kgi))


def _hint() -> PlainLabel:
    label = PlainLabel("", "hint")
    label.setWordWrap(True)
    return label
