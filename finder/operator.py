"""What pages show of who runs the site, and the two files that are of the operator's own."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.views.generic import View

# Browsers may keep what is named by its content; anything older was asked for by an older page.
KEPT = "public, max-age=31536000, immutable"


def shown():
    """Return {what: of the operator's settings} for templates; `name` is "" where nobody is named.

    `logo`, `colors`: ServedFiles, or None.
    """
    return {
        "name": settings.OPERATOR_NAME,
        "url": settings.OPERATOR_URL,
        "logo": settings.OPERATOR_LOGO,
        "colors": settings.OPERATOR_COLORS,
    }


class OperatorFile(View):
    """Serves the ServedFile that a setting holds; `setting`: its name."""

    setting = ""

    def get(self, request, version):
        file = getattr(settings, self.setting)
        if file is None:
            raise Http404
        response = HttpResponse(file.content, content_type=file.content_type)
        if file.version == version:
            response.headers["Cache-Control"] = KEPT
        return response
