"""Who may see and work on callback requests: a group that every installation has."""

from django.apps import apps as current_apps
from django.contrib.auth.management import create_permissions

AGENTS = "Callback agents"
# Not the audit, and nothing to delete, add or export.
MAY = ("view_callbackrequest", "change_callbackrequest")


def make_group(sender, using, apps=current_apps, **kwargs):
    """After a migration: make the group once. What an operator changes in it stays."""
    try:
        Group = apps.get_model("auth", "Group")
        Permission = apps.get_model("auth", "Permission")
        apps.get_model("callbacks", "CallbackRequest")
    except LookupError:  # migrated backwards, or other apps only
        return
    create_permissions(sender, verbosity=0, using=using, apps=apps)
    group, is_new = Group.objects.using(using).get_or_create(name=AGENTS)
    if is_new:
        theirs = Permission.objects.using(using).filter(
            content_type__app_label="callbacks", codename__in=MAY
        )
        group.permissions.set(theirs)
