"""CommentsSection: what members said of the node, the open ones first; to be written, settled and taken away."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from isplanner.desktop.goal_tree.inspector.folding import FoldingSection
from isplanner.desktop.goal_tree.inspector.sight import Sight
from isplanner.desktop.goal_tree.inspector.text_field import TextField
from isplanner.desktop.icons import icon
from isplanner.desktop.language import language
from isplanner.desktop.widgets.day_edit import DayEdit
from isplanner.desktop.widgets.plain_label import ElidedLabel, PlainLabel
from isplanner.plan.log import Comment
from isplanner.store import edits
from isplanner.text.dates import format_date, format_day


class CommentsSection(FoldingSection):
    """コメント: KPIs are checked with those who carry them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("comments", self.tr("コメント"), parent)
        self._sight: Sight | None = None
        self.write = QPushButton(self.tr("書く"))
        self.write.setProperty("kind", "text")
        self.write.setCheckable(True)
        self.write.toggled.connect(self._on_write_toggled)
        self.title_row.addWidget(self.write)
        self.form = CommentForm()
        self.form.written.connect(self._on_written)
        self.form.hide()
        self.empty = PlainLabel(self.tr("まだありません。目標を決める前に、担当する人の意見を聞いて書きます。"), "hint")
        self.empty.setWordWrap(True)
        self.settled = QPushButton()
        self.settled.setProperty("kind", "text")
        self.settled.setCheckable(True)
        self.settled.toggled.connect(self._show_rows)
        self.rows: list[CommentRow] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.inside.addWidget(self.form)
        self.inside.addWidget(self.empty)
        self.inside.addLayout(self._list)
        self.inside.addWidget(self.settled, 0, Qt.AlignmentFlag.AlignLeft)

    @override
    def show_node(self, sight: Sight) -> None:
        if self._sight is None or self._sight.key != sight.key:
            self.settled.setChecked(False)
            self.write.setChecked(False)
        self._sight = sight
        self.form.show_plan(sight)
        self._show_rows()

    def begin(self) -> None:
        """Open the form to write into."""
        self.open_up()
        self.write.setChecked(True)
        self.form.words.setFocus()

    def _show_rows(self) -> None:
        sight = self._sight
        if sight is None:
            return
        said = [comment for comment in sight.plan.comments if comment.node == sight.key]
        said.sort(key=lambda comment: (comment.is_settled, -comment.day.toordinal(), -comment.id))
        shown = [comment for comment in said if not comment.is_settled or self.settled.isChecked()]
        closed = sum(comment.is_settled for comment in said)
        self.title.setText(
            self.tr("コメント　{count}").format(count=len(said) - closed) if said else self.tr("コメント")
        )
        self.settled.setVisible(bool(closed))
        self.settled.setText(self.tr("済み %n 件", "", closed))
        self.empty.setVisible(not said)
        if [row.comment for row in self.rows] != shown:
            self._build(shown)

    def _build(self, comments: list[Comment]) -> None:
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [CommentRow(comment) for comment in comments]
        for row in self.rows:
            row.edited.connect(self.edited)
            self._list.addWidget(row)

    def _on_write_toggled(self, is_on: bool) -> None:
        self.write.setText(self.tr("やめる") if is_on else self.tr("書く"))
        self.form.setVisible(is_on)
        if is_on:
            self.open_up()
            self.form.words.setFocus()

    def _on_written(self) -> None:
        if self._sight is None:
            return
        form, day = self.form, self.form.day.value or self._sight.as_of
        said = form.words.toPlainText().strip()
        if said:
            form.words.setPlainText("")
            self.write.setChecked(False)
            self.edited.emit(edits.write_comment(self._sight.key, form.author.currentText(), day, said))


class CommentForm(QWidget):
    """Who says what, and when.

    Signals:
        written: it is to be kept.
    """

    written = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.author = QComboBox()
        self.author.setEditable(True)
        self.author.setAccessibleName(self.tr("だれの意見か"))
        line = self.author.lineEdit()
        assert line is not None
        line.setPlaceholderText(self.tr("名前"))
        self.day = DayEdit()
        self.day.setAccessibleName(self.tr("日付"))
        self.words = TextField(self.tr("コメント"), self.tr("意見や気づいたこと"))
        self.words.textChanged.connect(self._on_text_changed)
        self.words.entered.connect(self.written)
        self.keep = QPushButton(self.tr("書き込む"))
        self.keep.setEnabled(False)
        self.keep.clicked.connect(self.written)
        who = QHBoxLayout()
        who.setSpacing(6)
        who.addWidget(self.author, 3)
        who.addWidget(self.day, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(6)
        column.addLayout(who)
        column.addWidget(self.words)
        column.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignRight)

    def show_plan(self, sight: Sight) -> None:
        """Offer the members, the owner first."""
        if not self.isVisible():
            owner = [sight.node.owner] if sight.node.owner else []
            self.author.clear()
            self.author.addItems(list(dict.fromkeys([*owner, *(member.name for member in sight.plan.members)])))
            self.day.show_plan(sight.plan, sight.as_of)
            self.day.show_value(sight.as_of)

    def _on_text_changed(self) -> None:
        self.keep.setEnabled(bool(self.words.toPlainText().strip()))


class CommentRow(QFrame):
    """What one person said.

    Signals:
        edited: an Edit to be stored.
    """

    edited = Signal(object)

    def __init__(self, comment: Comment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.comment = comment
        author = ElidedLabel(comment.author or self.tr("（名前なし）"), "section")
        day = PlainLabel(format_day(comment.day, language()), "label")
        day.setToolTip(format_date(comment.day, language()))
        self.settle = QPushButton(self.tr("開き直す") if comment.is_settled else self.tr("済みにする"))
        self.settle.setProperty("kind", "text")
        self.settle.clicked.connect(self._on_settle_clicked)
        self.remove = QToolButton()
        self.remove.setIcon(icon("close"))
        self.remove.setToolTip(self.tr("コメントを消す"))
        self.remove.setAccessibleName(self.tr("コメントを消す"))
        self.remove.clicked.connect(lambda: self.edited.emit(edits.remove_comment(self.comment)))
        words = PlainLabel(comment.words, "hint" if comment.is_settled else "small")
        words.setWordWrap(True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(author)
        head.addWidget(day)
        head.addStretch(1)
        head.addWidget(self.settle)
        head.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(words)

    def _on_settle_clicked(self) -> None:
        self.edited.emit(edits.settle_comment(self.comment, is_settled=not self.comment.is_settled))
