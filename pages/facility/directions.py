"""Ways to a facility, by the visitor's own maps: links that carry its address, nothing else."""

from urllib.parse import quote

from django.utils.translation import gettext_lazy as _

# A phone that knows geo: opens the maps app its owner chose; others know a maker's address.
# No link says where the visitor is, what the place is called, or that it treats anyone.
MAPS = (
    (_("Maps app on an Android phone"), "geo:0,0?q={}"),
    (_("Apple Maps"), "https://maps.apple.com/?daddr={}"),
    (_("Google Maps"), "https://www.google.com/maps/dir/?api=1&destination={}"),
    (_("OpenStreetMap"), "https://www.openstreetmap.org/search?query={}"),
)


def directions(facility):
    """Return [(label, link)] to a Facility's door; none if it isn't published."""
    if facility.address_withheld or not facility.street:
        return []
    place = f"{facility.street}, {facility.city}, {facility.state} {facility.zip}".strip()
    return [(label, link.format(quote(place, safe=""))) for label, link in MAPS]
