"""PgBouncer: many connections of the finder share a few of PostgreSQL's."""

from pathlib import Path

from benchmarks.server import free_port
from faults.parts.postgres import NAME, Server
from faults.parts.program import Program, installed, is_listening
from tests.postgres import unprivileged

POOLER = """
[databases]
{name} = host=127.0.0.1 port={server} dbname={name}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = {size}
max_client_conn = 100
query_wait_timeout = 5
server_connect_timeout = 1
server_login_retry = 1
ignore_startup_parameters = extra_float_digits
"""


class Pooler(Program):
    """PgBouncer in front of a PostgreSQL server: `size` transactions at a time."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "pgbouncer"
        self.folder.mkdir()
        self.port = free_port()
        self.file = self.folder / "pgbouncer.ini"
        # It refuses to be root, as PostgreSQL does.
        as_user = unprivileged(self.folder)
        command = [installed("pgbouncer"), self.file]
        log = home / "pgbouncer.log"
        super().__init__(command, log, lambda: is_listening(self.port), **as_user)

    def configure(self, server: Server, size: int) -> None:
        text = POOLER.format(name=NAME, server=server.port, port=self.port, size=size)
        # Its users are whom PostgreSQL takes for granted here.
        self.file.write_text(text.replace(f"dbname={NAME}", f"dbname={NAME} user={NAME}"))

    def url(self) -> str:
        address = f"postgres://{NAME}@127.0.0.1:{self.port}/{NAME}"
        return f"{address}?DISABLE_SERVER_SIDE_CURSORS=true"
