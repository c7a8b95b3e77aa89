#!/bin/sh
# Mend what scripts/lint.sh finds, where a tool can.
set -u
cd "$(dirname "$0")/.." || exit

.venv/bin/ruff check --fix .
.venv/bin/ruff format .
scripts/templates.sh
exit 0
