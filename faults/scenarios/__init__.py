"""What can break, by the part of the site; importing a module registers its scenarios."""

from faults.scenarios import caches, databases, imports, machines, proxies, servers

__all__ = ["caches", "databases", "imports", "machines", "proxies", "servers"]

QUICK = ("database-stopped", "worker-killed")
