#!/bin/sh
# Format every template; with --check, only say which would change.
cd "$(dirname "$0")/.." || exit

find . \( -name '.?*' -o -name var -o -name node_modules -o -name tests \) -prune \
    -o -name '*.html' -exec .venv/bin/djade --target-version 5.2 "$@" {} +
