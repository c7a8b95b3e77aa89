"""Which database answers a read, and what answers while the primary is away.

Visitors' reads go to a replica, to the primary, or to a copy of the directory on this machine's
disk: the first of them that works (docs/decisions/0044-database-away.md).
"""

from database.reading import FAILURES, SECONDS, primary, read
from database.sources import Away, is_away

__all__ = ["FAILURES", "SECONDS", "Away", "is_away", "primary", "read"]
