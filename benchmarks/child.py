"""A process with Django and one database: `python -m benchmarks.child MODULE OPTIONS`.

Prints as JSON what benchmarks.MODULE's `measure(**OPTIONS)` returns.
"""

import json
import sys
from importlib import import_module

import django


def main(module, options):
    django.setup()
    measure = import_module(f"benchmarks.{module}").measure
    json.dump(measure(**json.loads(options)), sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
