#!/bin/sh
# Run parts of the suite: scripts/test.sh PART… [-- PYTEST ARGUMENT…]
# PART is quick, sqlite, postgres or browser. Stops at the first part that fails, so that
# pytest's own closing lines are the last to be seen.
#
# TEST_JOBS  1: one part after another, the browser's in one process; more (the processors there
#            are): PostgreSQL's part runs beside SQLite's, and is shown when both are done; so
#            many browsers (--pdb and the like need -n0)
set -u
cd "$(dirname "$0")/.." || exit

parts=
while [ $# -gt 0 ] && [ "$1" != "--" ]; do
    parts="$parts $1"
    shift
done
[ $# -gt 0 ] && shift
python=.venv/bin/python
jobs=${TEST_JOBS:-$(nproc 2>/dev/null || echo 1)}

run_part() {
    part=$1
    shift
    echo "--- $part"
    case $part in
    sqlite) env -u TEST_DATABASE_URL $python -m pytest -m "not browser and not postgres" "$@" ;;
    # What to run between two edits. A file's tests stay together: they share what it made.
    quick)
        env -u TEST_DATABASE_URL $python -m pytest --ignore tests/setup -n "$jobs" --dist loadfile \
            -m "not browser and not postgres and not real_data and not slow" "$@"
        ;;
    # Set-up doesn't touch a database: once is enough.
    postgres) $python -m tests.postgres -- $python -m pytest -m "not browser" --ignore tests/setup "$@" ;;
    browser) env -u TEST_DATABASE_URL $python -m pytest -m browser -n "$jobs" "$@" ;;
    *) echo "no such part of the suite: $part (quick, sqlite, postgres, browser)" >&2; return 2 ;;
    esac
}

# Start what can run beside SQLite's part; its output waits in a file.
beside=
case " $parts " in
*" sqlite"*" postgres "*)
    if [ "$jobs" -gt 1 ]; then
        log=$(mktemp)
        trap 'rm -f "$log"' EXIT
        run_part postgres "$@" >"$log" 2>&1 &
        beside=$!
    fi
    ;;
esac

ran=
for part in $parts; do
    if [ "$part" = postgres ] && [ -n "$beside" ]; then
        wait "$beside"
        code=$?
        beside=
        cat "$log"
    else
        run_part "$part" "$@"
        code=$?
    fi
    case $code in
    0) ran=yes ;;
    # No test selected: an error, unless arguments that suit another part selected them.
    5) [ $# -gt 0 ] || break ;;
    *) break ;;
    esac
    code=0
done
[ -z "$beside" ] || wait "$beside"
[ "$code" -eq 0 ] || exit "$code"
[ -n "$ran" ] || { echo "No test was selected by: $*" >&2; exit 5; }
