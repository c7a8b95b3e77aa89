"""What templates need for the bar at the top of every page."""

from django.utils.functional import SimpleLazyObject

from helplines.lines import header_lines


def help_lines(request):
    """Return `help_lines`, asked of the database only if the template prints them.

    An error page passes `help_lines=printed_lines()` itself, which wins over this one.
    """
    return {"help_lines": SimpleLazyObject(header_lines)}
