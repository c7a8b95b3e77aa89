"""Requests and people for the tests of callbacks."""

from django.contrib.auth.models import Group, User
from django.utils import timezone
from django.utils.crypto import get_random_string

from callbacks.models import CallbackRequest
from callbacks.roles import AGENTS
from tests.visitor_forms.tokens import token

PHONE = "+16175550123"


def make_request(**changes):
    """Store a request; what isn't named is usual."""
    usual = {
        **{"name": "Robin", "phone": PHONE, "times": "any", "voicemail": "no"},
        **{"whom_for": "self", "language": "en", "nonce": get_random_string(22)},
        "created_at": timezone.now(),
    }
    return CallbackRequest.objects.create(**{**usual, **changes})


def make_agent(name):
    """Return a member of the staff in the group of agents."""
    agent = User.objects.create_user(name, password="not-a-secret", is_staff=True)
    agent.groups.add(Group.objects.get(name=AGENTS))
    return agent


def filled(**changes):
    """Return what a browser sends of a form that was filled in; None leaves a field out."""
    usual = {
        **{"token": token(), "homepage": "", "name": "Robin", "phone": "617-555-0123"},
        **{"times": "evening", "voicemail": "no", "whom_for": "other", "consent": "on"},
    }
    return {name: value for name, value in {**usual, **changes}.items() if value is not None}
