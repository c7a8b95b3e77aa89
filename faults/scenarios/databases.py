"""PostgreSQL stopped, restarted, frozen, promoted, full, slow, or behind."""

from faults.scenario import scenario
from faults.site import Site

SECONDS = 20


@scenario("nothing", "nothing is broken, to compare with")
def nothing(site: Site) -> None:
    site.wait(SECONDS)


@scenario("database-stopped", "PostgreSQL stopped for 20 s; the standby answers")
def stopped(site: Site) -> None:
    site.primary.end()
    site.wait(SECONDS)
    site.primary.start()


@scenario(
    "databases-stopped",
    "PostgreSQL and its standby stopped for 20 s",
)
def all_stopped(site: Site) -> None:
    site.standby.end()
    site.primary.end()
    site.wait(SECONDS)
    site.primary.start()
    site.standby.start()


@scenario("database-restarted", "PostgreSQL restarted at once, connections cut")
def restarted(site: Site) -> None:
    site.primary.end()
    site.primary.start()
    site.wait(SECONDS / 2)


@scenario("database-killed", "PostgreSQL killed (SIGKILL to all of it), started after 5 s")
def killed(site: Site) -> None:
    site.primary.kill()
    site.wait(5)
    site.primary.start()
    site.wait(5)


@scenario("database-frozen", "PostgreSQL frozen for 20 s: it takes connections, says nothing")
def frozen(site: Site) -> None:
    site.primary.freeze()
    site.wait(SECONDS)
    site.primary.resume()


@scenario("databases-frozen", "PostgreSQL and its standby frozen for 20 s")
def all_frozen(site: Site) -> None:
    site.standby.freeze()
    site.primary.freeze()
    site.wait(SECONDS)
    site.primary.resume()
    site.standby.resume()


@scenario(
    "standby-promoted",
    "PostgreSQL killed, the standby promoted 5 s later; DATABASE_URL names both",
    settings=lambda site: {"DATABASE_URL": site.url_of_both(), "DATABASE_REPLICA_URLS": ""},
)
def promoted(site: Site) -> str:
    site.primary.kill()
    site.wait(5)
    site.standby.promote()
    site.wait(SECONDS / 2)
    site.change_places()
    return ""


@scenario(
    "standby-behind", "the standby replays nothing for 20 s, PostgreSQL is stopped for 10 s of it"
)
def behind(site: Site) -> None:
    with site.standby.connected() as connection:
        connection.execute("SELECT pg_wal_replay_pause()")
    site.wait(SECONDS / 2)
    site.primary.end()
    site.wait(SECONDS / 2)
    site.primary.start()
    with site.standby.connected() as connection:
        connection.execute("SELECT pg_wal_replay_resume()")


@scenario(
    "connections-used-up",
    "nobody gets a new connection to PostgreSQL for 20 s: others hold all of them",
)
def used_up(site: Site) -> None:
    with site.primary.connected() as connection:
        connection.execute("ALTER DATABASE finder CONNECTION LIMIT 1")
        ours = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        connection.execute(f"{ours} WHERE datname = 'finder' AND pid <> pg_backend_pid()")
        try:
            site.wait(SECONDS)
        finally:
            connection.execute("ALTER DATABASE finder CONNECTION LIMIT -1")


@scenario(
    "database-slow",
    "a lock on the tables of facilities for 20 s: whoever asks for them waits",
)
def slow(site: Site) -> None:
    tables = "facilities_facility, facilities_edition, places_place, facilities_phone"
    with site.primary.connected(autocommit=False) as connection:
        connection.execute(f"LOCK TABLE {tables} IN ACCESS EXCLUSIVE MODE")
        site.wait(SECONDS)
        connection.rollback()
