"""Fixtures of the tests of HSDS."""

import pytest

from hsds.reading import records
from search import index


@pytest.fixture
def directory(cast):
    """Return the Index of the small directory."""
    return index.current()


@pytest.fixture
def every(directory):
    """Return the Records of all its facilities, in the order of the Index."""
    return list(records(range(len(directory.pks)), directory))
