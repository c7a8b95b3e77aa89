"""Clients that are made of the description, as programmers make them: checked, and run.

They ask a server of this process, in another one, over a socket.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.conf import settings

from facilities.models import Facility
from finder.handling.handler import Handler
from scripts import node

HERE = Path(__file__).parent / "clients"
MODULES = settings.BASE_DIR / "node_modules"
GENERATOR = Path(sys.executable).parent / "openapi-python-client"
SECONDS = 120
# No types of other packages that happen to be there.
OPTIONS = {"strict": True, "target": "es2022", "lib": ["es2022", "dom"], "types": []}
OPTIONS |= {"module": "esnext", "moduleResolution": "bundler"}

pytestmark = pytest.mark.slow


class Quiet(WSGIRequestHandler):
    def log_message(self, format, *args):
        pass


@pytest.fixture
def description(db, client, tmp_path):
    """Return a file with the description."""
    path = tmp_path / "schema.json"
    path.write_bytes(client.get("/api/v1/schema/").content)
    return path


@pytest.fixture
def serve(one_connection):
    """Return a function: what a command prints that asks the site, its address at the end.

    This thread answers while the command runs, in the test's own transaction.
    """
    server = make_server("localhost", 0, Handler(), handler_class=Quiet)
    server.timeout = 0.2

    def run(*command, **options):
        address = f"http://localhost:{server.server_port}"
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        with subprocess.Popen([*command, address], **pipes, **options) as process:
            while process.poll() is None:
                server.handle_request()
            output = process.stdout.read()
        assert process.returncode == 0, output
        return output

    with server:
        yield run


def run(*command, **options):
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=SECONDS, check=False, **options
    )
    assert done.returncode == 0, done.stdout + done.stderr


def names():
    """Return the names of a state's facilities in the order of their ids, a line each."""
    massachusetts = Facility.objects.listed().filter(state="MA").order_by("public_id")
    return "".join(f"{name}\n" for name in massachusetts.values_list("name", flat=True))


@pytest.mark.skipif(not GENERATOR.exists(), reason="needs openapi-python-client: make install")
def test_a_python_client_is_made_checked_and_run(description, serve, tmp_path):
    package = tmp_path / "client"
    # It looks for a formatter, which would only take time.
    run(GENERATOR, "generate", "--path", description, "--output-path", package,
        env={**os.environ, "PATH": ""})  # fmt: skip
    shutil.copy(HERE / "ask.py", package)
    run(sys.executable, "-m", "mypy", "--strict", "--config-file", os.devnull,
        "--cache-dir", os.devnull, "ask.py", cwd=package)  # fmt: skip
    assert serve(sys.executable, "ask.py", cwd=package) == names()


@pytest.mark.skipif(
    not (MODULES / "openapi-typescript").is_dir(),
    reason="needs the packages of npm: make install, with a network",
)
def test_a_typescript_client_is_made_checked_and_run(description, serve, tmp_path):
    program, folder = node.find("node"), tmp_path / "client"
    folder.mkdir()
    (folder / "node_modules").symlink_to(MODULES)
    (folder / "package.json").write_text(json.dumps({"type": "module"}))
    shutil.copy(HERE / "ask.ts", folder)
    run(program, MODULES / "openapi-typescript" / "bin" / "cli.js",
        description, "--output", folder / "schema.d.ts", cwd=folder)  # fmt: skip
    (folder / "tsconfig.json").write_text(json.dumps({"compilerOptions": OPTIONS}))
    run(program, MODULES / "typescript" / "bin" / "tsc", "--project", folder, cwd=folder)
    assert serve(program, "ask.js", cwd=folder) == names()
