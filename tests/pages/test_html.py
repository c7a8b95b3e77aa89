"""The HTML of every kind of page is valid, as html-validate reads it (.htmlvalidate.mjs)."""

import json
import subprocess

import pytest
from django.conf import settings

from scripts import node
from tests.pages.test_every_page import PAGES, filled

PROGRAM = settings.BASE_DIR / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
CONFIG = settings.BASE_DIR / ".htmlvalidate.mjs"

pytestmark = pytest.mark.node


def mistakes(folder):
    """Return what is wrong with the .html files of a folder, a line each; one Node process."""
    files = sorted(folder.glob("*.html"))
    report = folder / "report.json"
    command = [node.find("node"), PROGRAM, "--config", CONFIG, "--formatter", "json", *files]
    # Into a file: the program ends before a pipe has taken all.
    with report.open("w") as output:
        result = subprocess.run(command, cwd=folder, stdout=output, stderr=subprocess.PIPE)
    assert report.read_text(), result.stderr.decode()
    return [
        f"{file['filePath'].rpartition('/')[2]}:{message['line']}: "
        f"{message['message']} [{message['ruleId']}] {message.get('selector') or ''}"
        for file in json.loads(report.read_text())
        for message in file["messages"]
    ]


def test_a_mistake_is_found(tmp_path):
    (tmp_path / "wrong.html").write_text("<!doctype html><p><div></p>")

    assert any("[close-order]" in line for line in mistakes(tmp_path))


def test_every_page_is_valid(client, canton, other_places, tmp_path):
    for name, path in {**PAGES, "not found": "/nope/"}.items():
        response = client.get(filled(path, canton))
        (tmp_path / f"{name}.html").write_bytes(response.content)
    canton.edition.is_demo = True
    canton.edition.save()
    (tmp_path / "demonstration.html").write_bytes(client.get("/").content)

    assert mistakes(tmp_path) == []
