"""Tables in a workbook (.xlsx), opened in a process of its own that can't harm this one."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Timer
from typing import IO, Any

from facilities.listings.readers.safety import check_workbook
from facilities.listings.readers.source import FileError
from facilities.listings.readers.tables.table import Sheet

MEGABYTE = 1_000_000
MOST_MEMORY = 600 * MEGABYTE
MOST_SECONDS = 60
# What the process may send, in cells that hold something and in bytes of all its text.
MOST_CELLS = 5_000_000
MOST_TEXT = 100 * MEGABYTE
PROCESS = Path(__file__).with_name("workbook_process.py")


def read_workbook(path: Path) -> list[Sheet]:
    """Return the Sheets of the workbook at `path`, or raise FileError."""
    check_workbook(path)
    limits = map(str, (MOST_MEMORY, MOST_SECONDS, MOST_CELLS, MOST_TEXT))
    # -I, no environment: nothing of this process (its secrets, too) reaches the other.
    command = [sys.executable, "-I", str(PROCESS), str(path.resolve()), *limits]
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={}
    ) as process:
        timer = Timer(MOST_SECONDS, process.kill)
        timer.start()
        try:
            assert process.stdout
            return _sheets(_messages(process.stdout))
        except FileError:
            raise
        except (ValueError, TypeError, LookupError) as error:  # no message of ours
            raise FileError(_harm()) from error
        finally:
            timer.cancel()
            process.kill()


def _messages(stream: IO[bytes]) -> Iterator[Any]:
    """Yield what the process sends, until it says that it is done; raise FileError if it can't."""
    left = MOST_TEXT * 3  # JSON escapes what is not ASCII
    while left > 0 and (line := stream.readline(left)):
        left -= len(line)
        message = json.loads(line)
        if message == "done":
            return
        yield message
    raise FileError(_harm())


def _harm() -> str:
    """Return what to say of a workbook whose process ended before it was done."""
    return (
        f"the workbook can't be opened within {MOST_MEMORY // MEGABYTE} MB of memory and "
        f"{MOST_SECONDS} seconds; a directory needs far less. Remove stray cells far from the "
        "table, or save the sheet as CSV UTF-8"
    )


def _sheets(messages: Iterator[Any]) -> list[Sheet]:
    sheets: list[Sheet] = []
    for message in messages:
        if isinstance(message, list):
            line, cells = message
            sheets[-1].rows.append((line, cells))
        elif "problem" in message:
            raise FileError(message["problem"])
        else:
            sheets.append(Sheet(message["sheet"], [], is_hidden=message["is_hidden"]))
    return sheets
