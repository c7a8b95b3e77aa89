"""The developers' page: its examples run as they stand on it."""

import csv
import html
import io
import json
import re
import shutil
import subprocess
import sys
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest

from facilities.models import Facility
from finder.handling.handler import Handler


class Quiet(WSGIRequestHandler):
    def log_message(self, *_arguments):
        """Say nothing."""


@pytest.fixture
def site(made, kept_connection):
    """Serve the site on this machine, in this very thread, which has the test's database."""
    server = make_server("127.0.0.1", 0, Handler(), handler_class=Quiet)
    server.timeout = 0.05
    yield server
    server.server_close()


@pytest.fixture
def example(client, site):
    """Return a function: the text of an example, as the page of this very site has it."""
    host = f"127.0.0.1:{site.server_port}"
    page = client.get("/developers/", headers={"Host": host}).content.decode()

    def text(name):
        [found] = re.findall(rf'id="{name}"><code>(.*?)</code>', page, re.DOTALL)
        return html.unescape(found)

    return text


def run(site, command):
    """Return what a program prints that asks the site."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        while process.poll() is None:
            site.handle_request()
        return process.stdout.read(), process.returncode


def test_the_example_of_curl(site, example):
    if not shutil.which("curl"):
        pytest.skip("curl isn't installed")
    printed, code = run(site, ["sh", "-c", example("curl")])
    answer = json.loads(printed)
    assert code == 0
    assert answer["count"] == len(answer["results"]) > 0
    assert all("detox" in place["services"] for place in answer["results"])


def test_the_example_of_python(site, example):
    printed, code = run(site, [sys.executable, "-c", example("python")])
    lines = [line.split("\t") for line in printed.splitlines()]
    assert code == 0
    assert len(lines) > 1
    assert {line[-1] for line in lines} <= {"detox: yes", "detox: no", "detox: not reported"}
    assert all(re.search(r"\d{3}-\d{4}", phone) for _name, _city, phone, _detox in lines)


@pytest.mark.parametrize("name", ["r", "excel"])
def test_the_file_that_a_spreadsheet_loads(site, example, name):
    address = re.search(r"http[^\"\s]+", example(name))[0]
    printed, code = run(site, [sys.executable, "-c", LOAD, address])
    rows = list(csv.DictReader(io.StringIO(printed)))
    assert code == 0
    assert len(rows) == Facility.objects.listed().count()
    assert {"02118", "01608"} < {row["zip"] for row in rows}


def test_the_file_that_a_map_loads(site, example):
    printed, code = run(site, [sys.executable, "-c", LOAD, example("qgis")])
    features = json.loads(printed)["features"]
    assert code == 0
    assert len(features) == Facility.objects.listed().count()
    assert {feature["properties"]["precision"] for feature in features} >= {"zip"}


LOAD = "import sys; from urllib.request import urlopen; print(urlopen(sys.argv[1]).read().decode())"


def test_the_summary_for_language_models(client, cast):
    response = client.get("/llms.txt")
    text = response.content.decode()
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "988" in text
    assert "NOT a no" in text
    assert "DEMONSTRATION" not in text
    for address in re.findall(r"\((http://testserver[^)]*)\)", text):
        assert client.get(address.removeprefix("http://testserver")).status_code == 200
    assert "&#" not in text
