"""The permission group of callback agents, which every installation has."""

from django.apps import apps as installed

from visitor_forms import groups

AGENTS = "Callback agents"
# Not the access log, and no permission to add, delete or export.
MAY = ("view_callbackrequest", "change_callbackrequest")


def make_group(sender, using, apps=installed, **_signal):
    """Make the group, after a migration."""
    groups.make_group(AGENTS, {"callbacks": MAY}, using, apps)
