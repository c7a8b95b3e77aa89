"""What can break, by the part of the site; importing a module registers its scenarios."""

from faults.scenarios import caches, databases, imports, machines, pools, proxies, servers, together

__all__ = ["caches", "databases", "imports", "machines", "pools", "proxies", "servers", "together"]

QUICK = ("database-stopped", "worker-killed")
