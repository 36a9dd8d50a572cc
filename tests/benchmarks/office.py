"""LibreOffice with a workbook of worlds: run by the system's Python, which has UNO, and told what to do line by line.

`python3 office.py FOLDER` starts LibreOffice with its settings in a folder of its own; each line of its input is a
command in JSON, each line of its output the answer. It ends LibreOffice when its input ends.
"""

import json
import random
import subprocess
import sys
import time
from typing import Any

import uno

CHANCES = (0.1, 0.5, 0.9)
WAIT = 60.0


class Workbook:
    """Sheet 1 has a column a lever: where it stands and how sure that is; below them what comes out.

    Sheet 2 has a row a world: random numbers (where they are kept), factors, a product a channel, and their sum.
    """

    def __init__(self, desktop: Any, order: dict[str, Any]) -> None:  # noqa: ANN401 (UNO has no types)
        self.document = desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, (_hidden(),))
        self.document.enableAutomaticCalculation(False)
        sheets = self.document.Sheets
        sheets.insertNewByName("worlds", 1)
        self.levers, self.worlds = sheets.getByIndex(0), sheets.getByName("worlds")
        self.levers.Name = "levers"
        self._fill(order["levers"], order["channels"], order["worlds"], kept=order["kept"])

    def _fill(self, levers: list[dict[str, Any]], channels: int, worlds: int, *, kept: bool) -> None:
        count, first = len(levers), len(levers) if kept else 0
        for column, lever in enumerate(levers):
            self.levers.getCellByPosition(column, 0).Value = lever["centre"]
            self.levers.getCellByPosition(column, 1).Value = lever["sureness"]
        if kept:
            draw = random.Random(1)
            numbers = tuple(tuple(draw.random() for _ in levers) for _ in range(worlds))
            self.worlds.getCellRangeByPosition(0, 0, count - 1, worlds - 1).setDataArray(numbers)
        for column, lever in enumerate(levers):
            centre, sureness = (f"$levers.${_name(column)}${row}" for row in (1, 2))
            chance = f"{_name(column)}1" if kept else "RAND()"
            formula = lever["formula"].format(centre=centre, sureness=sureness, chance=chance)
            self.worlds.getCellByPosition(first + column, 0).Formula = formula
        each = count // channels
        for channel in range(channels):
            factors = (f"{_name(first + channel * each + factor)}1" for factor in range(each))
            self.worlds.getCellByPosition(first + count + channel, 0).Formula = "=" + "*".join(factors)
        products = f"{_name(first + count)}1:{_name(first + count + channels - 1)}1"
        last = first + count + channels
        self.worlds.getCellByPosition(last, 0).Formula = f"=SUM({products})"
        down = uno.Enum("com.sun.star.sheet.FillDirection", "TO_BOTTOM")
        self.worlds.getCellRangeByPosition(first, 0, last, worlds - 1).fillAuto(down, 1)
        for row, share in enumerate(CHANCES, 2):
            sums = f"$worlds.{_name(last)}1:{_name(last)}{worlds}"
            self.levers.getCellByPosition(0, row).Formula = f"=PERCENTILE({sums};{share})"
        self.document.calculateAll()

    def redraw(self) -> dict[str, Any]:
        """Work everything out anew, new random numbers too."""
        began = time.perf_counter()
        self.document.calculateAll()
        return self._answer(began)

    def move(self, column: int, centre: float) -> dict[str, Any]:
        """Move a lever, and work out what depends on it."""
        began = time.perf_counter()
        self.levers.getCellByPosition(column, 0).Value = centre
        self.document.calculate()
        return self._answer(began)

    def _answer(self, began: float) -> dict[str, Any]:
        found = [self.levers.getCellByPosition(0, row).Value for row in range(2, 2 + len(CHANCES))]
        return {"seconds": time.perf_counter() - began, "quantiles": found}


def _name(column: int) -> str:
    letters = ""
    while column >= 0:
        letters = chr(ord("A") + column % 26) + letters
        column = column // 26 - 1
    return letters


def _hidden() -> Any:  # noqa: ANN401
    value = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    value.Name, value.Value = "Hidden", True
    return value


def _connect(pipe: str) -> Any:  # noqa: ANN401
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    until = time.monotonic() + WAIT
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except uno.getClass("com.sun.star.connection.NoConnectException"):
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)


def main() -> None:
    """Do as told until the input ends."""
    folder = sys.argv[1]
    pipe = f"isplanner-{time.time_ns()}"
    options = ["--headless", "--norestore", "--nologo", "--nodefault"]
    office = subprocess.Popen(
        ["soffice", f"-env:UserInstallation=file://{folder}", *options, f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    desktop = _connect(pipe)
    workbook: Workbook | None = None
    for line in sys.stdin:
        order = json.loads(line)
        if order["do"] == "build":
            workbook, answer = Workbook(desktop, order), {}
        else:
            assert workbook is not None
            answer = workbook.redraw() if order["do"] == "redraw" else workbook.move(order["column"], order["centre"])
        print(json.dumps(answer), flush=True)
    desktop.terminate()
    office.wait()


if __name__ == "__main__":
    main()
