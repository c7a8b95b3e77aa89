"""Readiness: can this worker search, and which part isn't as it should be?"""

from django.db import Error
from django.http import HttpResponse
from django.views.decorators.cache import never_cache

import database
from database import sources
from database.copies import file
from facilities.models import Edition
from search import index


@never_cache
def readyz(request):
    """Answer 200 if it can search, from whatever source, and else 503; a line for each part.

    A database that is away doesn't make a worker unready: all workers would be at once, while
    each of them could still answer.
    """
    is_ready = has_directory()
    lines = ["ready" if is_ready else "not ready", *parts(is_ready)]
    text, status = "".join(f"{line}\n" for line in lines), 200 if is_ready else 503
    return HttpResponse(text, content_type="text/plain; charset=utf-8", status=status)


def has_directory():
    """Tell whether there is a directory to search: in memory, in a database, or in the copy."""
    if database.is_away() and index.latest():
        return True
    try:
        return database.read(Edition.objects.filter(is_current=True).exists, seconds=1.0)
    except Error:
        return index.latest() is not None


def parts(is_ready):
    """Yield a line for each part: its name, and how it is."""
    watched = sources.all_sources()
    for source in watched:
        yield f"database {source.alias}: {source.state}"
    if not watched:
        yield f"database {sources.PRIMARY}: {'ok' if is_ready else 'not asked'}"
    yield f"directory: {'in memory' if index.latest() else 'not read yet'}"
    if kept := file.current():
        yield f"copy: of {kept.made_at:%Y-%m-%d %H:%M:%S} UTC"
    elif file.path():
        yield "copy: none"
