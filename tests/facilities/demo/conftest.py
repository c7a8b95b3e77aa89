import pytest

from facilities.directory import demo
from facilities.listings.readers import read


@pytest.fixture(scope="session")
def workbook(tmp_path_factory):
    """Return the path of the demonstration directory as `prepare` writes it."""
    path = tmp_path_factory.mktemp("demo") / demo.FILE_NAME
    demo.write_demo(path)
    return path


@pytest.fixture(scope="session")
def source(workbook):
    """Return the demonstration directory as the importer reads it."""
    return read(workbook, year=demo.YEAR)


@pytest.fixture(scope="session")
def records(source):
    """Return the Record of each of its rows; none is rejected."""
    return [source.record(raw) for _line, raw in source.rows]


@pytest.fixture(scope="session")
def code_sets(records):
    return [set(record.codes) for record in records]
