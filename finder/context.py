"""What every template may use."""

from django.conf import settings


def site(request):
    """Return the site's name."""
    return {"SITE_NAME": settings.SITE_NAME}
