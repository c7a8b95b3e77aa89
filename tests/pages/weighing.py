"""How many bytes a facility's page takes on the wire, with the style it needs."""

import brotli
from django.conf import settings
from django.db.models.functions import Length

from facilities.models import Facility
from finder.configuration.static_files import without_comments

ONE_ROUND_TRIP = 14_600  # bytes: ten packets
SHEETS = ("finder.css", "facility.css")  # what a screen needs; print's comes later
# Pages are packed while a visitor waits, files harder and once.
PAGE_QUALITY, FILE_QUALITY = 5, 11


def too_heavy(client, facilities):
    """Return [(bytes, address)] of the pages that take more than one round trip."""
    sheets = [settings.BASE_DIR / "static" / "css" / name for name in SHEETS]
    served = [without_comments(each.read_text()).encode() for each in sheets]
    style = sum(len(brotli.compress(each, quality=FILE_QUALITY)) for each in served)
    sizes = []
    for facility in facilities:
        response = client.get(facility.get_absolute_url())
        assert response.status_code == 200
        page = len(brotli.compress(response.content, quality=PAGE_QUALITY))
        sizes.append((page + style, facility.get_absolute_url()))
    return sorted(size for size in sizes if size[0] > ONE_ROUND_TRIP)


def by_services():
    """Return the listed facilities, those that say most of themselves first."""
    return Facility.objects.listed().annotate(length=Length("offered")).order_by("-length", "pk")
