import pytest

from guides.models import Guide
from tests.guides.factories import make_guide


@pytest.fixture(autouse=True)
def no_guides(request):
    """Start each test with no guide; the suite's database has the shipped ones."""
    if "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        Guide.objects.all().delete()


@pytest.fixture
def add(db):
    """Return a function that stores a guide with changes, checked as the admin checks it."""

    def do(**changes):
        guide = make_guide(**changes)
        guide.full_clean()
        guide.save()
        return guide

    return do
