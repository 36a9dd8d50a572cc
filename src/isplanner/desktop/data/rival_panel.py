"""RivalPanel: the imports that tell of the same metric and month, why each counts or not, and the choice among them."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from isplanner.desktop.data.tables import commit_nothing, table_of, titled
from isplanner.desktop.data.words import kind_words, metric_words
from isplanner.desktop.language import language
from isplanner.desktop.models.column import RECORD_ROLE, Column
from isplanner.desktop.models.records_table import RecordsTable
from isplanner.desktop.widgets.plain_label import PlainLabel, plain_tip
from isplanner.jobs.sources import Rival
from isplanner.plan.fact import FactKind
from isplanner.plan.overlap import Axis, Reason
from isplanner.plan.plan import Plan
from isplanner.store import edits
from isplanner.text.dates import format_year_month
from isplanner.text.numbers import format_number, write_value

_WIDTHS = (130, 92, 230, 104, 104, 104)


class RivalPanel(QWidget):
    """A row an import and place; what counts is bold.

    Signals:
        decided: the Edit by which imports are chosen, or left to the rule again.
        closed: it is not wanted any more.
    """

    decided = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = PlainLabel("", "section")
        self._rivals = RecordsTable[Rival](lambda rival: rival.key, commit_nothing, self)
        self.use = QPushButton(self.tr("この取り込みを使う"))
        self.use.setToolTip(
            plain_tip(
                self.tr("選んだ指標と月だけ、この取り込みを先に使います（Enter）。ほかの月と指標は変わりません。")
            )
        )
        self.by_rule = QPushButton(self.tr("規則に戻す"))
        self.by_rule.setToolTip(
            plain_tip(self.tr("選んだ指標と月を規則（新しい取り込みを先に使う）どおりに戻します。"))
        )
        close = QPushButton(self.tr("閉じる"))
        for tool in (self.use, self.by_rule, close):
            tool.setProperty("form", "slim")
        self.grid = table_of(self._rivals, self.tr("取り込みの重なり"), ())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(titled(self._title, self.grid, self.use, self.by_rule, close))
        for enter in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shortcut = QShortcut(QKeySequence(enter), self.grid)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self.use.click)
        self.use.clicked.connect(lambda _=False: self.decided.emit(_choice(self._chosen())))
        self.by_rule.clicked.connect(lambda _=False: self.decided.emit(_back_to_rule(self._chosen())))
        close.clicked.connect(self.closed)
        self.grid.selectionModel().selectionChanged.connect(lambda *_: self._show_choice())

    def show_rivals(self, plan: Plan, rivals: Sequence[Rival]) -> None:
        """Show the imports that overlap; the row that was looked at stays so."""
        index = self.grid.currentIndex()
        key = index.data(RECORD_ROLE).key if index.isValid() else None
        count = len({rival.overlap.place for rival in rivals})
        words = self.tr("重なり {count}（指標と月）") if count else self.tr("取り込みの重なりはありません")
        self._title.setText(words.format(count=format_number(count)))
        self._rivals.show_columns(_columns(plan))
        self._rivals.show_records(rivals)
        for column, width in enumerate(_WIDTHS):
            self.grid.setColumnWidth(column, width)
        self.grid.horizontalHeader().setStretchLastSection(True)
        found = self._rivals.find(key) if key else self._rivals.index(0, 0)
        if found.isValid():
            self.grid.setCurrentIndex(found)
        self._show_choice()

    def _chosen(self) -> list[Rival]:
        rows = sorted({index.row() for index in self.grid.selectedIndexes()})
        return [self._rivals.record(self._rivals.index(row, 0)) for row in rows]

    def _show_choice(self) -> None:
        chosen = self._chosen()
        self.use.setEnabled(any(rival.telling.reason not in (Reason.NEWEST, Reason.CHOSEN) for rival in chosen))
        self.by_rule.setEnabled(any(rival.is_chosen for rival in chosen))


def _choice(chosen: Sequence[Rival]) -> edits.Edit:
    """Each import for the places that were chosen of it."""
    batches = {rival.batch.id: rival.batch for rival in chosen}
    places = {number: [each.overlap.place for each in chosen if each.batch.id == number] for number in batches}
    return edits.together([edits.choose_batch(places[number], batch) for number, batch in batches.items()])


def _back_to_rule(chosen: Sequence[Rival]) -> edits.Edit:
    return edits.choose_batch(list(dict.fromkeys(rival.overlap.place for rival in chosen)), None)


def _columns(plan: Plan) -> tuple[Column[Rival], ...]:
    """Of what it tells, what it says, and why it counts or not."""
    return (
        Column(
            key="metric",
            header=QCoreApplication.translate("RivalPanel", "指標"),
            text=lambda rival: _metric_words(plan, rival),
            tone=_tone,
        ),
        Column(
            key="month",
            header=QCoreApplication.translate("RivalPanel", "月"),
            text=lambda rival: format_year_month(plan.rule.month(rival.overlap.place.month), plan.rule, language()),
            tone=_tone,
        ),
        Column(
            key="import",
            header=QCoreApplication.translate("RivalPanel", "取り込み"),
            text=lambda rival: f"{rival.batch.id}  {'、'.join(rival.batch.files)}",
            tip=lambda rival: "\n".join(rival.batch.files),
            tone=_tone,
        ),
        _sum_column(plan, Axis.WHOLE, QCoreApplication.translate("RivalPanel", "全体")),
        _sum_column(plan, Axis.CHANNELS, QCoreApplication.translate("RivalPanel", "チャネル計")),
        _sum_column(plan, Axis.MEMBERS, QCoreApplication.translate("RivalPanel", "メンバー計")),
        Column(
            key="reason",
            header=QCoreApplication.translate("RivalPanel", "使い方"),
            text=_reason_words,
            tip=_reason_words,
            tone=_tone,
        ),
    )


def _sum_column(plan: Plan, axis: Axis, header: str) -> Column[Rival]:
    """What imports say on an axis; bold where it counts."""

    def text(rival: Rival) -> str:
        value, metric = rival.telling.says.get(axis), plan.metrics.get(rival.overlap.place.metric)
        if value is None:
            return "—"
        return str(write_value(value, metric, language())) if metric else format_number(value)

    return Column(
        key=axis.value,
        header=header,
        text=text,
        value=lambda rival: rival.telling.says.get(axis, 0.0),
        is_number=True,
        is_bold=lambda rival: axis in rival.telling.used,
        tone=lambda rival: "" if axis in rival.telling.used else "tx3",
    )


def _metric_words(plan: Plan, rival: Rival) -> str:
    place = rival.overlap.place
    words = metric_words(plan, place.metric)
    return words if place.kind is FactKind.ACTUAL else f"{words}（{kind_words(place.kind)}）"


def _tone(rival: Rival) -> str:
    return "" if rival.telling.used else "tx3"


def _reason_words(rival: Rival) -> str:
    """One sentence: those above it in the list go before it."""
    if rival.telling.reason is Reason.NEWEST and rival.batch.preferred:
        return QCoreApplication.translate("RivalPanel", "優先した取り込みを使います")
    words = {
        Reason.CHOSEN: QCoreApplication.translate("RivalPanel", "この月に選んだ取り込みを使います"),
        Reason.NEWEST: QCoreApplication.translate("RivalPanel", "新しい取り込みを使います"),
        Reason.REST: QCoreApplication.translate("RivalPanel", "上の取り込みにない日の分を使います"),
        Reason.CHANNELS: QCoreApplication.translate("RivalPanel", "チャネル別だけ使います（上にないため）"),
        Reason.MEMBERS: QCoreApplication.translate("RivalPanel", "上にいないメンバーの分だけ使います"),
        Reason.PARTS: QCoreApplication.translate("RivalPanel", "上にないチャネルとメンバーの分だけ使います"),
        Reason.OLDER: QCoreApplication.translate("RivalPanel", "上の取り込みがあるため使いません"),
    }
    return words[rival.telling.reason]
