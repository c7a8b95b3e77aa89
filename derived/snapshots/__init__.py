"""Values that are dear to build, kept in a file for each, so that a worker needn't build them.

A folder of these files, a *snapshot*, belongs to one state of the data and one release of the site
(`KEPT_FILES_DIR`, budget/files.py). Why, and who is believed: docs/decisions/0060-snapshots.md.

    file       a value written and read again; what isn't this user's own work is refused
    current    the snapshot of the present state: read, waited for, or made
"""

from derived.snapshots.current import ensure, make, read

__all__ = ["ensure", "make", "read"]
