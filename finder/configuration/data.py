"""How databases and caches are used."""

LOCAL_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    "default": {"BACKEND": LOCAL_MEMORY},
    # Separate, so that cached pages don't evict the counts of failed log-ins.
    "logins": {
        **{"BACKEND": LOCAL_MEMORY, "LOCATION": "logins"},
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
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
