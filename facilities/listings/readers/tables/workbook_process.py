"""Run by `sheets`, as a script: sends the cells of a workbook as lines of JSON.

It knows nothing of the project and sets its own limits before it opens anything, so that a
workbook made to fill the memory ends this process and no other. It sends {"sheet": name,
"is_hidden": …} before the rows of a sheet, [line, texts of its cells] for each row that holds
something, and "done"; or {"problem": what is wrong with the workbook}.
"""

import json
import resource
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import Any

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

# Beyond this a spreadsheet shows a whole number in scientific notation.
LARGEST_WHOLE = 10**15


def main(path: str, memory: int, seconds: int, cells: int, text: int) -> None:
    """Send what the workbook at `path` holds, within limits of bytes, seconds, cells, letters."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        for message in messages(path):
            if isinstance(message, list):
                cells -= sum(1 for cell in message[1] if cell)
                text -= sum(map(len, message[1]))
            if cells < 0 or text < 0:
                send({"problem": "the workbook holds more cells than any directory"})
                return
            send(message)
    except MemoryError:
        sys.exit(1)  # the same as if the reader of workbooks runs out of it, which ends the process
    except Exception as error:  # whatever the reader of workbooks raises
        send({"problem": f"the workbook can't be read ({error}); save it anew as .xlsx"})


def send(message: Any) -> None:
    sys.stdout.write(json.dumps(message) + "\n")


def messages(path: str) -> Iterator[Any]:
    """Yield what is to be sent of a workbook."""
    workbook = CalamineWorkbook.from_path(path)
    for sheet in workbook.sheets_metadata:
        if sheet.typ != SheetTypeEnum.WorkSheet:  # a chart has no cells
            continue
        yield {"sheet": sheet.name, "is_hidden": sheet.visible != SheetVisibleEnum.Visible}
        yield from rows(workbook.get_sheet_by_name(sheet.name))
    yield "done"


def rows(sheet: Any) -> Iterator[list[Any]]:
    """Yield [line, texts] of the rows of a sheet that hold something."""
    if sheet.start is None:
        return
    left = sheet.start[1]  # the rows above the first cell are given, the columns before it aren't
    for line, row in enumerate(sheet.iter_rows(), start=1):
        cells = [shown(cell) for cell in row]
        if any(map(str.strip, cells)):
            yield [line, [""] * left + cells]


def shown(cell: Any) -> str:
    """Return a cell as a spreadsheet shows it: 2052160200.0 is 2052160200, a date ISO 8601."""
    if isinstance(cell, str):
        return cell.replace("\0", " ")  # no database stores it
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, int | float):
        if not isfinite(cell):
            return ""
        if cell == int(cell) and abs(cell) < LARGEST_WHOLE:
            return str(int(cell))
        return format(cell, ".15g").upper()
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell) if isinstance(cell, timedelta) else ""


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
