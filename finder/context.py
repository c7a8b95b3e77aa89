"""What every template may use."""

from django.conf import settings

from finder.language import has_languages, of_path, path_in


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


def languages(request):
    """Return `languages`: where this page is in each language, [(code, name, path, is it this)]."""
    if request is None or not has_languages(request.path_info):
        return {"languages": []}
    here = request.get_full_path()
    return {
        "languages": [
            (code, name, path_in(code, here), code == of_path(here))
            for code, name in settings.LANGUAGES
        ]
    }
