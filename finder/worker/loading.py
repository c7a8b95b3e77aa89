"""What gunicorn's master loads before it starts workers, which then share it in memory.

Code, words and templates, which only a release changes: nothing of the database.
"""

import gc
from pathlib import Path

from django.conf import settings
from django.template.loader import get_template
from django.urls import get_resolver
from django.utils.translation import override

from derived.collecting import no_collecting
from derived.snapshots.current import release

# Pages for staff and for those who change pages: a worker reads these when it is asked.
SELDOM = frozenset({"admin", "styleguide", "styleguide.html"})


def load() -> None:
    """Load what all workers use, and leave it as it is from now on, as far as Python can."""
    with no_collecting():  # it would look at all code again for each few templates
        _ = get_resolver().url_patterns
        release()
        for language, _name in settings.LANGUAGES:
            with override(language):
                pass  # its words are read
        for name in templates():
            get_template(name)
    # What Python's garbage collector looks at it writes to, and each worker would have a copy.
    gc.freeze()


def templates() -> list[str]:
    """Return the names of the templates of all pages for visitors."""
    folder = Path(settings.BASE_DIR) / "templates"
    paths = [path.relative_to(folder) for path in sorted(folder.rglob("*.html"))]
    return [path.as_posix() for path in paths if path.parts[0] not in SELDOM]
