"""A process that answers searches: `python -m benchmarks.answering MODULE`.

Loads Django, says how large it is, then answers each line of JSON on stdin with what
benchmarks.MODULE's `answerer()` says of it and how large the process is then.
"""

import json
import os
import sys
from importlib import import_module

import django

from benchmarks.server import megabytes_of


def main(module):
    django.setup()
    answer = import_module(f"benchmarks.{module}").answerer()
    tell({})
    for line in sys.stdin:
        tell(answer(json.loads(line)))


def tell(figures):
    answer = {**figures, "megabytes": megabytes_of(os.getpid())}
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
