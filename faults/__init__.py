"""What the site does while a part of it is broken: `make faults`, explained in docs/faults.md.

`python -m faults` starts the whole site on loopback, in a folder of its own: PostgreSQL with a
standby, PgBouncer, Redis, two application servers, and nginx in front. It never loads Django
itself. Each scenario breaks something under steady load and counts what visitors would notice.
"""
