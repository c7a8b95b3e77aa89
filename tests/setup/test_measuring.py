"""The programs that take pictures and measure: asked how they are used, they do nothing else."""

import sys

import pytest

from tests.setup.conftest import ROOT, Project


@pytest.mark.parametrize("name", ["screenshots", "lighthouse"])
def test_how_it_is_used_is_said_without_a_folder_of_that_name(name, tmp_path):
    result = Project(tmp_path).run(
        sys.executable, "-m", f"scripts.{name}", "--help", PYTHONPATH=str(ROOT)
    )

    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("usage: ")
    assert "FOLDER" in result.stdout
    assert list(tmp_path.iterdir()) == []
