"""How much memory SQLite takes in processes that serve."""

from django.db import connections

from database import sources

# A worker has a connection for each thread, and SQLite keeps pages for each, 2 MB unless told
# otherwise; it reads a few rows by their keys, and the system keeps the file's pages for all.
CACHE = "PRAGMA cache_size=-500;"  # KB


def keep_fewer_pages():
    """Let each connection of this process that is made from now on keep fewer pages of SQLite's."""
    primary = connections.settings[sources.PRIMARY]
    if primary["ENGINE"] == "django.db.backends.sqlite3":
        options = primary["OPTIONS"]
        options["init_command"] = f"{options['init_command']} {CACHE}"
