import pytest

from opendata import making


@pytest.fixture
def data_files(settings, tmp_path):
    """Keep files of data in a folder of the test's own; return it."""
    settings.DATA_FILES_DIR = tmp_path / "data"
    return settings.DATA_FILES_DIR


@pytest.fixture
def made(cast, data_files, kept_connection):
    """Make the files of the small directory; return their folder."""
    folder, is_new = making.make()
    assert is_new
    return folder
