"""Whoever was thanked will be called: real processes, killed right after they answered."""

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from urllib.parse import urlencode

from tests.browser.server import ROOT, collect_static, environment, free_port, wait_for
from tests.callbacks.factories import filled

FOUND = """
from callbacks.models import CallbackRequest
[one] = CallbackRequest.objects.all()
assert (one.name, one.phone, one.state) == ("Robin", "+16175550123", "new")
"""


@contextmanager
def gunicorn(installation, log):
    """Serve an Installation by processes of their own group; yield (port, process)."""
    collect_static(installation.file)
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"]
    with log.open("w") as output:
        process = subprocess.Popen(
            [*command, "finder.wsgi"],
            cwd=ROOT,
            env=environment(installation.file, DATABASE_URL=installation.url, PORT=str(port)),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            wait_for(port, process, log)
            yield port, process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def ask(port, method, body=None):
    """Return the response to a request for the page, as a browser sends it, read to its end."""
    headers = {
        "Origin": f"http://127.0.0.1:{port}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request(method, "/callback/", body and urlencode(body), headers)
        response = connection.getresponse()
        return response, response.read().decode()


def test_an_accepted_request_survives_that_the_server_is_killed(installation, tmp_path):
    log = tmp_path / "server.log"
    with gunicorn(installation, log) as (port, process):
        _response, html = ask(port, "GET")
        token = re.search('name="token" value="(.+?)"', html)[1]
        time.sleep(4)  # as long as a person takes at least
        response, _body = ask(port, "POST", filled(token=token))
        os.killpg(process.pid, signal.SIGKILL)

    assert (response.status, response.getheader("Location")) == (303, "/callback/thanks/")
    installation.manage("shell", "-v0", "-c", FOUND)
    assert not re.search("Robin|617.?555.?0123|5550123", log.read_text())
