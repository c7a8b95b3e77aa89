"""What every template may use."""

from typing import NamedTuple

from django.conf import settings

from finder.language import has_languages, of_path, path_in


class Tongue(NamedTuple):
    """A language by its code and in its own word, and where a page is in it."""

    code: str
    name: str
    path: str


def site(request=None):
    """Return what the operator set: the site's name, how discreet it is, what its map shows."""
    return {
        "SITE_NAME": settings.SITE_NAME,
        "EXIT_URL": settings.EXIT_URL,
        "NEUTRAL_TITLE": settings.NEUTRAL_TITLE,
        "HAS_MAP": settings.HAS_MAP,
        "MAP_TILES_URL": settings.MAP_TILES_URL,
        "MAP_TILES_CREDIT": settings.MAP_TILES_CREDIT,
        "callbacks_enabled": settings.CALLBACKS_ENABLED,
    }


def languages(request):
    """Return `other_language`: a Tongue to switch to, or None where there is no other."""
    if request is None or not has_languages(request.path_info):
        return {"other_language": None}
    here, language = request.get_full_path(), of_path(request.path_info)
    other = next((one for one in settings.LANGUAGES if one[0] != language), None)
    return {"other_language": other and Tongue(*other, path_in(other[0], here))}
