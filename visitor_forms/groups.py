"""Permission groups that every installation has."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db.models import Q


def make_group(name, may, using, apps=installed):
    """Create a group after a migration, unless it exists; an operator's changes to it stay.

    `may`: {app label: permission codenames}. Nothing is created while one of their models is
    missing, as after a backwards migration or one of other apps only.
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
