"""What `manage.py check --deploy` says beside Django's own checks."""

from django.core.checks import Warning as Amiss
from django.core.checks import register

from finder.watching.conditions import conditions


@register("finder", deploy=True)
def check_installation(app_configs, **options):
    """Return a warning for all that is amiss with this installation."""
    return [
        Amiss(condition.message, hint=condition.advice, id=f"finder.{condition.name}")
        for condition in conditions()
    ]
