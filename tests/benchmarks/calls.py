"""A call log of any length, the same for the same length: twelve columns, one cell in two hundred not to be taken."""

import csv
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from openpyxl import Workbook

HEADERS = (
    *("活動ID", "架電日時", "担当", "チャネル", "種別", "結果", "通話時間"),
    *("業種", "従業員規模", "都道府県", "役職", "流入施策"),
)
PEOPLE = ("青木 一郎", "井上 二葉", "上田 三郎", "江口 四季", "大野 五月", "加藤 六花", "木村 七海", "久保 八雲")
CHANNELS = ("Web問い合わせ", "ウェビナー", "アウトバウンド")
OUTCOMES = ("不在", "留守電", "受付ブロック", "お断り", "資料送付", "検討中", "アポ獲得")
INDUSTRIES = ("製造業", "情報通信業", "卸売業", "小売業", "建設業", "不動産業", "医療・福祉", "運輸業")
SIZES = ("1-49", "50-299", "300-999", "1000以上")
PLACES = ("東京都", "大阪府", "愛知県", "福岡県", "北海道", "宮城県")
TITLES = ("担当者", "課長", "部長", "役員")
SOURCES = ("展示会", "検索広告", "紹介", "セミナー")
HELD_EVERY = 200
FIRST = datetime(2026, 7, 1, 9)  # noqa: DTZ001 (as a cell has it)

Row = tuple[object, ...]


def calls(count: int) -> Iterator[Row]:
    """Calls of a quarter, in the order they were made."""
    draw = random.Random(count)
    step = timedelta(days=92) / count
    for number in range(count):
        at = FIRST + step * number
        moment = datetime(at.year, at.month, at.day, 9 + at.hour % 9, at.minute, at.second)  # noqa: DTZ001
        outcome = "かけ直し？" if number % HELD_EVERY == HELD_EVERY - 1 else draw.choice(OUTCOMES)
        chosen = (draw.choice(words) for words in (INDUSTRIES, SIZES, PLACES, TITLES, SOURCES))
        spoken = draw.randint(0, 15)
        yield (number + 1, moment, draw.choice(PEOPLE), draw.choice(CHANNELS), "架電", outcome, spoken, *chosen)


def write_workbook(path: Path, count: int) -> None:
    """A sheet of calls."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("架電ログ")
    sheet.append(HEADERS)
    for row in calls(count):
        sheet.append(row)
    book.save(path)


def write_text(path: Path, count: int) -> None:
    """The same as CSV, as Excel saves it in Japan."""
    with path.open("w", encoding="cp932", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS)
        for number, moment, *rest in calls(count):
            writer.writerow((number, f"{moment:%Y/%m/%d %H:%M:%S}", *rest))
