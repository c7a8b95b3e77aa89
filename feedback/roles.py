"""Who may work on reports and correct listings: a group that every installation has."""

from django.apps import apps as installed

from visitor_forms import groups

EDITORS = "Editors"
# {app: what they may}; nothing of it deletes, or changes what an import writes.
MAY = {
    "feedback": ("view_report", "change_report"),
    "facilities": ("view_correction", "add_correction", "change_correction", "view_facility")
    + ("view_merge", "add_merge", "change_merge")
    + ("view_listing", "view_phone", "view_edition", "view_service"),
}


def make_group(sender, using, apps=installed, **_signal):
    """Make the group, after a migration."""
    groups.make_group(EDITORS, MAY, using, apps)
