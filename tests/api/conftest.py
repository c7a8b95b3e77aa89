"""Fixtures of the API's tests."""

import pytest


@pytest.fixture
def one_connection(cast, kept_connection):
    """Ask the application itself about the small directory, in the test's transaction."""
