"""Context processor for the bar at the top of every page."""

from django.utils.functional import SimpleLazyObject

from helplines.lines import header_lines


def help_lines(request):
    """Return `help_lines`, queried only if the template uses them.

    An error page passes `help_lines=printed_lines()` itself, which wins over this one.
    """
    return {"help_lines": SimpleLazyObject(header_lines)}
