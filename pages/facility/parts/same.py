"""Parts of pages that are the same for many facilities, kept by what they show."""

from collections import OrderedDict
from threading import Lock

from django.utils.translation import get_language

from derived import Derived

# Of all parts and languages, those asked for last: some 4 MB.
MOST = 4000

_kept = Derived(lambda _version: OrderedDict())
_lock = Lock()


def same_html(name, nodes, page, shown):
    """Return what a part's template gives; `shown`: the values of all it shows, to compare by."""
    kept, key = _kept.current(), (name, get_language(), shown)
    with _lock:
        if (html := kept.get(key)) is not None:
            kept.move_to_end(key)
            return html
    html = nodes.render(page)
    with _lock:
        kept[key] = html
        if len(kept) > MOST:
            kept.popitem(last=False)
    return html
