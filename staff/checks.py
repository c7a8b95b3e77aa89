"""What `manage.py check --deploy` says of the log-in."""

from django.conf import settings
from django.core.checks import Tags, Warning, register

from staff.second_factor import REQUIRED


@register(Tags.security, deploy=True)
def second_factor_needs_keys(app_configs, **_options):
    """Warn where nobody can log in, or everybody without a second factor."""
    if settings.SECOND_FACTOR != REQUIRED:
        return [
            Warning(
                "Staff can log in with a password alone.",
                hint="Set SECOND_FACTOR=required, or leave it empty with HTTPS=on.",
                id="staff.W001",
            )
        ]
    if not settings.FIELD_KEYS:
        return [
            Warning(
                "Nobody can log in to /admin/: the second factor needs FIELD_KEYS to be stored.",
                hint="Set FIELD_KEYS to what `manage.py new_field_key` prints.",
                id="staff.W002",
            )
        ]
    return []
