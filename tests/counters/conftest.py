import pytest

from counters import counting
from pages import calls


@pytest.fixture(autouse=True)
def _nothing_waits():
    """Start and end each test with nothing counted, and nobody over the limit."""
    counting._waiting.clear()
    calls.LIMIT.forget()
    yield
    counting._waiting.clear()


@pytest.fixture
def waiting():
    """Return a function: {(kind, key): number} of what isn't written yet."""

    def do():
        return {(kind, key): number for (kind, key, _day), number in counting._waiting.items()}

    return do
