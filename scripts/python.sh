#!/bin/sh
# Run a script with a Python that is new enough: scripts/python.sh SCRIPT [ARGUMENT…]
# $PYTHON names it; else the first of the usual names that will do.
set -u

seen=
for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
    version=$("$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        exec "$candidate" "$@"
    fi
    seen="${seen:+$seen, }$candidate is $version"
done
echo "Python 3.11 or newer is needed (${seen:-${PYTHON:-python3} isn't found}):" \
    "install it, or name one with PYTHON=/path/to/python3" >&2
exit 1
