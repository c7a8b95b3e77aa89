"""Who may see and work on callback requests: a group that every installation has."""

from django.apps import apps as installed

from visitor_forms import groups

AGENTS = "Callback agents"
# Not the audit, and nothing to delete, add or export.
MAY = ("view_callbackrequest", "change_callbackrequest")


def make_group(sender, using, apps=installed, **_signal):
    """Make the group, after a migration."""
    groups.make_group(AGENTS, {"callbacks": MAY}, using, apps)
