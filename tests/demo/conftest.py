import pytest

from demo import generator
from facilities.listings.readers import read


@pytest.fixture(scope="session")
def workbook(tmp_path_factory):
    """Return the path of the demonstration directory as `prepare` writes it."""
    path = tmp_path_factory.mktemp("demo") / generator.FILE_NAME
    generator.write_demo(path)
    return path


@pytest.fixture(scope="session")
def source(workbook):
    """Return the demonstration directory as the importer reads it."""
    return read(workbook, year=generator.YEAR)


@pytest.fixture(scope="session")
def records(source):
    """Return the Record of each of its rows; none is rejected."""
    return [source.record(raw) for _line, raw in source.rows]


@pytest.fixture(scope="session")
def code_sets(records):
    return [set(record.codes) for record in records]
