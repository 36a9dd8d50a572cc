"""TemplateDialog: the name under which a plan's structure is kept as a template."""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from isplanner.desktop.widgets.plain_label import PlainLabel
from isplanner.jobs.templates import saved_templates


class TemplateDialog(QDialog):
    """Asks for a name; one that is there already is replaced, which the button says."""

    def __init__(self, parent: QWidget, folder: Path, suggested: str) -> None:
        super().__init__(parent)
        self._known = saved_templates(folder).keys()
        self.setWindowTitle(self.tr("構成をテンプレートとして保存"))
        self.setMinimumWidth(440)
        self.name = QLineEdit(suggested)
        self.name.setAccessibleName(self.tr("テンプレートの名前"))
        self.name.selectAll()
        self.name.textChanged.connect(self._show_name)
        self._arrange()
        self._show_name()

    @property
    def wanted(self) -> str:
        """The name."""
        return self.name.text().strip()

    def _arrange(self) -> None:
        about = self.tr(
            "指標・定義・チャネル・数式・優先度を、新しいプランで選べるテンプレートにします。"
            "メンバー、担当、実績、目標、コメントは入りません。"
        )
        words = PlainLabel(about, "hint")
        words.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.keep = buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self.keep.setProperty("kind", "primary")
        self.keep.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        for part in (PlainLabel(self.tr("テンプレートの名前"), "small"), self.name, words, buttons):
            column.addWidget(part)

    def _show_name(self) -> None:
        self.keep.setText(self.tr("置き換える") if self.wanted in self._known else self.tr("保存する"))
        self.keep.setEnabled(bool(self.wanted))
