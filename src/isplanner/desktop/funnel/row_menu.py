"""RowMenu: all that can be done with a lever, for the right button and the menu key."""

from PySide6.QtWidgets import QMenu

from isplanner.desktop.funnel.lever_row import LeverRow
from isplanner.desktop.funnel.reading import Reading


class RowMenu(QMenu):
    """The menu of a lever's row."""

    def __init__(self, row: LeverRow) -> None:
        super().__init__(row)
        self._add_move(row, self.tr("目標の値にする"), row.marks.target)
        self._add_move(row, self.tr("逆算の値にする"), row.marks.proposed)
        self.addAction(self.tr("基準に戻す"), row.reset.emit).setEnabled(row.is_moved)
        self.addSeparator()
        lock = self.tr("固定を外す") if row.lock.isChecked() else self.tr("固定する")
        self.addAction(lock, row.lock.click)
        pin = self.tr("ピン留めを外す") if row.pin.isChecked() else self.tr("ピン留めする")
        self.addAction(pin, row.pin.click)
        self.addSeparator()
        self.addAction(self.tr("数値の出どころ") + "\tCtrl+J", row.source_wanted.emit)
        judge = self.addAction(self.tr("低め・見込み・高めを入れる…"), row.ask_judgement)
        judge.setEnabled(row.can_be_judged)
        if not row.can_be_judged:
            judge.setText(self.tr("低め・見込み・高めはチャネルのタブで入れます"))

        if row.reading is not None and row.reading.metric(row.key).is_share:
            self._add_delay(row, row.reading)

    def _add_delay(self, row: LeverRow, reading: Reading) -> None:
        from isplanner.jobs.delays import stage_of

        delay = self.addAction(self.tr("段階のあいだの期間…"), row.delay_wanted.emit)
        if stage_of(reading.plan, row.key) is None:
            delay.setEnabled(False)
            delay.setText(self.tr("期間は、式が「件数 × 率」の段階に入れられます"))

    def _add_move(self, row: LeverRow, words: str, value: float | None) -> None:
        action = self.addAction(words, lambda: row.slider.go_to(value) if value is not None else None)
        action.setEnabled(value is not None and not row.lock.isChecked())
