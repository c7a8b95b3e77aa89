"""How caches and official sources are used."""

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
