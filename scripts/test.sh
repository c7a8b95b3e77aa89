#!/bin/sh
# Run parts of the suite: scripts/test.sh PART… [-- PYTEST ARGUMENT…]
# PART is sqlite, postgres, setup, browser or quick. Stops at the first part that fails, so
# that pytest's own closing lines are the last to be seen.
#
# TEST_JOBS  1: one part after another, the browser's in one process; more (the processors there
#            are): PostgreSQL's part and set-up's run beside SQLite's, and are shown when all
#            are done; so many browsers (--pdb and the like need -n0)
set -u
cd "$(dirname "$0")/.." || exit

parts=
while [ $# -gt 0 ] && [ "$1" != "--" ]; do
    parts="$parts $1"
    shift
done
[ $# -gt 0 ] && shift
python=.venv/bin/python
all="sqlite, postgres, setup, browser, quick"
jobs=${TEST_JOBS:-$(nproc 2>/dev/null || echo 1)}

run_part() {
    part=$1
    shift
    echo "--- $part"
    case $part in
    sqlite) without_postgres -m "not browser and not postgres and not setup" "$@" ;;
    # It touches no database: once is enough.
    setup) without_postgres -m setup "$@" ;;
    postgres) $python -m tests.postgres -- $python -m pytest -m "not browser and not setup" "$@" ;;
    browser) without_postgres -m browser -n "$jobs" "$@" ;;
    # What to run between two edits. A file's tests stay together: they share what it made.
    quick)
        without_postgres -n "$jobs" --dist loadfile \
            -m "not browser and not postgres and not setup and not real_data and not slow" "$@"
        ;;
    *) echo "no such part of the suite: $part ($all)" >&2; return 2 ;;
    esac
}

without_postgres() {
    env -u TEST_DATABASE_URL $python -m pytest "$@"
}

# Run what can run beside SQLite's part; each part's output and code wait in files.
run_beside() {
    for part in $beside; do
        run_part "$part" "$@" >"$logs/$part" 2>&1
        echo $? >"$logs/$part.code"
    done
}

beside= lane=
case " $parts " in
*" sqlite "*)
    if [ "$jobs" -gt 1 ]; then
        for part in $parts; do
            case $part in postgres | setup) beside="$beside $part" ;; esac
        done
        logs=$(mktemp -d)
        trap 'rm -rf "$logs"' EXIT
        run_beside "$@" &
        lane=$!
    fi
    ;;
esac

ran=
for part in $parts; do
    case " $beside " in
    *" $part "*)
        [ -z "$lane" ] || wait "$lane"
        lane=
        cat "$logs/$part"
        code=$(cat "$logs/$part.code")
        ;;
    *)
        run_part "$part" "$@"
        code=$?
        ;;
    esac
    case $code in
    0) ran=yes ;;
    # No test selected: an error, unless arguments that suit another part selected them.
    5) [ $# -gt 0 ] || break ;;
    *) break ;;
    esac
    code=0
done
[ -z "$lane" ] || wait "$lane"
[ "$code" -eq 0 ] || exit "$code"
[ -n "$ran" ] || { echo "No test was selected by: $*" >&2; exit 5; }
