"""Groups of people in the admin that every installation has, each with its permissions."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db.models import Q


def make_group(name, may, using, apps=installed):
    """Make a group once, after a migration. What an operator changes in it stays.

    `may`: {app: codenames of permissions}. Nothing is made while a model is missing that one
    of them is about: migrated backwards, or other apps only.
    """
    try:
        Group = apps.get_model("auth", "Group")
        Permission = apps.get_model("auth", "Permission")
        for app, codenames in may.items():
            for codename in codenames:
                apps.get_model(app, codename.partition("_")[2])
    except LookupError:
        return
    for app in may:
        create_permissions(installed.get_app_config(app), verbosity=0, using=using, apps=apps)
    group, is_new = Group.objects.using(using).get_or_create(name=name)
    if is_new:
        theirs = Q()
        for app, codenames in may.items():
            theirs |= Q(content_type__app_label=app, codename__in=codenames)
        group.permissions.set(Permission.objects.using(using).filter(theirs))
