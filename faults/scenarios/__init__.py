"""What can break, by the part of the site; importing a module registers its scenarios."""

from faults.scenarios import databases, servers

__all__ = ["databases", "servers"]

QUICK = ("database-stopped", "worker-killed")
