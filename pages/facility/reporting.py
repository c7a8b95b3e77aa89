"""How to say that something on a facility's page is wrong."""

from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext as _

from facilities.paths import path_of
from visitor_forms.crypto import has_keys


def mail_link(facility, url):
    """Return a `mailto:` link to who runs this site about a Facility, or "" if no address is set.

    `url`: the facility's page. The visitor's own mail program sends it, or doesn't.
    """
    if not settings.CONTACT_EMAIL:
        return ""
    subject = _("Wrong on the page of %(name)s") % {"name": facility.name}
    lines = [facility.name, facility.street, f"{facility.city}, {facility.state} {facility.zip}"]
    body = "\n".join([_("What is wrong:"), "", "", *filter(None, lines), url])
    to = quote(settings.CONTACT_EMAIL, safe="@")
    return f"mailto:{to}?subject={quote(subject, safe='')}&body={_lines(body)}"


def report_link(facility):
    """Return the address of the form that tells us, or "" where nothing typed can be kept."""
    if not has_keys():
        return ""
    return path_of(facility.public_id, facility.slug, "report")


def _lines(text):
    # RFC 6068: a line of a mail ends in CR LF.
    return quote(text.replace("\n", "\r\n"), safe="")
