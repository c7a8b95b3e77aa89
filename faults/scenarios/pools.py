"""PgBouncer between the application servers and PostgreSQL: full, or killed."""

import signal

from faults.scenario import scenario
from faults.site import Site, url_of

SECONDS = 20


@scenario(
    "pool-full",
    "PgBouncer (transactions) in between; all it has is taken for 20 s",
    settings=lambda site: through_pooler(site, 3),
)
def pool_full(site: Site) -> None:
    held = [site.primary.connected(port=site.pooler.port, autocommit=False) for _ in range(3)]
    for connection in held:
        connection.execute("SELECT 1")
    site.wait(SECONDS)
    for connection in held:
        connection.rollback()
        connection.close()


@scenario(
    "pooler-restarted",
    "PgBouncer killed, started after 5 s",
    settings=lambda site: through_pooler(site, 10),
)
def pooler_restarted(site: Site) -> None:
    site.pooler.kill()
    site.wait(5)
    site.pooler.start()
    site.wait(5)


def through_pooler(site: Site, size: int) -> dict[str, str]:
    """Have PgBouncer serve so many transactions at a time; return the settings to use it."""
    site.pooler.stop(signal.SIGINT)
    site.pooler.configure(site.primary, size)
    site.pooler.start()
    return {"DATABASE_URL": site.pooler.url(), "DATABASE_REPLICA_URLS": url_of(site.standby)}
