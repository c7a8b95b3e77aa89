"""Fixtures of the tests of HSDS."""

import os

import pytest

from hsds.reading import records
from search import index

# Nobody ships the official schemas: who has them names their folder (docs/hsds.md).
collect_ignore = [] if os.environ.get("HSDS_SCHEMAS") else ["test_official.py"]


@pytest.fixture
def directory(cast):
    """Return the Index of the small directory."""
    return index.current()


@pytest.fixture
def every(directory):
    """Return the Records of all its facilities, in the order of the Index."""
    return list(records(range(len(directory.pks)), directory))
