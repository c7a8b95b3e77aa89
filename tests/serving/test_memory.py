"""What a worker freed goes back to the system, where the C library is glibc."""

import platform
import subprocess
import sys

import pytest

from tests.setup.conftest import ROOT

SCRIPT = """
import re
from pathlib import Path
from threading import Thread
from serving import memory

def megabytes():
    return int(re.search(r"VmRSS:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1000

def work():
    # Pieces of a size that Python takes from the C library, with a few that stay among them.
    pieces = [bytes(2000) for _ in range(50_000)]
    kept.append(pieces[::1000])

memory.use_one_heap()
kept, before = [], megabytes()
for _number in range(4):
    thread = Thread(target=work)
    thread.start()
    thread.join()
memory.give_back()
print(megabytes() - before)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="the C library isn't glibc")
def test_threads_share_a_heap_and_what_they_freed_is_given_back():
    command = [sys.executable, "-c", SCRIPT]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert float(ended.stdout) < 10


def test_elsewhere_nothing_is_asked_of_it(monkeypatch):
    from serving import memory

    monkeypatch.setattr(memory, "_glibc", None)
    memory.use_one_heap()
    memory.give_back()
