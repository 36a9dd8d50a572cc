"""What the outline calls its columns and rows, and why some cells take nothing."""

from PySide6.QtCore import QObject

from isplanner.desktop.goal_tree.rows import OutlineRow, RowKind
from isplanner.desktop.language import language
from isplanner.text.names import channel_name, metric_name


class OutlineWords(QObject):
    """The words of the outline, in the language at the time it is made."""

    def __init__(self) -> None:
        super().__init__()
        self.name = self.tr("指標")
        self.target = self.tr("目標")
        self.value = self.tr("値")
        self.baseline = self.tr("基準")
        self.forecast = self.tr("見込み")
        self.gap = self.tr("目標との差")
        self.formula = self.tr("数式")
        self.priority = self.tr("優先度")
        self.named_elsewhere = self.tr("指標の名前はここでは変えられません。")
        self.owner = self.tr("担当")
        self._value_follows = self.tr("値は数式で決まります。数式のないレバーの値を入れてください。")
        self.baseline_follows = self.tr("基準は取り込んだ実績から計算されます。")
        self.forecast_follows = self.tr("着地見込みは実績とここまでのペースから計算されます。")
        self.gap_follows = self.tr("差は着地見込みと目標から計算されます。")
        self.gap_means = self.tr("着地見込み − 目標（見込みがまだなければシナリオの値 − 目標）")
        self._in_full = self.tr("この指標は別の行に全体があります。そこで変えてください。")
        self._lever = self.tr("レバー")
        self._reference = self.tr("{name} ↗ 参照")
        self._channels = self.tr("{name}のチャネル別（{count}）")
        self._beside = self.tr("KGI に直接つながらない指標")
        self._heading = self.tr("この行は見出しです。")
        self._kgi_first = self.tr("KGI は優先度なしでいつも先頭です。")
        self._whole_only = self.tr("優先度は全体の指標につけます。")

    def name_of(self, row: OutlineRow) -> str:
        """What a row is called."""
        match row.kind:
            case RowKind.BESIDE:
                return self._beside
            case RowKind.CHANNELS:
                return self._channels.format(
                    name=metric_name(row.metric, language()) if row.metric else "", count=row.count
                )
        if row.channel is not None and row.is_one_of_channels:
            return channel_name(row.channel, language(), short=True)
        name = metric_name(row.metric, language()) if row.metric else ""
        return self._reference.format(name=name) if row.kind is RowKind.REFERENCE else name

    def lever(self, row: OutlineRow) -> str:
        """What stands in place of a formula."""
        return self._lever if row.kind is RowKind.NODE else ""

    def not_here(self, row: OutlineRow) -> str:
        """Why neither target nor formula can be typed into a row."""
        if row.kind is RowKind.NODE:
            return ""
        return self._in_full if row.kind is RowKind.REFERENCE else self._heading

    def no_value_here(self, row: OutlineRow) -> str:
        """Why no value can be typed into a row."""
        if row.kind is not RowKind.NODE or row.is_settable:
            return self.not_here(row)
        return self._value_follows

    def no_priority(self, row: OutlineRow) -> str:
        """Why a row takes no priority."""
        if row.is_kgi:
            return self._kgi_first
        return self._whole_only if row.key is not None and row.key.channel else self.not_here(row)
