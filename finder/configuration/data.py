"""How caches and official sources are used."""

LOCAL_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    "default": {"BACKEND": LOCAL_MEMORY},
    # Separate, so that cached pages don't evict the counts of failed log-ins.
    "logins": {
        **{"BACKEND": LOCAL_MEMORY, "LOCATION": "logins"},
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
}

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
