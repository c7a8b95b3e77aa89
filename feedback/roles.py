"""Who may work on reports and correct listings: a group that every installation has."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db.models import Q

EDITORS = "Editors"
# {app: what they may}; nothing of it deletes, or changes what an import writes.
MAY = {
    "feedback": ("view_report", "change_report"),
    "facilities": ("view_correction", "add_correction", "change_correction", "view_facility")
    + ("view_listing", "view_phone", "view_edition", "view_service"),
}


def make_group(sender, using, apps=installed, **_signal):
    """After a migration: make the group once. What an operator changes in it stays."""
    try:
        Group = apps.get_model("auth", "Group")
        Permission = apps.get_model("auth", "Permission")
        for app, model in (("feedback", "Report"), ("facilities", "Correction")):
            apps.get_model(app, model)
    except LookupError:  # migrated backwards, or other apps only
        return
    for app in MAY:
        create_permissions(installed.get_app_config(app), verbosity=0, using=using, apps=apps)
    group, is_new = Group.objects.using(using).get_or_create(name=EDITORS)
    if is_new:
        theirs = Q()
        for app, names in MAY.items():
            theirs |= Q(content_type__app_label=app, codename__in=names)
        group.permissions.set(Permission.objects.using(using).filter(theirs))
