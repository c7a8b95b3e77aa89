#!/bin/sh
# Compile requirements/*.in to hash-locked *.txt, for every platform and Python >= 3.11.
# Versions stay as they are where they can; --upgrade takes the newest.
set -eu
cd "$(dirname "$0")/.."

compile() {
    name=$1
    shift
    cp "requirements/$name.txt" "requirements/$name.new" 2>/dev/null || :
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-header --output-file "requirements/$name.new" "$@" "requirements/$name.in"
}

trap 'rm -f requirements/*.new' EXIT
compile base "$@"
# The tools work around what serving needs, never the other way round.
compile dev --constraint requirements/base.new "$@"
if grep -n '://' requirements/*.new; then
    echo "A lock file names a host (above): it must install from whatever index is set up." >&2
    exit 1
fi
for name in base dev; do
    sed 's/base\.new/base.txt/' "requirements/$name.new" >"requirements/$name.txt"
done
echo "requirements/base.txt and dev.txt are up to date."
