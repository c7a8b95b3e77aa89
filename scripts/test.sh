#!/bin/sh
# Run parts of the suite: scripts/test.sh PART… [-- PYTEST ARGUMENT…]
# PART is sqlite, postgres or browser. Stops at the first part that fails, so that
# pytest's own closing lines are the last to be seen.
set -u
cd "$(dirname "$0")/.." || exit

parts=
while [ $# -gt 0 ] && [ "$1" != "--" ]; do
    parts="$parts $1"
    shift
done
[ $# -gt 0 ] && shift
python=.venv/bin/python

run_part() {
    part=$1
    shift
    echo "--- $part"
    case $part in
    sqlite) env -u TEST_DATABASE_URL $python -m pytest -m "not browser and not postgres" "$@" ;;
    # Set-up doesn't touch a database: once is enough.
    postgres) $python -m tests.postgres -- $python -m pytest -m "not browser" --ignore tests/setup "$@" ;;
    browser) env -u TEST_DATABASE_URL $python -m pytest -m browser "$@" ;;
    *) echo "no such part of the suite: $part (sqlite, postgres, browser)" >&2; return 2 ;;
    esac
}

ran=
for part in $parts; do
    run_part "$part" "$@"
    code=$?
    case $code in
    0) ran=yes ;;
    # No test selected: an error, unless arguments that suit another part selected them.
    5) [ $# -gt 0 ] || exit 5 ;;
    *) exit $code ;;
    esac
done
[ -n "$ran" ] || { echo "No test was selected by: $*" >&2; exit 5; }
