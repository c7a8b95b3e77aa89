import pytest
from django.contrib.auth.models import Group, User

from feedback.models import Report
from feedback.roles import EDITORS
from feedback.views import LIMIT
from tests.pages.conftest import get  # noqa: F401
from visitor_forms import guard

FROM_HERE = {"HTTP_SEC_FETCH_SITE": "same-origin"}


@pytest.fixture(autouse=True)
def _unhurried(monkeypatch):
    """A test fills in forms faster than people do, and sends more of them."""
    monkeypatch.setattr(guard, "LEAST_SECONDS", 0)
    LIMIT.forget()


@pytest.fixture
def send(client, alder):  # noqa: F811
    """Return a function that sends a report of Alder House from its form and gives the answer."""

    def do(facility=alder, token=None, headers=FROM_HERE, **fields):
        fields = {"kind": "number", "token": token or guard.new_token(), **fields}
        return client.post(f"{facility.get_absolute_url()}report/", fields, **headers)

    return do


@pytest.fixture
def report(alder):  # noqa: F811
    """Give a function that stores a report of Alder House."""

    def do(kind="number", nonce=None, **values):
        nonce = nonce or f"n{Report.objects.count()}"
        return Report.objects.create(facility=alder, kind=kind, nonce=nonce, **values)

    return do


@pytest.fixture
def editor(client, db):
    """Log in somebody who is an editor and nothing else."""
    user = User.objects.create_user("edith", password="-", is_staff=True)
    user.groups.add(Group.objects.get(name=EDITORS))
    client.force_login(user)
    return user
