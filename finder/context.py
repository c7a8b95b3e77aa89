"""What every template may use."""

from django.conf import settings


def site(request=None):
    """Return what the operator set: the site's name, how discreet it is, what its map shows."""
    return {
        "SITE_NAME": settings.SITE_NAME,
        "EXIT_URL": settings.EXIT_URL,
        "NEUTRAL_TITLE": settings.NEUTRAL_TITLE,
        "HAS_MAP": settings.HAS_MAP,
        "MAP_TILES_URL": settings.MAP_TILES_URL,
        "MAP_TILES_CREDIT": settings.MAP_TILES_CREDIT,
    }
