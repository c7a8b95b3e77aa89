"""The shell scripts of deploy/: without the mistakes that shellcheck knows."""

import subprocess

import pytest
from django.conf import settings

FOLDER = settings.BASE_DIR / "deploy"
SCRIPTS = [
    path
    for path in sorted(FOLDER.rglob("*"))
    if path.is_file() and path.read_bytes().startswith(b"#!/")
]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_has_none_of_the_usual_mistakes(path):
    result = subprocess.run(["shellcheck", path], capture_output=True, text=True, timeout=120)
    assert (result.returncode, result.stdout) == (0, "")
