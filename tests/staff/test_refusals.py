"""Who is refused leaves a line in the log: what page, and never who or what for."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.staff.conftest import PASSWORD, enter

pytestmark = pytest.mark.django_db


def test_who_is_refused_is_logged(client, caplog, logged):
    User.objects.create_user("bob", password=PASSWORD, is_staff=True)
    enter(client, "bob")
    users = reverse("admin:auth_user_changelist")
    assert client.get(f"{users}?q=canary").status_code == 403
    forged = Client(enforce_csrf_checks=True).post(reverse("admin:login"), {"username": "canary"})
    assert forged.status_code == 403
    lines = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    assert any("Forbidden" in line and users in line for line in lines)
    assert any("csrf" in line.lower() for line in lines)
    assert "canary" not in " ".join(lines)
    assert "bob" not in " ".join(lines)
