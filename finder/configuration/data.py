"""How databases and caches are used."""

# It holds Python objects, so it stays within a process. What workers share is in limits/.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# How official sources are asked (sources/network/fetching.py): seconds, bytes, times.
SOURCES_BOUNDS = {
    "pause": 1.0,  # between two requests
    "silence": 30.0,  # of a server, before it is given up
    "total": 900.0,  # for one file, with all its tries
    "size": 200_000_000,  # bytes of one file, unpacked
    "attempts": 4,
    "backoff": 2.0,  # before the second try, then twice as long each
    "longest_wait": 120.0,  # that a server may ask for
    "redirects": 3,
}


def options(engine):
    """Return the settings of a database in Django's DATABASES, by its engine."""
    if engine != "django.db.backends.sqlite3":
        pool = {"min_size": 1, "max_size": 4, "timeout": 5}
        return {"CONN_HEALTH_CHECKS": True, "OPTIONS": {"pool": pool}}
    return {
        # Opening the file, its functions and pragmas costs a millisecond each time.
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # Readers go on during an import; a crash loses at most the last transaction.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }
