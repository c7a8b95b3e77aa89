#!/bin/sh
# Every check that isn't a test. All of them run; any failure fails.
set -u
cd "$(dirname "$0")/.." || exit

# As in production, whatever the local .env says.
export SECRET_KEY="read by make lint alone, never by a server: 0123456789"
export FIELD_KEYS=bGludC1vbmx5LWxpbnQtb25seS1saW50LW9ubHktISE=
export SECURITY_CONTACT=security@example.org
export ALLOWED_HOSTS=example.org HTTPS=on DEBUG=off DATABASE_URL=sqlite:///:memory:

failed=0
check() {
    "$@" || { echo "failed: $*" >&2; failed=1; }
}

check .venv/bin/ruff check .
check .venv/bin/ruff format --check .
check scripts/templates.sh --check
check .venv/bin/mypy --no-error-summary
check .venv/bin/python manage.py makemigrations --check --dry-run
check .venv/bin/python manage.py check --deploy --fail-level WARNING
exit $failed
