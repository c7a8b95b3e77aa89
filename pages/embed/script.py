"""The one file that another site loads: the script, with its styles and languages filled in."""

import json
import re
from functools import cache

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.http import require_safe

STATIC = settings.BASE_DIR / "static"
# For a page of another site to show again without asking; an update may take as long to be seen.
KEPT = "public, max-age=3600, stale-if-error=86400"


@require_safe
def script(request):
    response = HttpResponse(_script(), content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = KEPT
    return response


@cache
def _script():
    """Return the bytes of static/js/embed.js without comments and indents, ready to run."""
    styles = (STATIC / "css" / "embed.css").read_text()
    languages = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    code = re.sub(r"^\s*(?://.*|/\*[\s\S]*?\*/)?\n?|^\s+", "", _read_script(), flags=re.MULTILINE)
    filled = {"LANGUAGES": json.dumps(languages), "STYLES": json.dumps(packed(styles))}
    for name, value in filled.items():
        code = code.replace(f'"{name}"', value)
    return code.encode()


def _read_script():
    return (STATIC / "js" / "embed.js").read_text()


def packed(styles):
    """Return a stylesheet without comments and white space that mean nothing."""
    plain = re.sub(r"/\*.*?\*/|\s+", " ", styles, flags=re.DOTALL)
    plain = re.sub(r" +", " ", plain)
    return re.sub(r" ?([{};,]) ?|(: )", lambda match: match[1] or ":", plain).strip()
